import { Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Defined } from '../ui/Metric.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import type { MeasureData, PromiseData } from './documents.ts'
import { MeasureInputs } from './MeasureInputs.tsx'
import { TierTag } from './TierTag.tsx'
import { useContractWords } from './words.ts'

type Row = { readonly promise: PromiseData; readonly measures: readonly MeasureData[] }

/** What is promised, and how it has been kept in the month: one line for each indicator; cases open below it. */
export function PromiseTable(props: {
  readonly promises: readonly PromiseData[]
  readonly measures: readonly MeasureData[]
  readonly month: string
  readonly timeZone: string
}): ReactNode {
  const { t } = useTranslation()
  const words = useContractWords()
  const time = useTimeFormat(props.timeZone)
  const rows = props.promises.map((promise) => ({
    promise,
    measures: props.measures.filter(({ indicator }) => indicator === promise.indicator),
  }))
  const until = props.measures[0]?.measuredUntil
  const columns: TableColumnsType<Row> = [
    {
      title: t('contract.promise'),
      key: 'promise',
      render: (_, { promise: { indicator } }) => (
        <Defined meaning={t(`serviceMeaning.${indicator}`)}>{t(`serviceIndicator.${indicator}`)}</Defined>
      ),
    },
    {
      title: t('contract.target'),
      key: 'target',
      className: 'figures',
      render: (_, { promise: { unit, target, higherIsBetter } }) =>
        t(higherIsBetter ? 'contract.atLeast' : 'contract.atMost', { value: words.value(unit, target) }),
    },
    {
      title: t('contract.serious'),
      key: 'serious',
      className: 'figures',
      render: (_, { promise: { unit, serious, higherIsBetter } }) =>
        t(higherIsBetter ? 'contract.beyondLow' : 'contract.beyondHigh', { value: words.value(unit, serious) }),
    },
    {
      title: t('contract.figure'),
      key: 'figure',
      className: 'figures',
      render: (_, { measures }) => <Figures measures={measures} />,
    },
    { title: t('contract.tier'), key: 'tier', render: (_, { measures }) => <Tiers measures={measures} /> },
    {
      title: t('contract.credit'),
      key: 'credit',
      className: 'figures',
      render: (_, { promise: { missed, seriouslyMissed } }) =>
        `${words.credit(missed)} / ${words.credit(seriouslyMissed)}`,
    },
  ]
  return (
    <Card
      size="small"
      title={t('contract.promises', { month: props.month })}
      extra={
        until === undefined ? null : (
          <span className="muted">{t('contract.promisesUntil', { time: time.full(until) })}</span>
        )
      }
      styles={{ body: { padding: 0 } }}
    >
      <Table
        rowKey={({ promise }) => promise.indicator}
        size="small"
        className="wide"
        columns={columns}
        dataSource={rows}
        pagination={false}
        data-testid="promises"
        expandable={{
          expandedRowRender: ({ measures }) =>
            measures.map(({ id, inputs }) => <MeasureInputs key={id} inputs={inputs} timeZone={props.timeZone} />),
          rowExpandable: ({ measures }) => measures.some(({ inputs }) => inputs !== '{}'),
          columnTitle: <span className="visually-hidden">{t('contract.evidence')}</span>,
        }}
      />
    </Card>
  )
}

function Figures({ measures }: { readonly measures: readonly MeasureData[] }): ReactNode {
  const { t } = useTranslation()
  const words = useContractWords()
  if (measures.length === 0) return <span className="muted">{t('contract.nothingMeasured')}</span>
  return measures.map((measure) => words.figure(measure)).join(' · ')
}

const WORST = ['SERIOUSLY_MISSED', 'MISSED', 'MET', 'NOT_MEASURED'] as const

function Tiers({ measures }: { readonly measures: readonly MeasureData[] }): ReactNode {
  const worst = WORST.find((tier) => measures.some((measure) => measure.tier === tier)) ?? 'NOT_MEASURED'
  return <TierTag tier={worst} />
}
