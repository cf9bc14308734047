import { Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTenant } from '../app/use-tenant.ts'
import { RowActions } from '../configuration/form-parts.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import type { AnnouncementRow } from './documents.ts'

type LineProps = {
  readonly row: AnnouncementRow
  readonly mayEdit: boolean
  readonly onEnable: (enabled: boolean) => void
  readonly onOpen: () => void
  readonly onRemove: () => void
}

const TONES = { NOW: 'bad', SCHEDULED: 'warn', SILENCED: 'warn', NOT_ENTITLED: 'warn', OVER: '', OFF: '' } as const

export function AnnouncementLine({ row, mayEdit, onEnable, onOpen, onRemove }: LineProps): ReactNode {
  const { t } = useTranslation()
  const { timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  const time = row.startsAt === null ? '' : format.full(row.startsAt)
  const from = row.startsAt === null ? t('announcements.fromEmpty') : time
  const until = row.endsAt === null ? t('announcements.untilEmpty') : format.full(row.endsAt)
  const numbers = row.forAllNumbers
    ? t('announcements.allNumbers')
    : row.numbers.map(({ number }) => number).join(', ') || t('announcements.noNumbers')
  return (
    <div className="announcement-line" data-testid={`announcement-${row.id}`}>
      <Switch
        checked={row.enabled}
        disabled={!mayEdit}
        onChange={onEnable}
        aria-label={t('announcements.switchOn', { name: row.name })}
        data-testid={`switch-${row.id}`}
      />
      <div>
        <div className="row">
          <strong>{row.name}</strong>
          <span
            className={`badge ${TONES[row.state]}`}
            title={row.state === 'SILENCED' ? t('announcements.silencedMeaning') : undefined}
            data-testid={`state-${row.id}`}
          >
            <span className="badge-dot" />
            {t(`announcements.state.${row.state}`, { time })}
          </span>
        </div>
        <div>{row.prompt.text === '' ? row.prompt.name : row.prompt.text}</div>
        <div className="muted figures">
          {[...row.topics, ...row.regions].map((each) => `${each} · `)}
          {numbers} · {from} – {until} · {t(row.thenHangUp ? 'announcements.hangUp' : 'announcements.goOn')}
          {row.expectedRecoveryAt === null
            ? ''
            : ` · ${t('outage.recoveryAt', { time: format.full(row.expectedRecoveryAt) })}`}
        </div>
      </div>
      <RowActions name={row.name} mayEdit={mayEdit} onOpen={onOpen} onRemove={onRemove} />
    </div>
  )
}
