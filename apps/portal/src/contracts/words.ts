import { useTranslation } from '../i18n/use-translation.ts'
import type { MeasureData, PromiseData } from './documents.ts'

export type Words = {
  /** `99.9 %`, `20 s`, `30 min`. */
  readonly value: (unit: PromiseData['unit'], value: string) => string
  readonly credit: (rule: PromiseData['missed']) => string
  readonly figure: (measure: Pick<MeasureData, 'figure' | 'unit'>) => string
}

/** How figures of a contract are said. */
export function useContractWords(): Words {
  const { t } = useTranslation()
  const value: Words['value'] = (unit, text) => {
    if (unit === 'PERCENT') return `${text} %`
    return unit === 'SECONDS' ? t('contract.seconds', { value: text }) : t('contract.minutes', { value: text })
  }
  return {
    value,
    credit: (rule) => {
      if (rule === null) return t('contract.noCredit')
      return rule.dailyFeeTimes === null
        ? t('contract.monthFees', { percent: rule.monthFeesPercent })
        : t('contract.dailyFee', { times: rule.dailyFeeTimes })
    },
    figure: ({ figure, unit }) => (figure === null ? t('contract.nothingMeasured') : value(unit, figure)),
  }
}
