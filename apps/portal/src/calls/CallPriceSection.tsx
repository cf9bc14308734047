import { Table } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { tenantPagePath } from '../app/pages.ts'
import { formatMoney } from '../ui/money.ts'
import type { CallDetails } from './documents.ts'

type CallPriceSectionProps = {
  readonly price: CallDetails['price']
  readonly ended: boolean
  readonly tenantId: string
}

/** What the call costs the tenant, and how that came about. */
export function CallPriceSection({ price, ended, tenantId }: CallPriceSectionProps): ReactNode {
  const { t } = useTranslation()
  if (price === null) return <span className="muted">{ended ? t('call.noPrice') : t('call.priceLater')}</span>
  return (
    <>
      <Table
        size="small"
        rowKey={({ legId }) => legId ?? 'menu'}
        pagination={false}
        className="wide"
        dataSource={[...price.lines]}
        columns={[
          {
            title: t('price.howCome'),
            key: 'howCome',
            render: (_, line) => (
              <>
                {t('price.sentence', {
                  seconds: (line.durationMs / 1_000).toFixed(3),
                  billed: line.billableSeconds,
                  increment: line.increment,
                  price: formatMoney(line.pricePerMinute),
                  fee: formatMoney(line.connectionFee),
                })}
                <div className="muted">
                  {[
                    t('finance.planVersion', { version: line.planVersion }),
                    ...(line.includedSeconds === 0 ? [] : [t('price.included', { seconds: line.includedSeconds })]),
                    ...(line.chargesCount === 1 ? [] : [t('price.again', { times: line.chargesCount })]),
                  ].join(' · ')}
                </div>
              </>
            ),
          },
          {
            title: t('price.invoice'),
            key: 'invoice',
            render: (_, line) =>
              line.invoiceLines.length === 0 ? (
                <span className="muted">{t('price.notInvoiced')}</span>
              ) : (
                <ul className="plain-list">
                  {line.invoiceLines.map(({ invoiceId, number, lineId }) => (
                    <li key={lineId}>
                      <Link
                        to={`${tenantPagePath(tenantId, 'invoices')}?invoice=${invoiceId}&line=${encodeURIComponent(lineId)}`}
                        data-testid="invoice-of-call"
                      >
                        {number}
                      </Link>
                    </li>
                  ))}
                </ul>
              ),
          },
          { title: t('price.amount'), key: 'amount', align: 'right', render: (_, line) => formatMoney(line.amount) },
        ]}
      />
      <p style={{ textAlign: 'right', fontWeight: 650 }} data-testid="call-price">
        {t('price.total')} {formatMoney(price.total)}
      </p>
    </>
  )
}
