import { describe, expect, it } from 'vitest'
import type { CallId, QueueId } from '../ids.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import { buildQueue, idOf } from '../testing/acd-builders.ts'
import { AcdStory } from '../testing/story.ts'
import { queueRoutingSchema } from './queue-routing.ts'

type Routing = Parameters<typeof queueRoutingSchema.parse>[0]
const callA = { callId: idOf('call', 'call-a') }
const box = { kind: 'voicemail', boxId: idOf('voicemailBox', 'box') } as const
const routed = (routing: Routing, changes: Partial<QueueConfig> = {}): AcdStory =>
  new AcdStory().queue('repair', { ...changes, routing: queueRoutingSchema.parse(routing) }).queue('billing')

describe('a queue that gives a call up', () => {
  it('does so after a wait, to a queue where the wait counts on', () => {
    const story = routed({ overflow: { wait: { afterMs: 60_000, to: { kind: 'queue', queueId: 'que_billing' } } } })
    story.agentIsReady('mei', ['billing']).callWaits('call-a', 'repair').forgetFacts().advance('60s')
    story.expect('call.overflowed', 'call.queued call-a #1', 'call.presented call-a mei', 'mei: ready > ringing')
    story.phoneAnswers('mei', 'call-a').expectSome('call.connected call-a mei waited 60s')
  })

  it('does so at once when too many wait, and not when an agent is free', () => {
    const story = routed({ overflow: { length: { callsMax: 1, to: box } } })
    story
      .agentIsReady('mei', ['repair'])
      .callWaits('call-a', 'repair')
      .callWaits('call-b', 'repair')
      .callWaits('call-c', 'repair')
    expect(story.takeEffects('call.overflow')).toMatchObject([{ callId: 'cal_call-c', why: 'length', to: box }])
    expect(story.state.calls.map(({ callId }) => callId)).toEqual(['cal_call-a', 'cal_call-b'])
  })

  it('does so when nobody is signed in, or the last agent goes', () => {
    const story = routed({ overflow: { noAgent: { to: box } } }).callWaits('call-a', 'repair')
    expect(story.takeEffects('call.overflow')).toMatchObject([{ callId: 'cal_call-a', why: 'noAgent' }])
    story.signsIn('mei', ['repair']).callWaits('call-b', 'repair').signsOut('mei')
    expect(story.takeEffects('call.overflow')).toMatchObject([{ callId: 'cal_call-b', why: 'noAgent' }])
  })

  it('never sends a call round in circles', () => {
    const to = (queueId: string): Routing => ({
      overflow: { wait: { afterMs: 5_000, to: { kind: 'queue', queueId } } },
    })
    const story = routed(to('que_billing')).queue('billing', { routing: queueRoutingSchema.parse(to('que_repair')) })
    story.callWaits('call-a', 'repair').advanceUntold('60s')
    expect(story.factsSoFar().filter(({ fact }) => fact.kind === 'call.overflowed')).toHaveLength(1)
    expect(story.state.calls[0]).toMatchObject({ queueId: 'que_billing', dueAt: null })
  })
})

describe('an outside number', () => {
  const outside = (): AcdStory => {
    const story = routed({ outsideNumber: { number: '13800000000', afterPresentations: 1 }, noAnswersMax: 1 })
    return story.agentIsReady('mei', ['repair']).callWaits('call-a', 'repair').advanceUntold('20s')
  }

  it('is rung when an agent has not answered, and is recorded', () => {
    const story = outside().forgetFacts()
    expect(story.takeEffects('outside.ring')).toMatchObject([{ number: '13800000000', presentation: 2 }])
    story.happens({ kind: 'outside.answered', ...callA, presentation: 2, legId: idOf('leg', 'out') })
    story.expect('call.outsideAnswered')
    expect(story.takeEffects('outside.connect')).toMatchObject([{ record: true }])
    story.happens({ kind: 'outside.left', ...callA }).expect('call.outsideEnded')
    expect(story.state.calls).toEqual([])
  })

  it('that does not answer gives the caller back to the front, and is not rung again', () => {
    const story = outside().forgetFacts()
    story.happens({ kind: 'outside.failed', ...callA, presentation: 2, outcome: 'noAnswer' })
    story.expect('call.outsideEnded', 'call.queued call-a #1 requeued')
    story.becomesReady('mei').expectSome('call.presented call-a mei')
  })

  it('is rung at once when nobody is signed in', () => {
    const story = routed({ outsideNumber: { number: '13800000000', afterPresentations: 3 } }).callWaits(
      'call-a',
      'repair',
    )
    expect(story.takeEffects('outside.ring')).toHaveLength(1)
  })
})

