import { Button, Table, Tag } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import type { PersonRow } from './documents.ts'

type PeopleTableProps = {
  readonly rows: readonly PersonRow[] | null
  readonly ownId: string
  readonly timeZone: string
  /** null for one who may only look. */
  readonly onChange: ((person: PersonRow) => void) | null
  readonly onRemove: ((person: PersonRow) => void) | null
  readonly empty: ReactNode
}

export function PeopleTable({ rows, ownId, timeZone, onChange, onRemove, empty }: PeopleTableProps): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const columns: TableColumnsType<PersonRow> = [
    {
      title: t('people.name'),
      key: 'name',
      render: (_, person) => (
        <>
          <div style={{ fontWeight: 600 }}>
            {person.name}
            {person.id === ownId && <span className="muted"> {t('people.you')}</span>}
          </div>
          <div className="muted">{person.email}</div>
        </>
      ),
    },
    {
      title: t('people.roles'),
      key: 'roles',
      render: (_, person) => (
        <div className="row" style={{ gap: 4 }}>
          {person.roles.map((role) => (
            <Tag key={role} style={{ marginInlineEnd: 0 }}>
              {t(`role.${role}`)}
            </Tag>
          ))}
        </div>
      ),
    },
    {
      title: t('people.branch'),
      key: 'branch',
      render: (_, person) => person.branch?.name ?? t('people.wholeCompany'),
    },
    {
      title: t('people.seat'),
      key: 'agent',
      render: (_, person) => (person.agent === null ? '–' : <AgentCell agent={person.agent} />),
    },
    { title: t('people.since'), key: 'since', className: 'figures', render: (_, person) => format.day(person.since) },
  ]
  if (onChange !== null && onRemove !== null)
    columns.push({
      title: <span className="visually-hidden">{t('people.actions')}</span>,
      key: 'actions',
      align: 'right',
      render: (_, person) => (
        <>
          <Button
            type="link"
            size="small"
            aria-label={t('people.changeOf', { name: person.name })}
            onClick={() => onChange(person)}
            data-testid={`change-${person.id}`}
          >
            {t('people.change')}
          </Button>
          <Button
            type="link"
            size="small"
            danger
            aria-label={t('people.removeOf', { name: person.name })}
            onClick={() => onRemove(person)}
            data-testid={`remove-${person.id}`}
          >
            {t('people.remove')}
          </Button>
        </>
      ),
    })
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={rows === null ? [] : [...rows]}
      loading={rows === null}
      pagination={false}
      className="wide"
      locale={{ emptyText: rows === null ? <div style={{ height: 240 }} /> : empty }}
      data-testid="people-table"
    />
  )
}

function AgentCell({ agent }: { readonly agent: NonNullable<PersonRow['agent']> }): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      {t(`seatGrade.${agent.grade}`)}
      {agent.employeeNumber !== null && <span className="muted figures"> · {agent.employeeNumber}</span>}
    </>
  )
}
