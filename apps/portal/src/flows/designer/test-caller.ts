import type { FlowTest, FlowTestInput } from '@seatline/core'

export type Caller = NonNullable<FlowTest['caller']>

/** Of whom nothing is known. */
export const NOBODY: Caller = {
  isKnown: false,
  isBlackListed: false,
  name: null,
  vipClass: null,
  memberNumber: null,
  region: null,
  fields: {},
}

/** The caller of a test as it is written: one who is named at all is known unless it says otherwise. */
export const callerOf = (written: FlowTestInput['caller']): Caller =>
  written === null || written === undefined
    ? NOBODY
    : {
        isKnown: written.isKnown ?? true,
        isBlackListed: written.isBlackListed ?? false,
        name: written.name ?? null,
        vipClass: written.vipClass ?? null,
        memberNumber: written.memberNumber ?? null,
        region: written.region ?? null,
        fields: written.fields ?? {},
      }

/** The caller with these changes; null when nothing is known then. Who is not known has no name, class or number. */
export function callerWith(caller: Caller, changes: Partial<Caller>): Caller | null {
  const next = { ...caller, ...changes }
  if (next.isKnown) return next
  const { isBlackListed, region } = next
  return isBlackListed || region !== null ? { ...NOBODY, isBlackListed, region } : null
}

/** The fields with the one at this place changed; null: without it. They keep their order. */
export const fieldsOf = (
  fields: readonly (readonly [string, string])[],
  index: number,
  put: readonly [string, string] | null,
): Readonly<Record<string, string>> =>
  Object.fromEntries(fields.flatMap((each, at) => (at === index ? (put === null ? [] : [put]) : [each])))
