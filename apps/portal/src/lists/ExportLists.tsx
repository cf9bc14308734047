import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useClient } from 'urql'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import type { ListEntry, ListFilter } from './documents.ts'
import { readAllEntries } from './use-list-pages.ts'

/** The first five columns are those that an import reads, in either language. */
const HEADER = [
  'number',
  'list',
  'direction',
  'reason',
  'until',
  'state',
  'requestedBy',
  'requestedAt',
  'decidedBy',
  'note',
]

type ExportListsProps = { readonly tenantId: string; readonly filter: ListFilter; readonly timeZone: string }

export function ExportLists({ tenantId, filter, timeZone }: ExportListsProps): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const client = useClient()
  const format = useTimeFormat(timeZone)
  const [exporting, setExporting] = useState(false)
  const cells = (entry: ListEntry): string[] => [
    entry.number,
    entry.list.toLowerCase(),
    entry.direction.toLowerCase(),
    entry.reason,
    entry.expiresAt ?? '',
    entry.state.toLowerCase(),
    entry.requested.by ?? '',
    format.full(entry.requested.at),
    entry.decided?.by ?? '',
    entry.removed?.note ?? entry.decided?.note ?? '',
  ]
  const exportAll = async (): Promise<void> => {
    setExporting(true)
    const entries = await readAllEntries(client, { tenantId, filter })
    setExporting(false)
    if (entries === null) void message.error(t('failure.export'))
    else downloadText('lists.csv', toCsv(HEADER, entries.map(cells)))
  }
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={exporting} onClick={() => void exportAll()}>
      {t('setUp.export')}
    </Button>
  )
}
