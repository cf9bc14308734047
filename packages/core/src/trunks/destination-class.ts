/** What kind of destination a number is: decides who may call it, and the price. */
export const DESTINATION_CLASSES = [
  'local',
  'mobile',
  'longDistance',
  'international',
  'emergency',
  'premium',
  'forbidden',
] as const
export type DestinationClass = (typeof DESTINATION_CLASSES)[number]

/** Classes that can be allowed or denied to a tenant: an emergency call is never denied, a forbidden one never allowed. */
export const RULED_CLASSES = ['local', 'mobile', 'longDistance', 'international', 'premium'] as const

export type DestinationPrefix = { readonly prefix: string; readonly destinationClass: DestinationClass }

/** Prefixes indexed for the longest match. */
export type DestinationTable = {
  readonly classes: ReadonlyMap<string, DestinationClass>
  readonly lengthMax: number
}

export const makeDestinationTable = (prefixes: readonly DestinationPrefix[]): DestinationTable => ({
  classes: new Map(prefixes.map(({ prefix, destinationClass }) => [prefix, destinationClass])),
  lengthMax: prefixes.reduce((longest, { prefix }) => Math.max(longest, prefix.length), 0),
})

/** The class of the longest prefix that the number begins with. What no prefix names is forbidden: a hole in the table must not cost money. */
export function classOfDestination(
  table: DestinationTable,
  number: string,
): { readonly destinationClass: DestinationClass; readonly prefix: string | null } {
  for (let length = Math.min(number.length, table.lengthMax); length > 0; length--) {
    const prefix = number.slice(0, length)
    const destinationClass = table.classes.get(prefix)
    if (destinationClass !== undefined) return { destinationClass, prefix }
  }
  return { destinationClass: 'forbidden', prefix: null }
}

/** Whether a tenant with these classes may call one of that class. */
export function mayCall(allowed: readonly string[], destinationClass: DestinationClass): boolean {
  if (destinationClass === 'emergency') return true
  return destinationClass !== 'forbidden' && allowed.includes(destinationClass)
}
