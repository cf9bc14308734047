import { describe, expect, test } from 'vitest'
import type { TenantId, TrunkId } from '../ids.ts'
import { chooseTrunks } from './choose-trunks.ts'
import type { TrunkRequest, TrunkSituation } from './choose-trunks.ts'
import { DEFAULT_DESTINATIONS } from './default-destinations.ts'
import { makeDestinationTable } from './destination-class.ts'
import { resultOf, shouldTryNext, speaksAgainstGateway } from './failover.ts'
import type { AttemptEnd } from './failover.ts'
import { trunkSchema } from './trunk.ts'
import type { Trunk } from './trunk.ts'
import { trunkAlarms } from './trunk-alarms.ts'

const A = 'ten_a' as TenantId
const trunk = (id: string, change: Partial<Trunk> = {}): Trunk => ({
  ...trunkSchema.parse({
    trunkId: `trk_${id}`.padEnd(6, '-'),
    name: id,
    sourceAddresses: [],
    concurrentCallsMax: 10,
    direction: 'outbound',
    gateways: [`${id}.carrier.test`],
  }),
  ...change,
})
const request = (change: Partial<TrunkRequest> = {}): TrunkRequest => ({
  number: '13800138000',
  caller: {
    tenantId: A,
    destinationClasses: ['local', 'mobile', 'longDistance'],
    numbers: [
      { number: '955881', canBeCalledBack: false },
      { number: '4008001001', canBeCalledBack: true },
      { number: '4008001002', canBeCalledBack: true },
    ],
  },
  wantedCallerId: null,
  onlyTrunkId: null,
  ...change,
})
const situation = (trunks: readonly Trunk[], change: Partial<TrunkSituation> = {}): TrunkSituation => ({
  trunks,
  destinations: makeDestinationTable(DEFAULT_DESTINATIONS),
  callsOf: () => 0,
  isDown: () => false,
  ...change,
})
const order = (trunks: readonly Trunk[], change: Partial<TrunkRequest> = {}, now: Partial<TrunkSituation> = {}) =>
  chooseTrunks(request(change), situation(trunks, now)).candidates.map(({ trunk: { name } }) => name)

describe('which trunks carry a call', () => {
  test('dedicated ones first, then by priority, then the longer prefix, then the id', () => {
    const trunks = [
      trunk('d', { priority: 20 }),
      trunk('c', { priority: 10, prefixes: ['1'] }),
      trunk('b', { priority: 10, prefixes: ['13', '1'] }),
      trunk('a', { priority: 20 }),
      trunk('e', { priority: 99, dedicatedTenantId: A }),
    ]
    expect(order(trunks)).toEqual(['e', 'b', 'c', 'a', 'd'])
    expect(order(trunks.toReversed())).toEqual(['e', 'b', 'c', 'a', 'd'])
  })

  test('for every other one it says why not', () => {
    const trunks = [
      trunk('off', { enabled: false }),
      trunk('in', { direction: 'inbound' }),
      trunk('nowhere', { gateways: [] }),
      trunk('other', { dedicatedTenantId: 'ten_b' as TenantId }),
      trunk('abroad', { prefixes: ['00'] }),
      trunk('full', { concurrentCallsMax: 3 }),
      trunk('down'),
      trunk('fixed', { callerIdRule: 'fixed' }),
      trunk('good'),
    ]
    const { candidates, leftOut } = chooseTrunks(
      request(),
      situation(trunks, {
        callsOf: (trunkId) => (trunkId === 'trk_full' ? 3 : 0),
        isDown: (trunkId) => trunkId === 'trk_down',
      }),
    )
    expect(candidates.map(({ trunk: { name } }) => name)).toEqual(['good'])
    expect(Object.fromEntries(leftOut.map(({ trunkId, why }) => [trunkId, why]))).toEqual({
      trk_off: 'disabled',
      trk_in: 'inboundOnly',
      trk_nowhere: 'noGateway',
      trk_other: 'otherTenant',
      trk_abroad: 'prefix',
      trk_full: 'full',
      trk_down: 'down',
      trk_fixed: 'noCallerId',
    })
  })

  test('only the one that is to be tried out', () => {
    expect(order([trunk('a'), trunk('b')], { onlyTrunkId: 'trk_b-' as TrunkId })).toEqual(['b'])
  })

  test('a trunk with one gateway down uses the other', () => {
    const two = trunk('a', { gateways: ['one.test', 'two.test'] })
    const chosen = chooseTrunks(request(), situation([two], { isDown: (_, gateway) => gateway === 'one.test' }))
    expect(chosen.candidates[0]?.gateways).toEqual(['two.test'])
  })

  test.each([
    [0, '', '13800138000'],
    [0, '0', '013800138000'],
    [1, '', '3800138000'],
    [2, '77#', '77#800138000'],
  ])('strip %i, add "%s": %s', (stripDigits, addDigits, number) => {
    const [candidate] = chooseTrunks(request(), situation([trunk('a', { stripDigits, addDigits })])).candidates
    expect(candidate?.number).toBe(number)
  })
})

