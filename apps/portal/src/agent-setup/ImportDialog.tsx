import { UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Modal } from 'antd'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { useFaultText } from '../configuration/use-change.ts'
import { ImportAgents } from './documents.ts'
import type { ImportReport } from './documents.ts'

type ImportDialogProps = { readonly isOpen: boolean; readonly onClose: () => void; readonly onImported: () => void }

/** A file is tried first; it is kept whole, when no line of it is wrong. */
export function ImportDialog({ isOpen, onClose, onImported }: ImportDialogProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const textOf = useFaultText()
  const file = useRef<HTMLInputElement>(null)
  const [, run] = useMutation(ImportAgents)
  const [csv, setCsv] = useState('')
  const [report, setReport] = useState<ImportReport | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const send = async (text: string, tryOnly: boolean): Promise<void> => {
    setSending(true)
    const { data } = await run({ input: { tenantId, csv: text, tryOnly } })
    setSending(false)
    const result = data?.result
    setRefused(null)
    if (result === undefined) setRefused(t('setUp.noAnswer'))
    else if (result.__typename === 'AgentImport') {
      setReport(result)
      if (result.kept) onImported()
    } else setRefused(textOf(result))
  }
  const close = (): void => {
    setReport(null)
    setRefused(null)
    setCsv('')
    onClose()
  }
  const choose = async (chosen: File): Promise<void> => {
    const text = await chosen.text()
    setCsv(text)
    await send(text, true)
  }
  const isReady = report !== null && report.lines.length === 0 && !report.kept
  return (
    <Modal
      open={isOpen}
      width={680}
      title={t('agentSetup.importTitle')}
      okText={t('agentSetup.importRun')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ disabled: !isReady, loading: sending }}
      onOk={() => void send(csv, false).then(() => setReport(null))}
      onCancel={close}
      destroyOnHidden
    >
      <p>{t('agentSetup.importHelp')}</p>
      <input
        ref={file}
        type="file"
        hidden
        accept=".csv,text/csv"
        data-testid="agents-file"
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          event.target.value = ''
          if (chosen !== undefined) void choose(chosen)
        }}
      />
      <Button icon={<UploadOutlined aria-hidden />} loading={sending} onClick={() => file.current?.click()}>
        {t('agentSetup.importChoose')}
      </Button>
      <div style={{ marginTop: 16 }} aria-live="polite">
        {refused !== null && <Alert type="error" showIcon title={refused} />}
        {isReady && (
          <Alert
            type="success"
            showIcon
            title={t('agentSetup.importReady', { created: report.created, updated: report.updated })}
            data-testid="import-ready"
          />
        )}
        {report !== null && report.lines.length > 0 && <Issues report={report} />}
      </div>
    </Modal>
  )
}

function Issues({ report }: { readonly report: ImportReport }): ReactNode {
  const { t } = useTranslation()
  const textOf = useFaultText()
  return (
    <Alert
      type="error"
      showIcon
      title={t('agentSetup.importIssues')}
      data-testid="import-issues"
      description={
        <ul style={{ margin: 0, paddingInlineStart: 18, maxHeight: 240, overflowY: 'auto' }}>
          {report.lines.map((issue) => (
            <li key={`${String(issue.line)}${issue.field}${issue.code}${issue.message}`}>
              <strong>{t('agentSetup.importLine', { line: issue.line })}</strong>
              {issue.field === '' ? '' : ` · ${issue.field}`}: {textOf(issue)}
            </li>
          ))}
        </ul>
      }
    />
  )
}
