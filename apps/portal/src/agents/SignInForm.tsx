import { Alert, Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { AllowedQueues } from '../app/viewer.ts'
import { BrandName } from '../ui/Brand.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useAgentDesk } from './agent-desk.ts'
import { useRun } from './use-run.ts'

const STORAGE_KEY = 'seatline.queues'

function rememberedQueues(allowed: ReadonlySet<string>): ReadonlySet<string> {
  const stored = localStorage.getItem(STORAGE_KEY)?.split(' ') ?? []
  const still = stored.filter((queueId) => allowed.has(queueId))
  return still.length > 0 ? new Set(still) : allowed
}

/** Which queues, of which tenants, the agent works for now. */
export function SignInForm({ allowedQueues }: { readonly allowedQueues: AllowedQueues }): ReactNode {
  const { t } = useTranslation()
  const { actions, phone } = useAgentDesk()
  const { pending, refusal, run } = useRun()
  const allowed = new Set(allowedQueues.flatMap((group) => group.queues.map((queue) => queue.id)))
  const [chosen, setChosen] = useState(() => rememberedQueues(allowed))

  if (allowed.size === 0) return <EmptyState title={t('signIn.noQueues')} advice={t('signIn.noQueuesAdvice')} />

  const choose = (queueIds: readonly string[], on: boolean): void => {
    const next = new Set(chosen)
    for (const queueId of queueIds) {
      if (on) next.add(queueId)
      else next.delete(queueId)
    }
    setChosen(next)
  }
  const signIn = async (): Promise<void> => {
    const queueIds = [...chosen]
    localStorage.setItem(STORAGE_KEY, queueIds.join(' '))
    await run('signIn', () => actions.signIn(queueIds))
  }

  return (
    <form
      data-testid="sign-in-form"
      onSubmit={(event) => {
        event.preventDefault()
        void signIn()
      }}
    >
      <h2 style={{ marginTop: 0 }}>{t('signIn.title')}</h2>
      <p className="muted">{t('signIn.explanation')}</p>
      {refusal !== null && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={refusal}
          style={{ marginBottom: 16 }}
          data-testid="sign-in-refused"
        />
      )}
      {allowedQueues.map((group) => (
        <QueueGroup key={group.tenant.id} group={group} chosen={chosen} choose={choose} />
      ))}
      {phone.microphone === 'unknown' && <p className="muted">{t('signIn.microphoneNote')}</p>}
      {phone.microphone === 'asking' && <Alert type="info" showIcon title={t('signIn.microphoneAsking')} />}
      <div className="row" style={{ marginTop: 16 }}>
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          loading={pending === 'signIn'}
          disabled={chosen.size === 0}
          data-testid="sign-in"
        >
          {t('signIn.submit', { count: chosen.size })}
        </Button>
      </div>
    </form>
  )
}

type QueueGroupProps = {
  readonly group: AllowedQueues[number]
  readonly chosen: ReadonlySet<string>
  readonly choose: (queueIds: readonly string[], on: boolean) => void
}

function QueueGroup({ group, chosen, choose }: QueueGroupProps): ReactNode {
  const { t } = useTranslation()
  const ids = group.queues.map((queue) => queue.id)
  const count = ids.filter((id) => chosen.has(id)).length
  return (
    <fieldset className="queue-group">
      <legend>
        <BrandName {...group.tenant.brand} />
      </legend>
      <div className="row">
        {group.queues.map((queue) => (
          <Checkbox
            key={queue.id}
            checked={chosen.has(queue.id)}
            onChange={(event) => choose([queue.id], event.target.checked)}
            data-testid={`queue-${queue.id}`}
          >
            {queue.name}
          </Checkbox>
        ))}
        {ids.length > 1 && (
          <Checkbox
            indeterminate={count > 0 && count < ids.length}
            checked={count === ids.length}
            onChange={(event) => choose(ids, event.target.checked)}
          >
            <span className="muted">{t('signIn.all')}</span>
          </Checkbox>
        )}
      </div>
    </fieldset>
  )
}
