import { describe, expect, it } from 'vitest'
import type { RoutingReason } from '../contracts/routing-reason.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import { buildQueue, idOf } from '../testing/acd-builders.ts'
import { AcdStory } from '../testing/story.ts'
import { queueRoutingSchema, UNKNOWN_CALLER, type CallerFacts } from './queue-routing.ts'
import type { AgentAttributes } from './step-types.ts'

type Routing = Parameters<typeof queueRoutingSchema.parse>[0]
const agent = (name: string) => idOf('agent', name)
const heating = idOf('tenant', 'heating')
const frost = idOf('skill', 'frost')

const routed = (routing: Routing, changes: Partial<QueueConfig> = {}): AcdStory =>
  new AcdStory().happens({
    kind: 'queue.configured',
    queue: buildQueue('repair', { ...changes, routing: queueRoutingSchema.parse(routing) }),
  })
const is = (changes: Partial<AgentAttributes>): AgentAttributes => ({
  tenantId: heating,
  skills: [],
  groupIds: [],
  emergencyOnly: false,
  expert: false,
  ...changes,
})
const able = (proficiency: number): AgentAttributes => is({ skills: [{ skillId: frost, proficiency }] })

/** Agents one after the other, ten seconds apart, so that the first is idle longest. */
function staffed(story: AcdStory, agents: Readonly<Record<string, AgentAttributes | null>>): AcdStory {
  for (const [name, attributes] of Object.entries(agents)) {
    story.phoneRegisters(name).signsIn(name, ['repair'])
    if (attributes !== null) story.happens({ kind: 'agent.configured', agentId: agent(name), attributes: [attributes] })
    story.becomesReady(name).advanceUntold('10s')
  }
  return story.forgetFacts()
}
function calls(story: AcdStory, call: string, caller: Partial<CallerFacts> = {}): AcdStory {
  const subject = { callId: idOf('call', call), tenantId: heating, queueId: idOf('queue', 'repair') }
  return story.happens({ kind: 'call.enqueue', ...subject, priority: 0, caller: { ...UNKNOWN_CALLER, ...caller } })
}
const rung = (story: AcdStory): string[] =>
  story.factsSoFar().flatMap(({ fact }) => (fact.kind === 'call.presented' ? [fact.agentId.slice(4)] : []))
const reasons = (story: AcdStory): RoutingReason[] =>
  story.factsSoFar().flatMap(({ fact }) => (fact.kind === 'call.presented' ? [fact.reason] : []))
const THREE = { mei: null, jonas: null, ada: null }

describe('the method of a queue', () => {
  it('hunts in the order of the list, then by id', () => {
    const story = staffed(routed({ method: 'hunt', huntOrder: ['agt_jonas'] }), THREE)
    for (const call of ['call-a', 'call-b', 'call-c']) calls(story, call)
    expect(rung(story)).toEqual(['jonas', 'ada', 'mei'])
  })

  it('goes round, whoever is idle longest', () => {
    const story = staffed(routed({ method: 'roundRobin' }, { wrapUpMs: 0 }), THREE)
    for (const call of ['call-a', 'call-b', 'call-c', 'call-d']) calls(story, call).callerLeaves(call)
    expect(rung(story)).toEqual(['ada', 'jonas', 'mei', 'ada'])
  })

  it('gives the next call to who was busy for the least share of the shift', () => {
    const story = staffed(routed({ method: 'leastOccupied' }, { wrapUpMs: 0 }), { mei: null, jonas: null })
    calls(story, 'call-a').phoneAnswers('mei', 'call-a').advanceUntold('60s').callerLeaves('call-a')
    calls(story, 'call-b').phoneAnswers('jonas', 'call-b').advanceUntold('10s').callerLeaves('call-b')
    expect(rung(calls(story.advanceUntold('10s'), 'call-c'))).toEqual(['mei', 'jonas', 'jonas'])
  })

  it('rings all at once, up to so many; the first who answers has the call, the others keep their places', () => {
    const story = calls(staffed(routed({ method: 'ringAll', ringAllMax: 2 }), THREE), 'call-a')
    expect(rung(story)).toEqual(['mei', 'jonas'])
    story.forgetFacts().phoneAnswers('jonas', 'call-a', 2)
    story.expect(
      'call.presentationEnded call-a jonas answered',
      'call.presentationEnded call-a mei otherAnswered',
      'mei: ringing > ready',
      'call.connected call-a jonas waited 0s',
      'jonas: ringing > talking',
    )
    expect(story.takeEffects('agent.cancelRing')).toMatchObject([{ agentId: 'agt_mei', presentation: 1 }])
  })

  it('goes on ringing the others when one of them declines', () => {
    const story = calls(staffed(routed({ method: 'ringAll' }), THREE), 'call-a').phoneFails('mei', 'call-a', 'declined')
    expect(story.agent('jonas')?.status.kind).toBe('ringing')
    expect(rung(story)).toHaveLength(3)
  })
})

