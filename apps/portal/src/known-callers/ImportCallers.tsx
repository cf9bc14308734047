import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Modal, Table, Upload } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange, useFaultText } from '../configuration/use-change.ts'
import { downloadText } from '../ui/download.ts'
import { ImportKnownCallers } from './documents.ts'
import type { CallerImport } from './documents.ts'

type Checked = { readonly name: string; readonly csv: string; readonly result: CallerImport }
export type ImportCallersProps = {
  readonly tenantId: string
  readonly template: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A file of callers: looked through first, with every wrong line named; then taken in. */
export function ImportCallers({ tenantId, template, isOpen, onClose, onDone }: ImportCallersProps): ReactNode {
  const { t } = useTranslation()
  const [, send] = useMutation(ImportKnownCallers)
  const [checked, setChecked] = useState<Checked | null>(null)
  const change = useChange()
  const checking = useChange(t('lists.checked'))
  const close = (): void => {
    change.clear()
    checking.clear()
    setChecked(null)
    onClose()
  }
  const check = async (file: File): Promise<void> => {
    const csv = await file.text()
    setChecked(null)
    await checking.save(async () => {
      const answer = await send({ input: { tenantId, csv, onlyCheck: true } })
      const result = answer.data?.result
      if (result?.__typename === 'KnownCallerImport') setChecked({ name: file.name, csv, result })
      return answer
    })
  }
  const save = async (): Promise<void> => {
    if (checked === null) return
    if (!(await change.save(() => send({ input: { tenantId, csv: checked.csv, onlyCheck: false } })))) return
    close()
    onDone()
  }
  const count = (checked?.result.added ?? 0) + (checked?.result.changed ?? 0)
  return (
    <Modal
      open={isOpen}
      title={t('callers.importTitle')}
      width={720}
      onCancel={close}
      onOk={() => void save()}
      okText={t('callers.take', { count })}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving, disabled: count === 0 }}
      destroyOnHidden
    >
      <Faults faults={[...checking.faults, ...change.faults]} />
      <p className="muted">{t('callers.importAdvice')}</p>
      <div className="row">
        <Button
          icon={<DownloadOutlined aria-hidden />}
          onClick={() => downloadText('callers-template.csv', `\uFEFF${template}\r\n`)}
        >
          {t('callers.template')}
        </Button>
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
            {t('callers.chooseFile')}
          </Button>
        </Upload>
      </div>
      {checked === null ? null : <Findings result={checked.result} />}
    </Modal>
  )
}

function Findings({ result }: { readonly result: CallerImport }): ReactNode {
  const { t } = useTranslation()
  const textOf = useFaultText()
  const { added, changed, issues } = result
  return (
    <div style={{ marginTop: 16 }} data-testid="import-findings">
      <Alert
        type={issues.length === 0 ? 'success' : 'warning'}
        showIcon
        title={t('callers.findings', { added, changed, wrong: new Set(issues.map(({ line }) => line)).size })}
      />
      {issues.length === 0 ? null : (
        <Table
          size="small"
          rowKey={(issue) => `${String(issue.line)}${issue.field}${issue.code}`}
          style={{ marginTop: 12 }}
          dataSource={[...issues]}
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          columns={[
            { title: t('callers.line'), dataIndex: 'line', width: 80, className: 'figures' },
            { title: t('callers.column'), dataIndex: 'field', width: 140 },
            { title: t('callers.wrong'), key: 'text', render: (_, issue) => textOf(issue) },
          ]}
        />
      )}
    </div>
  )
}
