import { Alert, Button, Modal, Table, Upload } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange, useFaultText } from '../configuration/use-change.ts'
import { downloadText } from '../ui/download.ts'
import { ImportStatement } from './documents.ts'
import type { StatementResult } from './documents.ts'

type Checked = { readonly csv: string; readonly result: StatementResult }
export type ImportStatementProps = {
  readonly isOpen: boolean
  readonly template: string
  readonly currency: string
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The file of a bank account: looked through first, then taken in. */
export function ImportStatementDialog({
  isOpen,
  template,
  currency,
  onClose,
  onDone,
}: ImportStatementProps): ReactNode {
  const { t } = useTranslation()
  const [checked, setChecked] = useState<Checked | null>(null)
  const change = useChange()
  const checking = useChange(t('lists.checked'))
  const [, send] = useMutation(ImportStatement)
  const check = async (file: File): Promise<void> => {
    const csv = await file.text()
    setChecked(null)
    await checking.save(async () => {
      const answer = await send({ input: { csv, currency, onlyCheck: true } })
      const result = answer.data?.result
      if (result?.__typename === 'BankStatementImport') setChecked({ csv, result })
      return answer
    })
  }
  const take = async (): Promise<void> => {
    if (checked === null) return
    if (!(await change.save(() => send({ input: { csv: checked.csv, currency, onlyCheck: false } })))) return
    setChecked(null)
    onDone()
  }
  const close = (): void => {
    setChecked(null)
    change.clear()
    checking.clear()
    onClose()
  }
  return (
    <Modal
      open={isOpen}
      width={720}
      title={t('payments.import')}
      okText={t('payments.take')}
      cancelText={t('payments.cancel')}
      okButtonProps={{ loading: change.isSaving, disabled: checked === null || checked.result.issues.length > 0 }}
      onOk={() => void take()}
      onCancel={close}
      destroyOnHidden
    >
      <Faults faults={[...checking.faults, ...change.faults]} />
      <p className="muted">{t('payments.importAdvice')}</p>
      <div className="row">
        <Button onClick={() => downloadText('bank-statement.csv', `\uFEFF${template}\r\n`)}>
          {t('payments.template')}
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
          <Button loading={checking.isSaving}>{t('payments.chooseFile')}</Button>
        </Upload>
      </div>
      {checked === null ? null : <Findings result={checked.result} />}
    </Modal>
  )
}

function Findings({ result }: { readonly result: StatementResult }): ReactNode {
  const { t } = useTranslation()
  const textOf = useFaultText()
  const { issues } = result
  return (
    <div style={{ marginTop: 16 }}>
      <Alert
        showIcon
        type={issues.length === 0 ? 'success' : 'error'}
        title={issues.length === 0 ? t('payments.findings', result) : t('payments.wrongFile', { wrong: issues.length })}
      />
      {issues.length > 0 && (
        <Table
          size="small"
          style={{ marginTop: 12 }}
          rowKey={(issue) => `${String(issue.line)}${issue.field}${issue.code}`}
          dataSource={[...issues]}
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          columns={[
            { title: t('payments.line'), dataIndex: 'line', width: 80, className: 'figures' },
            { title: t('payments.column'), dataIndex: 'field', width: 140 },
            { title: t('payments.wrong'), key: 'text', render: (_, issue) => textOf(issue) },
          ]}
        />
      )}
    </div>
  )
}
