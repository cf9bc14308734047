import type { Translate } from '../i18n/use-translation.ts'
import { UploadOutlined } from '@ant-design/icons'
import { Alert, AutoComplete, Button, Drawer, Form, Input, Select, Table, Upload } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useClient, useMutation, useQuery } from 'urql'
import { formatMoney } from '../ui/money.ts'
import { FaultList, faultText } from './FileFaults.tsx'
import {
  CarrierHeaderQuery,
  PreviewFileMutation,
  SaveCarrierMutation,
  TrunkNamesQuery,
} from './reconciliation-documents.ts'
import type { Carrier } from './reconciliation-documents.ts'

export type CarrierDrawerProps = {
  readonly carrier: Carrier | null
  readonly onClose: () => void
  readonly onSaved: () => void
}

const COLUMNS = [
  'startedAt',
  'timeOfDay',
  'calling',
  'called',
  'duration',
  'billed',
  'price',
  'direction',
  'reference',
] as const
const NEEDED: readonly string[] = ['startedAt', 'calling', 'called', 'duration']
const CHOICES = {
  delimiter: [',', ';', '\t'],
  timeFormat: [
    'iso',
    'yyyy-MM-dd HH:mm:ss',
    'yyyy/MM/dd HH:mm:ss',
    'yyyyMMddHHmmss',
    'dd/MM/yyyy HH:mm:ss',
    'MM/dd/yyyy HH:mm:ss',
    'epochSeconds',
    'epochMs',
  ],
  durationUnit: ['seconds', 'milliseconds', 'minutes', 'clock'],
  decimalMark: ['.', ','],
  numberStyle: ['asDialled', 'countryCodeFirst'],
  direction: ['inbound', 'outbound'],
} as const
type Choice = keyof typeof CHOICES

type Mapping = Omit<Carrier['mapping'], 'columns'> & {
  readonly columns: Readonly<Partial<Record<(typeof COLUMNS)[number], string | null>>>
}
type FormValues = { readonly carrier: string; readonly trunkIds: string[]; readonly mapping: Mapping }

const USUAL: Mapping = {
  columns: {},
  delimiter: ',',
  timeZone: 'Asia/Shanghai',
  timeFormat: 'yyyy-MM-dd HH:mm:ss',
  durationUnit: 'seconds',
  decimalMark: '.',
  numberStyle: 'asDialled',
  stripPrefix: '',
  currency: 'CNY',
  direction: 'outbound',
  outboundWord: '',
}

/** How the files of a carrier are read, tried on one of its files before it is kept. */
export function CarrierDrawer({ carrier, onClose, onSaved }: CarrierDrawerProps): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<FormValues>()
  const [csv, setCsv] = useState<string | null>(null)
  const [header, setHeader] = useState<readonly string[]>([])
  const [faults, setFaults] = useState<readonly string[]>([])
  const client = useClient()
  const [{ data }] = useQuery({ query: TrunkNamesQuery })
  const [{ fetching }, save] = useMutation(SaveCarrierMutation)
  const read = async (file: File): Promise<void> => {
    const text = await file.text()
    setCsv(text)
    const chosen: unknown = form.getFieldValue(['mapping', 'delimiter'])
    const delimiter = typeof chosen === 'string' ? chosen : ','
    const answer = await client.query(CarrierHeaderQuery, { csv: text.slice(0, 20_000), delimiter }).toPromise()
    setHeader(answer.data?.carrierFileHeader ?? [])
  }
  const submit = async (values: FormValues): Promise<void> => {
    const answer = (
      await save({
        input: {
          carrierId: carrier?.id ?? null,
          carrier: values.carrier,
          trunkIds: values.trunkIds,
          mapping: inputOf(values.mapping),
        },
      })
    ).data?.saveCarrier
    if (answer?.__typename === 'Carrier') onSaved()
    else if (answer?.__typename === 'InputRefusedError')
      setFaults(answer.issues.map(({ field, code }) => `${field.replace(/^mapping\./, '')}: ${faultText(t, code)}`))
    else setFaults([t('finance.saveRefused')])
  }
  const choice = (name: Choice): ReactNode => (
    <Form.Item key={name} name={['mapping', name]} label={t(`finance.mapping.${name}`)}>
      <Select options={CHOICES[name].map((value) => ({ value, label: choiceText(t, name, value) }))} />
    </Form.Item>
  )
  return (
    <Drawer open size={720} onClose={onClose} title={carrier?.carrier ?? t('finance.newCarrier')}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          carrier: carrier?.carrier ?? '',
          trunkIds: carrier?.trunkIds ?? [],
          mapping: carrier?.mapping ?? USUAL,
        }}
        onFinish={(values) => void submit(values)}
      >
        <div className="form-grid">
          <Form.Item
            name="carrier"
            label={t('finance.carrier')}
            rules={[{ required: true, message: t('finance.fileFaults.required') }]}
          >
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item
            name="trunkIds"
            label={t('finance.trunks')}
            rules={[{ required: true, message: t('finance.fileFaults.required') }]}
          >
            <Select
              mode="multiple"
              options={(data?.consoleResources.trunks ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        </div>
        <Upload
          accept=".csv,.txt"
          showUploadList={false}
          beforeUpload={(file) => {
            void read(file)
            return false
          }}
        >
          <Button icon={<UploadOutlined aria-hidden />}>{t('finance.sampleFile')}</Button>
        </Upload>
        <h2 className="drawer-heading">{t('finance.columnsOfFile')}</h2>
        <div className="form-grid">
          {COLUMNS.map((column) => (
            <Form.Item
              key={column}
              name={['mapping', 'columns', column]}
              label={t(`finance.column.${column}`)}
              required={NEEDED.includes(column)}
            >
              <AutoComplete options={header.map((value) => ({ value }))} />
            </Form.Item>
          ))}
        </div>
        <h2 className="drawer-heading">{t('finance.howWritten')}</h2>
        <div className="form-grid">
          {(Object.keys(CHOICES) as Choice[]).map(choice)}
          {(['timeZone', 'currency', 'stripPrefix', 'outboundWord'] as const).map((name) => (
            <Form.Item key={name} name={['mapping', name]} label={t(`finance.mapping.${name}`)}>
              <Input />
            </Form.Item>
          ))}
        </div>
        {faults.length > 0 && (
          <Alert
            type="error"
            showIcon
            title={t('finance.mappingRefused')}
            description={<FaultList faults={faults} />}
          />
        )}
        {csv !== null && <Preview csv={csv} mappingNow={() => inputOf(form.getFieldValue('mapping') as Mapping)} />}
        <div className="row" style={{ marginTop: 16 }}>
          <Button type="primary" htmlType="submit" loading={fetching}>
            {t('finance.save')}
          </Button>
        </div>
      </Form>
    </Drawer>
  )
}

