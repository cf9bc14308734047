import { tenantSnapshotSchema } from '@seatline/core'
import type { TenantSnapshot } from '@seatline/core'
import pg from 'pg'
import type { Api } from './api.ts'

export type CallRecord = {
  readonly id: string
  readonly ani: string
  readonly dnis: string
  readonly arrivedAt: string
  readonly answeredAt: string | null
  readonly queuedAt: string | null
  readonly connectedAt: string | null
  readonly endedAt: string | null
  readonly outcome: string
  readonly releasedBy: string | null
  readonly cause: { readonly reason: string; readonly sipStatus: number | null; readonly q850: number | null } | null
  readonly durationMs: number | null
  readonly menuMs: number
  readonly waitMs: number
  readonly talkMs: number
  readonly holdMs: number
  readonly wrapUpMs: number
  readonly queue: { readonly id: string; readonly name: string } | null
  readonly agent: { readonly id: string; readonly name: string } | null
  readonly disposition: { readonly id: string; readonly label: string } | null
  readonly dispositionNote: string | null
  readonly menuPath: readonly { readonly kind: string; readonly label: string; readonly digits: string | null }[]
  readonly presentations: readonly {
    readonly number: number
    readonly outcome: string | null
    readonly agent: { readonly id: string }
    readonly presentedAt: string
    readonly endedAt: string | null
  }[]
  readonly legs: readonly {
    readonly id: string
    readonly party: string
    readonly startedAt: string
    readonly answeredAt: string | null
    readonly endedAt: string | null
    readonly releasedBy: string | null
    readonly cause: { readonly reason: string } | null
  }[]
  readonly recordings: readonly {
    readonly id: string
    readonly segment: number
    readonly status: string
    readonly startedAt: string
    readonly endedAt: string | null
    readonly expectedMs: number | null
    readonly durationMs: number | null
    readonly audioUrl: string | null
  }[]
  readonly price: {
    readonly total: { readonly micros: string; readonly amount: string; readonly currency: string }
    readonly lines: readonly {
      readonly legId: string
      readonly direction: string
      readonly durationMs: number
      readonly billableSeconds: number
      /** First and further seconds: 30/6. */
      readonly increment: string
      readonly pricePerMinute: { readonly micros: string }
      readonly amount: { readonly micros: string }
    }[]
  } | null
}

const RECORD = `
  id ani dnis arrivedAt answeredAt queuedAt connectedAt endedAt outcome releasedBy cause { reason sipStatus q850 }
  durationMs menuMs waitMs talkMs holdMs wrapUpMs queue { id name } agent { id name } disposition { id label } dispositionNote
  menuPath { kind label digits }
  presentations { number outcome agent { id } presentedAt endedAt }
  legs { id party startedAt answeredAt endedAt releasedBy cause { reason } }
  recordings { id segment status startedAt endedAt expectedMs durationMs audioUrl }
  price {
    total { micros amount currency }
    lines { legId direction durationMs billableSeconds increment pricePerMinute { micros } amount { micros } }
  }`

export async function callRecord(api: Api, callId: string): Promise<CallRecord | null> {
  const query = `query ($id: ID!) { call(id: $id) { ${RECORD} } }`
  return (await api.ask<{ call: CallRecord | null }>(query, { id: callId })).call
}

/** The newest call of the tenant from this number; null when there is none. */
export async function newestCallFrom(api: Api, tenantId: string, ani: string): Promise<CallRecord | null> {
  const query = `query ($tenantId: ID!, $ani: String!) {
    tenant(id: $tenantId) { calls(first: 1, filter: { number: $ani }) { edges { node { ${RECORD} } } } }
  }`
  type Answer = { tenant: { calls: { edges: readonly { node: CallRecord }[] } } }
  return (await api.ask<Answer>(query, { tenantId, ani })).tenant.calls.edges[0]?.node ?? null
}

export type Bill = {
  readonly total: { readonly micros: string; readonly amount: string }
  readonly lines: readonly {
    readonly kind: string
    readonly quantity: string
    readonly amount: { readonly micros: string }
    readonly calls: {
      readonly totalCount: number
      readonly edges: readonly {
        readonly node: {
          readonly callId: string
          readonly billableSeconds: number
          readonly durationMs: number
          readonly amount: { readonly micros: string }
        }
      }[]
    }
  }[]
}

export async function currentBill(api: Api, tenantId: string): Promise<Bill> {
  const query = `query ($tenantId: ID!) { tenant(id: $tenantId) { bill { __typename ... on Bill {
    total { micros amount }
    lines { kind quantity amount { micros }
      calls(first: 100) { totalCount edges { node { callId billableSeconds durationMs amount { micros } } } } }
  } } } }`
  const { bill } = (await api.ask<{ tenant: { bill: Bill & { __typename: string } } }>(query, { tenantId })).tenant
  if (bill.__typename !== 'Bill') throw new Error(`no bill [answer:${bill.__typename}]`)
  return bill
}

export type AgentInterval = {
  readonly status: string
  readonly reason: string | null
  readonly callId: string | null
  readonly fromAt: Date
  readonly toAt: Date | null
  readonly durationMs: number | null
}

/** What no screen shows yet is read where the projector wrote it, with the owner's rights. */
export type Database = {
  intervalsOf(agentId: string): Promise<readonly AgentInterval[]>
  /** What was published to the media plane last. */
  snapshotOf(tenantId: string): Promise<TenantSnapshot>
  /** The column `n` of the first row. */
  count(sql: string, values?: readonly unknown[]): Promise<number>
  /** The column `value` of the first row. */
  text(sql: string): Promise<string>
  close(): Promise<void>
}

export async function openDatabase(ownerUrl: string): Promise<Database> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  return {
    intervalsOf: async (agentId) => {
      const { rows } = await client.query<AgentInterval>(
        `SELECT status, reason, call_id AS "callId", from_at AS "fromAt", to_at AS "toAt", duration_ms AS "durationMs"
           FROM agent_interval WHERE agent_id = $1 ORDER BY from_at, seq`,
        [agentId],
      )
      return rows
    },
    snapshotOf: async (tenantId) => {
      const found = await client.query<{ snapshot: unknown }>(
        'SELECT snapshot FROM config_version WHERE tenant_id = $1 ORDER BY version DESC LIMIT 1',
        [tenantId],
      )
      return tenantSnapshotSchema.parse(found.rows[0]?.snapshot)
    },
    count: async (sql, values = []) => Number((await client.query<{ n: string }>(sql, [...values])).rows[0]?.n),
    text: async (sql) => {
      const value = (await client.query<{ value: string }>(sql)).rows[0]?.value
      if (value === undefined) throw new Error(`no row [sql:${sql}]`)
      return value
    },
    close: () => client.end(),
  }
}
