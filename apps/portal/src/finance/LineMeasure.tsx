import { Alert, Skeleton } from 'antd'
import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { tenantPagePath } from '../app/pages.ts'
import { MeasureInputs } from '../contracts/MeasureInputs.tsx'
import { TierTag } from '../contracts/TierTag.tsx'
import { useContractWords } from '../contracts/words.ts'
import { LineMeasureQuery } from './documents.ts'
import type { InvoiceLine } from './documents.ts'

/** The promise that a service credit is for: what was promised, what was measured, and from what. */
export function LineMeasure(props: {
  readonly line: InvoiceLine
  readonly tenantId: string
  readonly timeZone: string
}): ReactNode {
  const { t } = useTranslation()
  const words = useContractWords()
  const { line, tenantId } = props
  const [{ data, error }] = useQuery({
    query: LineMeasureQuery,
    variables: { tenantId, month: line.fromDay.slice(0, 7) },
  })
  const answer = data?.tenant?.serviceMeasures
  const measures = answer?.__typename === 'TenantServiceMeasuresSuccess' ? answer.data : []
  const measure = measures.find(({ id }) => id === line.evidence.measureId)
  if (measure === undefined)
    return error === undefined && answer === undefined ? (
      <Skeleton active title={false} paragraph={{ rows: 3 }} />
    ) : (
      <Alert type="error" showIcon title={t('failure.billParts')} />
    )
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t('contract.promise'),
      <Link key="promise" to={tenantPagePath(tenantId, 'contract')}>
        {t(`serviceIndicator.${measure.indicator}`)}
      </Link>,
    ],
    [t('contract.target'), words.value(measure.unit, measure.target)],
    [t('contract.serious'), words.value(measure.unit, measure.serious)],
    [t('contract.figure'), words.figure(measure)],
    [t('contract.tier'), <TierTag key="tier" tier={measure.tier} />],
  ]
  return (
    <div data-testid="line-measure">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      <MeasureInputs inputs={measure.inputs} timeZone={props.timeZone} />
    </div>
  )
}
