import { VALUE_LENGTH_MAX } from './template.ts'

/** The steps of `customer.orders[0].state`, `$.` in front or not; null when it is no such path. */
export function parseJsonPath(path: string): readonly string[] | null {
  const bare = path.trim().replace(/^\$\.?/, '')
  if (!/^(?:[^.[\]\s]+|\[\d+\])(?:\.[^.[\]\s]+|\[\d+\])*$/u.test(bare)) return bare === '' ? [] : null
  return bare
    .replaceAll(/\[(\d+)\]/gu, '.$1')
    .split('.')
    .filter((step) => step !== '')
}

/** What stands there, as a variable holds it: a text, a number or a truth value as text; lists and objects as JSON; '' for nothing. */
export function readJsonPath(json: unknown, path: string): string {
  let found: unknown = json
  for (const step of parseJsonPath(path) ?? ['']) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return ''
    found = (found as Readonly<Record<string, unknown>>)[step]
  }
  const text = typeof found === 'string' ? found : found === null || found === undefined ? '' : JSON.stringify(found)
  return text.slice(0, VALUE_LENGTH_MAX)
}

/** The JSON of an answer; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
