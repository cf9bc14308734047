import { queueRoutingSchema, type CallerFacts } from '../acd/queue-routing.ts'
import type { AcdState, AgentAttributes } from '../acd/step-types.ts'
import type { AgentId, CallId, QueueId } from '../ids.ts'
import { buildQueue, idOf } from './acd-builders.ts'
import type { SeededRandom } from './seeded-random.ts'

const heating = idOf('tenant', 'heating')
const travel = idOf('tenant', 'travel')
const frost = { skillId: idOf('skill', 'frost'), proficiencyMin: 6 }
const voicemail = { kind: 'voicemail', boxId: idOf('voicemailBox', 'box') } as const

/** One queue of each method, with rules, steps, limits and overflows, of two tenants that share the agents. */
export const QUEUES = [
  buildQueue('repair', {
    wrapUpMs: 0,
    ringTimeoutMs: 5_000,
    routing: queueRoutingSchema.parse({
      rules: [
        { kind: 'designatedAgent', holdMs: 20_000 },
        { kind: 'lastAgent', holdMs: 0, withinDays: 7 },
        { kind: 'region', groups: [{ region: 'north', groupId: 'grp_north' }] },
      ],
      noAnswersMax: 2,
      overflow: { wait: { afterMs: 240_000, to: { kind: 'queue', queueId: 'que_billing' } } },
    }),
  }),
  buildQueue('billing', {
    wrapUpMs: 15_000,
    ringTimeoutMs: 10_000,
    routing: queueRoutingSchema.parse({
      method: 'ringAll',
      ringAllMax: 3,
      outsideNumber: { number: '13800000000', afterPresentations: 4 },
    }),
  }),
  buildQueue('travel', {
    tenantId: travel,
    wrapUpMs: 30_000,
    ringTimeoutMs: 15_000,
    requiredSkills: [frost],
    routing: queueRoutingSchema.parse({
      method: 'roundRobin',
      rules: [
        { kind: 'ownerAgent', holdMs: 30_000 },
        { kind: 'skills', prefer: 'highest' },
      ],
      steps: [
        { afterMs: 20_000, skills: [{ ...frost, proficiencyMin: 3 }], groupIds: [], offer: null },
        { afterMs: 60_000, skills: [], groupIds: ['grp_north'], offer: 'callback' },
      ],
    }),
  }),
  buildQueue('changes', {
    tenantId: travel,
    wrapUpMs: 5_000,
    routing: queueRoutingSchema.parse({
      method: 'leastOccupied',
      priority: 2,
      overflow: { length: { callsMax: 5, to: voicemail }, noAgent: { to: voicemail } },
    }),
  }),
  buildQueue('urgent', { wrapUpMs: 5_000, routing: queueRoutingSchema.parse({ method: 'hunt', emergency: true }) }),
]
export const TENANTS = [heating, travel]
export const AGENTS = ['mei', 'jonas', 'ada', 'ben', 'chloe', 'dan'].map((name) => idOf('agent', name))
export const queueIds: readonly QueueId[] = QUEUES.map(({ queueId }) => queueId)

/** What happens is drawn from the state as it is. */
export type Chance = { readonly random: SeededRandom; readonly state: AcdState; readonly count: number }

export const commandOf = (random: SeededRandom, count: number) => ({
  commandId: idOf('command', `command-${String(count)}`),
  agentId: pickAgent(random),
})
export const pickAgent = (random: SeededRandom): AgentId => random.pick(AGENTS) ?? idOf('agent', 'mei')
export const callIdsOf = (state: AcdState): readonly CallId[] => state.calls.map((call) => call.callId)

export const someAttributes = (random: SeededRandom): readonly AgentAttributes[] =>
  TENANTS.map((tenantId) => ({
    tenantId,
    skills: random.chance(0.7) ? [{ skillId: frost.skillId, proficiency: random.between(1, 10) }] : [],
    groupIds: random.chance(0.4) ? [idOf('group', 'north')] : [],
    emergencyOnly: random.chance(0.1),
    expert: random.chance(0.1),
  }))

export function someCaller(random: SeededRandom, now: number): CallerFacts {
  return {
    name: null,
    region: random.chance(0.3) ? 'north' : null,
    vipClass: random.chance(0.15) ? random.between(1, 5) : null,
    designatedAgentId: random.chance(0.15) ? pickAgent(random) : null,
    ownerAgentId: random.chance(0.15) ? pickAgent(random) : null,
    last: random.chance(0.2) ? { agentId: pickAgent(random), at: now - random.between(0, 20) * 86_400_000 } : null,
  }
}
