import type { TenantPage } from '../app/pages.ts'

type CheckText = {
  readonly title: `preflight.checks.${string}`
  readonly advice: `preflight.advice.${string}`
  /** Where it is mended; null where nobody of the client can. */
  readonly page: TenantPage | null
}

const text = <K extends string>(
  key: K,
  page: TenantPage | null,
): { title: `preflight.checks.${K}`; advice: `preflight.advice.${K}`; page: TenantPage | null } => ({
  title: `preflight.checks.${key}`,
  advice: `preflight.advice.${key}`,
  page,
})

/** What is said of each check that the server knows, and the page that mends it. */
export const CHECK_TEXTS = {
  published: text('published', 'versions'),
  status: text('status', null),
  flow: text('flow', 'numbers'),
  numbers: text('numbers', 'numbers'),
  hours: text('hours', 'hours'),
  prompts: text('prompts', 'prompts'),
  queueAgents: text('queueAgents', 'agents'),
  queueSignedIn: text('queueSignedIn', 'agents'),
  seats: text('seats', 'seats'),
  admin: text('admin', 'people'),
  'call.line': text('callLine', null),
  'call.answered': text('callAnswered', 'numbers'),
  'call.heard': text('callHeard', 'prompts'),
  'call.choice': text('callChoice', 'numbers'),
  'call.recorded': text('callRecorded', null),
} as const satisfies Record<string, CheckText>

export type KnownCheck = keyof typeof CHECK_TEXTS
export const isKnownCheck = (code: string): code is KnownCheck => Object.hasOwn(CHECK_TEXTS, code)

/** What was found, for the sentence of the check. */
export const foundOf = (found: readonly { readonly name: string; readonly value: string }[]): Record<string, string> =>
  Object.fromEntries(found.map(({ name, value }) => [name, value]))
