import { assertNever } from '../assert.ts'
import type { RoutingReason } from '../contracts/routing-reason.ts'
import type { AgentId } from '../ids.ts'
import { instant } from '../time.ts'
import { isAvailable } from './capacity.ts'
import type { PoolStep } from './pool-step.ts'
import type { RoutingRule } from './queue-routing.ts'
import { lowestProficiency } from './ability.ts'
import type { Requirement } from './requirement.ts'
import type { Profile } from './queue-place.ts'
import type { Hold, PooledAgent, PooledCall } from './step-types.ts'

export type RuleTrace = RoutingReason['rules'][number]
type NamingRule = Extract<RoutingRule, { readonly holdMs: number }>
export type NamingRuleKind = NamingRule['kind']

export type RuledChoice = {
  /** Those who are left to choose from. */
  readonly profiles: readonly Profile[]
  readonly trace: readonly RuleTrace[]
  /** A rule named this agent, who is free. */
  readonly named: { readonly agent: PooledAgent; readonly by: NamingRuleKind } | null
  /** A rule named an agent who is busy, and the call is to wait for exactly that one. */
  readonly hold: Hold | null
}

export const readyCount = (profiles: readonly Profile[]): number =>
  profiles.reduce((count, { ready }) => count + ready.size, 0)

/** Tries the queue's rules in their order among the agents who are able and free. */
export function applyRules(
  step: PoolStep,
  call: PooledCall,
  able: readonly Profile[],
  requirement: Requirement,
): RuledChoice {
  const { rules } = step.queueOf(call).routing
  if (rules.length === 0) return { profiles: able, trace: [], named: null, hold: null }
  const trace: RuleTrace[] = []
  let profiles = able
  for (const [ruleIndex, rule] of rules.entries()) {
    const note = (outcome: RuleTrace['outcome'], agentId: AgentId | null = null): void => {
      trace.push({ kind: rule.kind, outcome, agentId, candidatesLeft: readyCount(profiles) })
    }
    if (rule.kind === 'region' || rule.kind === 'skills') {
      const preferred = preferredBy(rule, call, profiles, requirement)
      const isNarrower = preferred !== null && preferred.length > 0 && preferred.length < profiles.length
      if (isNarrower) profiles = preferred
      note(preferred === null ? 'notKnown' : preferred.length === 0 ? 'noCandidate' : 'narrowed')
      continue
    }
    const agentId = agentNamedBy(rule, call, step.now)
    if (agentId === null) {
      note('notKnown')
      continue
    }
    const agent = step.agent(agentId)
    const isFit = agent !== undefined && mayBeNamed(step, agent, requirement)
    if (isFit && isAvailable(agent)) {
      note('decided', agentId)
      return { profiles, trace, named: { agent, by: rule.kind }, hold: null }
    }
    if (isFit && isOnCall(agent) && rule.holdMs > 0 && ruleIndex >= call.rulesSpent) {
      note('held', agentId)
      const until = instant(step.now + rule.holdMs)
      return { profiles, trace, named: null, hold: { agentId, rule: rule.kind, ruleIndex, until } }
    }
    note('noCandidate', agentId)
  }
  return { profiles, trace, named: null, hold: null }
}

function agentNamedBy(rule: NamingRule, { caller }: PooledCall, now: number): AgentId | null {
  switch (rule.kind) {
    case 'designatedAgent':
      return caller.designatedAgentId
    case 'ownerAgent':
      return caller.ownerAgentId
    case 'lastAgent': {
      const { last } = caller
      return last !== null && now - last.at <= rule.withinDays * 86_400_000 ? last.agentId : null
    }
    default:
      return assertNever(rule, 'rule that names an agent')
  }
}

/** Somebody's own agent needs neither the queue nor the skills, but works for the tenant now, and is reached without a transfer. */
function mayBeNamed(step: PoolStep, agent: PooledAgent, { tenantId, emergency, channel }: Requirement): boolean {
  const profile = step.tables.index.profileOf(agent.agentId)
  if (profile?.tenantIds.has(tenantId) !== true || profile.capacity[channel] < 1) return false
  const own = profile.byTenant.get(tenantId)
  return own?.expert !== true && (own?.emergencyOnly !== true || emergency)
}

/** Busy with a caller: will be free again before long. Who is not ready or gone is not waited for. */
const isOnCall = ({ status: { kind } }: PooledAgent): boolean =>
  kind === 'ringing' || kind === 'talking' || kind === 'hold' || kind === 'wrapUp'

/** Those whom the rule prefers; null when it does not know what of. */
function preferredBy(
  rule: Extract<RoutingRule, { readonly kind: 'region' | 'skills' }>,
  { caller }: PooledCall,
  profiles: readonly Profile[],
  requirement: Requirement,
): readonly Profile[] | null {
  if (rule.kind === 'region') {
    const groups = rule.groups.filter(({ region }) => region === caller.region)
    if (groups.length === 0) return null
    return profiles.filter((profile) => groups.some(({ groupId }) => profile.groupIds.has(groupId)))
  }
  if (requirement.skills.length === 0) return null
  let best: number | null = null
  let preferred: Profile[] = []
  for (const profile of profiles) {
    const proficiency = lowestProficiency(profile, requirement)
    if (proficiency === null) continue
    const isBetter = best === null || (rule.prefer === 'highest' ? proficiency > best : proficiency < best)
    if (isBetter) {
      best = proficiency
      preferred = []
    }
    if (proficiency === best) preferred.push(profile)
  }
  return preferred
}
