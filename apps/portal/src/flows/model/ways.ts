import { specOf } from './kinds-table.ts'
import { listAt, textAt, valueAt, withValueAt } from './step.ts'
import type { Step } from './step.ts'

/** A way out of a step: the field that names it and where it leads; null: nowhere, the flow is over there. */
export type Way = { readonly field: string; readonly target: string | null }

export function waysOf(step: Step): readonly Way[] {
  const way = (field: string): Way => ({ field, target: textAt(step, field) || null })
  return [...branchFields(step).map(way), ...specOf(step.kind).ways.map(way)]
}

function branchFields(step: Step): readonly string[] {
  if (step.kind === 'menu') return menuKeys(step).map((key) => `choices.${key}`)
  if (step.kind === 'condition' || step.kind === 'listBranch')
    return listAt(step, 'branches').map((_, index) => `branches.${String(index)}.next`)
  return []
}

const KEY_ORDER = '1234567890*#'
export const KEYS: readonly string[] = KEY_ORDER.split('')

export function menuKeys(step: Step): readonly string[] {
  const choices = valueAt(step, 'choices')
  if (typeof choices !== 'object' || choices === null) return []
  return Object.keys(choices).toSorted((a, b) => KEY_ORDER.indexOf(a) - KEY_ORDER.indexOf(b))
}

/** A key of a menu always leads somewhere; without a target it waits for one, and that is a fault. */
export const connected = (step: Step, field: string, target: string | null): Step =>
  withValueAt(step, field, target ?? (field.startsWith('choices.') ? '' : null))