describe('a callback', () => {
  const wish = { callbackId: idOf('callback', 'back'), number: '13900000000', attemptsMax: 2, retryAfterMs: 60_000 }
  const attempt = { callId: idOf('call', 'back-1') }
  const chosen = (): AcdStory => {
    const story = routed({}).callWaits('call-a', 'repair').advanceUntold('30s').callWaits('call-b', 'repair')
    return story.forgetFacts().happens({ kind: 'call.chose', ...callA, choice: { kind: 'callback', ...wish } })
  }

  it('keeps the place, rings the agent first and dials once', () => {
    const story = chosen().expect('call.leftQueue', 'callback.requested')
    expect(story.takeEffects('call.leaveQueue')).toMatchObject([{ to: 'callback' }])
    story.agentIsReady('mei', ['repair'])
    expect(story.takeEffects('agent.ring')).toMatchObject([
      { ...attempt, callback: { number: '13900000000', attempt: 1 } },
    ])
    story.phoneAnswers('mei', 'back-1')
    expect(story.takeEffects('callback.dial')).toMatchObject([{ ...attempt, attempt: 1, number: '13900000000' }])
    story
      .forgetFacts()
      .advance('15s')
      .happens({ kind: 'callback.answered', ...attempt })
    story.expect('callback.attemptEnded', 'callback.ended', 'call.connected back-1 mei waited 30s')
    expect(story.takeEffects('call.connect')).toMatchObject([{ ...attempt, agentId: 'agt_mei' }])
    story.callerLeaves('back-1').expect('call.disconnected back-1 mei by caller', 'mei: talking > wrapUp')
  })

  it('that reaches nobody frees the agent, waits, and is given up after the last attempt', () => {
    const story = chosen().agentIsReady('mei', ['repair']).phoneAnswers('mei', 'back-1').forgetFacts()
    story.happens({ kind: 'callback.failed', ...attempt, outcome: 'busy' })
    story.expect('callback.attemptEnded', 'mei: talking > ready', 'call.presented call-b mei', 'mei: ready > ringing')
    story.phoneAnswers('mei', 'call-b').callerLeaves('call-b').endsWrapUp('mei').forgetFacts().advance('60s')
    story.expect('call.presented back-2 mei', 'mei: ready > ringing')
    story.phoneAnswers('mei', 'back-2').agentLegEnds('mei', 'back-2').expectSome('callback.ended')
    expect(story.takeEffects('callback.dial')).toHaveLength(2)
    expect(story.state).toMatchObject({ callbacks: {}, calls: [] })
  })

  it('goes to the next agent without a dial when one does not answer', () => {
    const story = chosen().agentIsReady('mei', ['repair']).advanceUntold('20s')
    expect(story.takeEffects('callback.dial')).toEqual([])
    story.agentIsReady('jonas', ['repair'])
    expect(story.agent('jonas')?.status).toMatchObject({ kind: 'ringing', callId: 'cal_back-1' })
  })

  it('can be cancelled while it waits, rests or rings, and not while it is dialled', () => {
    const cancel = { kind: 'callback.cancel', callbackId: wish.callbackId } as const
    expect(chosen().forgetFacts().happens(cancel).expect('callback.ended').state.callbacks).toEqual({})
    const dialled = chosen().agentIsReady('mei', ['repair']).phoneAnswers('mei', 'back-1').forgetFacts()
    dialled.happens(cancel).expect()
  })
})

