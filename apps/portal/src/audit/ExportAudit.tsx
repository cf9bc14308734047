import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import type { AuditFilter, AuditRow } from './documents.ts'
import { useActionWords, useFieldWords } from './use-action-words.ts'
import { useReadAllAudit } from './use-audit.ts'
import type { AuditOf } from './use-audit.ts'

type ExportAuditProps = { readonly of: AuditOf; readonly filter: AuditFilter; readonly timeZone: string }

/** Everything under the filter, one line an act. */
export function ExportAudit({ of, filter, timeZone }: ExportAuditProps): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const words = useActionWords()
  const fieldWords = useFieldWords()
  const format = useTimeFormat(timeZone)
  const readAll = useReadAllAudit(of, filter)
  const [exporting, setExporting] = useState(false)
  const header = [
    t('audit.id'),
    t('audit.when'),
    t('audit.client'),
    t('audit.who'),
    t('audit.actingAs'),
    t('audit.what'),
    t('audit.subject'),
    t('audit.changes'),
    t('audit.reason', { reason: '' }).replace(/[:：]\s*$/, ''),
    t('audit.where'),
  ]
  const cells = (entry: AuditRow): string[] => [
    entry.id,
    format.full(entry.at),
    entry.tenantName,
    entry.actorName,
    t(entry.actAsId === null ? 'rights.no' : 'rights.yes'),
    words(entry.action),
    entry.subjectName,
    entry.changes
      .map(({ field, before, after }) => `${fieldWords(field)}: ${before ?? '–'} → ${after ?? '–'}`)
      .join('\n'),
    entry.reason ?? '',
    entry.address ?? '',
  ]
  const exportAll = async (): Promise<void> => {
    setExporting(true)
    const rows = await readAll()
    setExporting(false)
    if (rows === null) void message.error(t('failure.export'))
    else downloadText('audit.csv', toCsv(header, rows.map(cells)))
  }
  return (
    <Button
      icon={<DownloadOutlined aria-hidden />}
      loading={exporting}
      onClick={() => void exportAll()}
      data-testid="export-audit"
    >
      {t('audit.export')}
    </Button>
  )
}
