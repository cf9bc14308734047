import { UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input, Modal, Segmented, Table, Upload } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange, useFaultText } from '../configuration/use-change.ts'
import { ImportListEntries } from './documents.ts'
import type { ListImport } from './documents.ts'

type Fields = { readonly list: 'BLACK' | 'WHITE'; readonly reason: string }
type Checked = { readonly name: string; readonly csv: string; readonly result: ListImport }

export type ImportDialogProps = {
  readonly tenantId: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A file of numbers: looked through first, with every wrong line named; then put on the lists. */
export function ImportDialog({ tenantId, isOpen, onClose, onDone }: ImportDialogProps): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<Fields>()
  const [, send] = useMutation(ImportListEntries)
  const [checked, setChecked] = useState<Checked | null>(null)
  const change = useChange()
  const checking = useChange(t('lists.checked'))
  const close = (): void => {
    change.clear()
    checking.clear()
    setChecked(null)
    onClose()
  }
  const inputOf = (csv: string, onlyCheck: boolean) => {
    const { list, reason } = form.getFieldsValue(true) as Fields
    return { input: { tenantId, csv, onlyCheck, list, reason: reason === '' ? t('lists.fromFile') : reason } }
  }
  const check = async (file: File): Promise<void> => {
    const csv = await file.text()
    setChecked(null)
    await checking.save(async () => {
      const answer = await send(inputOf(csv, true))
      const result = answer.data?.result
      if (result?.__typename === 'ListImport') setChecked({ name: file.name, csv, result })
      return answer
    }, form)
  }
  const save = async (): Promise<void> => {
    if (checked === null || !(await change.save(() => send(inputOf(checked.csv, false)), form))) return
    close()
    onDone()
  }
  const added = checked?.result.added ?? 0
  return (
    <Modal
      open={isOpen}
      title={t('lists.importTitle')}
      width={720}
      onCancel={close}
      onOk={() => void save()}
      okText={t('lists.importCount', { count: added })}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving, disabled: added === 0 }}
      destroyOnHidden
    >
      <Faults faults={[...checking.faults, ...change.faults]} />
      <p className="muted">{t('lists.importAdvice')}</p>
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ list: 'BLACK', reason: t('lists.fromFile') }}
      >
        <div className="row" style={{ gap: 24, alignItems: 'flex-start' }}>
          <Form.Item name="list" label={t('lists.importList')}>
            <Segmented
              options={(['BLACK', 'WHITE'] as const).map((value) => ({ value, label: t(`lists.kind.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="reason" label={t('lists.importReason')} style={{ flex: 1 }}>
            <Input maxLength={300} />
          </Form.Item>
        </div>
      </Form>
      <Upload
        accept=".csv,text/csv"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file) => {
          void check(file)
          return false
        }}
      >
        <Button icon={<UploadOutlined aria-hidden />} loading={checking.isSaving}>
          {t('lists.chooseFile')}
        </Button>
      </Upload>
      {checked === null ? null : <Findings checked={checked} />}
    </Modal>
  )
}

function Findings({ checked }: { readonly checked: Checked }): ReactNode {
  const { t } = useTranslation()
  const textOf = useFaultText()
  const { added, known, issues } = checked.result
  return (
    <div style={{ marginTop: 16 }} data-testid="import-findings">
      <Alert
        type={issues.length === 0 ? 'success' : 'warning'}
        showIcon
        title={t('lists.findings', {
          name: checked.name,
          added,
          known,
          wrong: new Set(issues.map(({ line }) => line)).size,
        })}
      />
      {issues.length === 0 ? null : (
        <Table
          size="small"
          rowKey={(issue) => `${String(issue.line)}${issue.field}${issue.code}`}
          style={{ marginTop: 12 }}
          dataSource={[...issues]}
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          columns={[
            { title: t('lists.line'), dataIndex: 'line', width: 80, className: 'figures' },
            { title: t('lists.column'), dataIndex: 'field', width: 120 },
            { title: t('lists.wrong'), key: 'text', render: (_, issue) => textOf(issue) },
          ]}
        />
      )}
    </div>
  )
}