function inputOf({ columns, ...mapping }: Mapping) {
  const named = (column: (typeof COLUMNS)[number]): string => columns[column] ?? ''
  return {
    ...mapping,
    columns: {
      startedAt: named('startedAt'),
      timeOfDay: named('timeOfDay'),
      calling: named('calling'),
      called: named('called'),
      duration: named('duration'),
      billed: named('billed'),
      price: named('price'),
      direction: named('direction'),
      reference: named('reference'),
    },
  }
}

/** Formats speak for themselves; what is a word has one in each language. */
function choiceText(t: Translate, name: Choice, value: string): string {
  switch (name) {
    case 'durationUnit': {
      return t(`finance.durationUnits.${value as (typeof CHOICES)['durationUnit'][number]}`)
    }
    case 'numberStyle': {
      return t(`finance.numberStyles.${value as (typeof CHOICES)['numberStyle'][number]}`)
    }
    case 'direction': {
      return t(`finance.directions.${value as (typeof CHOICES)['direction'][number]}`)
    }
    case 'delimiter': {
      return value === '\t' ? 'Tab' : value
    }
    case 'timeFormat':
    case 'decimalMark': {
      return value
    }
  }
}

const FIGURES = { align: 'right', className: 'figures' } as const

function Preview(props: { readonly csv: string; readonly mappingNow: () => ReturnType<typeof inputOf> }): ReactNode {
  const { t } = useTranslation()
  const [{ data, fetching }, preview] = useMutation(PreviewFileMutation)
  const answer = data?.previewCarrierFile
  return (
    <div className="stack" style={{ marginTop: 12 }}>
      <div>
        <Button loading={fetching} onClick={() => void preview({ csv: props.csv, mapping: props.mappingNow() })}>
          {t('finance.preview')}
        </Button>
      </div>
      {answer?.__typename === 'InputRefusedError' && (
        <Alert
          type="error"
          showIcon
          title={t('finance.mappingRefused')}
          description={<FaultList faults={answer.issues.map(({ field, code }) => `${field}: ${faultText(t, code)}`)} />}
        />
      )}
      {answer?.__typename === 'CarrierFile' && (
        <>
          <Alert
            showIcon
            type={answer.invalidCount === 0 ? 'success' : 'warning'}
            title={t('finance.previewResult', { valid: answer.validCount, invalid: answer.invalidCount })}
            description={
              <FaultList
                faults={answer.issues
                  .slice(0, 10)
                  .map(
                    ({ line, column, code }) =>
                      `${String(line)}${column === null ? '' : `, ${column}`}: ${faultText(t, code)}`,
                  )}
              />
            }
          />
          <Table
            size="small"
            rowKey="line"
            className="wide"
            pagination={false}
            dataSource={[...answer.sample]}
            columns={[
              { title: t('call.arrived'), dataIndex: 'startedAt', className: 'figures' },
              { title: t('call.ani'), dataIndex: 'calling', className: 'figures' },
              { title: t('call.dnis'), dataIndex: 'called', className: 'figures' },
              { title: t('call.duration'), key: 'ms', ...FIGURES, render: (_, row) => String(row.durationMs / 1_000) },
              {
                title: t('price.amount'),
                key: 'price',
                ...FIGURES,
                render: (_, row) => (row.price === null ? '–' : formatMoney(row.price)),
              },
            ]}
          />
        </>
      )}
    </div>
  )
}
