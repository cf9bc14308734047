import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Tabs } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useClient, useQuery } from 'urql'
import { serverClock } from '../app/clock.ts'
import { useTenant } from '../app/use-tenant.ts'
import { dayOf } from '../ui/time-zone.ts'
import { CallListFileQuery, ClientInvoicesQuery } from './documents.ts'
import { downloadFile } from './download-file.ts'
import { InvoiceTable } from './InvoiceTable.tsx'
import { InvoiceView } from './InvoiceView.tsx'
import { StatementView } from './StatementView.tsx'
import { usePages } from './use-pages.ts'
import { MonthPicker } from './MonthPicker.tsx'

const PAGE = 50

/** The client's own documents and account. */
export function ClientInvoicesPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [search, setSearch] = useSearchParams()
  const invoiceId = search.get('invoice')
  const tab = search.get('tab') ?? 'invoices'
  if (invoiceId !== null)
    return (
      <InvoiceView
        tenantId={tenant.id}
        invoiceId={invoiceId}
        acts={false}
        onBack={() => setSearch({ tab })}
        onOpen={(id) => setSearch({ tab, invoice: id })}
      />
    )
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.invoices')}</h1>
        <span className="space" />
        <CallList />
      </div>
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch({ tab: key })}
        items={[
          {
            key: 'invoices',
            label: t('pages.invoices'),
            children: <OwnInvoices tenantId={tenant.id} onOpen={(id) => setSearch({ tab, invoice: id })} />,
          },
          {
            key: 'statement',
            label: t('finance.statement'),
            children: <StatementView tenantId={tenant.id} onOpen={(id) => setSearch({ tab, invoice: id })} />,
          },
        ]}
      />
    </>
  )
}

function OwnInvoices(props: { readonly tenantId: string; readonly onOpen: (invoiceId: string) => void }): ReactNode {
  const { t } = useTranslation()
  const pages = usePages(props.tenantId)
  const [{ data, fetching, error }] = useQuery({
    query: ClientInvoicesQuery,
    variables: { tenantId: props.tenantId, filter: {}, first: PAGE, after: pages.after },
    requestPolicy: 'cache-and-network',
  })
  const list = data?.tenant?.invoices
  if (error !== undefined) return <Alert type="error" showIcon title={t('finance.failed')} />
  return (
    <Card size="small" styles={{ body: { padding: 0 } }}>
      <InvoiceTable
        withClient={false}
        rows={(list?.edges ?? []).map(({ node }) => node)}
        totalCount={list?.totalCount ?? 0}
        loading={fetching}
        hasPrevious={pages.hasPrevious}
        hasNext={list?.pageInfo.hasNextPage === true}
        onPrevious={pages.previous}
        onNext={() => pages.next(list?.pageInfo.endCursor ?? null)}
        onOpen={(row) => props.onOpen(row.id)}
      />
    </Card>
  )
}

/** Every charged call of a month with its price. */
function CallList(): ReactNode {
  const { t, i18n } = useTranslation()
  const tenant = useTenant()
  const client = useClient()
  const [month, setMonth] = useState(dayOf(serverClock.now(), tenant.timeZone).slice(0, 7))
  const [busy, setBusy] = useState(false)
  const load = async (): Promise<void> => {
    setBusy(true)
    const variables = { tenantId: tenant.id, month, format: 'XLSX' as const, locale: i18n.language }
    const answer = await client.query(CallListFileQuery, variables, { requestPolicy: 'network-only' })
    setBusy(false)
    const file = answer.data?.tenant?.callListFile
    if (file !== undefined) downloadFile(file)
  }
  return (
    <>
      <MonthPicker value={month} onChange={setMonth} />
      <Button icon={<DownloadOutlined aria-hidden />} loading={busy} onClick={() => void load()}>
        {t('finance.callList')}
      </Button>
    </>
  )
}
