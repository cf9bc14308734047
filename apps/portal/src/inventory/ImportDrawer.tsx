import { UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Drawer, Table, Upload } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import type { ChangeAnswer } from '../configuration/use-change.ts'
import { useFaultText } from '../configuration/use-change.ts'

export type ImportIssue = {
  readonly line: number
  readonly field: string
  readonly code: string
  readonly message: string
}
export type ImportPreview = {
  readonly validCount: number
  readonly invalidCount: number
  readonly issues: readonly ImportIssue[]
}
type Answer = Promise<{ readonly data?: { readonly result: ChangeAnswer } | undefined }>

export type ImportDrawerProps = {
  readonly title: string
  /** What the columns are, and an example. */
  readonly help: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly preview: (csv: string) => Promise<ImportPreview | null>
  readonly load: (csv: string, mode: 'ALL_OR_NOTHING' | 'VALID_ONLY') => Answer
  readonly onDone: () => void
}

/** A file is looked at first: what is right, and what is wrong line by line. Then it is taken whole, or without the wrong lines. */
export function ImportDrawer(props: ImportDrawerProps): ReactNode {
  const { t } = useTranslation()
  const [csv, setCsv] = useState<string | null>(null)
  const [seen, setSeen] = useState<ImportPreview | null>(null)
  const change = useChange(t('inventory.imported'))
  const close = (): void => {
    setCsv(null)
    setSeen(null)
    change.clear()
    props.onClose()
  }
  const read = async (file: File): Promise<void> => {
    const text = await file.text()
    change.clear()
    setCsv(text)
    setSeen(await props.preview(text))
  }
  const load = async (mode: 'ALL_OR_NOTHING' | 'VALID_ONLY'): Promise<void> => {
    if (csv === null || !(await change.save(() => props.load(csv, mode)))) return
    close()
    props.onDone()
  }
  return (
    <Drawer title={props.title} open={props.isOpen} onClose={close} size={720} destroyOnHidden>
      <div className="stack">
        <p className="muted" style={{ whiteSpace: 'pre-line', margin: 0 }}>
          {props.help}
        </p>
        <Upload
          accept=".csv,text/csv"
          showUploadList={false}
          beforeUpload={(file) => {
            void read(file)
            return false
          }}
        >
          <Button icon={<UploadOutlined aria-hidden />} data-testid="choose-file">
            {t('inventory.chooseFile')}
          </Button>
        </Upload>
        <Faults faults={change.faults} />
        {seen === null ? null : <Seen seen={seen} isLoading={change.isSaving} load={(mode) => void load(mode)} />}
      </div>
    </Drawer>
  )
}

function Seen(props: {
  readonly seen: ImportPreview
  readonly isLoading: boolean
  readonly load: (mode: 'ALL_OR_NOTHING' | 'VALID_ONLY') => void
}): ReactNode {
  const { t } = useTranslation()
  const textOf = useFaultText()
  const { validCount, invalidCount, issues } = props.seen
  return (
    <>
      <Alert
        type={invalidCount === 0 ? 'success' : 'warning'}
        showIcon
        role="status"
        data-testid="import-seen"
        title={t('inventory.seen', { valid: validCount, invalid: invalidCount })}
      />
      {issues.length === 0 ? null : (
        <Table
          size="small"
          rowKey={(issue) => `${String(issue.line)}${issue.field}${issue.code}`}
          pagination={{ pageSize: 10, showSizeChanger: false, hideOnSinglePage: true }}
          dataSource={[...issues]}
          columns={[
            { title: t('inventory.line'), dataIndex: 'line', width: 80 },
            { title: t('inventory.column'), dataIndex: 'field', width: 140 },
            { title: t('inventory.wrong'), key: 'wrong', render: (_, issue) => textOf(issue) },
          ]}
        />
      )}
      <div className="row">
        <Button
          type="primary"
          disabled={invalidCount > 0 || validCount === 0}
          loading={props.isLoading}
          onClick={() => props.load('ALL_OR_NOTHING')}
          data-testid="import-all"
        >
          {t('inventory.importAll', { count: validCount })}
        </Button>
        {invalidCount > 0 && validCount > 0 ? (
          <Button loading={props.isLoading} onClick={() => props.load('VALID_ONLY')} data-testid="import-valid">
            {t('inventory.importValid', { count: validCount })}
          </Button>
        ) : null}
      </div>
    </>
  )
}
