import { instant, isLocalDate, localTimeAt, type Instant } from '@seatline/core'
import type { DurationUnit, TimeFormat } from './carrier-mapping.ts'

/** Hours, minutes, seconds and, where there are any, parts of a second. */
const CLOCK = String.raw`(?<h>\d{1,2}):(?<min>\d{2})(?::(?<s>\d{2})(?:[.,](?<f>\d{1,9}))?)?`
const PATTERNS: Readonly<Record<Exclude<TimeFormat, 'epochSeconds' | 'epochMs'>, RegExp>> = {
  iso: new RegExp(String.raw`^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})[T ]${CLOCK}(?<zone>Z|[+-]\d{2}:?\d{2})?$`),
  'yyyy-MM-dd HH:mm:ss': new RegExp(String.raw`^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2}) ${CLOCK}$`),
  'yyyy/MM/dd HH:mm:ss': new RegExp(String.raw`^(?<y>\d{4})/(?<m>\d{1,2})/(?<d>\d{1,2}) ${CLOCK}$`),
  yyyyMMddHHmmss: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2}) ?(?<h>\d{2})(?<min>\d{2})(?<s>\d{2})$/,
  'dd/MM/yyyy HH:mm:ss': new RegExp(String.raw`^(?<d>\d{1,2})/(?<m>\d{1,2})/(?<y>\d{4}) ${CLOCK}$`),
  'MM/dd/yyyy HH:mm:ss': new RegExp(String.raw`^(?<m>\d{1,2})/(?<d>\d{1,2})/(?<y>\d{4}) ${CLOCK}$`),
}

/** The moment a carrier wrote, by the clock of its time zone; null for what is none, as the 31st of April or 25 o'clock. */
export function readMoment(text: string, format: TimeFormat, timeZone: string): Instant | null {
  if (format === 'epochSeconds' || format === 'epochMs') {
    if (!/^\d{9,14}(\.\d{1,3})?$/.test(text)) return null
    return instant(Math.round(Number(text) * (format === 'epochSeconds' ? 1_000 : 1)))
  }
  const groups = PATTERNS[format].exec(text)?.groups
  if (groups === undefined) return null
  const part = (name: string): number => Number(groups[name] ?? '0')
  const pad = (name: string): string => String(part(name)).padStart(2, '0')
  const date = `${groups['y'] ?? ''}-${pad('m')}-${pad('d')}`
  if (!isLocalDate(date) || part('h') > 23 || part('min') > 59 || part('s') > 59) return null
  const fractionMs = Math.floor(Number(`0.${groups['f'] ?? '0'}`) * 1_000)
  const wallMs =
    Date.parse(`${date}T00:00:00Z`) + (part('h') * 3_600 + part('min') * 60 + part('s')) * 1_000 + fractionMs
  const { zone } = groups
  return zone === undefined ? atWallClock(timeZone, wallMs) : instant(wallMs - offsetMs(zone))
}

function offsetMs(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (match === null) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000
}

const MINUTE_MS = 60_000

/** When a wall clock shows this. An hour that a change of clocks leaves out is read as if the clocks had not changed; one that comes twice is its first. */
function atWallClock(timeZone: string, wallMs: number): Instant {
  let utcMs = wallMs
  // The offset at the guess gives a better guess; a third look changes nothing.
  for (let look = 0; look < 2; look++) {
    const local = localTimeAt(timeZone, instant(utcMs))
    if (local === null) throw new RangeError(`not an IANA time zone [zone:${timeZone}]`)
    const shownMs = Date.parse(`${local.date}T00:00:00Z`) + local.minuteOfDay * MINUTE_MS
    utcMs = wallMs - (shownMs - Math.floor(utcMs / MINUTE_MS) * MINUTE_MS)
  }
  return instant(utcMs)
}

/** Milliseconds, exact where the text is: `1:02:03`, `63`, `1.5` minutes. null for anything that is no duration. */
export function readDuration(text: string, unit: DurationUnit, decimalMark: '.' | ','): number | null {
  if (unit === 'clock') {
    const match = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:\.(\d{1,3}))?$/.exec(text)
    if (match === null || Number(match[2]) > 59 || Number(match[3]) > 59) return null
    const seconds = Number(match[1] ?? '0') * 3_600 + Number(match[2]) * 60 + Number(match[3])
    return seconds * 1_000 + Number((match[4] ?? '0').padEnd(3, '0'))
  }
  const plain = decimalMark === ',' ? text.replace(',', '.') : text
  const match = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(plain)
  if (match === null) return null
  const scale = { milliseconds: 1, seconds: 1_000, minutes: 60_000 }[unit]
  const millionths = BigInt(match[1] ?? '0') * 1_000_000n + BigInt((match[2] ?? '').padEnd(6, '0'))
  return Number((millionths * BigInt(scale) + 500_000n) / 1_000_000n)
}
