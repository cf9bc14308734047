import type { Translate } from '../i18n/use-translation.ts'

export type CallVariable = { readonly name: string; readonly value: string }

/** What a look-up finds, by the names it has in every flow; all other names are the client's own words. */
const KNOWN = ['name', 'vipClass', 'memberNumber', 'region'] as const
type Known = (typeof KNOWN)[number]

const isKnown = (name: string): name is Known => KNOWN.some((known) => known === name)
const placeOf = ({ name }: CallVariable): number => (isKnown(name) ? KNOWN.indexOf(name) : KNOWN.length)

/** Who it is comes first, then the rest as it comes; what is empty is not shown. */
export const worthShowing = (variables: readonly CallVariable[]): readonly CallVariable[] =>
  variables.filter(({ value }) => value !== '').toSorted((a, b) => placeOf(a) - placeOf(b))

export const variableLabel = (name: string, t: Translate): string => (isKnown(name) ? t(`desk.variable.${name}`) : name)
