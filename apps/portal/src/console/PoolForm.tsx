import { Button, Form, Input, InputNumber, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { Faults as FaultParts } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'
import { Defined } from '../ui/Metric.tsx'

const AgentPoolsQuery = graphql(`
  query AgentPools {
    agentPools {
      poolId
      agentsCount
      guaranteed
      members {
        tenantId
        name
        agentsCount
        agentsMin
        agentsMax
        weight
      }
    }
  }
`)
type Pool = ResultOf<typeof AgentPoolsQuery>['agentPools'][number]
type Member = Pool['members'][number]

const SetPoolShare = graphql(
  `
    mutation SetPoolShare($input: PoolShareInput!) {
      result: setPoolShare(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [FaultParts],
)

type PoolFormProps = { readonly tenantId: string; readonly mayEdit: boolean; readonly onSaved: () => void }

/** With whom the client shares agents, and what it is guaranteed of them. */
export function PoolForm(props: PoolFormProps): ReactNode {
  const [{ data }, reload] = useQuery({ query: AgentPoolsQuery, requestPolicy: 'cache-and-network' })
  const pool = data?.agentPools.find(({ members }) => members.some(({ tenantId }) => tenantId === props.tenantId))
  const member = pool?.members.find(({ tenantId }) => tenantId === props.tenantId)
  if (pool === undefined || member === undefined) return <Skeleton active />
  const saved = (): void => {
    reload({ requestPolicy: 'network-only' })
    props.onSaved()
  }
  return <ShareForm key={pool.poolId} pool={pool} member={member} mayEdit={props.mayEdit} onSaved={saved} />
}

type ShareFormProps = {
  readonly pool: Pool
  readonly member: Member
  readonly mayEdit: boolean
  readonly onSaved: () => void
}
type Fields = {
  readonly poolId: string
  readonly agentsMin: number | null
  readonly agentsMax: number | null
  readonly weight: number | null
}

function ShareForm({ pool, member, mayEdit, onSaved }: ShareFormProps): ReactNode {
  const { t } = useTranslation()
  const change = useChange(t('pools.saved'))
  const [form] = Form.useForm<Fields>()
  const [, send] = useMutation(SetPoolShare)
  const save = async (fields: Fields): Promise<void> => {
    const input = {
      ...fields,
      tenantId: member.tenantId,
      agentsMin: fields.agentsMin ?? 0,
      weight: fields.weight ?? 1,
    }
    if (await change.save(() => send({ input }), form)) onSaved()
  }
  const { agentsCount: agents, guaranteed, members } = pool
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={!mayEdit}
      requiredMark={false}
      initialValues={{ poolId: pool.poolId, ...member }}
      onFinish={(fields) => void save(fields)}
      data-testid="pool-form"
    >
      <Faults faults={change.faults} />
      <p data-testid="pool-figures">{t('pools.figures', { agents, guaranteed, clients: members.length })}</p>
      <p className="muted">{members.map(({ name, agentsMin }) => `${name}: ${String(agentsMin)}`).join(' · ')}</p>
      <Form.Item name="poolId" label={<Defined meaning={t('pools.poolMeaning')}>{t('pools.pool')}</Defined>}>
        <Input style={{ width: 240 }} />
      </Form.Item>
      <Form.Item name="agentsMin" label={<Defined meaning={t('pools.minMeaning')}>{t('pools.min')}</Defined>}>
        <InputNumber precision={0} data-testid="agents-min" />
      </Form.Item>
      <Form.Item name="agentsMax" label={<Defined meaning={t('pools.maxMeaning')}>{t('pools.max')}</Defined>}>
        <InputNumber precision={0} />
      </Form.Item>
      <Form.Item name="weight" label={<Defined meaning={t('pools.weightMeaning')}>{t('pools.weight')}</Defined>}>
        <InputNumber step={0.5} />
      </Form.Item>
      {mayEdit && (
        <Button type="primary" htmlType="submit" loading={change.isSaving} data-testid="save-pool">
          {t('setUp.save')}
        </Button>
      )}
    </Form>
  )
}
