import { startIvr, stepIvr } from '@seatline/core'
import type {
  CallId,
  DtmfDigit,
  Flow,
  FlowNode,
  Instant,
  IvrInput,
  IvrState,
  QueueId,
  TenantSnapshot,
  VoicemailBoxId,
} from '@seatline/core'

/** Where somebody helps the caller: in a queue, at a box whose messages are answered, or at the offer to be called back. */
export type WayToPerson =
  | { readonly kind: 'queue'; readonly queueId: QueueId }
  | { readonly kind: 'voicemail'; readonly nodeId: string; readonly boxId: VoicemailBoxId }
  | { readonly kind: 'callback'; readonly nodeId: string; readonly queueId: QueueId }

/** What a test caller presses where, and to whom this is to lead; null: to nobody. */
export type CallPlan = {
  /** Names the call among those of its number: the first key, or empty for one who presses nothing. */
  readonly key: string
  readonly presses: readonly { readonly nodeId: string; readonly digits: string }[]
  readonly reaches: WayToPerson | null
}

const STEPS_MAX = 300
const NUMBER = '123456789012345678901234567890'

/**
 * The test calls of a menu: one for each choice of its first menu, and none else where there is no menu. What is to come of each is worked out by the interpreter that will
 * also serve it. A test call is let in at any hour, so hours count as open here too.
 */
export function planCalls(flow: Flow, now: Instant): readonly CallPlan[] {
  const silent = walk(flow, now, null)
  if (silent.firstMenu === null) return [silent.plan]
  const menu = flow.nodes.find((node) => node.nodeId === silent.firstMenu)
  const keys = menu?.kind === 'menu' ? (Object.keys(menu.choices) as DtmfDigit[]) : []
  return keys.map((key) => walk(flow, now, key).plan)
}

/** Every number of the tenant with its calls: all choices for the first number of a menu, one call for each further number that shares it. */
export function callsOf(
  snapshot: TenantSnapshot,
  now: Instant,
): readonly { readonly number: string; readonly plans: readonly CallPlan[] }[] {
  const tried = new Set<string>()
  return snapshot.numbers.map(({ number, flowId }) => {
    const flow = snapshot.flows.find((each) => each.flowId === flowId)
    const plans = flow === undefined ? [] : planCalls(flow, now)
    const wanted = tried.has(flowId) ? plans.slice(0, 1) : plans
    tried.add(flowId)
    return { number, plans: wanted }
  })
}

function walk(flow: Flow, now: Instant, key: DtmfDigit | null): { plan: CallPlan; firstMenu: string | null } {
  const context = { flow, hours: [] }
  const presses: { nodeId: string; digits: string }[] = []
  let firstMenu: string | null = null
  let reaches: WayToPerson | null = null
  let state: IvrState = startIvr({ callId: 'cal_plan' as CallId, flowVersionId: flow.flowVersionId })
  const happens = (input: IvrInput): void => {
    const step = stepIvr(context, state, input, now)
    state = step.state
    for (const effect of step.effects)
      if (effect.kind === 'call.queue') reaches = { kind: 'queue', queueId: effect.queueId }
  }
  happens({ kind: 'flow.start' })
  for (let step = 0; step < STEPS_MAX && state.phase !== 'queued' && state.phase !== 'ended'; step++) {
    const node = flow.nodes.find(({ nodeId }) => nodeId === state.nodeId)
    const help = node === undefined ? null : helpAt(node)
    if (help !== null) return { plan: { key: key ?? '', presses, reaches: help }, firstMenu }
    const isNew = !presses.some(({ nodeId }) => nodeId === node?.nodeId)
    if (node?.kind === 'menu') firstMenu ??= node.nodeId
    const digits =
      node?.kind === 'menu' && node.nodeId === firstMenu ? key : node?.kind === 'collect' ? numberFor(node) : null
    if (node !== undefined && digits !== null && isNew) {
      presses.push({ nodeId: node.nodeId, digits })
      for (const digit of digits) happens({ kind: 'dtmf.received', digit: digit as DtmfDigit })
    } else if (state.phase === 'waitingDigit') happens({ kind: 'timer.fired', token: state.token })
    else happens({ kind: 'prompt.finished', token: state.token })
  }
  return { plan: { key: key ?? '', presses, reaches: state.phase === 'queued' ? reaches : null }, firstMenu }
}

/** A test caller hangs up there: no message is left, no callback accepted. */
function helpAt(node: FlowNode): WayToPerson | null {
  if (node.kind === 'voicemail') return { kind: 'voicemail', nodeId: node.nodeId, boxId: node.boxId }
  return node.kind === 'callbackOffer' ? { kind: 'callback', nodeId: node.nodeId, queueId: node.queueId } : null
}

const numberFor = (node: Extract<Flow['nodes'][number], { kind: 'collect' }>): string =>
  `${NUMBER.slice(0, node.digitsMin)}${node.digitsMin < node.digitsMax ? (node.terminator ?? '') : ''}`