describe('a call that rings at all phones', () => {
  it('rings at an agent more who becomes free meanwhile, up to so many', () => {
    const story = calls(staffed(routed({ method: 'ringAll', ringAllMax: 2 }), { mei: null }), 'call-a')
    story.agentIsReady('jonas', ['repair']).agentIsReady('ada', ['repair'])
    expect(rung(story)).toEqual(['mei', 'jonas'])
    expect(story.agent('ada')?.status.kind).toBe('ready')
    expect(reasons(story).at(-1)).toMatchObject({ method: 'ringAll', trigger: 'agentFreed', candidates: 1 })
    expect(story.takeEffects('agent.ring')).toMatchObject([
      { presentation: 1 },
      { agentId: 'agt_jonas', presentation: 2 },
    ])
    story.forgetFacts().phoneAnswers('jonas', 'call-a', 2)
    story.expect(
      'call.presentationEnded call-a jonas answered',
      'call.presentationEnded call-a mei otherAnswered',
      'mei: ringing > ready',
      'call.connected call-a jonas waited 0s',
      'jonas: ringing > talking',
    )
  })

  it('is joined only when nobody waits for the agent, and not by one who did not answer it', () => {
    const story = calls(staffed(routed({ method: 'ringAll', noAnswersMax: 2 }), { mei: null, jonas: null }), 'call-a')
    story.advanceUntold('15s')
    expect(rung(story)).toEqual(['mei', 'jonas'])
    story.queue('billing').phoneRegisters('ada').signsIn('ada', ['billing', 'repair'])
    story.callWaits('call-b', 'billing').becomesReady('ada')
    expect(story.agent('ada')?.servedCall?.callId).toBe(idOf('call', 'call-b'))
  })

  it('is not joined beyond what the tenant may have of the pool', () => {
    const story = routed({ method: 'ringAll' }).happens({
      kind: 'tenant.configured',
      tenantId: heating,
      share: { agentsMin: 0, agentsMax: 1, weight: 1 },
    })
    calls(staffed(story, { mei: null }), 'call-a')
    staffed(story, { jonas: null })
    expect(rung(story)).toEqual(['mei'])
  })

  it('is not joined where the log is from before', () => {
    const story = routed({ method: 'ringAll' }).happens({ kind: 'engine.configured', flags: [1, 2, 3, 4] })
    calls(staffed(story, { mei: null }), 'call-a')
    staffed(story, { jonas: null })
    expect(rung(story)).toEqual(['mei'])
  })
})

