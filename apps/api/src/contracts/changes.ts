import { isLocalDate } from '@seatline/core'
import type { LocalDate, TenantId } from '@seatline/core'
import { parseContractTerms, serializeContractTerms } from '@seatline/billing'
import type { ContractFieldErrorCode, ContractTerms } from '@seatline/billing'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Audited } from '../audit/record-audit.ts'
import { authorized, authorizedPlatform, enterTenant } from '../auth/authorized.ts'
import type { RequestScope, TenantScope } from '../auth/request-scope.ts'
import { nameField, parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { dayToRow } from '../entitlements/day-columns.ts'
import { newId } from '../new-id.ts'
import { NotFoundError, UserError } from '../user-errors.ts'
import { changeViews, incidentViews } from './case-rows.ts'
import { readContracts } from './contract-rows.ts'
import type { ContractView } from './contract-rows.ts'
import { INCIDENT_SEVERITIES } from './contract-views.ts'
import type { ChangeOrderView, IncidentSeverity, IncidentStep, IncidentView } from './contract-views.ts'
import { todayAt } from './service.ts'

const day = z.string().refine(isLocalDate, 'Give a day as YYYY-MM-DD.')
const text = z.string().trim().max(2_000, 'Use at most 2,000 characters.')

export type NewContract = {
  readonly tenantId: TenantId
  readonly number: string
  readonly title: string
  readonly fromDay: LocalDate
  readonly untilDay: LocalDate | null
  readonly terms?: unknown
}
const contractSchema = z.object({
  number: nameField(40),
  title: nameField(120),
  fromDay: day,
  untilDay: day.nullable(),
})

/** Makes a contract with a client, with its first version. */
export const createContract = ofClient(async (scope, input: NewContract): Promise<ContractView> => {
  const { number, title, fromDay, untilDay } = parseInput(contractSchema, input)
  const terms = readTerms(input.terms)
  if (untilDay !== null && untilDay <= fromDay)
    refuseIfAny([{ field: 'untilDay', code: 'notAfter', message: 'The contract must end after it begins.' }])
  return scope.run(async (tx) => {
    const { tenant, platform } = scope
    if ((await tx.contract.count({ where: { tenantId: tenant.id, number } })) > 0)
      refuseIfAny([{ field: 'number', code: 'taken', message: 'There is a contract of this number already.' }])
    const id = newId('contract')
    const createdAt = new Date(platform.now())
    await tx.contract.create({
      data: {
        id,
        tenantId: tenant.id,
        number,
        title,
        fromDay: dayToRow(fromDay),
        untilDay: untilDay === null ? null : dayToRow(untilDay),
        createdAt,
      },
    })
    await writeVersion(tx, scope, {
      contractId: id,
      version: 1,
      validFrom: fromDay,
      terms,
      note: '',
      changeOrderId: null,
    })
    await audit(tx, scope, {
      action: 'contract.create',
      subject: { id, name: number },
      after: { title, fromDay, untilDay },
    })
    return contractOf(tx, scope, id)
  })
})

export type NewVersion = {
  readonly tenantId: TenantId
  readonly contractId: string
  readonly validFrom: LocalDate
  readonly terms?: unknown
  readonly note: string
}

/** What holds from a day on; earlier days keep what held. */
export const changeContract = ofClient(async (scope, input: NewVersion): Promise<ContractView> => {
  const { validFrom, note } = parseInput(z.object({ validFrom: day, note: text }), input)
  const terms = readTerms(input.terms)
  return scope.run(async (tx) => {
    const contract = await contractOf(tx, scope, input.contractId)
    const version = await nextVersion(tx, scope, { contract, validFrom, terms, note, changeOrderId: null })
    await audit(tx, scope, {
      action: 'contract.change',
      subject: { id: contract.id, name: contract.number },
      before: { version: version - 1, terms: serializeContractTerms(contract.versions.at(-1)?.terms ?? terms) },
      after: { version, validFrom, terms: serializeContractTerms(terms) },
    })
    return contractOf(tx, scope, contract.id)
  })
})

/** Notice that the contract shall not go on; counted from the day it was given. */
export const giveContractNotice = ofClient(
  async (
    scope,
    input: { readonly tenantId: TenantId; readonly contractId: string; readonly on: LocalDate; readonly by: string },
  ): Promise<ContractView> => {
    const { on, by } = parseInput(z.object({ on: day, by: nameField(80) }), input)
    return scope.run(async (tx) => {
      const contract = await contractOf(tx, scope, input.contractId)
      await tx.contract.update({ where: { id: contract.id }, data: { noticeOn: dayToRow(on), noticeBy: by } })
      await audit(tx, scope, {
        action: 'contract.notice',
        subject: { id: contract.id, name: contract.number },
        before: { noticeOn: contract.noticeOn },
        after: { noticeOn: on, by },
      })
      return contractOf(tx, scope, contract.id)
    })
  },
)

export type NewIncident = {
  readonly tenantId: TenantId
  readonly title: string
  readonly severity: IncidentSeverity
  readonly openedAt: number
  readonly alarmId: string | null
}
const incidentSchema = z.object({ title: nameField(160), severity: z.enum(INCIDENT_SEVERITIES) })

/** Trouble of a client, entered by hand or raised from an alarm, whose time it takes. One alarm makes one incident. */
export const openIncident = ofClient(async (scope, input: NewIncident): Promise<IncidentView> => {
  const { title, severity } = parseInput(incidentSchema, input)
  const { tenant, platform, viewer } = scope
  if (input.openedAt > platform.now())
    refuseIfAny([{ field: 'openedAt', code: 'inFuture', message: 'This is still to come.' }])
  return scope.run(async (tx) => {
    const { alarmId } = input
    const alarm = alarmId === null ? null : await tx.alarm.findFirst({ where: { tenantId: tenant.id, id: alarmId } })
    if (alarmId !== null && alarm === null) throw new NotFoundError('alarm')
    if (alarmId !== null && (await tx.incident.count({ where: { tenantId: tenant.id, alarmId } })) > 0)
      throw new UserError({ code: 'incident.alarmUsed', message: 'An incident was opened of this alarm already.' })
    const id = newId('incident')
    const openedAt = alarm?.raisedAt ?? new Date(input.openedAt)
    const createdAt = new Date(platform.now())
    await tx.incident.create({
      data: { id, tenantId: tenant.id, title, severity, openedAt, alarmId, createdAt, createdBy: viewer.person.name },
    })
    await audit(tx, scope, {
      action: 'incident.open',
      subject: { id, name: title },
      after: { severity, openedAt: openedAt.toISOString(), alarmId },
    })
    return incidentOf(tx, scope, id)
  })
})

export type IncidentMark = {
  readonly tenantId: TenantId
  readonly incidentId: string
  readonly step: IncidentStep
  readonly at: number
  readonly cause: string
}

/** Says when the client was told, work began, or it was solved: each once, none before the incident began, none in the future. */
export const markIncident = ofClient(async (scope, input: IncidentMark): Promise<IncidentView> => {
  const { cause } = parseInput(z.object({ cause: text }), input)
  const { step, at } = input
  return scope.run(async (tx) => {
    const incident = await incidentOf(tx, scope, input.incidentId)
    const column = `${step}At` as const
    if (incident[column] !== null)
      throw new UserError({ code: 'incident.marked', message: 'This has been entered already.' })
    if (at > scope.platform.now()) refuseIfAny([{ field: 'at', code: 'inFuture', message: 'This is still to come.' }])
    if (at < incident.openedAt)
      refuseIfAny([{ field: 'at', code: 'beforeOpening', message: 'This is before the incident began.' }])
    await tx.incident.update({
      where: { id: incident.id },
      data: { [column]: new Date(at), ...(cause === '' ? {} : { cause }) },
    })
    await audit(tx, scope, {
      action: 'incident.mark',
      subject: { id: incident.id, name: incident.title },
      before: { [step]: null },
      after: { [step]: new Date(at).toISOString(), ...(cause === '' ? {} : { cause }) },
    })
    return incidentOf(tx, scope, incident.id)
  })
})

export type NewChange = {
  readonly tenantId: TenantId
  readonly contractId: string
  readonly title: string
  readonly text: string
}

/** Asks for a change of the contract: the client's, or the operator's own proposal. */
export const requestChange = authorized('contract.view', async (scope, input: NewChange): Promise<ChangeOrderView> => {
  const change = parseInput(z.object({ title: nameField(160), text }), input)
  const { tenant, platform, viewer } = scope
  return scope.run(async (tx) => {
    const contract = await contractOf(tx, scope, input.contractId)
    const id = newId('changeOrder')
    await tx.changeOrder.create({
      data: {
        id,
        tenantId: tenant.id,
        contractId: contract.id,
        ...change,
        requestedSide: viewer.operator === null ? 'client' : 'operator',
        requestedBy: viewer.person.name,
        requestedAt: new Date(platform.now()),
        status: 'requested',
      },
    })
    await audit(tx, scope, { action: 'changeOrder.request', subject: { id, name: change.title }, after: change })
    return changeOf(tx, scope, id)
  })
})

export type ChangeAnswer = {
  readonly tenantId: TenantId
  readonly changeOrderId: string
  readonly approve: boolean
  readonly answer: string
  readonly effectiveOn: LocalDate | null
  /** New terms, where the contract changes. */
  readonly terms?: unknown
  readonly pricePlanId: string | null
  readonly pricePlanVersion: number | null
}

/** Approves or refuses a change. Approved with terms it makes the contract's next version; with a price plan it names the version that takes effect with it. */
export const answerChange = ofClient(async (scope, input: ChangeAnswer): Promise<ChangeOrderView> => {
  const { answer, effectiveOn } = parseInput(z.object({ answer: text, effectiveOn: day.nullable() }), input)
  const { approve, terms: given, pricePlanId, pricePlanVersion } = input
  const hasTerms = given !== null && given !== undefined
  if (approve && effectiveOn === null)
    refuseIfAny([{ field: 'effectiveOn', code: 'required', message: 'Say from which day it holds.' }])
  const terms = approve && hasTerms ? readTerms(given) : null
  return scope.run(async (tx) => {
    const { tenant, platform, viewer } = scope
    const change = await changeOf(tx, scope, input.changeOrderId)
    if (change.status !== 'requested')
      throw new UserError({ code: 'changeOrder.answered', message: 'This change has been answered already.' })
    if (approve && pricePlanId !== null) {
      const where = { tenantId: tenant.id, planId: pricePlanId, version: pricePlanVersion ?? 0 }
      if ((await tx.pricePlan.count({ where })) === 0)
        refuseIfAny([
          { field: 'pricePlanId', code: 'unknownPlan', message: 'The client has no such price plan version.' },
        ])
    }
    const contract = await contractOf(tx, scope, change.contractId)
    const version =
      terms === null || effectiveOn === null
        ? null
        : await nextVersion(tx, scope, {
            contract,
            validFrom: effectiveOn,
            terms,
            note: change.title,
            changeOrderId: change.id,
          })
    await tx.changeOrder.update({
      where: { id: change.id },
      data: {
        status: approve ? 'approved' : 'refused',
        answeredAt: new Date(platform.now()),
        answeredBy: viewer.person.name,
        answer,
        effectiveOn: effectiveOn === null ? null : dayToRow(effectiveOn),
        version,
        ...(approve ? { pricePlanId, pricePlanVersion } : {}),
      },
    })
    await audit(tx, scope, {
      action: 'changeOrder.answer',
      subject: { id: change.id, name: change.title },
      before: { status: 'requested' },
      after: { status: approve ? 'approved' : 'refused', answer, effectiveOn, version },
    })
    return changeOf(tx, scope, change.id)
  })
})

/** What finance does with a client: the right is asked of the operator, the work sees that client's rows alone. */
function ofClient<I extends { readonly tenantId: TenantId }, T>(
  work: (scope: TenantScope, input: I) => Promise<T>,
): (scope: RequestScope, input: I) => Promise<T> {
  return authorizedPlatform('platform.manageFinance', async (scope, input: I) => {
    const entered = await enterTenant(scope, input.tenantId)
    if (entered.tenant.kind === 'operator') throw new NotFoundError('client')
    return work(entered, input)
  })
}

const audit = (tx: Transaction, scope: TenantScope, act: Audited): Promise<void> =>
  recordAudit(tx, scope, { ...act, tenantId: scope.tenant.id })

const MESSAGE: Readonly<Record<ContractFieldErrorCode, string>> = {
  required: 'This is missing.',
  notText: 'Give this as text.',
  notDecimal: 'Give a number such as 99.9.',
  tooManyPlaces: 'This has more places than can be held exactly.',
  negative: 'Not below 0.',
  tooLarge: 'This is too large.',
  notWhole: 'Give a whole number.',
  notRenewal: 'Choose automatic, byAgreement or ends.',
  notIndicator: 'There is no such indicator.',
  twice: 'This indicator is promised already.',
  notWorse: 'The serious limit must be worse than the target.',
  notCredit: 'A credit is of dailyFee or of monthFees.',
  notSection: 'This has not the right form.',
}

function readTerms(value: unknown): ContractTerms {
  const terms = parseContractTerms(value)
  if (terms.ok) return terms.value
  refuseIfAny(
    terms.error.map(({ field, code }) => ({
      field: field === '' ? 'terms' : `terms.${field}`,
      code,
      message: MESSAGE[code],
    })),
  )
  throw new UserError({ code: 'inputRefused', message: 'These terms cannot be read.' })
}

type VersionRow = {
  readonly contractId: string
  readonly version: number
  readonly validFrom: LocalDate
  readonly terms: ContractTerms
  readonly note: string
  readonly changeOrderId: string | null
}

async function writeVersion(
  tx: Transaction,
  { tenant, platform, viewer }: TenantScope,
  row: VersionRow,
): Promise<void> {
  await tx.contractVersion.create({
    data: {
      ...row,
      tenantId: tenant.id,
      validFrom: dayToRow(row.validFrom),
      terms: serializeContractTerms(row.terms),
      createdAt: new Date(platform.now()),
      createdBy: viewer.person.id,
    },
  })
}

async function nextVersion(
  tx: Transaction,
  scope: TenantScope,
  { contract, ...row }: Omit<VersionRow, 'contractId' | 'version'> & { readonly contract: ContractView },
): Promise<number> {
  if (row.validFrom < todayAt(scope))
    refuseIfAny([
      {
        field: 'validFrom',
        code: 'dayOver',
        message: 'What was agreed for days that are over stays. The earliest is today.',
      },
    ])
  const version = (contract.versions.at(-1)?.version ?? 0) + 1
  await writeVersion(tx, scope, { ...row, contractId: contract.id, version })
  return version
}

async function contractOf(tx: Transaction, scope: TenantScope, id: string): Promise<ContractView> {
  const [contract] = await readContracts(tx, { tenantId: scope.tenant.id, id }, () => todayAt(scope))
  if (contract === undefined) throw new NotFoundError('contract')
  return contract
}

async function incidentOf(tx: Transaction, { tenant, platform }: TenantScope, id: string): Promise<IncidentView> {
  const [incident] = await incidentViews(tx, { tenantId: tenant.id, id }, { now: platform.now() })
  if (incident === undefined) throw new NotFoundError('incident')
  return incident
}

async function changeOf(tx: Transaction, { tenant, platform }: TenantScope, id: string): Promise<ChangeOrderView> {
  const [change] = await changeViews(tx, { tenantId: tenant.id, id }, { now: platform.now() })
  if (change === undefined) throw new NotFoundError('change order')
  return change
}
