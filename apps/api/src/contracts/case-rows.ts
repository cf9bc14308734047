import { caseStanding, incidentStandings } from '@seatline/billing'
import type { ContractPromise } from '@seatline/billing'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { dayFromRow } from '../entitlements/day-columns.ts'
import { readContracts, versionOn } from './contract-rows.ts'
import { CHANGE_STATUSES, INCIDENT_SEVERITIES } from './contract-views.ts'
import type { ChangeOrderView, IncidentView } from './contract-views.ts'

const CASES_SHOWN = 200

/** Incidents that the transaction sees, newest first, each with how it stands with the promises of the client's contract now. */
export async function incidentViews(
  tx: Transaction,
  where: { readonly tenantId?: string; readonly id?: string },
  { now }: { readonly now: number },
): Promise<readonly IncidentView[]> {
  const rows = await tx.incident.findMany({
    where,
    orderBy: [{ openedAt: 'desc' }, { id: 'asc' }],
    take: CASES_SHOWN,
  })
  const promises = await promisesOf(tx, where.tenantId, now)
  const names = await namesOf(tx, rows)
  return rows.map((row) => {
    const times = {
      openedAt: row.openedAt.getTime(),
      noticedAt: row.noticedAt?.getTime() ?? null,
      respondedAt: row.respondedAt?.getTime() ?? null,
      resolvedAt: row.resolvedAt?.getTime() ?? null,
    }
    return {
      ...times,
      id: row.id,
      tenantId: row.tenantId,
      tenantName: names.get(row.tenantId) ?? row.tenantId,
      title: row.title,
      severity: z.enum(INCIDENT_SEVERITIES).parse(row.severity),
      cause: row.cause,
      alarmId: row.alarmId,
      standings: incidentStandings(promises.get(row.tenantId) ?? [], times, now),
    }
  })
}

/** Change orders that the transaction sees, newest first. */
export async function changeViews(
  tx: Transaction,
  where: { readonly tenantId?: string; readonly id?: string },
  { now }: { readonly now: number },
): Promise<readonly ChangeOrderView[]> {
  const rows = await tx.changeOrder.findMany({
    where,
    orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }],
    take: CASES_SHOWN,
  })
  const promises = await promisesOf(tx, where.tenantId, now)
  const names = await namesOf(tx, rows)
  return rows.map((row) => {
    const promise = promises.get(row.tenantId)?.find(({ indicator }) => indicator === 'changeAnswer')
    const requestedAt = row.requestedAt.getTime()
    const answeredAt = row.answeredAt?.getTime() ?? null
    return {
      id: row.id,
      tenantId: row.tenantId,
      tenantName: names.get(row.tenantId) ?? row.tenantId,
      contractId: row.contractId,
      title: row.title,
      text: row.text,
      requestedSide: row.requestedSide === 'operator' ? 'operator' : 'client',
      requestedBy: row.requestedBy,
      requestedAt,
      status: z.enum(CHANGE_STATUSES).parse(row.status),
      answeredAt,
      answer: row.answer,
      effectiveOn: row.effectiveOn === null ? null : dayFromRow(row.effectiveOn),
      version: row.version,
      pricePlan: row.pricePlanId === null ? null : `${row.pricePlanId} v${String(row.pricePlanVersion)}`,
      standing: promise === undefined ? null : caseStanding(promise, { beganAt: requestedAt, doneAt: answeredAt }, now),
    }
  })
}

async function namesOf(
  tx: Transaction,
  rows: readonly { readonly tenantId: string }[],
): Promise<ReadonlyMap<string, string>> {
  const tenants = await tx.tenant.findMany({
    where: { id: { in: [...new Set(rows.map(({ tenantId }) => tenantId))] } },
    select: { id: true, name: true },
  })
  return new Map(tenants.map(({ id, name }) => [id, name]))
}

/** The promises in force today, by client. */
async function promisesOf(
  tx: Transaction,
  tenantId: string | undefined,
  now: number,
): Promise<ReadonlyMap<string, readonly ContractPromise[]>> {
  const today = new Date(now).toISOString().slice(0, 10)
  const contracts = await readContracts(tx, tenantId === undefined ? {} : { tenantId }, () => today)
  const running = contracts.filter(({ from }) => from <= today).toReversed()
  return new Map(
    running.map((contract) => [
      contract.tenantId,
      (versionOn(contract.versions, today) ?? contract.inForce).terms.promises,
    ]),
  )
}
