import type { LocalDate } from '@seatline/core'
import type { ChargeLine } from '../charges/charge-line.ts'

/** Names the line that a correction is of, in its details. */
const CORRECTED = 'corrects'

/**
 * What has changed in a month that was closed: for each charge that would come out otherwise now, a line that takes back what was charged and one with what is
 * right. They are charged with a later invoice; asked again after that, there is nothing to correct. `charged` is what the documents of the month charged and
 * what later ones corrected of it, in the order in which they were charged; `now` is what the month would be charged today.
 */
export function lateCorrections(input: {
  readonly charged: readonly ChargeLine[]
  readonly now: readonly ChargeLine[]
}): readonly ChargeLine[] {
  const charged = lastCharged(input.charged)
  const now = new Map(input.now.map((line) => [line.lineId, line]))
  const ids = [...new Set([...charged.keys(), ...now.keys()])].toSorted()
  return ids.flatMap((id): ChargeLine[] => {
    const before = charged.get(id)
    const after = now.get(id)
    if (before?.line.amount.micros === after?.amount.micros) return []
    const of = { id, count: (before?.corrections ?? 0) + 1 }
    return [
      ...(before === undefined || before.line.amount.micros === 0n ? [] : [reversalOf(before.line, of)]),
      ...(after === undefined || after.amount.micros === 0n ? [] : [renewalOf(after, of)]),
    ]
  })
}

type Charged = { readonly line: ChargeLine; readonly corrections: number }

/** Each charge as it was charged last. */
function lastCharged(lines: readonly ChargeLine[]): ReadonlyMap<string, Charged> {
  const charged = new Map<string, Charged>()
  for (const line of lines) {
    const of = line.details[CORRECTED]
    if (of === undefined) {
      charged.set(line.lineId, { line, corrections: charged.get(line.lineId)?.corrections ?? 0 })
      continue
    }
    const corrections = Number(line.details['correction'])
    const gone = { ...line, amount: { ...line.amount, micros: 0n } }
    charged.set(of, { line: line.details['part'] === 'reversal' ? gone : line, corrections })
  }
  return charged
}

type Of = { readonly id: string; readonly count: number }

const reversalOf = (line: ChargeLine, of: Of): ChargeLine => ({
  ...correctionOf(line, of, 'reversal'),
  quantity: line.quantity.startsWith('-') ? line.quantity.slice(1) : `-${line.quantity}`,
  amount: { ...line.amount, micros: -line.amount.micros },
  evidence: { kind: 'lines', lineIds: [of.id] },
})

const renewalOf = (line: ChargeLine, of: Of): ChargeLine => correctionOf(line, of, 'new')

const correctionOf = (line: ChargeLine, { id, count }: Of, part: 'reversal' | 'new'): ChargeLine => ({
  ...line,
  lineId: `${id}/correction-${String(count)}/${part}`,
  kind: 'correction',
  details: { ...line.details, [CORRECTED]: id, correction: String(count), part, of: line.details['of'] ?? line.kind },
})

/** The months before `month` in which late usage is still looked for, the latest first. */
export function monthsBefore(month: string, count: number): readonly string[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return Array.from({ length: count }, (_, index) => {
    const at = year * 12 + (number - 1) - (index + 1)
    return `${String(Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}

/** The day on which a closing of this month may begin: the first after it. */
export const closableFrom = (month: string): LocalDate => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return `${String(number === 12 ? year + 1 : year)}-${String(number === 12 ? 1 : number + 1).padStart(2, '0')}-01`
}
