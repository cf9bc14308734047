import { describeSource } from './describe-rows.ts'
import type { Described, SubjectKind } from './describe-rows.ts'
import type { KeptSource } from './kept-source.ts'

export type FieldDifference = { readonly field: string; readonly before: string | null; readonly after: string | null }

/** What became of one thing between two versions. */
export type Difference = {
  readonly kind: SubjectKind
  readonly id: string
  readonly name: string
  readonly change: 'added' | 'removed' | 'changed'
  readonly fields: readonly FieldDifference[]
}

/** Everything that is different, thing by thing and setting by setting. */
export function compareSources(before: KeptSource, after: KeptSource): readonly Difference[] {
  const older = byKey(describeSource(before))
  const newer = byKey(describeSource(after))
  const keys = [...new Set([...older.keys(), ...newer.keys()])]
  return keys.flatMap((key) => {
    const was = older.get(key)
    const is = newer.get(key)
    const { kind, id, name } = is ?? was ?? NOTHING
    const fields = fieldDifferences(was, is)
    if (was !== undefined && is !== undefined && fields.length === 0) return []
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed'
    return [{ kind, id, name, change, fields }]
  })
}

const NOTHING = { kind: 'company', id: '', name: '' } as const

const byKey = (all: readonly Described[]): ReadonlyMap<string, Described> =>
  new Map(all.map((each) => [`${each.kind}/${each.id}`, each]))

function fieldDifferences(was: Described | undefined, is: Described | undefined): readonly FieldDifference[] {
  const names = [...new Set([...Object.keys(was?.fields ?? {}), ...Object.keys(is?.fields ?? {})])]
  return names
    .map((field) => ({ field, before: was?.fields[field] ?? null, after: is?.fields[field] ?? null }))
    .filter(({ before, after }) => (before ?? '') !== (after ?? ''))
}
