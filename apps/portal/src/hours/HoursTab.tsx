import { PlusOutlined } from '@ant-design/icons'
import { Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { RowActions, Uses } from '../configuration/form-parts.tsx'
import { useRemoval } from '../configuration/use-removal.tsx'
import { usePermission } from '../configuration/use-permission.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ArchiveHours, HoursQuery } from './documents.ts'
import type { HoursRow } from './documents.ts'
import { HoursDrawer } from './HoursDrawer.tsx'
import { WeekInWords } from './WeekInWords.tsx'

export function HoursTab(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const mayEdit = usePermission('HOURS_MANAGE')
  const [{ data }, reload] = useQuery({ query: HoursQuery, variables: { tenantId: tenant.id } })
  const [edited, setEdited] = useState<HoursRow | 'new' | null>(null)
  const [, archive] = useMutation(ArchiveHours)
  const rows = data?.hoursSettings
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const removal = useRemoval<HoursRow>((hours) => archive({ tenantId: tenant.id, hoursId: hours.id }), again)
  const create = mayEdit ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')} data-testid="new-hours">
      {t('hoursSetup.create')}
    </Button>
  ) : null
  const columns: TableColumnsType<HoursRow> = [
    {
      title: t('setUp.name'),
      key: 'name',
      render: (_, hours) => (
        <>
          <Button type="link" style={{ padding: 0 }} onClick={() => setEdited(hours)} data-testid={`open-${hours.id}`}>
            {hours.name}
          </Button>
          <div className="muted">{hours.timeZone}</div>
        </>
      ),
    },
    { title: t('hoursSetup.week'), key: 'week', render: (_, hours) => <WeekInWords weekly={hours.weekly} /> },
    {
      title: t('hoursSetup.tabCalendars'),
      key: 'calendars',
      render: (_, hours) => t(hours.followsCalendars ? 'setUp.yes' : 'setUp.no'),
    },
    {
      title: t('hoursSetup.now'),
      key: 'now',
      render: (_, hours) => (
        <span className={`badge ${hours.isOpenNow ? 'good' : ''}`}>
          <span className="badge-dot" aria-hidden />
          {t(hours.isOpenNow ? 'hoursSetup.open' : 'hoursSetup.closed')}
        </span>
      ),
    },
    { title: t('setUp.uses'), key: 'uses', render: (_, hours) => <Uses uses={hours.uses} /> },
    {
      key: 'actions',
      align: 'right',
      render: (_, hours) => (
        <RowActions
          name={hours.name}
          mayEdit={mayEdit}
          onOpen={() => setEdited(hours)}
          onRemove={() => removal.ask(hours)}
        />
      ),
    },
  ]
  return (
    <>
      <div className="row" style={{ justifyContent: 'flex-end', marginBottom: 12 }}>
        {create}
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
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
                <EmptyState title={t('hoursSetup.none')} advice={t('hoursSetup.noneAdvice')} />
              ),
          }}
          data-testid="hours-table"
        />
      </Card>
      <HoursDrawer
        hours={edited}
        mayEdit={mayEdit}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          again()
        }}
      />
      {removal.dialog}
    </>
  )
}