describe('an agent who hands the caller on', () => {
  const talking = (): AcdStory =>
    routed({}).agentIsReady('mei', ['repair']).callWaits('call-a', 'repair').phoneAnswers('mei', 'call-a').forgetFacts()
  const flow = { kind: 'flow', flowId: idOf('flow', 'pin'), returns: true } as const

  it('sends the caller into a flow and gets the caller back', () => {
    const story = talking().transfers('mei', 'call-a', flow).expect('call.sentToFlow', 'mei: talking > hold')
    expect(story.agent('mei')?.status).toEqual({ kind: 'hold', callId: 'cal_call-a', inFlow: true })
    story.happens({ kind: 'flow.returned', ...callA }).expect('call.returnedToAgent', 'mei: hold > talking')
    expect(story.takeEffects('call.rejoin')).toMatchObject([{ agentId: 'agt_mei', record: true }])
  })

  it('may leave meanwhile: the caller waits in front when the flow is over', () => {
    const story = talking().transfers('mei', 'call-a', flow).forgetFacts().agentLegEnds('mei', 'call-a')
    story
      .expect('call.disconnected call-a mei by agent', 'mei: hold > wrapUp')
      .callWaits('call-b', 'repair')
      .forgetFacts()
    story.happens({ kind: 'flow.returned', ...callA }).expect('call.queued call-a #1 requeued')
  })

  it('sends the caller to another queue, where a wait of its own begins', () => {
    const story = talking()
      .advance('60s')
      .transfers('mei', 'call-a', { kind: 'queue', queueId: idOf('queue', 'billing') })
    story.expect('call.transferred', 'mei: talking > wrapUp', 'call.queued call-a #1')
    story.agentIsReady('jonas', ['billing']).phoneAnswers('jonas', 'call-a', 2)
    expect(story.factsSoFar().findLast(({ fact }) => fact.kind === 'call.connected')?.fact).toMatchObject({
      waitedMs: 0,
    })
  })

  it('to an agent who does not answer, gives the caller back to the queue', () => {
    const story = talking().agentIsReady('jonas', ['billing'])
    story.transfers('mei', 'call-a', { kind: 'agent', agentId: idOf('agent', 'jonas') })
    story.expect('call.transferred', 'mei: talking > wrapUp', 'call.presented call-a jonas', 'jonas: ready > ringing')
    story.advance('20s').expectSome('call.queued call-a #1 requeued')
  })

  it('cannot hand the caller to somebody who is not free, or a queue of another tenant', () => {
    const story = talking().transfers('mei', 'call-a', { kind: 'agent', agentId: idOf('agent', 'jonas') })
    expect(story.lastReply()).toMatchObject({ ok: false, code: 'transfer.notPossible' })
    story.happens({ kind: 'queue.configured', queue: buildQueue('travel', { tenantId: idOf('tenant', 'travel') }) })
    story.transfers('mei', 'call-a', { kind: 'queue', queueId: idOf('queue', 'travel') })
    expect(story.lastReply()).toMatchObject({ ok: false, code: 'transfer.notPossible' })
    expect(story.agent('mei')?.status.kind).toBe('talking')
  })
})

