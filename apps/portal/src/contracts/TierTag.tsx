import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { MeasureData } from './documents.ts'

const COLOUR = { MET: 'success', MISSED: 'warning', SERIOUSLY_MISSED: 'red', NOT_MEASURED: 'default' } as const

/** Whether a promise was kept, in words and colour. */
export function TierTag({ tier }: { readonly tier: MeasureData['tier'] }): ReactNode {
  const { t } = useTranslation()
  return <Tag color={COLOUR[tier]}>{t(`serviceTier.${tier}`)}</Tag>
}
