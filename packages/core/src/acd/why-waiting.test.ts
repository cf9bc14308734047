import { describe, expect, it } from 'vitest'
import { idOf } from '../testing/acd-builders.ts'
import { AcdStory } from '../testing/story.ts'
import type { WaitCause } from '../contracts/wait-cause.ts'
import { instant } from '../time.ts'
import { ENGINE_FLAGS } from './flags.ts'
import { AcdPool } from './pool.ts'
import { queueRoutingSchema, UNKNOWN_CALLER, type CallerFacts, type PoolShare } from './queue-routing.ts'

const travel = idOf('tenant', 'travel')
const mei = idOf('agent', 'mei')

/** What was told when the call began to wait, or was asked for less. */
function told(story: AcdStory, call: string): readonly WaitCause[] | undefined {
  const facts = story
    .factsSoFar()
    .flatMap(({ fact }) => (fact.kind === 'call.queued' || fact.kind === 'call.requirementRelaxed' ? [fact] : []))
  return facts.findLast(({ callId }) => callId === idOf('call', call))?.causes
}

const now = (story: AcdStory, call: string): string[] =>
  AcdPool.restore(story.state)
    .whyWaiting(idOf('call', call))
    .map(({ kind }) => kind)

const share = (story: AcdStory, tenant: string, changes: Partial<PoolShare>): AcdStory =>
  story.happens({
    kind: 'tenant.configured',
    tenantId: idOf('tenant', tenant),
    share: { agentsMin: 0, agentsMax: null, weight: 1, ...changes },
  })

/** The rule that names mei holds the call for her while she talks. */
function heldFor(rule: 'designatedAgent' | 'ownerAgent' | 'lastAgent', facts: Partial<CallerFacts>): AcdStory {
  const held = rule === 'lastAgent' ? { kind: rule, holdMs: 60_000, withinDays: 30 } : { kind: rule, holdMs: 60_000 }
  const story = new AcdStory()
    .queue('repair', { routing: queueRoutingSchema.parse({ rules: [held] }) })
    .agentIsReady('mei', ['repair'])
    .callWaits('call-a', 'repair')
    .phoneAnswers('mei', 'call-a')
  return story.happens({
    kind: 'call.enqueue',
    callId: idOf('call', 'call-b'),
    tenantId: idOf('tenant', 'heating'),
    queueId: idOf('queue', 'repair'),
    priority: 0,
    caller: { ...UNKNOWN_CALLER, ...facts },
  })
}

describe('why a caller waits is told with the wait', () => {
  it('nobody is signed in for the queue', () => {
    const story = new AcdStory().queue('repair').callWaits('call-a', 'repair')
    expect(told(story, 'call-a')).toEqual([{ kind: 'nobodySignedIn', agentId: null }])
  })

  it('agents are signed in, and none has the skill that is asked for', () => {
    const frost = { skillId: idOf('skill', 'frost'), proficiencyMin: 5 }
    const story = new AcdStory().queue('repair', { requiredSkills: [frost] }).agentIsReady('mei', ['repair'])
    story.callWaits('call-a', 'repair')
    expect(told(story, 'call-a')).toEqual([{ kind: 'nobodyAble', agentId: null }])
    story.happens({
      kind: 'agent.configured',
      agentId: mei,
      attributes: [
        {
          tenantId: idOf('tenant', 'heating'),
          skills: [{ skillId: frost.skillId, proficiency: 5 }],
          groupIds: [],
          emergencyOnly: false,
          expert: false,
        },
      ],
    })
    expect(story.agent('mei')?.status.kind).toBe('ringing')
    story.callWaits('call-b', 'repair')
    expect(told(story, 'call-b')).toEqual([{ kind: 'allBusy', agentId: null }])
  })

  it('all agents who could serve are on calls, or not ready', () => {
    const story = new AcdStory().queue('repair').agentIsReady('mei', ['repair'])
    story.callWaits('call-a', 'repair')
    expect(told(story, 'call-a')).toBeUndefined()
    story.callWaits('call-b', 'repair')
    expect(told(story, 'call-b')).toEqual([{ kind: 'allBusy', agentId: null }])
  })

  it('the tenant has as many agents of the pool as it may', () => {
    const story = share(new AcdStory().queue('repair'), 'heating', { agentsMax: 1 })
    story.agentIsReady('mei', ['repair']).agentIsReady('jonas', ['repair'])
    story.callWaits('call-a', 'repair').callWaits('call-b', 'repair')
    expect(told(story, 'call-b')).toEqual([{ kind: 'tenantAtMaximum', agentId: null }])
  })

  it('the agents are guaranteed to others whose callers wait', () => {
    const story = share(new AcdStory().queue('repair').queue('trips', { tenantId: travel }), 'travel', { agentsMin: 1 })
    story.agentIsReady('mei', ['repair', 'trips']).callWaits('call-a', 'repair').phoneAnswers('mei', 'call-a')
    story.callWaits('trip', 'trips', 0, 'travel').callWaits('call-b', 'repair')
    expect(told(story, 'call-b')?.map(({ kind }) => kind)).toEqual(['allBusy', 'guaranteedToOthers'])
    expect(told(story, 'trip')?.map(({ kind }) => kind)).toEqual(['allBusy'])
    story.callerLeaves('call-a').endsWrapUp('mei')
    expect(story.agent('mei')?.servedCall?.callId).toBe(idOf('call', 'trip'))
    expect(now(story, 'call-b')).toEqual(['allBusy'])
  })

  it.each([
    ['designatedAgent', 'heldForDesignatedAgent', { designatedAgentId: mei }],
    ['ownerAgent', 'heldForOwnerAgent', { ownerAgentId: mei }],
    ['lastAgent', 'heldForLastAgent', { last: { agentId: mei, at: instant(0) } }],
  ] as const)('the call is held by the rule %s', (rule, kind, facts) => {
    const at =
      rule === 'lastAgent' ? { last: { agentId: mei, at: heldFor(rule, {}).agent('mei')?.signedInAt ?? 0 } } : facts
    expect(told(heldFor(rule, at), 'call-b')).toEqual([{ kind, agentId: mei }])
  })

  it('says it again when less is asked of the agents and still nobody can be rung', () => {
    const steps = [{ afterMs: 10_000, skills: [], groupIds: [], offer: null }]
    const story = new AcdStory().queue('repair', { routing: queueRoutingSchema.parse({ steps }) })
    story.callWaits('call-a', 'repair').advanceUntold('11s')
    const relaxed = story.factsSoFar().findLast(({ fact }) => fact.kind === 'call.requirementRelaxed')?.fact
    expect(relaxed).toMatchObject({ causes: [{ kind: 'nobodySignedIn' }] })
  })

  it('is not told where the log is from before: its facts stay as they were', () => {
    const flags = Object.values(ENGINE_FLAGS).filter((flag) => flag !== ENGINE_FLAGS.tellsWhyWaiting)
    const story = new AcdStory().queue('repair').happens({ kind: 'engine.configured', flags })
    story.callWaits('call-a', 'repair')
    expect(told(story, 'call-a')).toBeUndefined()
    expect(now(story, 'call-a')).toEqual(['nobodySignedIn'])
  })
})
