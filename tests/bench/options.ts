import { parseArgs } from 'node:util'

/** What can be measured by itself. */
const PARTS = ['engines', 'steady', 'recorded', 'limit', 'burst', 'tenants'] as const
type Part = (typeof PARTS)[number]

export type BenchOptions = {
  /** Routing, fair service, flow tests and rating, without a part of Seatline running. */
  readonly engines: boolean
  /** New calls a second, and for how many seconds. */
  readonly rate: number
  readonly seconds: number
  readonly talkMs: number
  readonly ringMs: number
  /** Recorded calls at once, and how long they talk together; 0 leaves that part out. */
  readonly recorded: number
  readonly recordedTalkMs: number
  /** Rates of the step load go up by this much from `rate`, until something fails; 0 leaves that part out. */
  readonly step: number
  readonly stepSeconds: number
  readonly stepRateMax: number
  /** New calls a second on a tenant that may have `burstLimit`, beside another with `quietRate`; 0 leaves that part out. */
  readonly burst: number
  readonly burstSeconds: number
  readonly burstLimit: number
  readonly quietRate: number
  /** Tenants made to see whether starts and lists stay quick; 0 leaves that part out. */
  readonly tenants: number
  readonly portBase: number
  readonly rtpPorts: { readonly min: number; readonly max: number }
}

export const HELP = `npm run bench -- [options]      How many calls this machine carries, with all parts of Seatline on it.

  --parts engines,steady,recorded,limit,burst,tenants    only these; all when not given
      engines: routing decisions a second, who waits how long where tenants share agents, flow tests and calls rated a second
  --rate 20 --seconds 60     new calls a second through menu, queue and agent (0 seconds leaves it out)
  --talk 2 --ring 0.2        seconds that caller and agent talk; seconds until the agent answers
  --recorded 200 --recorded-talk 20    recorded calls at once, and seconds they talk together (0 leaves it out)
  --step 5 --step-seconds 15 --step-max 100    raise the rate until something fails (0 leaves it out)
  --burst 50 --burst-limit 10 --burst-seconds 30 --quiet 3    calls a second on one tenant, what it may have, and calls a second on another (0 leaves it out)
  --tenants 1000             tenants made to see whether starts, lists and changes stay quick (0 leaves it out)
  --port-base 4700 --rtp 10000-16383

npm run bench -- configuration      How long media needs to read the configuration of 1,000 clients, and to take a change.`

/** Null when help was asked for. Throws RangeError with one sentence on bad input. */
export function parseOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      parts: { type: 'string', default: PARTS.join(',') },
      rate: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '60' },
      talk: { type: 'string', default: '2' },
      ring: { type: 'string', default: '0.2' },
      recorded: { type: 'string', default: '200' },
      'recorded-talk': { type: 'string', default: '20' },
      step: { type: 'string', default: '5' },
      'step-seconds': { type: 'string', default: '15' },
      'step-max': { type: 'string', default: '100' },
      burst: { type: 'string', default: '50' },
      'burst-seconds': { type: 'string', default: '30' },
      'burst-limit': { type: 'string', default: '10' },
      quiet: { type: 'string', default: '3' },
      tenants: { type: 'string', default: '1000' },
      'port-base': { type: 'string', default: '4700' },
      rtp: { type: 'string', default: '10000-16383' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const [min = Number.NaN, max = Number.NaN] = values.rtp.split('-').map(Number)
  if (!Number.isInteger(min) || !Number.isInteger(max) || min >= max)
    throw new RangeError(`--rtp must be MIN-MAX, not '${values.rtp}'`)
  const parts = parseParts(values.parts)
  const amountOf = (part: Part, text: string, what: string): number => (parts.has(part) ? parseAmount(text, what) : 0)
  return {
    engines: parts.has('engines'),
    rate: parseAmount(values.rate, '--rate'),
    seconds: amountOf('steady', values.seconds, '--seconds'),
    talkMs: 1_000 * parseAmount(values.talk, '--talk'),
    ringMs: 1_000 * parseAmount(values.ring, '--ring'),
    recorded: amountOf('recorded', values.recorded, '--recorded'),
    recordedTalkMs: 1_000 * parseAmount(values['recorded-talk'], '--recorded-talk'),
    step: amountOf('limit', values.step, '--step'),
    stepSeconds: parseAmount(values['step-seconds'], '--step-seconds'),
    stepRateMax: parseAmount(values['step-max'], '--step-max'),
    burst: amountOf('burst', values.burst, '--burst'),
    burstSeconds: parseAmount(values['burst-seconds'], '--burst-seconds'),
    burstLimit: parseAmount(values['burst-limit'], '--burst-limit'),
    quietRate: parseAmount(values.quiet, '--quiet'),
    tenants: amountOf('tenants', values.tenants, '--tenants'),
    portBase: parseAmount(values['port-base'], '--port-base'),
    rtpPorts: { min, max },
  }
}

function parseParts(text: string): ReadonlySet<Part> {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !PARTS.some((part) => part === name))
  if (unknown !== undefined) throw new RangeError(`--parts knows ${PARTS.join(', ')}, not '${unknown}'`)
  return new Set(PARTS.filter((part) => names.includes(part)))
}

function parseAmount(text: string, what: string): number {
  const amount = Number(text)
  if (text.trim() === '' || !Number.isFinite(amount) || amount < 0)
    throw new RangeError(`${what} must be a number, not '${text}'`)
  return amount
}
