import { useTranslation } from '../i18n/use-translation.ts'
import type { FeatureState } from './documents.ts'

export type FeatureWords = {
  /** What would bring the feature: "professional seats or the add-on …". */
  readonly ways: (state: FeatureState) => string
  /** Why it is there, or is not. */
  readonly why: (state: FeatureState) => string
}

/** The grounds of a feature in the reader's words. */
export function useFeatureWords(): FeatureWords {
  const { t } = useTranslation()
  const ways = ({ grades, addOn }: FeatureState): string =>
    [
      ...grades.map((grade) => t('seats.wayGrade', { grade: t(`seatGrade.${grade}`) })),
      ...(addOn === null ? [] : [t('seats.wayAddOn', { addOn: t(`addOnName.${addOn}`) })]),
    ].join(t('seats.or'))
  const why = (state: FeatureState): string => {
    const { reason, grades, addOn, attribute } = state
    switch (reason) {
      case 'GRADE':
        return t('seats.byGrade', { grade: t(`seatGrade.${grades[0] ?? 'STANDARD'}`) })
      case 'ADD_ON':
        return addOn === null ? '' : t('seats.byAddOn', { addOn: t(`addOnName.${addOn}`) })
      case 'BARRED':
        return attribute === null ? '' : t('seats.barred', { attribute: t(`attributeName.${attribute}`) })
      case 'NOT_RENTED':
        return t('seats.would', { ways: ways(state) })
    }
  }
  return { ways, why }
}
