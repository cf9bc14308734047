import type { TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { InputIssue } from '../user-errors.ts'
import type { OnboardingInput } from './onboarding-input.ts'

/** What only the rows can say is wrong with the input: all of it, each with its field. */
export async function issuesWithStock(
  tx: Transaction,
  operatorTenantId: TenantId,
  input: OnboardingInput,
): Promise<readonly InputIssue[]> {
  return [
    ...(await prospectIssues(tx, input)),
    ...(await numberIssues(tx, operatorTenantId, input)),
    ...(await agentIssues(tx, operatorTenantId, input)),
  ]
}

async function prospectIssues(tx: Transaction, { prospectId }: OnboardingInput): Promise<readonly InputIssue[]> {
  if (!prospectId) return []
  const row = await tx.tenant.findUnique({ where: { id: prospectId } })
  if (row?.kind !== 'client') return [{ field: 'prospectId', code: 'unknown', message: 'There is no such prospect.' }]
  if (row.status === 'prospect') return []
  return [{ field: 'prospectId', code: 'notAProspect', message: `This client is ${row.status} already.` }]
}

const NUMBER_FAULTS = {
  issued: { code: 'number.issued', message: 'This number is in use. Choose a free one.' },
  returned: { code: 'number.returned', message: 'This number was given back and rests. Choose a free one.' },
} as const

async function numberIssues(
  tx: Transaction,
  operatorTenantId: TenantId,
  { numbers }: OnboardingInput,
): Promise<readonly InputIssue[]> {
  const rows = await tx.phoneNumber.findMany({ where: { tenantId: operatorTenantId, number: { in: [...numbers] } } })
  return numbers.flatMap((number, index) => {
    const field = `numbers.${String(index)}`
    const row = rows.find((each) => each.number === number)
    if (row === undefined)
      return [{ field, code: 'number.unknown', message: 'This number is not in the stock. Choose a free one.' }]
    return row.state === 'free' || row.state === 'reserved' ? [] : [{ field, ...NUMBER_FAULTS[row.state] }]
  })
}

async function agentIssues(
  tx: Transaction,
  operatorTenantId: TenantId,
  { agentIds }: OnboardingInput,
): Promise<readonly InputIssue[]> {
  const rows = await tx.agent.findMany({ where: { tenantId: operatorTenantId, id: { in: [...agentIds] } } })
  return agentIds.flatMap((agentId, index) => {
    const field = `agentIds.${String(index)}`
    const row = rows.find((each) => each.id === agentId)
    if (row === undefined) return [{ field, code: 'unknown', message: 'You have no such agent.' }]
    if (!row.active) return [{ field, code: 'agent.inactive', message: `${row.name} does not work any more.` }]
    return row.dedicatedTenantId === null
      ? []
      : [{ field, code: 'agent.dedicated', message: `${row.name} works for another client alone.` }]
  })
}
