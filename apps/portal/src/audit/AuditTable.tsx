import { Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import { ChangeList } from './ChangeList.tsx'
import type { AuditRow } from './documents.ts'
import { PAGE_SIZE } from './use-audit.ts'
import type { AuditPages } from './use-audit.ts'
import { useActionWords } from './use-action-words.ts'

export type AuditTableProps = {
  readonly pages: AuditPages
  readonly timeZone: string
  /** Set where the entries of several clients stand together: chooses one of them. */
  readonly chooseClient: ((tenantId: string) => void) | null
  readonly empty: ReactNode
  /** What can be done with all of it. */
  readonly extra: ReactNode
}

/** Acts, newest first; each opens to what was before and what is after. */
export function AuditTable({ pages, timeZone, chooseClient, empty, extra }: AuditTableProps): ReactNode {
  const { t } = useTranslation()
  const columns = useColumns(timeZone, chooseClient)
  const { rows } = pages
  return (
    <Card size="small" title={t('audit.acts')} extra={extra} styles={{ body: { padding: 0 } }}>
      <Table
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={rows === null ? [] : [...rows]}
        loading={rows === null && pages.loading}
        pagination={false}
        className="wide"
        expandable={{
          expandedRowRender: (entry) => <ChangeList entry={entry} timeZone={timeZone} />,
          expandIcon: ({ expanded, onExpand, record }) => (
            <Button
              type="text"
              size="small"
              aria-expanded={expanded}
              aria-label={t('audit.details')}
              onClick={(event) => onExpand(record, event)}
              data-testid={`changes-${record.id}`}
            >
              {expanded ? '−' : '+'}
            </Button>
          ),
        }}
        locale={{ emptyText: rows === null ? <div style={{ height: 240 }} /> : empty }}
        data-testid="audit-table"
      />
      <div className="row" style={{ padding: 12, justifyContent: 'flex-end' }}>
        <span className="muted figures" role="status" data-testid="audit-range">
          {rows === null || pages.totalCount === 0
            ? ''
            : t('audit.range', {
                first: pages.firstRow,
                last: Math.min(pages.firstRow + PAGE_SIZE - 1, pages.totalCount),
                total: pages.totalCount,
              })}
        </span>
        <Button disabled={pages.newer === null} onClick={pages.newer ?? undefined}>
          {t('audit.newer')}
        </Button>
        <Button disabled={pages.older === null} onClick={pages.older ?? undefined}>
          {t('audit.older')}
        </Button>
      </div>
    </Card>
  )
}

function useColumns(timeZone: string, chooseClient: AuditTableProps['chooseClient']): TableColumnsType<AuditRow> {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const words = useActionWords()
  return [
    { title: t('audit.when'), key: 'when', className: 'figures', render: (_, entry) => format.full(entry.at) },
    ...(chooseClient === null
      ? []
      : [
          {
            title: t('audit.client'),
            key: 'client',
            render: (_: unknown, entry: AuditRow) => (
              <Button type="link" style={{ padding: 0 }} onClick={() => chooseClient(entry.tenantId)}>
                {entry.tenantName}
              </Button>
            ),
          },
        ]),
    {
      title: t('audit.who'),
      key: 'who',
      render: (_, entry) => (
        <>
          {entry.actorId === null ? t('audit.system') : entry.actorName}
          {entry.actAsId !== null && (
            <div>
              <span className="badge warn" data-testid="acting-as">
                {t('audit.actingAs')}
              </span>
            </div>
          )}
        </>
      ),
    },
    { title: t('audit.what'), key: 'what', render: (_, entry) => words(entry.action) },
    {
      title: t('audit.subject'),
      key: 'subject',
      render: (_, entry) => (
        <div className="subject">
          {entry.subjectName}
          {entry.reason !== null && <div className="muted">{t('audit.reason', { reason: entry.reason })}</div>}
        </div>
      ),
    },
    {
      title: t('audit.where'),
      key: 'where',
      className: 'figures',
      render: (_, entry) => entry.address ?? <span className="muted">{t('audit.unknownAddress')}</span>,
    },
  ]
}