describe('an agent who calls back out of turn', () => {
  const callbackId = idOf('callback', 'back')
  const wish = { callbackId, number: '13900000000', attemptsMax: 2, retryAfterMs: 60_000 }
  const tenantId = buildQueue('repair').tenantId
  const command = (asked: { callId: CallId; queueId: QueueId; number: string } | null) =>
    ({
      kind: 'agent.callBack',
      commandId: idOf('command', 'back'),
      agentId: idOf('agent', 'mei'),
      tenantId,
      callbackId,
      asked,
    }) as const
  const message = { callId: idOf('call', 'message'), queueId: idOf('queue', 'repair'), number: '13900000000' }

  it('is rung at once for one that rests, and its caller is called: the next attempt', () => {
    const story = routed({}).callWaits('call-a', 'repair')
    story
      .happens({ kind: 'call.chose', ...callA, choice: { kind: 'callback', ...wish } })
      .agentIsReady('mei', ['repair'])
    story
      .phoneAnswers('mei', 'back-1')
      .happens({ kind: 'callback.failed', callId: idOf('call', 'back-1'), outcome: 'busy' })
    story.takeEffects('callback.dial')
    story.forgetFacts().happens(command(null))
    story.expectSome('call.presented back-2 mei').phoneAnswers('mei', 'back-2')
    expect(story.takeEffects('callback.dial')).toMatchObject([{ attempt: 2, number: '13900000000' }])
  })

  it('answers a message: one attempt, with its result', () => {
    const story = routed({}).agentIsReady('mei', ['repair']).forgetFacts().happens(command(message))
    story
      .expect('callback.requested', 'call.presented back-1 mei', 'mei: ready > ringing')
      .phoneAnswers('mei', 'back-1')
    expect(story.takeEffects('callback.dial')).toMatchObject([{ attempt: 1, number: '13900000000' }])
    story.happens({ kind: 'callback.failed', callId: idOf('call', 'back-1'), outcome: 'noAnswer' })
    expect(story.state).toMatchObject({ callbacks: {}, calls: [] })
    expect(story.agent('mei')?.status.kind).toBe('ready')
  })

  it('and does not pick up is the only one who was rung: nobody else is disturbed, and nobody is called', () => {
    const story = routed({}).agentIsReady('mei', ['repair']).happens(command(message)).agentIsReady('jonas', ['repair'])
    story.advanceUntold('20s')
    expect(story.takeEffects('agent.ring')).toHaveLength(1)
    expect(story.takeEffects('callback.dial')).toEqual([])
    expect(story.state).toMatchObject({ callbacks: {}, calls: [] })
  })

  it('is refused for one that is over, and while the own phone cannot ring', () => {
    const story = routed({}).agentIsReady('mei', ['repair']).happens(command(null))
    expect(story.lastReply()).toMatchObject({ ok: false, code: 'callback.notPossible' })
    story.becomesNotReady('mei').happens(command(message))
    expect(story.lastReply()).toMatchObject({ ok: false, code: 'callback.agentNotReady' })
    expect(story.state.callbacks).toEqual({})
  })
})

describe('those who are on call', () => {
  const agent = (name: string) => ({ kind: 'agent', agentId: idOf('agent', name) }) as const
  const outside = { kind: 'number', number: '13800000000' } as const
  const onCall = (...parties: readonly (ReturnType<typeof agent> | typeof outside)[]) =>
    ({ kind: 'onCall', listId: idOf('onCallList', 'experts'), parties: [...parties] }) as const
  const talking = () =>
    routed({}).agentIsReady('mei', ['repair']).callWaits('call-a', 'repair').phoneAnswers('mei', 'call-a').forgetFacts()

  it('are rung one after the other, whoever is away passed over, and then the caller is first in the queue', () => {
    const story = talking().agentIsReady('jonas', ['billing']).agentIsReady('lea', ['billing']).forgetFacts()
    story.transfers('mei', 'call-a', onCall(agent('away'), agent('jonas'), outside, agent('lea')))
    story.expect('call.transferred', 'mei: talking > wrapUp', 'call.presented call-a jonas', 'jonas: ready > ringing')
    story.advanceUntold('20s')
    expect(story.takeEffects('outside.ring')).toMatchObject([{ number: '13800000000', presentation: 3 }])
    story.forgetFacts().happens({ kind: 'outside.failed', ...callA, presentation: 3, outcome: 'busy' })
    story.expect('call.outsideEnded', 'call.presented call-a lea', 'lea: ready > ringing')
    story.advance('20s').expectSome('call.queued call-a #1 requeued')
    expect(story.state.calls[0]).not.toHaveProperty('parties')
  })

  it('end the search when one answers', () => {
    const story = talking().agentIsReady('jonas', ['billing']).forgetFacts()
    story.transfers('mei', 'call-a', onCall(agent('jonas'), outside)).phoneAnswers('jonas', 'call-a', 2)
    story.expectSome('call.connected call-a jonas waited 0s')
    expect(story.takeEffects('outside.ring')).toEqual([])
  })

  it('are nobody: the transfer is refused and the talk goes on', () => {
    const story = talking().transfers('mei', 'call-a', onCall(agent('away')))
    expect(story.lastReply()).toMatchObject({ ok: false, code: 'transfer.nobodyOnCall' })
    story.transfers('mei', 'call-a', onCall())
    expect(story.lastReply()).toMatchObject({ ok: false, code: 'transfer.nobodyOnCall' })
    expect(story.agent('mei')?.status.kind).toBe('talking')
  })

  it('are rung for a caller whom the menu sends, before the queue chooses', () => {
    const story = routed({}).agentIsReady('mei', ['repair']).agentIsReady('jonas', ['billing']).forgetFacts()
    const parties = [agent('jonas'), agent('mei')]
    const tenant = { tenantId: story.state.queues[idOf('queue', 'repair')]?.tenantId ?? idOf('tenant', 'none') }
    story.happens({ kind: 'call.enqueue', ...callA, ...tenant, queueId: idOf('queue', 'repair'), priority: 0, parties })
    story.expect('call.queued call-a #1', 'call.presented call-a jonas', 'jonas: ready > ringing')
    story.advance('20s').expectSome('call.presented call-a mei')
  })
})

