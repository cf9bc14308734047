import { describe, expect, it } from 'vitest'
import { parseSeatTerms, serializeSeatTerms } from './seat-terms.ts'

const JSON_TERMS = {
  grades: {
    standard: { model: 'rented', pricePerMonth: '500' },
    professional: { model: 'namedUsers', pricePerUserDay: '31.5' },
    leader: { model: 'peakConcurrent', basis: 'day', pricePerMonth: '900' },
  },
  sharedPerHour: { professional: '66.66' },
}

describe('parseSeatTerms', () => {
  it('reads three models and writes them as it read them', () => {
    const read = parseSeatTerms(JSON_TERMS)
    expect(read.ok && read.value.grades.professional).toEqual({ model: 'namedUsers', pricePerUserDay: 31_500_000n })
    expect(read.ok && read.value.sharedPerHour).toEqual({ standard: null, professional: 66_660_000n, leader: null })
    const again = read.ok ? parseSeatTerms(JSON.parse(JSON.stringify(serializeSeatTerms(read.value)))) : null
    expect(again).toEqual(read)
  })

  it('leaves a grade that is not named uncharged', () => {
    const read = parseSeatTerms({ grades: { leader: { model: 'peakConcurrent', basis: 'hour', pricePerHour: '4' } } })
    expect(read.ok && read.value.grades.standard).toBeNull()
  })

  it('names every fault with its place, and takes nothing of it', () => {
    const read = parseSeatTerms(
      {
        grades: {
          standard: { model: 'rented', pricePerMonth: 500 },
          professional: { model: 'namedUsers', pricePerUserDay: '-1', pricePerMonth: '2' },
          leader: { model: 'peakConcurrent' },
          gold: { model: 'rented', pricePerMonth: '1' },
        },
        sharedPerHour: { standard: '1.1234567' },
      },
      'plan.seats',
    )
    expect(read.ok ? [] : read.error).toEqual([
      { field: 'plan.seats.grades.gold', code: 'unknown' },
      { field: 'plan.seats.grades.standard.pricePerMonth', code: 'notText' },
      { field: 'plan.seats.grades.professional.pricePerMonth', code: 'unknown' },
      { field: 'plan.seats.grades.professional.pricePerUserDay', code: 'negative' },
      { field: 'plan.seats.grades.leader.basis', code: 'required' },
      { field: 'plan.seats.sharedPerHour.standard', code: 'tooManyPlaces' },
    ])
  })

  it.each([undefined, null, 'seats', []])('refuses what is no section: %j', (value) => {
    expect(parseSeatTerms(value).ok).toBe(false)
  })
})
