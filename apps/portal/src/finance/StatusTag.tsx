import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { InvoiceRow } from './documents.ts'

/** Dark enough on their grounds to be read by everybody. */
const COLORS: Readonly<Record<InvoiceRow['status'], string>> = {
  DRAFT: 'default',
  FINAL: 'blue',
  SENT: 'geekblue',
  PARTLY_PAID: 'purple',
  PAID: 'success',
  OVERDUE: 'red',
  VOID: 'default',
}

export function StatusTag({ status }: { readonly status: InvoiceRow['status'] }): ReactNode {
  const { t } = useTranslation()
  return <Tag color={COLORS[status]}>{t(`finance.status.${status}`)}</Tag>
}
