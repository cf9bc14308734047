import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { Answer, ApiWorld } from '../testing/api-world.ts'
import { answeredCall, tell, waitingCall } from '../testing/call-story.ts'
import { NODES, OWN, SECRET_TENANT, STORY, VALUES, WAITING } from '../testing/probe-values.ts'
import { makeProbes, reachableTypes } from '../testing/probes.ts'
import type { ArgumentValues, Probe } from '../testing/probes.ts'
import { secretsOf } from '../testing/secrets.ts'
import { addMemberships, fingerprintOf } from '../testing/tenant-state.ts'
import { typeNameOfId } from './node-types.ts'
import { buildSchema } from './schema.ts'

/** Promise: whatever a person asks for with another tenant's ids, nothing of that tenant comes back, and nothing of it is changed. */
const HOME = 'ten_demo-heating'

const schema = buildSchema()
const probesWith = (values: ArgumentValues): readonly Probe[] => [
  ...makeProbes(schema, values).filter((probe) => probe.rootField !== 'node'),
  ...NODES.flatMap((id) =>
    makeProbes(schema, { ...values, 'Query.node.id': `"${id}"` }).filter(
      ({ rootField, document }) => rootField === 'node' && document.includes(`{ ... on ${typeNameOfId(id)} {`),
    ),
  ),
]
const PROBES = probesWith(VALUES)
const byField = (probes: readonly Probe[]) =>
  [...Map.groupBy(probes, ({ operation, rootField }) => `${operation} ${rootField}`)] as const

/** One who belongs to both tenants and acts in one: the tenant of the arguments is the one's, every other id is the other's. */
const MIXED = probesWith({ ...VALUES, tenantId: `"${HOME}"` }).filter(({ document }) => document.includes(HOME))

/** What the operator's finance clerk may see of any client: who it is, its seats and its bills. Whatever is not named here must stay closed. */
const FINANCE_SEES: ReadonlySet<string> = new Set([
  'Tenant',
  'Brand',
  'Branding',
  'ConsolePage',
  'ConsoleTenant',
  'Membership',
  'Bill',
  'BillDay',
  'BillLine',
  'BilledCall',
  // The contract and how it was kept are finance's.
  'Contract',
  'ContractVersion',
  'ServicePromise',
  'ServiceCreditRule',
  'ServiceMeasure',
  'ServiceCredit',
  'Incident',
  'CaseStanding',
  'ChangeOrder',
  'SeatUse',
  'SeatHour',
  'SeatUserDay',
  'SeatShare',
  'QueryBillLineCallsConnection',
  'Money',
  'Payment',
  'PaidInvoice',
  'PaymentRefund',
  'PaymentPage',
  'SavedPaymentMethod',
  'BankBooking',
  'BankBookingPage',
  'PaymentTrouble',
  'AgedReceivable',
  'BillTo',
  'ChargedDay',
  'ChargeDetail',
  'ChargeEvidence',
  'ChargeEvidenceDaysConnection',
  'Closing',
  'ClosingClient',
  'ClosingFinding',
  'RebuiltInvoice',
  'Invoice',
  'DocumentFile',
  'InvoiceLine',
  'InvoiceTax',
  'LedgerBalance',
  'LedgerEntry',
  'LedgerPosting',
  'QueryLedgerConnection',
  'QueryPlatformInvoicesConnection',
  'Statement',
  'StatementEntry',
  'TenantInvoicesConnection',
  // Places in the lists of documents and entries are their ids.
  'PageInfo',
  'QueryLedgerConnectionEdge',
  'QueryPlatformInvoicesConnectionEdge',
  'TenantInvoicesConnectionEdge',
])

/** The stock of numbers and whose they are: its fees are on the bills. */
const FINANCE_ASKS: ReadonlySet<string> = new Set([
  'inventoryNumber',
  'numberInventory',
  'numberInventoryCsv',
  'platformInvoices',
  'closings',
  'rebuiltInvoice',
  'payments',
  'bankBookings',
  'bankStatementTemplate',
  'paymentTroubles',
  'ledger',
  'ledgerBalances',
])

/** What the clerk is there to do for a client, and the tables that it writes. */
const FINANCE_WRITES: Readonly<Record<string, readonly string[]>> = {
  // A transfer pays what is owed, and is booked.
  enterTransfer: [
    'payment',
    'payment_movement',
    'payment_task',
    'invoice',
    'invoice_settlement',
    'ledger_entry',
    'ledger_posting',
    'audit_event',
  ],
  saveDocumentSchedule: ['document_schedule', 'audit_event'],
}

let world: ApiWorld
let secrets: readonly string[]

beforeAll(async () => {
  world = await startApiWorld({
    portBase: 4720,
    without: ['kamailio', 'rtpengine', 'media'],
    commandReplyTimeoutMs: 100,
  })
  const redis = new Redis(world.stack.redisUrl)
  await tell(redis, STORY, answeredCall(STORY))
  await tell(redis, OWN, answeredCall(OWN))
  await tell(redis, WAITING, waitingCall(WAITING))
  redis.disconnect()
  const projected = { as: 'admin-travel', query: `{ call(id: "${WAITING.callId}") { id } }` }
  await vi.waitFor(async () => expect((await world.ask(projected)).text).toContain(WAITING.callId), { timeout: 20_000 })
  // From here on nothing changes by itself: what the worker derives and checks by its clock would look like somebody's act.
  await world.stack.stopPart('worker')
  secrets = [...(await secretsOf(world.stack.databaseOwnerUrl, SECRET_TENANT))]
})

