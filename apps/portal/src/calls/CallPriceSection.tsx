import { Table } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../ui/money.ts'
import type { CallDetails } from './documents.ts'

type CallPriceSectionProps = { readonly price: CallDetails['price']; readonly ended: boolean }

/** What the call costs the tenant, and how that came about. */
export function CallPriceSection({ price, ended }: CallPriceSectionProps): ReactNode {
  const { t } = useTranslation()
  if (price === null) return <span className="muted">{ended ? t('call.noPrice') : t('call.priceLater')}</span>
  return (
    <>
      <Table
        size="small"
        rowKey="legId"
        pagination={false}
        className="wide"
        dataSource={[...price.lines]}
        columns={[
          {
            title: t('price.howCome'),
            key: 'howCome',
            render: (_, line) =>
              t('price.sentence', {
                seconds: (line.durationMs / 1_000).toFixed(3),
                billed: line.billableSeconds,
                increment: line.increment,
                price: formatMoney(line.pricePerMinute),
                fee: formatMoney(line.connectionFee),
              }),
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
