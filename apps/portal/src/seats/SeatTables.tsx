import { Button, Card, Table, Tag, Tooltip } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { AddOnRent, FeatureState, GradeRent } from './documents.ts'
import { LimitBar } from './LimitBar.tsx'
import type { Changing } from './SeatChangeDrawer.tsx'
import { useFeatureWords } from './use-feature-words.ts'

type Change = (changing: Changing) => void
const NAMES_SHOWN = 3

/** Seats rented of each grade, and who sits on them. */
export function GradeTable(props: {
  readonly grades: readonly GradeRent[]
  readonly onChange: Change | null
}): ReactNode {
  const { t } = useTranslation()
  const { grades, onChange } = props
  const columns: TableColumnsType<GradeRent> = [
    { title: t('seats.grade'), key: 'grade', render: (_, row) => <strong>{t(`seatGrade.${row.grade}`)}</strong> },
    { title: t('seats.rented'), dataIndex: 'rented', align: 'right', className: 'figures' },
    {
      title: t('seats.inUse'),
      key: 'inUse',
      width: 220,
      render: (_, row) => (
        <LimitBar
          small
          label={t('seats.inUse')}
          use={row.inUse}
          max={row.rented}
          text={t('seats.limitOf', { use: row.inUse, max: row.rented })}
        />
      ),
    },
    { title: t('seats.peak'), dataIndex: 'peakToday', align: 'right', className: 'figures' },
    { title: t('seats.holders'), key: 'holders', render: (_, row) => <Holders row={row} /> },
    { title: t('seats.planned'), key: 'planned', render: (_, row) => <Planned steps={row.planned} /> },
    {
      key: 'change',
      align: 'right',
      render: (_, row) =>
        onChange === null ? null : (
          <Button
            size="small"
            onClick={() => onChange({ kind: 'grade', grade: row.grade, rented: row.rented })}
            data-testid={`change-${row.grade}`}
          >
            {t('seats.change')}
          </Button>
        ),
    },
  ]
  return (
    <Card size="small" title={t('seats.grades')} styles={{ body: { padding: 0 } }}>
      <Table
        rowKey="grade"
        size="small"
        className="wide"
        columns={columns}
        dataSource={[...grades]}
        pagination={false}
        data-testid="grades"
        expandable={{
          expandedRowRender: (row) => <History rows={row.history} />,
          columnTitle: <span className="visually-hidden">{t('seats.history')}</span>,
        }}
      />
      <p className="muted" style={{ padding: '0 16px' }}>
        {t('seats.gradesNote')}
      </p>
    </Card>
  )
}

function Holders({ row }: { readonly row: GradeRent }): ReactNode {
  const { t } = useTranslation()
  const names = row.holders.map(({ name }) => name ?? t('seats.someoneElse'))
  if (names.length === 0) return <span className="muted">{t('seats.nobody')}</span>
  const rest = names.slice(NAMES_SHOWN)
  return (
    <span data-testid={`holders-${row.grade}`}>
      {names.slice(0, NAMES_SHOWN).join(', ')}
      {rest.length > 0 && (
        <Tooltip title={rest.join(', ')} trigger={['hover', 'focus']}>
          <Tag tabIndex={0} style={{ marginInlineStart: 6 }}>
            +{rest.length}
          </Tag>
        </Tooltip>
      )}
    </span>
  )
}

function Planned({ steps }: { readonly steps: GradeRent['planned'] }): ReactNode {
  const { t } = useTranslation()
  if (steps.length === 0) return <span className="muted">–</span>
  return (
    <span className="figures">
      {steps.map(({ day, quantity }) => t('seats.plannedStep', { quantity, day })).join(' · ')}
    </span>
  )
}

function History({ rows }: { readonly rows: GradeRent['history'] }): ReactNode {
  const { t } = useTranslation()
  if (rows.length === 0) return <span className="muted">{t('seats.noHistory')}</span>
  return (
    <ul className="figures" style={{ margin: 0 }}>
      {rows.map(({ fromDay, untilDay, quantity }) => (
        <li key={`${fromDay}${String(quantity)}`}>
          {untilDay === null
            ? t('seats.historyRow', { quantity, from: fromDay })
            : t('seats.historyRowUntil', { quantity, from: fromDay, until: untilDay })}
        </li>
      ))}
    </ul>
  )
}

export function AddOnTable(props: {
  readonly addOns: readonly AddOnRent[]
  readonly onChange: Change | null
}): ReactNode {
  const { t } = useTranslation()
  const { addOns, onChange } = props
  const columns: TableColumnsType<AddOnRent> = [
    { title: t('seats.addOn'), key: 'addOn', render: (_, row) => t(`addOnName.${row.addOn}`) },
    {
      title: t('seats.rented'),
      key: 'rented',
      className: 'figures',
      render: (_, row) => (row.rented > 0 ? row.rented : <span className="muted">{t('seats.notRented')}</span>),
    },
    { title: t('seats.planned'), key: 'planned', render: (_, row) => <Planned steps={row.planned} /> },
    {
      key: 'change',
      align: 'right',
      render: (_, row) =>
        onChange === null ? null : (
          <Button
            size="small"
            onClick={() => onChange({ kind: 'addOn', addOn: row.addOn, rented: row.rented > 0 ? 0 : 1 })}
            data-testid={`change-${row.addOn}`}
          >
            {row.rented > 0 ? t('seats.giveBack') : t('seats.rent')}
          </Button>
        ),
    },
  ]
  return (
    <Card size="small" title={t('seats.addOns')} styles={{ body: { padding: 0 } }}>
      <Table
        rowKey="addOn"
        size="small"
        columns={columns}
        dataSource={[...addOns]}
        pagination={false}
        data-testid="add-ons"
      />
    </Card>
  )
}

/** The matrix: each feature, whether it is there, and why. */
export function FeatureTable({ features }: { readonly features: readonly FeatureState[] }): ReactNode {
  const { t } = useTranslation()
  const words = useFeatureWords()
  const columns: TableColumnsType<FeatureState> = [
    { title: t('seats.feature'), key: 'feature', render: (_, row) => t(`featureName.${row.feature}`) },
    {
      title: '✓',
      key: 'has',
      render: (_, row) => (
        <Tag color={row.has ? 'green' : 'default'} style={{ color: row.has ? '#1a6b3c' : '#4b5563' }}>
          {row.has ? t('seats.has') : t('seats.hasNot')}
        </Tag>
      ),
    },
    {
      title: t('seats.why'),
      key: 'why',
      render: (_, row) => (
        <>
          {words.why(row)}
          {row.enforcedBy.length === 0 && <span className="muted"> · {t('seats.notBuilt')}</span>}
        </>
      ),
    },
  ]
  return (
    <Card size="small" title={t('seats.features')} styles={{ body: { padding: 0 } }}>
      <Table
        rowKey="feature"
        size="small"
        columns={columns}
        dataSource={[...features]}
        pagination={false}
        data-testid="features"
      />
    </Card>
  )
}
