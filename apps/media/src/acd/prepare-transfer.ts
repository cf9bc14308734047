import {
  partiesOnCall,
  type AgentCommand,
  type CallId,
  type CommandErrorCode,
  type Instant,
  type OutboundRefusal,
  type Result,
  type TenantId,
  type TenantSnapshot,
} from '@seatline/core'
import type { OutboundCalls } from '../outbound/outbound-calls.ts'

type Transfer = Extract<AgentCommand, { kind: 'agent.transfer' }>
type Refused = { readonly code: CommandErrorCode; readonly message: string }

type Known = {
  readonly tenants: readonly TenantSnapshot[]
  readonly outbound: { readonly dialler: Pick<OutboundCalls, 'select'> }
  readonly tenantOfCall: (callId: CallId) => TenantId | undefined
  readonly now: Instant
}

/**
 * What the engine cannot know of a transfer: whether the number may be called, and who is on call now. A number that would be refused is refused here, while the agent
 * and the caller still talk. A call that the engine does not have is the engine's to refuse.
 */
export function prepareTransfer(known: Known, command: Transfer): Result<Transfer, Refused> {
  const tenantId = known.tenantOfCall(command.callId)
  const { to } = command
  if (tenantId === undefined || (to.kind !== 'number' && to.kind !== 'onCall')) return { ok: true, value: command }
  if (to.kind === 'number') {
    const refusal = refusalOf(known, tenantId, to.number)
    return refusal === null
      ? { ok: true, value: command }
      : { ok: false, error: { code: 'transfer.numberRefused', message: WHY[refusal] } }
  }
  const list = known.tenants
    .find((tenant) => tenant.tenantId === tenantId)
    ?.onCallLists.find(({ listId }) => listId === to.listId)
  const parties = list === undefined ? [] : partiesOnCall(list, known.now)
  // A number on the list that may not be called is no reason to leave the others out.
  const allowed = parties.filter((party) => party.kind === 'agent' || refusalOf(known, tenantId, party.number) === null)
  return { ok: true, value: { ...command, to: { ...to, parties: [...allowed] } } }
}

function refusalOf({ outbound }: Known, tenantId: TenantId, number: string): OutboundRefusal | null {
  // The call is in the tenant's count already.
  const order = { tenantId, number, wantedCallerId: null, onlyTrunkId: null, test: false, isCounted: true }
  return outbound.dialler.select(order).refusal
}

/** For the agent, in one sentence; the portal says it in the agent's language. */
const WHY: Readonly<Record<OutboundRefusal, string>> = {
  numberMalformed: 'That is no telephone number.',
  destinationForbidden: 'Nobody may call that number.',
  destinationNotAllowed: 'Numbers of that kind may not be called.',
  callerIdNotOwn: 'There is no number that could be shown to who is called.',
  outboundNotAllowed: 'Calls out are not part of what is rented.',
  tenantNotOpen: 'No calls are placed at present.',
  tenantUnknown: 'No calls are placed at present.',
  tenantFull: 'All lines are in use.',
  numberBlackListed: 'That number is on the list of those that are never called.',
  noTrunk: 'No line leads there now.',
  nodeFull: 'All lines are in use.',
}