describe('what the called party sees', () => {
  const shown = (change: Partial<TrunkRequest>, rule: Partial<Trunk> = {}) =>
    chooseTrunks(request(change), situation([trunk('a', rule)])).candidates[0]?.callerId ?? null

  test('the first of the caller’s numbers that can be called back', () => {
    expect(shown({})).toBe('4008001001')
  })
  test('the one that was asked for, if it can be called back', () => {
    expect(shown({ wantedCallerId: '4008001002' })).toBe('4008001002')
    expect(shown({ wantedCallerId: '955881' })).toBeNull()
  })
  test('a number of somebody else is refused before any trunk is looked at', () => {
    expect(chooseTrunks(request({ wantedCallerId: '110' }), situation([trunk('a')]))).toMatchObject({
      refusal: 'callerIdNotOwn',
      candidates: [],
    })
  })
  test('on a trunk with a fixed one, that', () => {
    expect(shown({}, { callerIdRule: 'fixed', fixedCallerId: '02188880000' })).toBe('02188880000')
  })
  test('without a number that can be called back there is nothing to show', () => {
    const caller = { ...request().caller, numbers: [] }
    expect(shown({ caller })).toBeNull()
  })
})

test.each([
  ['0013125550100', 'destinationNotAllowed'],
  ['00870773111111', 'destinationForbidden'],
  ['9', 'destinationForbidden'],
  ['110', null],
])('a call to %s by one who may call at home: %s', (number, refusal) => {
  expect(chooseTrunks(request({ number }), situation([trunk('a')])).refusal).toBe(refusal)
})

describe('whether the next trunk is tried', () => {
  const refused = (sipStatus: number, hasRung = false): AttemptEnd => ({ kind: 'refused', sipStatus, hasRung })
  test.each([
    [refused(503), true, 'carrierFailed', true],
    [refused(500), true, 'carrierFailed', true],
    [refused(408), true, 'carrierFailed', true],
    [refused(503, true), false, 'carrierFailed', false],
    [refused(486), false, 'busy', false],
    [refused(600), false, 'busy', false],
    [refused(603), false, 'declined', false],
    [refused(404), false, 'unknownNumber', false],
    [refused(480), false, 'noAnswer', false],
    [refused(488), false, 'refused', false],
    [{ kind: 'silent' }, true, 'silent', true],
    [{ kind: 'unanswered' }, false, 'noAnswer', false],
    [{ kind: 'answered' }, false, 'answered', false],
    [{ kind: 'abandoned' }, false, 'abandoned', false],
  ] as const)('%o: %s', (end, next, result, against) => {
    expect(shouldTryNext(end, [408, 500, 502, 503, 504])).toBe(next)
    expect(resultOf(end)).toBe(result)
    expect(speaksAgainstGateway(end)).toBe(against)
  })
  test('a setting cannot make a busy party an error of the carrier', () => {
    for (const status of [404, 486, 600, 603]) expect(shouldTryNext(refused(status), [status])).toBe(false)
    expect(shouldTryNext(refused(488), [488])).toBe(true)
  })
})

describe('what a person should know of the trunks', () => {
  const alarms = (calls: number, open = false, failures = 0, answers: boolean | null = true) =>
    trunkAlarms({
      trunks: [trunk('a', { concurrentCallsMax: 100, alarmPercent: 80 })],
      callsOf: () => calls,
      gateways: [{ trunkId: 'trk_a-' as TrunkId, gateway: 'a.carrier.test', answers, failures }],
      isOpen: () => open,
    }).map(({ kind }) => kind)
  test('a trunk above its share, until it is well below', () => {
    expect(alarms(80)).toEqual([])
    expect(alarms(81)).toEqual(['trunk.capacity'])
    expect(alarms(78, true)).toEqual(['trunk.capacity'])
    expect(alarms(75, true)).toEqual([])
  })
  test('a gateway that failed three times in a row, or does not answer', () => {
    expect(alarms(0, false, 2)).toEqual([])
    expect(alarms(0, false, 3)).toEqual(['trunk.gatewayFailing'])
    expect(alarms(0, false, 0, false)).toEqual(['trunk.gatewayDown'])
    expect(alarms(0, false, 0, null)).toEqual([])
  })
})
