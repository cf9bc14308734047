import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { RowActions } from '../configuration/form-parts.tsx'
import { useRemoval } from '../configuration/use-removal.tsx'
import { useChange } from '../configuration/use-change.ts'
import { usePermission } from '../configuration/use-permission.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { CalendarDrawer } from './CalendarDrawer.tsx'
import { intervalText } from './days.ts'
import { ArchiveCalendar, CalendarsQuery, CopyCalendar } from './documents.ts'
import type { CalendarRow } from './documents.ts'
import { ImportDialog } from './ImportDialog.tsx'

export function CalendarsTab(): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const tenant = useTenant()
  const mayEdit = usePermission('HOURS_MANAGE')
  const [{ data }, reload] = useQuery({ query: CalendarsQuery, variables: { tenantId: tenant.id } })
  const [edited, setEdited] = useState<CalendarRow | 'new' | null>(null)
  const [filled, setFilled] = useState<CalendarRow | null>(null)
  const [, archive] = useMutation(ArchiveCalendar)
  const [, copy] = useMutation(CopyCalendar)
  const copying = useChange()
  const rows = data?.holidayCalendars
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const removal = useRemoval<CalendarRow>(
    (calendar) => archive({ tenantId: tenant.id, calendarId: calendar.id }),
    again,
  )
  const copyOn = async ({ id, year }: CalendarRow): Promise<void> => {
    const next = year + 1
    if (!(await copying.save(() => copy({ tenantId: tenant.id, calendarId: id, year: next })))) return
    void message.info(t('calendars.copied', { year: next }))
    again()
  }
  const done = (close: (value: null) => void) => () => {
    close(null)
    again()
  }
  return (
    <>
      <div className="row" style={{ justifyContent: 'flex-end', marginBottom: 12 }}>
        {mayEdit ? (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setEdited('new')}
            data-testid="new-calendar"
          >
            {t('calendars.create')}
          </Button>
        ) : null}
      </div>
      <Faults faults={copying.faults} />
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <CalendarsTable
          rows={rows}
          mayEdit={mayEdit}
          onOpen={setEdited}
          onImport={setFilled}
          onCopy={(calendar) => void copyOn(calendar)}
          onRemove={removal.ask}
        />
      </Card>
      <CalendarDrawer calendar={edited} mayEdit={mayEdit} onClose={() => setEdited(null)} onSaved={done(setEdited)} />
      <ImportDialog calendar={filled} onClose={() => setFilled(null)} onDone={done(setFilled)} />
      {removal.dialog}
    </>
  )
}

type TableProps = {
  readonly rows: readonly CalendarRow[] | undefined
  readonly mayEdit: boolean
  readonly onOpen: (calendar: CalendarRow) => void
  readonly onImport: (calendar: CalendarRow) => void
  readonly onCopy: (calendar: CalendarRow) => void
  readonly onRemove: (calendar: CalendarRow) => void
}

function CalendarsTable({ rows, mayEdit, onOpen, onImport, onCopy, onRemove }: TableProps): ReactNode {
  const { t } = useTranslation()
  const columns: TableColumnsType<CalendarRow> = [
    { title: t('calendars.year'), dataIndex: 'year', className: 'figures', width: 90 },
    {
      title: t('setUp.name'),
      key: 'name',
      render: (_, calendar) => (
        <Button type="link" style={{ padding: 0 }} onClick={() => onOpen(calendar)} data-testid={`open-${calendar.id}`}>
          {calendar.name}
        </Button>
      ),
    },
    {
      title: t('calendars.days'),
      key: 'days',
      render: (_, { days }) =>
        t('calendars.dayCount', {
          closed: days.filter(({ intervals }) => intervals.length === 0).length,
          special: days.filter(({ intervals }) => intervals.length > 0).length,
        }),
    },
    {
      key: 'actions',
      align: 'right',
      render: (_, calendar) => (
        <span className="row" style={{ justifyContent: 'flex-end' }}>
          <Button
            size="small"
            icon={<DownloadOutlined aria-hidden />}
            onClick={() => exportDays(calendar, [t('hoursSetup.date'), t('hoursSetup.dayName'), t('calendars.hours')])}
          >
            {t('setUp.export')}
          </Button>
          {mayEdit ? (
            <>
              <Button size="small" onClick={() => onImport(calendar)} data-testid={`import-${calendar.id}`}>
                {t('calendars.import')}
              </Button>
              <Button size="small" onClick={() => onCopy(calendar)}>
                {t('calendars.copy', { year: calendar.year + 1 })}
              </Button>
            </>
          ) : null}
          <RowActions
            name={calendar.name}
            mayEdit={mayEdit}
            onOpen={() => onOpen(calendar)}
            onRemove={() => onRemove(calendar)}
          />
        </span>
      ),
    },
  ]
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={rows === undefined ? [] : [...rows]}
      loading={rows === undefined}
      pagination={false}
      className="wide"
      locale={{
        emptyText:
          rows === undefined ? (
            <div style={{ height: 240 }} />
          ) : (
            <EmptyState title={t('calendars.none')} advice={t('calendars.noneAdvice')} />
          ),
      }}
      data-testid="calendars-table"
    />
  )
}

/** In the form in which a list is taken in. */
function exportDays({ year, name, days }: CalendarRow, header: readonly string[]): void {
  const rows = days.map((day) => [day.date, day.name, intervalText(day.intervals)])
  downloadText(`${name}-${String(year)}.csv`, toCsv(header, rows))
}
