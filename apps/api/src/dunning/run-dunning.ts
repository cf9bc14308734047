import {
  checkDunningPlan,
  dayOf,
  dunningStep,
  formatMicros,
  isSuspendedBy,
  parseMicros,
  USUAL_DUNNING,
} from '@seatline/billing'
import type { DunningPlan, DunningStep } from '@seatline/billing'
import { addDays, canBecome, idSchema, instant } from '@seatline/core'
import type { Instant, LocalDate, TenantId } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { z } from 'zod'
import { keepTenantVersion, sendTenantVersion } from '../config-publisher/tenant-versions.ts'
import type { Database, Transaction } from '../database/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import type { Invoice, Tenant } from '../generated/prisma/client.ts'
import { readBillingProfile } from '../invoices/billing-profile.ts'
import { lockBooks } from '../ledger/post-entry.ts'
import { stepOf } from '../ledger/settle.ts'
import type { Mail, Mailer } from '../mail/mailer.ts'
import { newId } from '../new-id.ts'

const text = z.object({ subject: z.string(), text: z.string() })
const fee = z.string().transform((amount, context) => {
  const micros = parseMicros(amount)
  if (micros.ok) return micros.value
  context.addIssue({ code: 'custom', message: 'A fee is an exact amount, as 12.50.' })
  return z.NEVER
})
/** A dunning plan as it is stored: fees as exact decimal text. */
const planSchema: z.ZodType<DunningPlan> = z.object({
  openMin: fee,
  levels: z.array(
    z.object({
      afterDays: z.number().int(),
      fee,
      suspends: z.boolean(),
      texts: z.object({ en: text, zhCn: text }),
    }),
  ),
})

/** The client's plan; the usual one where none was kept or what was kept cannot be used. */
export function parseDunningPlan(stored: unknown): DunningPlan {
  const parsed = planSchema.safeParse(stored)
  return parsed.success && checkDunningPlan(parsed.data).ok ? parsed.data : USUAL_DUNNING
}

export type DunningParts = {
  readonly database: Database
  readonly redis: Redis
  readonly mailer: Mailer
  readonly now: () => Instant
  readonly log: Logger
}

const OPEN = ['final', 'sent', 'partlyPaid', 'overdue'] as const
/** By this the revival knows that it was for money that the client was suspended, and not for anything else. */
export const UNPAID_REASON = 'unpaid'

/** Looks after what is late, for all clients: overdue, reminders, suspension; and revival of those who have paid. Looking twice a day changes nothing more. */
export async function runDunning(parts: DunningParts): Promise<void> {
  const clients = await parts.database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({
      where: { kind: 'client', status: { in: ['trial', 'live', 'suspended'] } },
      select: { id: true },
    }),
  )
  for (const { id } of clients) await dunClient(parts, idSchema('tenant').parse(id))
}

/** What one look at a client comes to. */
export async function dunClient(
  parts: DunningParts,
  tenantId: TenantId,
): Promise<{ readonly status: Tenant['status'] }> {
  const { database, redis, log } = parts
  const wall = { tenantIds: [tenantId], operator: true }
  const done = await database.withTenants(wall, async (tx) => {
    await lockBooks(tx, tenantId)
    return dunIn(tx, parts, tenantId)
  })
  if (done.isPublished)
    await sendTenantVersion({ ...parts, redis }, tenantId).catch((error: unknown) =>
      log.warn({ err: error, tenantId }, 'a suspension or revival waits to be sent'),
    )
  await mailWaiting(parts, tenantId)
  return { status: done.status }
}

type Done = { readonly status: Tenant['status']; readonly isPublished: boolean }

