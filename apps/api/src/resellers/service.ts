import { addDays, idSchema, isLocalDate } from '@seatline/core'
import type { LocalDate, TenantId } from '@seatline/core'
import { endOfMonth, firstDayOf, formatMicros, isCurrency, parseMicros, settleReseller } from '@seatline/billing'
import type { Month, SettledItem, ResellerSettlement } from '@seatline/billing'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Audited } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import type { MoneyView } from '../billing/bill-views.ts'
import { nameField, parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { dayFromRow, dayToRow } from '../entitlements/day-columns.ts'
import type { Reseller, ResellerClient, ResellerStatement } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { InvalidInputError, NotFoundError, UserError } from '../user-errors.ts'

export const RESELLER_ROLES = ['collects', 'commission'] as const
export const RESELLER_BASES = ['paidInvoices', 'charges'] as const

export type ResellerView = {
  readonly id: string
  readonly name: string
  readonly contactEmail: string
  readonly role: (typeof RESELLER_ROLES)[number]
  readonly basis: (typeof RESELLER_BASES)[number]
  readonly percent: string
  readonly clients: readonly {
    readonly tenantId: string
    readonly tenantName: string
    readonly from: LocalDate
    readonly until: LocalDate | null
  }[]
  readonly statements: readonly StatementView[]
}
export type StatementView = {
  readonly id: string
  readonly month: Month
  readonly percent: string
  readonly turnover: MoneyView
  readonly share: MoneyView
  readonly owedToOperator: MoneyView
  readonly lines: readonly StatementLineView[]
  readonly madeAt: number
}
export type StatementLineView = {
  readonly itemId: string
  readonly tenantId: string
  readonly date: LocalDate
  readonly amount: MoneyView
  readonly share: MoneyView
}

export const resellers = authorizedPlatform('platform.viewFinance', (scope, _input: null) =>
  scope.run((tx) => readResellers(tx, scope)),
)

export type ResellerInput = {
  readonly id: string | null
  readonly name: string
  readonly contactEmail: string
  readonly role: ResellerView['role']
  readonly basis: ResellerView['basis']
  readonly percent: string
  readonly clients: readonly {
    readonly tenantId: TenantId
    readonly from: LocalDate
    readonly until: LocalDate | null
  }[]
}
const day = z.string().refine(isLocalDate, 'Give a day as YYYY-MM-DD.')
const resellerSchema = z.object({
  name: nameField(80),
  contactEmail: z.union([z.literal(''), z.email('Give an e-mail address.')]),
  percent: z.string().refine((text) => {
    const parsed = parseMicros(text)
    return parsed.ok && parsed.value >= 0n && parsed.value <= 100_000_000n
  }, 'Give a percentage from 0 to 100.'),
  clients: z.array(z.object({ from: day, until: day.nullable() })),
})

/** Makes a reseller or promoter, or changes one; `clients` replaces the list. A client has one who collects from it at a time. */
export const saveReseller = authorizedPlatform(
  'platform.manageFinance',
  async (scope, input: ResellerInput): Promise<ResellerView> => {
    const { name, contactEmail, percent } = parseInput(resellerSchema, input)
    const { role, basis, clients } = input
    return scope.run(async (tx) => {
      const { operatorTenantId: tenantId, platform } = scope
      const before = input.id === null ? null : await find(tx, scope, input.id)
      const named = await tx.reseller.findFirst({ where: { tenantId, nameKey: name } })
      if (named !== null && named.id !== input.id)
        refuseIfAny([{ field: 'name', code: 'taken', message: 'There is one of this name already.' }])
      await refuseClients(tx, scope, input)
      const id = before?.id ?? newId('reseller')
      const data = { name, nameKey: name, contactEmail, role, basis, percent: formatMicros(microsOf(percent), 0) }
      if (before === null)
        await tx.reseller.create({ data: { id, tenantId, ...data, createdAt: new Date(platform.now()) } })
      else await tx.reseller.update({ where: { id }, data })
      await tx.resellerClient.deleteMany({ where: { tenantId, resellerId: id } })
      await tx.resellerClient.createMany({
        data: clients.map((client) => ({
          tenantId,
          resellerId: id,
          clientTenantId: client.tenantId,
          fromDay: dayToRow(client.from),
          untilDay: client.until === null ? null : dayToRow(client.until),
        })),
      })
      await audit(tx, scope, {
        action: 'reseller.save',
        subject: { id, name },
        before: before === null ? null : { role: before.role, basis: before.basis, percent: before.percent },
        after: { role, basis, percent: data.percent, clients: clients.map((client) => client.tenantId) },
      })
      return one(tx, scope, id)
    })
  },
)

async function refuseClients(
  tx: Transaction,
  scope: PlatformScope,
  { id, role, clients }: ResellerInput,
): Promise<void> {
  const { operatorTenantId: tenantId } = scope
  const known = await tx.tenant.findMany({ where: { kind: 'client' }, select: { id: true } })
  const others = await tx.resellerClient.findMany({
    where: { tenantId, reseller: { role: 'collects', archivedAt: null } },
  })
  refuseIfAny(
    clients.flatMap((client, index) => {
      const field = `clients.${String(index)}.tenantId`
      if (!known.some((tenant) => tenant.id === client.tenantId))
        return [{ field, code: 'unknownClient', message: 'There is no such client.' }]
      if (client.until !== null && client.until <= client.from)
        return [{ field: `clients.${String(index)}.until`, code: 'notAfter', message: 'It must end after it begins.' }]
      const taken = others.some(
        (other) => other.resellerId !== id && other.clientTenantId === client.tenantId && overlap(other, client),
      )
      return role === 'collects' && taken
        ? [{ field, code: 'collectedTwice', message: 'Somebody else collects from this client in that time.' }]
        : []
    }),
  )
}

const overlap = (
  row: ResellerClient,
  client: { readonly from: LocalDate; readonly until: LocalDate | null },
): boolean =>
  (row.untilDay === null || dayFromRow(row.untilDay) > client.from) &&
  (client.until === null || dayFromRow(row.fromDay) < client.until)

/** The statement of a month that is over, in one currency, kept once: what is owed, and the invoices it is made of. */
export const makeResellerStatement = authorizedPlatform(
  'platform.manageFinance',
  async (
    scope,
    input: { readonly resellerId: string; readonly month: Month; readonly currency: string },
  ): Promise<ResellerView> => {
    const { month, currency } = input
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new InvalidInputError('month', 'A month is written YYYY-MM.')
    if (!isCurrency(currency)) throw new InvalidInputError('currency', 'A currency has three capital letters.')
    const { platform, operatorTenantId: tenantId, viewer } = scope
    // The month must be over wherever a client is.
    if (new Date(platform.now()).toISOString().slice(0, 10) <= addDays(endOfMonth(month), 1))
      throw new InvalidInputError('month', 'This month is not over yet.')
    return scope.run(async (tx) => {
      const reseller = await find(tx, scope, input.resellerId)
      if (reseller.statements.some((each) => each.month === month && each.currency === currency))
        throw new UserError({ code: 'reseller.statementMade', message: 'The statement of this month has been made.' })
      const { role, basis } = rolesOf(reseller)
      const settlement = settleReseller({
        terms: { role, basis, percent: microsOf(reseller.percent) },
        currency,
        from: firstDayOf(month),
        until: endOfMonth(month),
        items: await readItems(tx, reseller, { month, basis, currency }),
      })
      const id = newId('resellerStatement')
      await tx.resellerStatement.create({
        data: {
          ...rowOf(settlement),
          id,
          tenantId,
          resellerId: reseller.id,
          month,
          currency,
          role,
          basis,
          percent: reseller.percent,
          madeAt: new Date(platform.now()),
          madeBy: viewer.person.name,
        },
      })
      await audit(tx, scope, {
        action: 'reseller.statement',
        subject: { id, name: `${reseller.name} ${month}` },
        after: { month, currency, share: formatMicros(settlement.share.micros) },
      })
      return one(tx, scope, reseller.id)
    })
  },
)

type Whole = Reseller & {
  readonly clients: readonly ResellerClient[]
  readonly statements: readonly ResellerStatement[]
}

/** Invoices and notes of the reseller's clients while they were its own, before tax; by the day they were issued, or wholly paid. */
async function readItems(
  tx: Transaction,
  reseller: Whole,
  of: { readonly month: Month; readonly basis: ResellerView['basis']; readonly currency: string },
): Promise<readonly SettledItem[]> {
  const rows = await tx.invoice.findMany({
    where: {
      tenantId: { in: reseller.clients.map(({ clientTenantId }) => clientTenantId) },
      currency: of.currency,
      status: { notIn: ['draft', 'void'] },
    },
    select: { id: true, tenantId: true, netMicros: true, currency: true, issuedOn: true, paidAt: true, kind: true },
  })
  return rows.flatMap((row) => {
    // A credit note counts when it is given: it is never paid.
    const issued = row.issuedOn === null ? null : dayFromRow(row.issuedOn)
    const paid = row.kind === 'creditNote' ? issued : (row.paidAt?.toISOString().slice(0, 10) ?? null)
    const date = of.basis === 'charges' ? issued : paid
    if (date === null || !isCurrency(row.currency)) return []
    const isOwn = reseller.clients.some(
      ({ clientTenantId, fromDay, untilDay }) =>
        clientTenantId === row.tenantId &&
        date >= dayFromRow(fromDay) &&
        (untilDay === null || date < dayFromRow(untilDay)),
    )
    const tenantId = idSchema('tenant').parse(row.tenantId)
    return isOwn ? [{ itemId: row.id, tenantId, date, amount: { currency: row.currency, micros: row.netMicros } }] : []
  })
}

const rowOf = ({ lines, turnover, share, owedToOperator }: ResellerSettlement) => ({
  lines: lines.map((line) => ({
    itemId: line.itemId,
    tenantId: line.tenantId,
    date: line.date,
    amount: line.amount.micros.toString(),
    share: line.share.micros.toString(),
  })),
  turnoverMicros: turnover.micros,
  shareMicros: share.micros,
  owedMicros: owedToOperator.micros,
})

const lineSchema = z.array(
  z.object({ itemId: z.string(), tenantId: z.string(), date: z.string(), amount: z.string(), share: z.string() }),
)

async function readResellers(tx: Transaction, { operatorTenantId }: PlatformScope): Promise<readonly ResellerView[]> {
  const rows = await tx.reseller.findMany({
    where: { tenantId: operatorTenantId, archivedAt: null },
    include: { clients: true, statements: { orderBy: [{ month: 'desc' }, { currency: 'asc' }] } },
    orderBy: { name: 'asc' },
  })
  const tenants = await tx.tenant.findMany({ select: { id: true, name: true } })
  const names = new Map(tenants.map(({ id, name }) => [id, name]))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    contactEmail: row.contactEmail,
    ...rolesOf(row),
    percent: row.percent,
    clients: row.clients.map((client) => ({
      tenantId: client.clientTenantId,
      tenantName: names.get(client.clientTenantId) ?? client.clientTenantId,
      from: dayFromRow(client.fromDay),
      until: client.untilDay === null ? null : dayFromRow(client.untilDay),
    })),
    statements: row.statements.map(statementView),
  }))
}

