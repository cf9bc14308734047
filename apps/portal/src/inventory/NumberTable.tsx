import { Button, Table, Tag } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useOperator } from '../app/use-operator.ts'
import { formatMoney } from '../ui/money.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import type { NumberRow } from './documents.ts'
import type { Asked, NumberAct } from './NumberActs.tsx'

const COLOR = { FREE: 'green', RESERVED: 'gold', ISSUED: 'blue', RETURNED: 'default' } as const
const ACTS: Readonly<Record<NumberRow['state'], readonly NumberAct[]>> = {
  FREE: ['issue', 'reserve'],
  RESERVED: ['issue', 'release'],
  ISSUED: ['repoint', 'takeBack'],
  RETURNED: ['release'],
}

export function NumberTable(props: {
  readonly rows: readonly NumberRow[] | undefined
  readonly loading: boolean
  readonly mayEdit: boolean
  readonly chosen: readonly NumberRow[]
  readonly onChoose: (rows: readonly NumberRow[]) => void
  readonly onOpen: (row: NumberRow) => void
  readonly onAsk: (asked: Asked) => void
  readonly empty: ReactNode
}): ReactNode {
  const { t } = useTranslation()
  const { day } = useTimeFormat(useOperator().tenant.timeZone)
  const columns: TableColumnsType<NumberRow> = [
    {
      title: t('inventory.number'),
      key: 'number',
      render: (_, row) => (
        <>
          <Button type="link" className="figures" style={{ padding: 0 }} onClick={() => props.onOpen(row)}>
            {row.number}
          </Button>
          {row.parentNumber === null ? null : (
            <div className="muted">{t('inventory.extends', { parent: row.parentNumber })}</div>
          )}
        </>
      ),
    },
    { title: t('inventory.kind'), key: 'kind', render: (_, row) => t(`inventory.kinds.${row.kind}`) },
    {
      title: t('inventory.state'),
      key: 'state',
      render: (_, row) => (
        <>
          <Tag color={COLOR[row.state]}>{t(`inventory.states.${row.state}`)}</Tag>
          <div className="muted">{t('inventory.since', { day: day(row.stateSince) })}</div>
        </>
      ),
    },
    {
      title: t('inventory.whom'),
      key: 'whom',
      render: (_, row) => {
        if (row.holder !== null)
          return (
            <>
              {row.holder.tenantName}
              <div className="muted">
                → {row.holder.flowName}
                {row.holder.label === '' ? null : ` · ${row.holder.label}`}
              </div>
            </>
          )
        if (row.state === 'RESERVED') return row.reservedFor
        if (row.quarantineEndsAt !== null) return t('inventory.restsUntil', { day: day(row.quarantineEndsAt) })
        return '–'
      },
    },
    { title: t('inventory.carrier'), dataIndex: 'carrier' },
    {
      title: t('inventory.monthlyFee'),
      key: 'fee',
      align: 'right',
      className: 'figures',
      render: (_, row) => formatMoney(row.monthlyFee),
    },
    {
      title: t('inventory.canBeCalledBack'),
      key: 'callback',
      render: (_, row) => t(row.canBeCalledBack ? 'setUp.yes' : 'setUp.no'),
    },
    {
      key: 'acts',
      align: 'right',
      fixed: 'right',
      render: (_, row) =>
        props.mayEdit ? (
          <span className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
            {ACTS[row.state].map((act) => (
              <Button
                key={act}
                size="small"
                danger={act === 'takeBack'}
                aria-label={`${t(`inventory.act.${act}`)} ${row.number}`}
                onClick={() => props.onAsk({ act, numbers: [row] })}
                data-testid={`${act}-${row.number}`}
              >
                {t(`inventory.act.${act}`)}
              </Button>
            ))}
          </span>
        ) : null,
    },
  ]
  return (
    <Table
      rowKey="id"
      size="small"
      data-testid="inventory"
      columns={columns}
      dataSource={[...(props.rows ?? [])]}
      loading={props.loading}
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: props.empty }}
      {...(props.mayEdit
        ? {
            rowSelection: {
              selectedRowKeys: props.chosen.map(({ id }) => id),
              onChange: (_: unknown, rows: NumberRow[]) => props.onChoose(rows),
              getCheckboxProps: (row: NumberRow) => ({ 'aria-label': row.number }),
            },
          }
        : {})}
    />
  )
}
