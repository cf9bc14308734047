import { PlusOutlined, SoundOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useRemoval } from '../configuration/use-removal.tsx'
import { useChange } from '../configuration/use-change.ts'
import { usePermission } from '../configuration/use-permission.ts'
import { FeatureGate } from '../seats/FeatureGate.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { OrderedList } from '../ui/OrderedList.tsx'
import { AnnouncementDrawer } from './AnnouncementDrawer.tsx'
import { OutageDrawer } from './OutageDrawer.tsx'
import { AnnouncementLine } from './AnnouncementLine.tsx'
import { AnnouncementsQuery, ArchiveAnnouncement, OrderAnnouncements, SetAnnouncementEnabled } from './documents.ts'
import type { AnnouncementChoices, AnnouncementRow } from './documents.ts'

/** Something begins or ends without anybody pressing a button. */
const REREAD_MS = 20_000

/** What callers are told before anything else. */
export function AnnouncementsPage(): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const mayEdit = usePermission('ANNOUNCEMENTS_MANAGE')
  const [{ data }, reload] = useQuery({ query: AnnouncementsQuery, variables: { tenantId } })
  const [edited, setEdited] = useState<AnnouncementRow | 'new' | null>(null)
  const [outage, setOutage] = useState(false)
  const [wanted, setWanted] = useState<readonly string[] | null>(null)
  const [, archive] = useMutation(ArchiveAnnouncement)
  const [, order] = useMutation(OrderAnnouncements)
  const [, turn] = useMutation(SetAnnouncementEnabled)
  const change = useChange(t('announcements.said'))
  const again = (): void => reload({ requestPolicy: 'network-only' })
  useEffect(() => {
    const timer = setInterval(() => reload({ requestPolicy: 'network-only' }), REREAD_MS)
    return () => clearInterval(timer)
  }, [reload])
  const kept = data?.tenant?.announcements
  const rows = wanted === null ? kept : kept?.toSorted((a, b) => wanted.indexOf(a.id) - wanted.indexOf(b.id))
  const put = async (ids: readonly string[]): Promise<void> => {
    setWanted(ids)
    await change.save(() => order({ input: { tenantId, ids: [...ids] } }))
    again()
    setWanted(null)
  }
  const setEnabled = async ({ id }: AnnouncementRow, enabled: boolean): Promise<void> => {
    if (await change.save(() => turn({ input: { tenantId, id, enabled } }))) again()
  }
  const removal = useRemoval<AnnouncementRow>(
    (announcement) => archive({ input: { tenantId, id: announcement.id } }),
    again,
  )
  const create = mayEdit ? (
    <Button
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      onClick={() => setEdited('new')}
      data-testid="new-announcement"
    >
      {t('announcements.create')}
    </Button>
  ) : null
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.announcements')}</h1>
        <span className="space" />
        {mayEdit && (
          <Button
            danger
            icon={<SoundOutlined aria-hidden />}
            onClick={() => setOutage(true)}
            data-testid="announce-outage"
          >
            {t('outage.open')}
          </Button>
        )}
        {create}
      </div>
      <FeatureGate feature="ANNOUNCEMENTS" />
      <Faults faults={change.faults} />
      {rows === undefined ? (
        <Skeleton active paragraph={{ rows: 6 }} />
      ) : (
        <div className="stack">
          <HeardNow rows={rows} onEnd={mayEdit ? (row) => void setEnabled(row, false) : null} />
          <Card size="small">
            {rows.length === 0 ? (
              <EmptyState title={t('announcements.none')} advice={t('announcements.noneAdvice')} action={create} />
            ) : (
              <OrderedList
                items={rows}
                label={t('pages.announcements')}
                mayOrder={mayEdit}
                onOrder={(ids) => void put(ids)}
                testId="announcements"
                render={(row) => (
                  <AnnouncementLine
                    row={row}
                    mayEdit={mayEdit}
                    onEnable={(enabled) => void setEnabled(row, enabled)}
                    onOpen={() => setEdited(row)}
                    onRemove={() => removal.ask(row)}
                  />
                )}
              />
            )}
          </Card>
        </div>
      )}
      <AnnouncementDrawer
        announcement={edited}
        choices={data?.tenant?.announcementChoices ?? NO_CHOICES}
        mayEdit={mayEdit}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          again()
        }}
      />
      <OutageDrawer
        isOpen={outage}
        choices={data?.tenant?.announcementChoices ?? NO_CHOICES}
        onClose={() => setOutage(false)}
        onSaved={() => {
          setOutage(false)
          again()
        }}
      />
      {removal.dialog}
    </>
  )
}

const NO_CHOICES: AnnouncementChoices = { prompts: [], numbers: [], regions: [], topics: [] }

type HeardProps = {
  readonly rows: readonly AnnouncementRow[]
  readonly onEnd: ((row: AnnouncementRow) => void) | null
}

/** The state that matters, in one look; and its end, with one press. */
function HeardNow({ rows, onEnd }: HeardProps): ReactNode {
  const { t } = useTranslation()
  const heard = rows.filter(({ state }) => state === 'NOW')
  if (rows.some(({ state }) => state === 'NOT_ENTITLED'))
    return (
      <Alert
        type="warning"
        showIcon
        title={t('announcements.notEntitledTitle')}
        description={t('announcements.notEntitledAdvice')}
        data-testid="heard-now"
      />
    )
  if (heard.length === 0)
    return <Alert type="info" showIcon title={t('announcements.heardNothing')} data-testid="heard-now" />
  return (
    <Alert
      type="error"
      showIcon
      icon={<SoundOutlined aria-hidden />}
      data-testid="heard-now"
      title={
        heard.length === 1 ? t('announcements.heardNow') : t('announcements.heardNowMany', { count: heard.length })
      }
      description={
        <ol style={{ margin: 0, paddingInlineStart: 18 }}>
          {heard.map((row) => (
            <li key={row.id}>
              <strong>{row.name}</strong>
              {row.topics.length === 0 ? null : ` [${row.topics.join(', ')}]`}
              {row.prompt.text === '' ? null : `: ${row.prompt.text}`}{' '}
              {onEnd === null ? null : (
                <Button size="small" danger onClick={() => onEnd(row)} data-testid={`end-${row.id}`}>
                  {t('outage.end')}
                </Button>
              )}
            </li>
          ))}
        </ol>
      }
    />
  )
}
