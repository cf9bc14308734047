import { isIP } from 'node:net'
import { CALLER_ID_RULES, GATEWAY, idSchema, TRUNK_CODECS, TRUNK_DIRECTIONS } from '@seatline/core'
import { z } from 'zod'

const coded = (code: string): { readonly params: { readonly code: string } } => ({ params: { code } })
const unique = (values: readonly string[]): boolean => new Set(values).size === values.length
const whole = (min: number, max: number): z.ZodInt =>
  z
    .int(`Use a whole number from ${String(min)} to ${String(max)}.`)
    .min(min, `Use a whole number from ${String(min)} to ${String(max)}.`)
    .max(max, `Use a whole number from ${String(min)} to ${String(max)}.`)

/** What a called party or a number said; no setting makes it an error of the carrier. */
const NOT_THE_CARRIER: ReadonlySet<number> = new Set([404, 410, 480, 484, 486, 487, 600, 603, 604])

const address = z
  .string()
  .trim()
  .refine((text) => isIP(text) !== 0, { message: 'This is no IP address.', ...coded('notAddress') })
const gateway = z
  .string()
  .trim()
  .refine((text) => GATEWAY.test(text) && portOf(text) <= 65_535, {
    message: 'Write host, host:port or host:port;transport=tcp.',
    ...coded('notGateway'),
  })
const prefix = z
  .string()
  .trim()
  .regex(/^\d{1,15}$/, 'A prefix has 1 to 15 digits, as dialled here.')
const status = whole(300, 699).refine((code) => !NOT_THE_CARRIER.has(code), {
  message: 'This is what a called party says, no error of the carrier.',
  ...coded('notCarrier'),
})

/** Everything that is set on a trunk; all that is wrong is told at once, each at its field. */
export const trunkInputSchema = z
  .object({
    name: z.string().trim().min(1, 'Give it a name.').max(60, 'Use at most 60 characters.'),
    direction: z.enum(TRUNK_DIRECTIONS),
    enabled: z.boolean(),
    sourceAddresses: z.array(address).max(50).refine(unique, 'An address is there twice.'),
    gateways: z.array(gateway).max(10, 'Use at most 10 gateways.').refine(unique, 'A gateway is there twice.'),
    concurrentCallsMax: whole(1, 100_000),
    alarmPercent: whole(1, 100),
    alarmFailures: whole(1, 100),
    probed: z.boolean(),
    priority: whole(0, 10_000),
    codecs: z
      .array(z.enum(TRUNK_CODECS))
      .min(1, 'Choose at least one codec.')
      .refine(unique, 'A codec is there twice.'),
    prefixes: z.array(prefix).max(500).refine(unique, 'A prefix is there twice.'),
    stripDigits: whole(0, 15),
    addDigits: z
      .string()
      .trim()
      .regex(/^[+]?[0-9*#]{0,15}$/, 'Use at most 15 digits.'),
    callerIdRule: z.enum(CALLER_ID_RULES),
    fixedCallerId: z
      .string()
      .trim()
      .regex(/^\+?\d{3,20}$/, 'A number has 3 to 20 digits.')
      .nullable(),
    setupTimeoutMs: whole(500, 30_000),
    failoverStatuses: z.array(status).max(50),
    dedicatedTenantId: idSchema('tenant').nullable(),
  })
  .superRefine((trunk, context) => {
    const missing = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message, params: { code: 'required' } })
    if (trunk.direction !== 'outbound' && trunk.sourceAddresses.length === 0)
      missing('sourceAddresses', 'Calls come in from known addresses only. Name at least one.')
    if (trunk.direction !== 'inbound' && trunk.gateways.length === 0)
      missing('gateways', 'Calls go out to a gateway. Name at least one.')
    if (trunk.callerIdRule === 'fixed' && trunk.fixedCallerId === null)
      missing('fixedCallerId', 'Name the number that is shown.')
  })
export type TrunkInput = z.infer<typeof trunkInputSchema>

const portOf = (text: string): number => Number(/:(\d+)/.exec(text)?.[1] ?? '5060')