function statementView(row: ResellerStatement): StatementView {
  const money = (micros: bigint): MoneyView => ({ micros, currency: row.currency })
  return {
    id: row.id,
    month: row.month,
    percent: row.percent,
    turnover: money(row.turnoverMicros),
    share: money(row.shareMicros),
    owedToOperator: money(row.owedMicros),
    madeAt: row.madeAt.getTime(),
    lines: lineSchema.parse(row.lines).map((line) => ({
      ...line,
      amount: money(BigInt(line.amount)),
      share: money(BigInt(line.share)),
    })),
  }
}

async function find(tx: Transaction, { operatorTenantId }: PlatformScope, id: string): Promise<Whole> {
  const row = await tx.reseller.findFirst({
    where: { tenantId: operatorTenantId, id, archivedAt: null },
    include: { clients: true, statements: true },
  })
  if (row === null) throw new NotFoundError('reseller')
  return row
}

async function one(tx: Transaction, scope: PlatformScope, id: string): Promise<ResellerView> {
  const found = (await readResellers(tx, scope)).find((reseller) => reseller.id === id)
  if (found === undefined) throw new NotFoundError('reseller')
  return found
}

const rolesOf = (row: Reseller): Pick<ResellerView, 'role' | 'basis'> => ({
  role: z.enum(RESELLER_ROLES).parse(row.role),
  basis: z.enum(RESELLER_BASES).parse(row.basis),
})

function microsOf(percent: string): bigint {
  const parsed = parseMicros(percent)
  return parsed.ok ? parsed.value : 0n
}

const audit = (tx: Transaction, scope: PlatformScope, act: Audited): Promise<void> =>
  recordAudit(tx, scope, { ...act, tenantId: scope.operatorTenantId })
