/** One field that an act changed; the values as text, null where there was or is none. */
export type AuditChangeView = {
  /** A path of field names and places: `hours.monday.0.from`. */
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

/** What differs between two states of a thing, field by field, in the order of the fields. */
export function diff(before: unknown, after: unknown): AuditChangeView[] {
  const old = flatten(before)
  const made = flatten(after)
  return [...new Set([...old.keys(), ...made.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: made.get(field) ?? null }))
    .filter((change) => change.before !== change.after)
}

/** Every leaf by its path. A list of plain values is one leaf: what was added or taken away is read better at once than place by place. */
function flatten(value: unknown, path: readonly string[] = [], into = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) return into
  if (typeof value !== 'object') return into.set(path.join('.'), textOf(value))
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object' || entry === null)) {
    if (value.length > 0) into.set(path.join('.'), value.map(textOf).join(', '))
    return into
  }
  for (const [key, entry] of Object.entries(value)) flatten(entry, [...path, key], into)
  return into
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