describe('place and expected wait', () => {
  it('are told as they are, the wait by the rate of the last answers', () => {
    const story = routed({}, { wrapUpMs: 0 }).agentIsReady('mei', ['repair'])
    for (const call of ['one', 'two', 'three'])
      story.callWaits(call, 'repair').phoneAnswers('mei', call).advanceUntold('20s').callerLeaves(call)
    story.becomesNotReady('mei').callWaits('before', 'repair').callWaits('call-a', 'repair')
    story.happens({ kind: 'call.positionAsked', ...callA })
    expect(story.takeEffects('call.tellPosition')).toMatchObject([{ position: 2, expectedMs: 40_000 }])
  })
})

describe('callers of a node of which nothing is heard', () => {
  const [silent, heard] = [
    { kind: 'call.silent', ...callA },
    { kind: 'call.heard', ...callA },
  ] as const
  const callOf = ({ state }: AcdStory, name: string): string | undefined =>
    state.agents[idOf('agent', name)]?.servedCall?.callId

  it('are given to nobody; the agent who becomes free takes the next one, and the place is kept', () => {
    const story = routed({}).callWaits('call-a', 'repair').advanceUntold('10s').callWaits('call-b', 'repair')
    story.happens(silent).agentIsReady('mei', ['repair'])
    expect(callOf(story, 'mei')).toBe('cal_call-b')
    story.phoneAnswers('mei', 'call-b').callWaits('call-c', 'repair').happens(heard).agentIsReady('ben', ['repair'])
    expect(callOf(story, 'ben')).toBe('cal_call-a')
  })

  it('give back the agents who ring for them at once, who are next for others as before', () => {
    const story = routed({}).agentIsReady('mei', ['repair']).callWaits('call-a', 'repair').callWaits('call-b', 'repair')
    story.forgetFacts().happens(silent)
    expect(story.takeEffects('agent.cancelRing')).toMatchObject([{ callId: 'cal_call-a', agentId: 'agt_mei' }])
    expect(callOf(story, 'mei')).toBe('cal_call-b')
    expect(story.state.calls.find(({ callId }) => callId === callA.callId)).toMatchObject({
      phase: { kind: 'waiting' },
    })
    story.phoneAnswers('mei', 'call-b').agentIsReady('ben', ['repair']).happens(heard)
    expect(callOf(story, 'ben')).toBe('cal_call-a')
  })

  it('go on talking, and wait for nobody when the agent is lost meanwhile', () => {
    const story = routed({}).agentIsReady('mei', ['repair']).callWaits('call-a', 'repair').phoneAnswers('mei', 'call-a')
    story.happens(silent)
    expect(story.state.calls[0]?.phase.kind).toBe('talking')
    story.agentIsReady('ben', ['repair'])
    story.happens({ kind: 'talk.agentLeft', ...callA, agentId: idOf('agent', 'mei'), lost: true })
    expect(story.state.calls[0]?.phase.kind).toBe('waiting')
    story.happens(heard)
    expect(callOf(story, 'ben')).toBe('cal_call-a')
  })
})