describe('rules, in the order of the queue', () => {
  it('give a caller the agent who is designated, else the one who spoke last', () => {
    const rules = [
      { kind: 'designatedAgent' as const, holdMs: 0 },
      { kind: 'lastAgent' as const, holdMs: 0, withinDays: 3 },
    ]
    const story = staffed(routed({ rules }), THREE)
    const last = { agentId: agent('ada'), at: Date.parse('2026-03-01T09:00:00Z') }
    calls(story, 'call-a', { designatedAgentId: agent('jonas'), last })
    calls(story, 'call-b', { designatedAgentId: agent('jonas'), last })
    calls(story, 'call-c', { last: { ...last, at: last.at - 5 * 86_400_000 } })
    expect(rung(story)).toEqual(['jonas', 'ada', 'mei'])
    expect(reasons(story).map(({ method }) => method)).toEqual(['designatedAgent', 'lastAgent', 'longestIdle'])
    expect(reasons(story)[1]?.rules).toMatchObject([
      { outcome: 'noCandidate' },
      { outcome: 'decided', agentId: 'agt_ada' },
    ])
  })

  it('let the caller wait for exactly that agent, who is busy, for so long', () => {
    const story = staffed(routed({ rules: [{ kind: 'ownerAgent', holdMs: 30_000 }] }, { wrapUpMs: 0 }), THREE)
    calls(story, 'call-a', { ownerAgentId: agent('ada') }).phoneAnswers('ada', 'call-a')
    calls(story, 'call-b', { ownerAgentId: agent('ada') }).advanceUntold('29s')
    expect(rung(story)).toEqual(['ada'])
    story.callerLeaves('call-a').forgetFacts()
    expect(rung(story)).toEqual(['ada', 'ada'])
  })

  it('stop waiting for an agent who takes too long, or goes', () => {
    const wait = (): AcdStory => {
      const story = staffed(routed({ rules: [{ kind: 'ownerAgent', holdMs: 30_000 }] }), THREE)
      calls(story, 'call-a', { ownerAgentId: agent('ada') }).phoneAnswers('ada', 'call-a')
      return calls(story, 'call-b', { ownerAgentId: agent('ada') }).forgetFacts()
    }
    expect(rung(wait().advance('30s'))).toEqual(['ada', 'mei'])
    expect(rung(wait().agentLegEnds('ada', 'call-a', true))).toEqual(['ada', 'mei', 'jonas'])
  })

  it('prefer the group of the caller’s region, and take others when none of it is free', () => {
    const north = is({ groupIds: [idOf('group', 'north')] })
    const rules = [{ kind: 'region' as const, groups: [{ region: 'north', groupId: 'grp_north' }] }]
    const story = staffed(routed({ rules }), { mei: null, jonas: north })
    calls(calls(story, 'call-a', { region: 'north' }), 'call-b', { region: 'north' })
    expect(rung(story)).toEqual(['jonas', 'mei'])
    expect(reasons(story)[0]?.passedOver).toEqual([{ agentId: 'agt_mei', why: 'ruleNarrowed' }])
  })

  it('ask for skills, keep the best or save the best, and ask for less as time goes by', () => {
    const requiredSkills = [{ skillId: frost, proficiencyMin: 5 }]
    const steps = [{ afterMs: 20_000, skills: [{ skillId: frost, proficiencyMin: 2 }], groupIds: [], offer: null }]
    const skilled = (prefer: 'highest' | 'lowest'): AcdStory =>
      staffed(routed({ rules: [{ kind: 'skills', prefer }], steps }, { requiredSkills }), {
        mei: able(3),
        jonas: able(6),
        ada: able(9),
      })
    expect(rung(calls(skilled('highest'), 'call-a'))).toEqual(['ada'])
    const story = skilled('lowest')
    for (const call of ['call-a', 'call-b', 'call-c']) calls(story, call)
    expect(rung(story)).toEqual(['jonas', 'ada'])
    expect(reasons(story)[0]).toMatchObject({
      candidates: 2,
      passedOver: [
        { agentId: 'agt_ada', why: 'ruleNarrowed' },
        { agentId: 'agt_mei', why: 'skillTooLow' },
      ],
    })
    story.phoneAnswers('jonas', 'call-a').phoneAnswers('ada', 'call-b')
    story.forgetFacts().advance('20s').expectSome('call.presented call-c mei')
    expect(reasons(story).at(-1)).toMatchObject({ step: 1, considered: [{ agentId: 'agt_mei', proficiency: 3 }] })
  })

  it('can be opened to the agents of a group by a step, with an offer to the caller', () => {
    const steps = [{ afterMs: 30_000, skills: null, groupIds: ['grp_backup'], offer: 'callback' as const }]
    const story = routed({ steps }).queue('billing')
    story.phoneRegisters('mei').signsIn('mei', ['billing']).becomesReady('mei')
    const attributes = [is({ groupIds: [idOf('group', 'backup')] })]
    story.happens({ kind: 'agent.configured', agentId: agent('mei'), attributes }).forgetFacts()
    calls(story, 'call-a').forgetFacts().advance('30s').expectSome('call.presented call-a mei')
    story.expectSomeEffect('call.offer')
  })
})

