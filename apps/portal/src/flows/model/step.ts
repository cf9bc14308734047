/** A step as it is drawn: as unfinished as it is. Its finished form is the core's FlowNode. */
export type Step = { readonly nodeId: string; readonly kind: string; readonly label: string } & Readonly<
  Record<string, unknown>
>

export type Place = { readonly x: number; readonly y: number }
export type Layout = Readonly<Record<string, Place>>
export type Drawing = {
  readonly entryNodeId: string
  readonly nodes: readonly Step[]
  readonly layout: Layout
}

/** The value at a path such as `choices.1` or `branches.0.next`. */
export function valueAt(value: unknown, path: string): unknown {
  let within: unknown = value
  for (const key of path.split('.')) {
    if (typeof within !== 'object' || within === null) return undefined
    within = (within as Readonly<Record<string, unknown>>)[key]
  }
  return within
}

/** A copy with another value at the path; everything beside the path is the very same object. */
export function withValueAt<T>(value: T, path: string, put: unknown): T {
  const [key = '', ...rest] = path.split('.')
  const next = rest.length === 0 ? put : withValueAt((value as Record<string, unknown>)[key] ?? {}, rest.join('.'), put)
  if (Array.isArray(value)) return value.map((each: unknown, index) => (String(index) === key ? next : each)) as T
  return { ...value, [key]: next }
}

/** A copy without what is at the path. */
export function without<T>(value: T, path: string): T {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const parentPath = keys.join('.')
  const parent = parentPath === '' ? value : valueAt(value, parentPath)
  const left = Array.isArray(parent)
    ? parent.filter((_, index) => String(index) !== last)
    : Object.fromEntries(Object.entries(parent as object).filter(([key]) => key !== last))
  return parentPath === '' ? (left as T) : withValueAt(value, parentPath, left)
}

export const textAt = (value: unknown, path: string): string => {
  const found = valueAt(value, path)
  return typeof found === 'string' ? found : ''
}

export const listAt = (value: unknown, path: string): readonly unknown[] => {
  const found = valueAt(value, path)
  return Array.isArray(found) ? found : []
}