async function dunIn(tx: Transaction, parts: DunningParts, tenantId: TenantId): Promise<Done> {
  const at = parts.now()
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
  const today = dayOf(tenant.timeZone, at)
  const profile = await tx.billingProfile.findUnique({ where: { tenantId } })
  const plan = parseDunningPlan(profile?.dunning)
  const open = await tx.invoice.findMany({
    where: { tenantId, status: { in: [...OPEN] }, kind: { not: 'creditNote' }, dueOn: { lt: new Date(today) } },
    orderBy: { dueOn: 'asc' },
  })
  const levels: number[] = []
  for (const invoice of open) levels.push(await dunInvoice(tx, { invoice, plan, at, today }))
  return suspendOrRevive(tx, tenant, { isDue: isSuspendedBy(plan, levels), at })
}

type Late = { readonly invoice: Invoice; readonly plan: DunningPlan; readonly at: Instant; readonly today: LocalDate }

/** Makes a document overdue, notes the reminder that is due, and gives the level it has reached. */
async function dunInvoice(tx: Transaction, { invoice, plan, at, today }: Late): Promise<number> {
  const late = stepOf(invoice, 'fallDue', today)
  const due = invoice.dueOn?.toISOString().slice(0, 10) ?? today
  const open = invoice.payableMicros - invoice.settledMicros
  const step = dunningStep(plan, { dueOn: due, open, level: invoice.dunningLevel }, today)
  await tx.invoice.update({
    where: { id: invoice.id },
    data: {
      ...(late.ok ? { status: late.value } : {}),
      ...(step.kind === 'remind' ? { dunningLevel: step.level } : {}),
    },
  })
  if (step.kind === 'nothing') return invoice.dunningLevel
  await noteReminder(tx, invoice, { step, at })
  return step.level
}

type Reminder = { readonly step: Extract<DunningStep, { kind: 'remind' }>; readonly at: Instant }

async function noteReminder(tx: Transaction, invoice: Invoice, { step, at }: Reminder): Promise<void> {
  const { tenantId, id: invoiceId } = invoice
  await tx.dunningNotice.createMany({
    data: { tenantId, invoiceId, level: step.level, at: new Date(at), suspended: step.rule.suspends },
    skipDuplicates: true,
  })
  await auditBySystem(tx, tenantId, {
    action: 'invoice.remind',
    subject: { id: invoiceId, name: invoice.number ?? invoiceId },
    after: { level: step.level, days: step.days },
    at,
  })
}

