/** What one operation may ask for. The portal's largest document stays under half of each. */
export const QUERY_LIMITS = { depth: 12, breadth: 200, complexity: 20_000 } as const
export const ALIASES_MAX = 15
export const TOKENS_MAX = 2_000
/** Largest page of a connection. */
export const PAGE_MAX = 200
/** Largest request body: a file of numbers or destinations of 20,000 lines. */
export const REQUEST_BYTES_MAX = 2 * 1024 * 1024
