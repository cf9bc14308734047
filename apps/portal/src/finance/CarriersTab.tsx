import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Table, Upload } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useOperator, usePlatformPermission } from '../app/use-operator.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { CarrierDrawer } from './CarrierDrawer.tsx'
import { FaultList, faultText } from './FileFaults.tsx'
import { CarriersQuery, ImportRecordsMutation } from './reconciliation-documents.ts'
import type { Carrier } from './reconciliation-documents.ts'

type Outcome = { readonly type: 'success' | 'error'; readonly title: string; readonly issues: readonly string[] }
const ISSUES_SHOWN = 10

/** Carriers whose records are compared, and their files. */
export function CarriersTab(): ReactNode {
  const { t } = useTranslation()
  const mayManage = usePlatformPermission('PLATFORM_MANAGE_FINANCE')
  const format = useTimeFormat(useOperator().tenant.timeZone)
  const [{ data, fetching }, reload] = useQuery({ query: CarriersQuery, requestPolicy: 'cache-and-network' })
  const [edited, setEdited] = useState<Carrier | 'new' | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [, importRecords] = useMutation(ImportRecordsMutation)
  const take = async (carrier: Carrier, file: File): Promise<void> => {
    const variables = {
      carrierId: carrier.id,
      fileName: file.name,
      csv: await file.text(),
      mode: 'ALL_OR_NOTHING' as const,
    }
    const answer = (await importRecords(variables)).data?.importCarrierRecords
    if (answer?.__typename === 'CarrierFile') {
      const { validCount, knownCount } = answer
      const title = t('finance.imported', { added: validCount - knownCount, known: knownCount })
      setOutcome({ type: 'success', title, issues: [] })
      reload({ requestPolicy: 'network-only' })
      return
    }
    const issues = answer?.__typename === 'InputRefusedError' ? answer.issues : []
    setOutcome({
      type: 'error',
      title: t('finance.importRefused'),
      issues: issues
        .slice(0, ISSUES_SHOWN)
        .map(({ field, code }) => `${field.replace('csv.', '')}: ${faultText(t, code)}`),
    })
  }
  return (
    <div className="stack">
      <div className="row">
        <span className="muted">{t('finance.carriersAdvice')}</span>
        <span style={{ flex: 1 }} />
        {mayManage && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
            {t('finance.newCarrier')}
          </Button>
        )}
      </div>
      {outcome !== null && (
        <Alert
          showIcon
          closable
          type={outcome.type}
          title={outcome.title}
          description={outcome.issues.length === 0 ? undefined : <FaultList faults={outcome.issues} />}
        />
      )}
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          loading={fetching && data === undefined}
          dataSource={[...(data?.carriers ?? [])]}
          locale={{ emptyText: <EmptyState title={t('finance.noCarriers')} advice={t('finance.noCarriersAdvice')} /> }}
          columns={[
            { title: t('finance.carrier'), dataIndex: 'carrier' },
            { title: t('finance.records'), dataIndex: 'recordsCount', align: 'right', className: 'figures' },
            {
              title: t('finance.lastImport'),
              key: 'last',
              className: 'figures',
              render: (_, row) => (row.lastImportAt === null ? '–' : format.full(row.lastImportAt)),
            },
            {
              key: 'acts',
              title: <span className="visually-hidden">{t('finance.acts')}</span>,
              align: 'right',
              render: (_, row) =>
                mayManage && (
                  <div className="row" style={{ justifyContent: 'flex-end' }}>
                    <Button size="small" onClick={() => setEdited(row)}>
                      {t('finance.editMapping')}
                    </Button>
                    <Upload
                      accept=".csv,.txt"
                      showUploadList={false}
                      beforeUpload={(file) => {
                        void take(row, file)
                        return false
                      }}
                    >
                      <Button size="small" icon={<UploadOutlined aria-hidden />}>
                        {t('finance.importFile')}
                      </Button>
                    </Upload>
                  </div>
                ),
            },
          ]}
          data-testid="carriers"
        />
      </Card>
      {edited !== null && (
        <CarrierDrawer
          carrier={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null)
            reload({ requestPolicy: 'network-only' })
          }}
        />
      )}
    </div>
  )
}
