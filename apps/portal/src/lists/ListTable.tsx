import { Button, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import type { ListEntry } from './documents.ts'
import type { Act } from './NoteDialog.tsx'

const TONES: Readonly<Record<ListEntry['state'], string>> = {
  REQUESTED: 'warn',
  APPROVED: 'good',
  EXPIRED: '',
  REFUSED: '',
  REMOVED: '',
}

export type ListTableProps = {
  readonly entries: readonly ListEntry[] | null
  readonly timeZone: string
  readonly mayDecide: boolean
  readonly onAct: (act: Act) => void
  readonly empty: ReactNode
}

export function ListTable({ entries, timeZone, mayDecide, onAct, empty }: ListTableProps): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const columns: TableColumnsType<ListEntry> = [
    {
      title: t('lists.number'),
      key: 'number',
      className: 'figures',
      render: (_, { number }) => <strong>{number}</strong>,
    },
    {
      title: t('lists.list'),
      key: 'list',
      width: 130,
      render: (_, { list, direction }) => (
        <>
          <span className={`badge ${list === 'BLACK' ? 'bad' : 'good'}`}>
            <span className="badge-dot" />
            {t(`lists.kind.${list}`)}
          </span>
          <div className="muted">{t(`lists.directions.${direction}`)}</div>
        </>
      ),
    },
    {
      title: t('lists.state'),
      key: 'state',
      render: (_, { state }) => (
        <span className={`badge ${TONES[state]}`} data-testid={`state-${state}`}>
          <span className="badge-dot" />
          {t(`lists.states.${state}`)}
        </span>
      ),
    },
    { title: t('lists.reason'), dataIndex: 'reason', key: 'reason' },
    {
      title: t('lists.requested'),
      key: 'requested',
      render: (_, { requested }) => <Done by={requested.by} at={format.full(requested.at)} />,
    },
    {
      title: t('lists.decided'),
      key: 'decided',
      render: (_, { decided, removed }) => {
        const last = removed ?? decided
        return last === null ? '–' : <Done by={last.by} at={format.full(last.at)} note={last.note} />
      },
    },
    {
      title: t('lists.expires'),
      key: 'expires',
      className: 'figures',
      width: 120,
      render: (_, { expiresAt, state }) =>
        expiresAt !== null ? (
          format.full(expiresAt)
        ) : state === 'REQUESTED' || state === 'APPROVED' ? (
          <span className="muted">{t('lists.untilRemoved')}</span>
        ) : (
          '–'
        ),
    },
    ...(mayDecide
      ? [
          {
            title: t('prompts.actions'),
            key: 'acts',
            width: 160,
            render: (_: unknown, entry: ListEntry) => <Acts entry={entry} onAct={onAct} />,
          },
        ]
      : []),
  ]
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={entries === null ? [] : [...entries]}
      loading={entries === null}
      pagination={false}
      scroll={{ x: 1000 }}
      locale={{ emptyText: entries === null ? <div style={{ height: 240 }} /> : empty }}
      data-testid="lists-table"
    />
  )
}

function Done({
  by,
  at,
  note,
}: {
  readonly by: string | null
  readonly at: string
  readonly note?: string
}): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <div>{by ?? t('lists.operator')}</div>
      <div className="muted figures">{at}</div>
      {note === undefined || note === '' ? null : <div>{note}</div>}
    </>
  )
}

function Acts({ entry, onAct }: { readonly entry: ListEntry; readonly onAct: (act: Act) => void }): ReactNode {
  const { t } = useTranslation()
  const button = (kind: Act['kind'], danger: boolean): ReactNode => (
    <Button
      size="small"
      danger={danger}
      type={kind === 'approve' ? 'primary' : 'default'}
      onClick={() => onAct({ kind, entry })}
      aria-label={`${t(`lists.act.${kind}`)} ${entry.number}`}
      data-testid={`${kind}-${entry.id}`}
    >
      {t(`lists.act.${kind}`)}
    </Button>
  )
  return (
    <span className="row" style={{ flexWrap: 'nowrap', gap: 6 }}>
      {entry.state === 'REQUESTED' && button('approve', false)}
      {entry.state === 'REQUESTED' && button('refuse', true)}
      {entry.state === 'APPROVED' && button('remove', true)}
    </span>
  )
}
