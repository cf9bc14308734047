import { Alert, Button, Checkbox, Form, Input, Modal, Select, Skeleton, Tabs } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { useAgentDesk } from './agent-desk.ts'
import type { GivenTo } from './commands.ts'
import { TransferTargetsQuery } from './documents.ts'
import type { TransferTargets } from './documents.ts'
import { useRun } from './use-run.ts'

export type TransferTab = 'agent' | 'queue' | 'flow' | 'onCall' | 'number'

type Give = (to: GivenTo) => void
type PaneProps = { readonly targets: TransferTargets; readonly give: Give; readonly busy: boolean }

/** Gives the caller on: to a colleague or expert, a queue, a flow, whoever is on call, or a number outside. */
export function TransferDialog(props: {
  readonly callId: string
  readonly tab: TransferTab
  readonly onTab: (tab: TransferTab) => void
  readonly onClose: () => void
}): ReactNode {
  const { callId, tab, onTab, onClose } = props
  const { t } = useTranslation()
  const { actions } = useAgentDesk()
  const { pending, run } = useRun()
  const [{ data, error }] = useQuery({
    query: TransferTargetsQuery,
    variables: { callId },
    requestPolicy: 'network-only',
  })
  const targets = data?.transferTargets ?? null
  const give: Give = (to) => {
    void run('give', () => actions.give(callId, to)).then((done) => {
      if (done) onClose()
    })
  }
  const pane = { give, busy: pending === 'give' }
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      title={t('transfer.title')}
      data-testid="transfer-dialog"
      destroyOnHidden
    >
      <div style={{ minHeight: 230 }}>
        {error !== undefined && <Alert type="error" showIcon title={t('transfer.failed')} />}
        {error === undefined && targets === null && <Skeleton active paragraph={{ rows: 4 }} />}
        {targets !== null && (
          <Tabs
            activeKey={tab}
            onChange={(key) => onTab(key as TransferTab)}
            items={[
              { key: 'agent', label: t('transfer.agent'), children: <AgentPane targets={targets} {...pane} /> },
              { key: 'queue', label: t('transfer.queue'), children: <QueuePane targets={targets} {...pane} /> },
              { key: 'flow', label: t('transfer.flow'), children: <FlowPane targets={targets} {...pane} /> },
              { key: 'onCall', label: t('transfer.onCall'), children: <OnCallPane targets={targets} {...pane} /> },
              { key: 'number', label: t('transfer.number'), children: <NumberPane targets={targets} {...pane} /> },
            ]}
          />
        )}
      </div>
    </Modal>
  )
}

function AgentPane({ targets, give, busy }: PaneProps): ReactNode {
  const { t } = useTranslation()
  // Who is free stands first; an expert is reached in no other way.
  const rank = (status: string): number => (status === 'READY' ? 0 : 1)
  const options = targets.agents
    .toSorted((a, b) => rank(a.status) - rank(b.status))
    .map(({ agent, status, isExpert }) => ({
      value: agent.id,
      label: `${agent.name}${isExpert ? ` · ${t('transfer.expert')}` : ''} · ${t(`status.${status}`)}`,
    }))
  return (
    <Choice
      label={t('transfer.chooseAgent')}
      none={t('transfer.noAgents')}
      options={options}
      busy={busy}
      onChosen={(agentId) => give({ kind: 'agent', agentId })}
      action={t('transfer.give')}
    />
  )
}

function QueuePane({ targets, give, busy }: PaneProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Choice
      label={t('transfer.chooseQueue')}
      none={t('transfer.noQueues')}
      options={targets.queues.map(({ id, name }) => ({ value: id, label: name }))}
      busy={busy}
      onChosen={(queueId) => give({ kind: 'queue', queueId })}
      action={t('transfer.give')}
    />
  )
}

function FlowPane({ targets, give, busy }: PaneProps): ReactNode {
  const { t } = useTranslation()
  const [returns, setReturns] = useState(true)
  return (
    <Choice
      label={t('transfer.chooseFlow')}
      none={t('transfer.noFlows')}
      options={targets.flows.map(({ id, name }) => ({ value: id, label: name }))}
      busy={busy}
      onChosen={(flowId) => give({ kind: 'flow', flowId, returns })}
      action={t('transfer.send')}
    >
      <Form.Item help={t(returns ? 'transfer.returnsAdvice' : 'transfer.leavesAdvice')} style={{ marginBottom: 34 }}>
        <Checkbox
          checked={returns}
          onChange={({ target }) => setReturns(target.checked)}
          data-testid="transfer-returns"
        >
          {t('transfer.returns')}
        </Checkbox>
      </Form.Item>
    </Choice>
  )
}

function OnCallPane({ targets, give, busy }: PaneProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Choice
      label={t('transfer.chooseOnCall')}
      none={t('transfer.noOnCall')}
      options={targets.onCall.map(({ id, name, now }) => ({
        value: id,
        label: `${name} · ${now.length === 0 ? t('transfer.nobodyOnCall') : now.join(' → ')}`,
      }))}
      busy={busy}
      onChosen={(listId) => give({ kind: 'onCall', listId })}
      action={t('transfer.give')}
    >
      <p className="muted">{t('transfer.onCallAdvice')}</p>
    </Choice>
  )
}

function NumberPane({ targets, give, busy }: PaneProps): ReactNode {
  const { t } = useTranslation()
  const [number, setNumber] = useState('')
  if (!targets.outside) return <Alert type="info" showIcon title={t('transfer.notAllowed')} />
  const isNumber = /^\+?[0-9 ()-]{3,40}$/.test(number.trim())
  return (
    <Form layout="vertical" onFinish={() => give({ kind: 'number', number: number.trim() })}>
      <Form.Item label={t('transfer.chooseNumber')} htmlFor="transfer-number" help={t('transfer.numberAdvice')}>
        <Input
          id="transfer-number"
          inputMode="tel"
          autoComplete="off"
          value={number}
          onChange={({ target }) => setNumber(target.value)}
          data-testid="transfer-number"
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" disabled={!isNumber} loading={busy} data-testid="transfer-give">
        {t('transfer.give')}
      </Button>
    </Form>
  )
}

function Choice(props: {
  readonly label: string
  readonly none: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly busy: boolean
  readonly action: string
  readonly onChosen: (value: string) => void
  readonly children?: ReactNode
}): ReactNode {
  const { label, none, options, busy, action, onChosen, children } = props
  const [chosen, setChosen] = useState<string | null>(null)
  if (options.length === 0) return <Alert type="info" showIcon title={none} />
  return (
    <Form
      layout="vertical"
      onFinish={() => {
        if (chosen !== null) onChosen(chosen)
      }}
    >
      <Form.Item label={label}>
        <Select
          aria-label={label}
          autoFocus
          showSearch={{ optionFilterProp: 'label' }}
          options={[...options]}
          value={chosen}
          onChange={setChosen}
          data-testid="transfer-choice"
        />
      </Form.Item>
      {children}
      <Button type="primary" htmlType="submit" disabled={chosen === null} loading={busy} data-testid="transfer-give">
        {action}
      </Button>
    </Form>
  )
}
