/** A state that the code holds impossible. It ends the request or the call, never the process; it is always logged and counted. */
export class InvariantError extends Error {
  readonly code = 'invariant'
}

/** Ends a `switch` over a union: does not compile while a kind is missing. */
export function assertNever(value: never, what: string): never {
  throw new InvariantError(`unexpected ${what} [value:${JSON.stringify(value)}]`)
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}