async function suspendOrRevive(
  tx: Transaction,
  tenant: Tenant,
  { isDue, at }: { readonly isDue: boolean; readonly at: Instant },
): Promise<Done> {
  const unchanged = { status: tenant.status, isPublished: false }
  if (isDue)
    return canBecome(tenant.status, 'suspended')
      ? changeStatus(tx, tenant, { to: 'suspended', action: 'tenant.suspendUnpaid', at })
      : unchanged
  if (tenant.status !== 'suspended') return unchanged
  const last = await tx.tenantStatusChange.findFirst({
    where: { tenantId: tenant.id },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  // Whoever was suspended by hand is revived by hand.
  if (last?.toStatus !== 'suspended' || last.reason !== UNPAID_REASON) return unchanged
  return changeStatus(tx, tenant, {
    to: last.fromStatus === 'trial' ? 'trial' : 'live',
    action: 'tenant.revivePaid',
    at,
  })
}

type StatusStep = { readonly to: 'suspended' | 'live' | 'trial'; readonly action: string; readonly at: Instant }

async function changeStatus(tx: Transaction, tenant: Tenant, { to, action, at }: StatusStep): Promise<Done> {
  const { id: tenantId, status: from } = tenant
  await tx.tenant.update({ where: { id: tenantId }, data: { status: to } })
  await tx.tenantStatusChange.create({
    data: {
      id: newId('event'),
      tenantId,
      fromStatus: from,
      toStatus: to,
      reason: UNPAID_REASON,
      at: new Date(at),
      by: null,
    },
  })
  const hasVersion = (await tx.configVersion.count({ where: { tenantId } })) > 0
  const kept = hasVersion
    ? await keepTenantVersion(tx, tenantId, { at: new Date(at), by: null, action, summary: `Became ${to}` })
    : null
  if (kept?.ok === false) throw new Error(`the configuration of a client cannot be published [tenant:${tenantId}]`)
  await auditBySystem(tx, tenantId, {
    action,
    subject: { id: tenantId, name: tenant.name },
    before: { status: from },
    after: { status: to },
    at,
  })
  return { status: to, isPublished: kept !== null }
}

type SystemAct = {
  readonly action: string
  readonly subject: { readonly id: string; readonly name: string }
  readonly before?: Prisma.InputJsonObject
  readonly after: Prisma.InputJsonObject
  readonly at: Instant
}

/** What the system does itself stands in the audit, too. */
async function auditBySystem(tx: Transaction, tenantId: string, act: SystemAct): Promise<void> {
  await tx.auditEvent.createMany({
    data: {
      id: newId('audit'),
      tenantId,
      at: new Date(act.at),
      actorUserId: null,
      actorName: 'Seatline',
      action: act.action,
      subjectId: act.subject.id,
      subjectName: act.subject.name,
      before: act.before ?? Prisma.DbNull,
      after: act.after,
    },
  })
}

/** Sends the reminders that were noted and not sent yet; one that fails waits for the next look. */
async function mailWaiting(parts: DunningParts, tenantId: TenantId): Promise<void> {
  const { database, mailer, log } = parts
  const wall = { tenantIds: [tenantId] }
  const waiting = await database.withTenants(wall, async (tx) => {
    const notices = await tx.dunningNotice.findMany({
      where: { tenantId, mailedAt: null },
      include: { invoice: true },
      orderBy: [{ at: 'asc' }, { invoiceId: 'asc' }],
    })
    const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
    const profile = await tx.billingProfile.findUnique({ where: { tenantId } })
    const { billTo } = await readBillingProfile(tx, tenantId)
    const plan = parseDunningPlan(profile?.dunning)
    return notices.flatMap(({ invoice, level, invoiceId }) => {
      const mail = mailOf({ tenant, invoice, plan, level, to: billTo.email, now: parts.now() })
      return mail === null ? [] : [{ invoiceId, level, mail }]
    })
  })
  for (const { invoiceId, level, mail } of waiting)
    try {
      await mailer.send(mail)
      await database.withTenants(wall, (tx) =>
        tx.dunningNotice.update({
          where: { invoiceId_level: { invoiceId, level } },
          data: { mailedAt: new Date(parts.now()) },
        }),
      )
    } catch (error) {
      log.warn({ err: error, tenantId, invoiceId }, 'a reminder was not sent and is tried again')
    }
}

/** null where nobody is to be written to. */
function mailOf(of: {
  readonly tenant: Tenant
  readonly invoice: Invoice
  readonly plan: DunningPlan
  readonly level: number
  readonly to: string
  readonly now: Instant
}): Mail | null {
  const { tenant, invoice, plan, level, to } = of
  const rule = plan.levels[level - 1]
  if (rule === undefined || to === '') return null
  const words = tenant.locale === 'zh_CN' ? rule.texts.zhCn : rule.texts.en
  const dueOn = invoice.dueOn?.toISOString().slice(0, 10) ?? ''
  const next = plan.levels[level]?.afterDays ?? rule.afterDays
  const today = dayOf(tenant.timeZone, instant(of.now))
  const values: Readonly<Record<string, string>> = {
    client: tenant.name,
    number: invoice.number ?? '',
    open: `${formatMicros(invoice.payableMicros - invoice.settledMicros)} ${invoice.currency}`,
    dueOn,
    days: String(Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000)),
    until: addDays(dueOn, next),
  }
  const filled = (template: string): string =>
    template.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => values[name] ?? '')
  const body = filled(words.text)
  const html = body
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .split('\n\n')
    .map((part) => `<p>${part}</p>`)
    .join('')
  return { to, subject: filled(words.subject), text: body, html }
}
