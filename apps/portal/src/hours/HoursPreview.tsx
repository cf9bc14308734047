import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { useServerSecond } from '../app/clock.ts'
import { useTenant } from '../app/use-tenant.ts'
import { useFaultText } from '../configuration/use-change.ts'
import { PreviewHoursQuery } from './documents.ts'

/** Whether it would be open at a moment that the person chooses, and why. */
export function HoursPreview({
  hoursId,
  timeZone,
}: {
  readonly hoursId: string
  readonly timeZone: string
}): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const now = useServerSecond()
  const [chosen, setChosen] = useState<string | null>(null)
  const [asked, setAsked] = useState<string | null>(null)
  const at = chosen ?? wallClock(now, timeZone)
  return (
    <section aria-label={t('hoursSetup.preview')} data-testid="hours-preview">
      <h2 className="section-title">{t('hoursSetup.preview')}</h2>
      <p className="muted">{t('hoursSetup.previewHelp', { timeZone })}</p>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(at)
        }}
      >
        <Input
          type="datetime-local"
          value={at}
          aria-label={t('hoursSetup.preview')}
          style={{ width: 220 }}
          onChange={(event) => setChosen(event.target.value)}
        />
        <Button htmlType="submit">{t('hoursSetup.check')}</Button>
      </form>
      <div style={{ minHeight: 64, paddingTop: 12 }} role="status">
        {asked === null ? null : <Answer tenantId={tenant.id} hoursId={hoursId} at={asked} />}
      </div>
    </section>
  )
}

type AnswerProps = { readonly tenantId: string; readonly hoursId: string; readonly at: string }

function Answer(variables: AnswerProps): ReactNode {
  const { t } = useTranslation()
  const textOf = useFaultText()
  const [{ data }] = useQuery({ query: PreviewHoursQuery, variables, requestPolicy: 'network-only' })
  const result = data?.result
  if (result === undefined) return null
  if (result.__typename !== 'OpenPreview') return <Alert type="error" showIcon title={textOf(result)} />
  const { isOpen, ground, date, name } = result
  const why = t(`hoursSetup.ground.${ground}`, { date, name })
  return (
    <Alert
      type={isOpen ? 'success' : 'info'}
      showIcon
      title={t(isOpen ? 'hoursSetup.answerOpen' : 'hoursSetup.answerClosed', { why })}
    />
  )
}

/** `2027-01-01T09:30`, as the clock of the hours shows it. */
function wallClock(epochMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return format.format(epochMs).replace(' ', 'T')
}
