/** What was, is and would be again. `key` names an edit that goes on: typing into one field is one step back, not one for each letter. */
export type History<T> = {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  readonly key: string | null
}

const STEPS_MAX = 200

export const beginHistory = <T>(present: T): History<T> => ({ past: [], present, future: [], key: null })

export function record<T>(history: History<T>, next: T, key: string | null = null): History<T> {
  if (next === history.present) return history
  const isSameEdit = key !== null && key === history.key
  const past = isSameEdit ? history.past : [...history.past, history.present].slice(-STEPS_MAX)
  return { past, present: next, future: [], key }
}

export function undo<T>(history: History<T>): History<T> {
  const last = history.past.at(-1)
  if (last === undefined) return history
  return { past: history.past.slice(0, -1), present: last, future: [history.present, ...history.future], key: null }
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future, key: null }
}
