import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Card, Checkbox, Input, Popconfirm, Select, Table } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useClient, useMutation, useQuery } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { ClientSelect } from '../inventory/ClientSelect.tsx'
import { ImportDrawer } from '../inventory/ImportDrawer.tsx'
import { downloadText } from '../ui/download.ts'
import {
  DestinationOfQuery,
  DestinationsCsvQuery,
  DestinationsQuery,
  ImportDestinations,
  PreviewDestinations,
  ResetDestinations,
  SetTenantDestinations,
  TenantDestinationsQuery,
} from './documents.ts'

const CLASSES = ['LOCAL', 'MOBILE', 'LONG_DISTANCE', 'INTERNATIONAL', 'EMERGENCY', 'PREMIUM', 'FORBIDDEN'] as const
const RULED = ['LOCAL', 'MOBILE', 'LONG_DISTANCE', 'INTERNATIONAL', 'PREMIUM'] as const
type Class = (typeof CLASSES)[number]

/** Which numbers are of what kind, and what each client may call of them. */
export function Destinations({ mayEdit }: { readonly mayEdit: boolean }): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const [shown, setShown] = useState<readonly Class[]>([])
  const [isImporting, setImporting] = useState(false)
  const [{ data, fetching }, read] = useQuery({ query: DestinationsQuery, requestPolicy: 'cache-and-network' })
  const [, preview] = useMutation(PreviewDestinations)
  const [, load] = useMutation(ImportDestinations)
  const [, reset] = useMutation(ResetDestinations)
  const change = useChange()
  const again = (): void => read({ requestPolicy: 'network-only' })
  const download = async (): Promise<void> => {
    const answer = await client.query(DestinationsCsvQuery, {}, { requestPolicy: 'network-only' })
    if (answer.data !== undefined) downloadText('destinations.csv', `\uFEFF${answer.data.destinationsCsv}`)
  }
  const rows = (data?.destinations ?? []).filter(
    ({ destinationClass }) => shown.length === 0 || shown.includes(destinationClass),
  )
  return (
    <div className="stack">
      <div className="row">
        <LookUp />
        <span style={{ flex: 1 }} />
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void download()}>
          {t('inventory.export')}
        </Button>
        {mayEdit ? (
          <>
            <Button icon={<UploadOutlined aria-hidden />} onClick={() => setImporting(true)}>
              {t('inventory.import')}
            </Button>
            <Popconfirm
              title={t('trunks.resetAsk')}
              okText={t('trunks.reset')}
              cancelText={t('setUp.cancel')}
              onConfirm={() => void change.save(() => reset({})).then(again)}
            >
              <Button>{t('trunks.reset')}</Button>
            </Popconfirm>
          </>
        ) : null}
      </div>
      <Faults faults={change.faults} />
      <MayCall mayEdit={mayEdit} />
      <Card
        size="small"
        styles={{ body: { padding: 0 } }}
        title={t('trunks.tab.destinations')}
        extra={
          <Select
            mode="multiple"
            allowClear
            style={{ minWidth: 200 }}
            aria-label={t('trunks.class')}
            placeholder={t('trunks.class')}
            value={[...shown]}
            onChange={setShown}
            options={CLASSES.map((value) => ({ value, label: t(`trunks.classes.${value}`) }))}
          />
        }
      >
        <Table
          size="small"
          rowKey="prefix"
          data-testid="destinations"
          loading={fetching && data === undefined}
          dataSource={rows}
          pagination={{ pageSize: 25, showSizeChanger: false, hideOnSinglePage: true }}
          columns={[
            { title: t('trunks.prefix'), dataIndex: 'prefix', className: 'figures' },
            { title: t('trunks.class'), key: 'class', render: (_, row) => t(`trunks.classes.${row.destinationClass}`) },
            { title: t('trunks.note'), dataIndex: 'note' },
          ]}
        />
      </Card>
      <ImportDrawer
        title={t('inventory.import')}
        help={t('trunks.importHelp')}
        isOpen={isImporting}
        onClose={() => setImporting(false)}
        onDone={again}
        preview={async (csv) => {
          const answer = await preview({ csv })
          return answer.data?.result.__typename === 'DestinationImport' ? answer.data.result : null
        }}
        load={(csv, mode) => load({ csv, mode })}
      />
    </div>
  )
}

function LookUp(): ReactNode {
  const { t } = useTranslation()
  const [number, setNumber] = useState('')
  const [{ data, error }] = useQuery({ query: DestinationOfQuery, variables: { number }, pause: number === '' })
  const answer = number === '' ? undefined : data?.destinationOf
  return (
    <>
      <Input.Search
        style={{ width: 260 }}
        placeholder={t('trunks.lookUp')}
        aria-label={t('trunks.lookUp')}
        onSearch={(text) => setNumber(text.trim())}
        data-testid="look-up"
      />
      <span role="status">
        {answer === undefined || error !== undefined
          ? error !== undefined && t('trunks.refusals.NUMBER_MALFORMED')
          : t('trunks.lookedUp', {
              dialled: answer.dialled,
              class: t(`trunks.classes.${answer.destinationClass}`),
              prefix: answer.prefix ?? t('trunks.noPrefix'),
            })}
      </span>
    </>
  )
}

function MayCall({ mayEdit }: { readonly mayEdit: boolean }): ReactNode {
  const { t } = useTranslation()
  const [tenantId, setTenantId] = useState<string | null>(null)
  const [, set] = useMutation(SetTenantDestinations)
  const change = useChange()
  const [{ data }, read] = useQuery({
    query: TenantDestinationsQuery,
    variables: { tenantId: tenantId ?? '' },
    pause: tenantId === null,
    requestPolicy: 'cache-and-network',
  })
  const classes = tenantId === null ? [] : (data?.tenantDestinations ?? [])
  const save = async (chosen: readonly (typeof RULED)[number][]): Promise<void> => {
    if (tenantId === null) return
    await change.save(() => set({ tenantId, classes: [...chosen] }))
    read({ requestPolicy: 'network-only' })
  }
  return (
    <Card size="small" title={t('trunks.mayCall')}>
      <p className="muted" style={{ marginTop: 0 }}>
        {t('trunks.mayCallAdvice')}
      </p>
      <Faults faults={change.faults} />
      <div className="row">
        <div style={{ width: 260 }}>
          <ClientSelect value={tenantId} onChange={setTenantId} />
        </div>
        <Checkbox.Group
          disabled={!mayEdit || tenantId === null || change.isSaving}
          value={[...classes]}
          onChange={(chosen) => void save(chosen)}
          options={RULED.map((value) => ({ value, label: t(`trunks.classes.${value}`) }))}
        />
      </div>
    </Card>
  )
}