describe('who is nobody’s to be rung', () => {
  it('is an expert, but by transfer', () => {
    const story = staffed(routed({}), { mei: null, ada: is({ expert: true }) })
    calls(calls(story, 'call-a'), 'call-b').phoneAnswers('mei', 'call-a')
    expect(rung(story)).toEqual(['mei'])
    expect(reasons(story)[0]?.passedOver).toEqual([{ agentId: 'agt_ada', why: 'expert' }])
    story.transfers('mei', 'call-a', { kind: 'agent', agentId: agent('ada') })
    expect(rung(story)).toEqual(['mei', 'ada'])
    expect(story.takeEffects('agent.part')).toMatchObject([{ agentId: 'agt_mei' }])
    expect(story.agent('mei')?.status.kind).toBe('wrapUp')
  })

  it('is who is kept for emergencies, which go before everything', () => {
    const story = staffed(routed({}), { mei: null, ada: is({ emergencyOnly: true }) })
    story.happens({
      kind: 'queue.configured',
      queue: buildQueue('urgent', { routing: queueRoutingSchema.parse({ emergency: true }) }),
    })
    calls(calls(story, 'call-a'), 'call-b')
      .phoneAnswers('mei', 'call-a')
      .advanceUntold('600s')
      .callWaits('call-c', 'urgent')
    expect(rung(story)).toEqual(['mei'])
    story.callerLeaves('call-a').signsIn('mei', ['repair', 'urgent']).signsIn('ada', ['repair', 'urgent'])
    expect(rung(story)).toEqual(['mei', 'ada'])
  })
})

describe('priority', () => {
  it('of number, queue and VIP class ages: a long wait weighs as much', () => {
    const story = routed({ ageingMsPerPriority: 10_000, vipPriority: [6] })
    calls(story, 'plain').advanceUntold('50s')
    calls(calls(story, 'vip', { vipClass: 1 }).advanceUntold('20s'), 'late', { vipClass: 1 })
    expect(rung(story.phoneRegisters('mei').signsIn('mei', ['repair']).becomesReady('mei'))).toEqual(['mei'])
    expect(story.agent('mei')?.status).toMatchObject({ callId: 'cal_vip' })
    story.phoneAnswers('mei', 'vip').callerLeaves('vip').endsWrapUp('mei')
    expect(story.agent('mei')?.status).toMatchObject({ callId: 'cal_plain' })
    expect(reasons(story)[0]?.priority).toEqual({ base: 0, queue: 0, vip: 6, aged: 2 })
  })
})

describe('an agent who does not answer', () => {
  it('stays ready for so many rings, while the call goes to the next agent each time', () => {
    const story = calls(staffed(routed({ noAnswersMax: 2 }), { mei: null, jonas: null }), 'call-a')
    story.advanceUntold('20s').advanceUntold('20s')
    expect(rung(story)).toEqual(['mei', 'jonas', 'mei'])
    story.advanceUntold('20s')
    expect(story.agent('mei')?.status).toMatchObject({ kind: 'notReady', reason: { code: 'ringNoAnswer' } })
  })
})
