import { useCallback } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { flowsEn } from '../../i18n/flows-en.ts'
import { isStepKind } from '../model/kinds-table.ts'
import { textAt } from '../model/step.ts'
import type { Step } from '../model/step.ts'

const { field: FIELDS, way: WAYS } = flowsEn.flows
const isField = (name: string): name is keyof typeof FIELDS => Object.hasOwn(FIELDS, name)
const isWay = (name: string): name is keyof typeof WAYS => Object.hasOwn(WAYS, name)

export function useKindName(): (kind: string) => string {
  const { t } = useTranslation()
  return useCallback((kind: string) => (isStepKind(kind) ? t(`flows.kind.${kind}`) : kind), [t])
}

/** A way out in words: a key, a branch by what it asks, or the outcome. */
export function useWayName(): (field: string, step: Step) => string {
  const { t } = useTranslation()
  return useCallback(
    (field: string, step: Step) => {
      if (field.startsWith('choices.')) return t('flows.wayKey', { key: field.slice('choices.'.length) })
      if (!field.startsWith('branches.')) return isWay(field) ? t(`flows.way.${field}`) : field
      const at = field.replace(/\.next$/, '')
      if (step.kind !== 'listBranch') return conditionInSigns(step, at)
      const kind = textAt(step, `${at}.kind`)
      if (kind === 'region') return t('flows.wayRegion', { region: textAt(step, `${at}.region`) })
      return kind === 'member' || kind === 'vip' || kind === 'blackList' ? t(`flows.list.${kind}`) : kind
    },
    [t],
  )
}

function conditionInSigns(step: Step, at: string): string {
  const operator = textAt(step, `${at}.operator`)
  const sign = Object.hasOwn(SIGNS, operator) ? SIGNS[operator as keyof typeof SIGNS] : operator
  return `${textAt(step, `${at}.variable`)} ${sign} ${textAt(step, `${at}.value`)}`.trim()
}

export const SIGNS = {
  equals: '=',
  notEquals: '≠',
  lessThan: '<',
  greaterThan: '>',
  in: '∈',
  startsWith: '…*',
  isEmpty: '= ∅',
} as const

/** The name of a setting: by the last part of its path that has one. */
export function useFieldName(): (path: string) => string {
  const { t } = useTranslation()
  return useCallback(
    (path: string) => {
      const last = path.split('.').findLast((part) => isField(part))
      return last !== undefined && isField(last) ? t(`flows.field.${last}`) : path
    },
    [t],
  )
}