afterAll(async () => {
  await world.close()
})

const run = (as: string | null, { operation, document: query }: Probe): Promise<Answer> =>
  operation === 'subscription' ? world.watch({ as, query }) : world.ask({ as, query })

/** What came back of the tenant, beyond the ids that were in the question. */
const leaked = (answer: Answer, probe: Probe): readonly string[] =>
  secrets.filter((secret) => answer.text.includes(secret) && !probe.document.includes(secret))

describe('the probes', () => {
  test('reach every object type of the schema', () => {
    const reached = reachableTypes(PROBES)
    const all = Object.values(schema.getTypeMap())
      .filter((type) => 'getInterfaces' in type && !type.name.startsWith('__'))
      .map((type) => type.name)
      .filter((name) => !['Query', 'Mutation', 'Subscription', 'Node', 'UserError'].includes(name))
    expect(all.filter((name) => !reached.has(name))).toEqual([])
  })

  // Every probe in one test: as long as the tests below take together.
  test('would find something: the tenant itself sees its rows through them', { timeout: 300_000 }, async () => {
    const seen = new Set<string>()
    for (const probe of PROBES.filter(({ operation }) => operation !== 'mutation')) {
      const answer = await run('admin-travel', probe)
      for (const secret of leaked(answer, probe)) seen.add(secret)
      expect(answer.text, probe.document).not.toContain('"internal"')
    }
    for (const known of [STORY.ani, WAITING.ani, 'Meridian Travel Ltd', 'que_travel-changes', 'Question answered'])
      expect(seen, known).toContain(known)
  })
})

describe('nobody', () => {
  test('is told to log in, whatever is asked', { timeout: 300_000 }, async () => {
    for (const probe of PROBES) {
      const answer = await run(null, probe)
      expect(answer.status, probe.path).toBe(401)
      expect(answer.data, probe.path).toBeNull()
    }
  })
})

const untouched = async (work: () => Promise<void>, written: readonly string[] = []): Promise<void> => {
  const before = await fingerprintOf(world.stack.databaseOwnerUrl, SECRET_TENANT)
  await work()
  const after = await fingerprintOf(world.stack.databaseOwnerUrl, SECRET_TENANT)
  const without = (prints: Readonly<Record<string, string>>): object =>
    Object.fromEntries(Object.entries(prints).filter(([table]) => !written.includes(table)))
  expect(without(after)).toEqual(without(before))
}

describe.each(['li', 'admin-heating'])('%s, who has nothing to do with the tenant', (stranger) => {
  test.each(byField(PROBES))('sees nothing of it through %s, and changes nothing', async (_field, probes) => {
    await untouched(async () => {
      for (const probe of probes) {
        const answer = await run(stranger, probe)
        expect(leaked(answer, probe), probe.document).toEqual([])
        expect(answer.text, probe.document).not.toContain('"internal"')
      }
    })
  })
})

describe('mei, administrator and agent of both tenants, who acts in the one', () => {
  beforeAll(async () => {
    await addMemberships(world.stack.databaseOwnerUrl, 'usr_mei', [HOME, SECRET_TENANT])
  })

  test.each(byField(MIXED))('does not mix the other into it through %s', async (_field, probes) => {
    await untouched(async () => {
      for (const probe of probes) {
        const answer = await run('mei', probe)
        expect(leaked(answer, probe), probe.document).toEqual([])
        expect(answer.text, probe.document).not.toContain('"internal"')
      }
    })
  })
})

describe('finance, the operator’s clerk', () => {
  test.each(byField(PROBES))(
    'sees bills, seats and numbers alone through %s, and changes nothing',
    async (_field, probes) => {
      await untouched(
        async () => {
          for (const probe of probes) {
            const answer = await run('finance', probe)
            if (!FINANCE_SEES.has(probe.type) && !FINANCE_ASKS.has(probe.rootField))
              expect(leaked(answer, probe), probe.document).toEqual([])
            expect(answer.text, probe.document).not.toContain('"internal"')
          }
        },
        FINANCE_WRITES[probes[0]?.rootField ?? ''],
      )
    },
  )

  test('does see the bill', async () => {
    const answer = await world.ask({
      as: 'finance',
      query: `{ tenant(id: "${SECRET_TENANT}") { bill { ... on Bill { planName } } } }`,
    })
    expect(answer.errors).toEqual([])
  })
})

test('how much was tried', () => {
  const operations = PROBES.length * 4 + MIXED.length
  const fields = byField(PROBES).length
  console.info(
    `isolation: ${String(fields)} root fields in ${String(PROBES.length)} ways, 5 people: ${String(operations)} operations`,
  )
  expect(operations).toBeGreaterThan(500)
})
