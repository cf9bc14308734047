import { Form, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { EditDrawer } from '../configuration/EditDrawer.tsx'
import { useChange } from '../configuration/use-change.ts'
import { AssignSharedAgents, ClientQueuesQuery, ClientsQuery } from './documents.ts'
import type { AgentRow } from './documents.ts'

type ShareDrawerProps = {
  readonly agents: readonly AgentRow[] | null
  readonly onClose: () => void
  readonly onSaved: () => void
}
type Wish = { readonly tenantId?: string; readonly addQueueIds?: string[]; readonly removeQueueIds?: string[] }

/** The operator's agents for the queues of a client. */
export function ShareDrawer({ agents, onClose, onSaved }: ShareDrawerProps): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const [search, setSearch] = useState('')
  const tenantId = Form.useWatch<string | undefined>('tenantId', form)
  const [{ data: clients }] = useQuery({ query: ClientsQuery, variables: { search }, pause: agents === null })
  const [{ data }] = useQuery({
    query: ClientQueuesQuery,
    variables: { tenantId: tenantId ?? '' },
    pause: tenantId === undefined,
  })
  const [, share] = useMutation(AssignSharedAgents)
  const change = useChange()
  const queues = (data?.tenant?.queues ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const save = async (): Promise<void> => {
    const wish = form.getFieldsValue(true) as Wish
    const input = { ...wish, tenantId: wish.tenantId ?? '', agentIds: (agents ?? []).map(({ id }) => id) }
    if (await change.save(() => share({ input }), form)) onSaved()
  }
  return (
    <EditDrawer
      title={t('agentSetup.shareTitle', { count: agents?.length ?? 0 })}
      isOpen={agents !== null}
      change={change}
      mayEdit
      onClose={() => {
        change.clear()
        onClose()
      }}
      onSave={() => void save()}
    >
      <p className="muted">{(agents ?? []).map(({ name }) => name).join(', ')}</p>
      <Form form={form} layout="vertical" preserve={false} data-testid="share-form">
        <Form.Item name="tenantId" label={t('agentSetup.client')} required>
          <Select
            showSearch={{ filterOption: false, onSearch: setSearch }}
            options={(clients?.console.rows ?? []).map((row) => ({ value: row.tenantId, label: row.name }))}
          />
        </Form.Item>
        <Form.Item name="addQueueIds" label={t('agentSetup.shareAdd')}>
          <Select mode="multiple" options={queues} disabled={tenantId === undefined} />
        </Form.Item>
        <Form.Item name="removeQueueIds" label={t('agentSetup.shareRemove')}>
          <Select mode="multiple" options={queues} disabled={tenantId === undefined} />
        </Form.Item>
      </Form>
    </EditDrawer>
  )
}
