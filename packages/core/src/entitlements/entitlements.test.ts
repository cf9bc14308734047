import { describe, expect, it, test } from 'vitest'
import { ENFORCED_BY, ENFORCEMENTS } from './enforcement.ts'
import {
  ADD_ONS,
  FEATURE_MATRIX,
  FEATURES,
  featureGrounds,
  featuresOf,
  SEAT_GRADES,
  TENANT_ATTRIBUTES,
  type AddOn,
  type Entitled,
  type Feature,
  type SeatGrade,
} from './entitlements.ts'

/** The matrix once more, as the price list has it: s, p, l for the grades, then the add-on, then what takes it away. */
const PRICE_LIST: Readonly<Record<Feature, string>> = {
  queueing: 'spl',
  agentStates: 'spl',
  groups: 'spl',
  hold: 'spl',
  transfer: 'spl',
  transferOutside: 'spl - noTransferOutside',
  outbound: 'spl - noOutbound',
  fullRecording: 'spl - noRecording',
  missedCalls: 'spl',
  satisfactionKeys: 'spl survey',
  basicCustomerData: 'spl',
  basicReports: 'spl',
  blackList: 'pl',
  qualityAssurance: 'pl',
  professionalCustomerData: 'pl',
  professionalReports: 'pl',
  menu: 'pl menu',
  announcements: 'pl announcements',
  timeForwarding: 'pl timeForwarding',
  voicemail: 'pl voicemail',
  leaderListening: '- leaderListening',
  webCall: '- webCall',
}
const LETTER: Readonly<Record<SeatGrade, string>> = { standard: 's', professional: 'p', leader: 'l' }
const NOTHING: Entitled = { seats: { standard: 0, professional: 0, leader: 0 }, addOns: [], attributes: [] }

const GRADE_SETS: readonly (readonly SeatGrade[])[] = [[], ...SEAT_GRADES.map((grade) => [grade]), SEAT_GRADES]
const ADD_ON_SETS: readonly (readonly AddOn[])[] = [[], ...ADD_ONS.map((addOn) => [addOn]), ADD_ONS]

function expected(feature: Feature, { seats, addOns, attributes }: Entitled): boolean {
  const [grades = '', addOn = '-', attribute = '-'] = PRICE_LIST[feature].split(' ')
  if (attributes.some((each) => each === attribute)) return false
  return (
    SEAT_GRADES.some((grade) => seats[grade] > 0 && grades.includes(LETTER[grade])) ||
    addOns.some((each) => each === addOn)
  )
}

describe('the matrix', () => {
  it('has 22 rows', () => {
    expect(FEATURES).toHaveLength(22)
    expect(Object.keys(FEATURE_MATRIX).toSorted()).toEqual([...FEATURES].toSorted())
  })

  test.each(FEATURES)('%s, by every grade, add-on and attribute', (feature) => {
    let tried = 0
    for (const grades of GRADE_SETS)
      for (const addOns of ADD_ON_SETS)
        for (const attribute of [null, ...TENANT_ATTRIBUTES]) {
          const seats = { ...NOTHING.seats, ...Object.fromEntries(grades.map((grade) => [grade, 1])) }
          const entitled: Entitled = { seats, addOns, attributes: attribute === null ? [] : [attribute] }
          const ground = featureGrounds(entitled, feature)
          expect(ground.has, JSON.stringify(entitled)).toBe(expected(feature, entitled))
          expect(featuresOf(entitled).includes(feature)).toBe(ground.has)
          tried++
        }
    expect(tried).toBe(5 * 9 * 4)
  })

  it('says what would bring a feature that is not there', () => {
    expect(featureGrounds(NOTHING, 'menu')).toEqual({
      has: false,
      why: 'notRented',
      grades: ['professional', 'leader'],
      addOn: 'menu',
    })
    expect(featureGrounds({ ...NOTHING, attributes: ['noOutbound'] }, 'outbound')).toEqual({
      has: false,
      why: 'barred',
      attribute: 'noOutbound',
    })
  })
})

describe('enforcement', () => {
  it('names a place for every feature that is in the product', () => {
    const unbuilt = FEATURES.filter((feature) => ENFORCED_BY[feature].length === 0)
    // A feature that comes into the product leaves this list, and gets its place in ENFORCED_BY.
    expect(unbuilt).toEqual(['qualityAssurance', 'professionalReports', 'leaderListening', 'webCall'])
  })

  it('uses every place', () => {
    expect(new Set(Object.values(ENFORCED_BY).flat())).toEqual(new Set(ENFORCEMENTS))
  })
})
