import { describe, expect, it } from 'vitest'
import { buildQueue, idOf } from '../testing/acd-builders.ts'
import { AcdStory } from '../testing/story.ts'

const mei = 'mei'
const jonas = 'jonas'
const repair = ['repair']

/** Mei and Jonas serve repair; Mei is idle longer. */
const twoAgents = (): AcdStory =>
  new AcdStory().queue('repair').agentIsReady(mei, repair).advance('10s').agentIsReady(jonas, repair)

describe('a call through the queue', () => {
  it('rings the longest idle agent, connects, and gives the agent time to wrap up', () => {
    const story = twoAgents()
    story
      .at('09:01:00')
      .callWaits('call-a', 'repair')
      .expect('call.queued call-a #1', 'call.presented call-a mei', 'mei: ready > ringing')
      .advance('4s')
      .phoneAnswers(mei, 'call-a')
      .expect(
        'call.presentationEnded call-a mei answered',
        'call.connected call-a mei waited 4s',
        'mei: ringing > talking',
      )
      .advance('60s')
      .callerLeaves('call-a')
      .expect('call.disconnected call-a mei by caller', 'mei: talking > wrapUp')
      .advance('29s')
      .expect()
      .advance('1s')
      .expect('mei: wrapUp > ready')
      .end()
  })

  it('says why this agent: how many were free, how long idle, how long the caller waited', () => {
    const story = twoAgents().phoneIsLost(jonas).forgetFacts().callWaits('call-a', 'repair').advanceUntold('8s')
    story.phoneRegisters(jonas).becomesReady(jonas).forgetFacts().advance('12s')
    const reasons = story.factsSoFar().flatMap(({ fact }) => (fact.kind === 'call.presented' ? [fact.reason] : []))
    expect(reasons).toMatchObject([
      { method: 'longestIdle', candidates: 1, idleMs: 10_000, waitedMs: 0 },
      { method: 'longestIdle', candidates: 1, idleMs: 20_000, waitedMs: 20_000 },
    ])
  })

  it('lets a test call wait and rings nobody for it; real callers stand before it', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair).forgetFacts()
    story
      .happens({
        kind: 'call.enqueue',
        callId: idOf('call', 'call-test'),
        tenantId: idOf('tenant', 'heating'),
        queueId: idOf('queue', 'repair'),
        priority: 100,
        test: true,
      })
      .expect('call.queued call-test #1')
      .callWaits('call-a', 'repair')
      .expect('call.queued call-a #1', 'call.presented call-a mei', 'mei: ready > ringing')
  })

  it('records when the queue says so, and not otherwise', () => {
    const story = new AcdStory().queue('repair', { record: false }).agentIsReady(mei, repair)
    story.callWaits('call-a', 'repair').phoneAnswers(mei, 'call-a')
    expect(story.takeEffects('call.connect')).toMatchObject([{ record: false }])
  })

  it('gives no wrap-up where the queue has none', () => {
    new AcdStory()
      .queue('repair', { wrapUpMs: 0 })
      .agentIsReady(mei, repair)
      .callWaits('call-a', 'repair')
      .phoneAnswers(mei, 'call-a')
      .expect(
        'call.queued call-a #1',
        'call.presented call-a mei',
        'mei: ready > ringing',
        'call.presentationEnded call-a mei answered',
        'call.connected call-a mei waited 0s',
        'mei: ringing > talking',
      )
      .hangsUp(mei, 'call-a')
      .expect('call.disconnected call-a mei by agent', 'mei: talking > ready')
      .end()
  })

  it('tells call facts to the tenant who is called and agent facts to the tenant who employs', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair)
    const tenants = new Map<string, string>()
    story.callWaits('call-a', 'repair').phoneAnswers(mei, 'call-a').callerLeaves('call-a')
    for (const { tenantId, fact } of story.factsSoFar()) tenants.set(fact.kind.split('.')[0] ?? '', tenantId)
    expect(Object.fromEntries(tenants)).toEqual({ call: 'ten_heating', agent: 'ten_operator' })
  })
})

describe('who is first', () => {
  it('takes higher priority before longer wait, and longer wait among equals', () => {
    const story = new AcdStory().queue('repair')
    story.callWaits('early', 'repair').advanceUntold('1s').callWaits('later', 'repair')
    story.advanceUntold('1s').callWaits('urgent', 'repair', 50)
    story.expectSome('call.queued urgent #1')
    story.phoneRegisters(mei).signsIn(mei, repair).becomesReady(mei).expectSome('call.presented urgent mei')
    story.phoneAnswers(mei, 'urgent').callerLeaves('urgent').endsWrapUp(mei).expectSome('call.presented early mei')
  })

  it('takes the first caller over all queues of the agent who becomes free', () => {
    const story = new AcdStory().queue('repair').queue('billing')
    story.callWaits('in-billing', 'billing').advanceUntold('1s').callWaits('in-repair', 'repair')
    story.phoneRegisters(mei).signsIn(mei, ['repair', 'billing']).becomesReady(mei)
    story.expectSome('call.presented in-billing mei')
  })

  it('leaves a call alone that no free agent serves', () => {
    const story = new AcdStory().queue('repair').queue('billing').agentIsReady(mei, ['billing'])
    story.callWaits('call-a', 'repair').expect('call.queued call-a #1').end()
  })

  it('does not put an agent who came back from a break behind those who worked less', () => {
    const story = twoAgents().becomesNotReady(mei).expectSome('mei: ready > notReady(lunch)')
    story.advance('5m').becomesReady(mei).expect('mei: notReady(lunch) > ready')
    story.callWaits('call-a', 'repair').expectSome('call.presented call-a mei')
  })
})

describe('whose turn it is after a call', () => {
  const serve = (story: AcdStory, call: string): AcdStory =>
    story.callWaits(call, 'repair').phoneAnswers(mei, call).advanceUntold('60s').callerLeaves(call)

  it.each<[string, (story: AcdStory) => AcdStory]>([
    ['wrap-up ran out', (story) => story.advanceUntold('30s')],
    ['wrap-up was ended', (story) => story.endsWrapUp(mei)],
    ['ready was pressed in wrap-up', (story) => story.becomesReady(mei)],
  ])('is the colleague’s, when %s', (_, end) => {
    const story = end(serve(twoAgents(), 'call-a')).forgetFacts().callWaits('call-b', 'repair')
    story.expectSome('call.presented call-b jonas')
  })

  it('is the colleague’s, when there is no wrap-up', () => {
    const story = new AcdStory().queue('repair', { wrapUpMs: 0 }).agentIsReady(mei, repair)
    serve(story.advance('10s').agentIsReady(jonas, repair), 'call-a').callWaits('call-b', 'repair')
    story.expectSome('call.presented call-b jonas')
  })

  it('is the colleague’s, when the connection was lost', () => {
    const story = twoAgents().callWaits('call-a', 'repair').phoneAnswers(mei, 'call-a').advanceUntold('60s')
    story.agentLegEnds(mei, 'call-a', true).phoneAnswers(jonas, 'call-a', 2).becomesReady(mei).advanceUntold('10s')
    story.callerLeaves('call-a').endsWrapUp(jonas).forgetFacts().callWaits('call-b', 'repair')
    story.expectSome('call.presented call-b mei')
  })
})

describe('an agent who does not take the call', () => {
  it('is not ready after the ring time-out, and the caller goes to the next agent', () => {
    twoAgents()
      .callWaits('call-a', 'repair')
      .expect('call.queued call-a #1', 'call.presented call-a mei', 'mei: ready > ringing')
      .advance('20s')
      .expect(
        'call.presentationEnded call-a mei noAnswer',
        'mei: ringing > notReady(ringNoAnswer)',
        'call.queued call-a #1 requeued',
        'call.presented call-a jonas',
        'jonas: ready > ringing',
      )
      .end()
  })

  it('leaves the caller before everybody who came later', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair)
    story.callWaits('first', 'repair').advanceUntold('5s').callWaits('second', 'repair').advanceUntold('15s')
    story.expectSome('call.queued first #1 requeued')
    story.becomesReady(mei).expectSome('call.presented first mei')
  })

  it.each([
    ['declined', 'declined'],
    ['unreachable', 'phoneUnreachable'],
  ] as const)('is not ready when the phone says %s', (outcome, reason) => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair).callWaits('call-a', 'repair')
    story.phoneFails(mei, 'call-a', outcome).expectSome(`mei: ringing > notReady(${reason})`)
    story.expectSomeEffect('call.playMusic')
  })

  it('keeps the place among the idle when the caller gives up meanwhile', () => {
    const story = twoAgents().callWaits('call-a', 'repair').advanceUntold('5s').callerLeaves('call-a')
    story.expectSome('call.abandoned call-a ringing 5s')
    story.expectSomeEffect('agent.cancelRing')
    story.callWaits('call-b', 'repair').expectSome('call.presented call-b mei')
  })
})

describe('answers that come too late', () => {
  it('hangs up a leg that answers after the time-out', () => {
    const story = twoAgents().callWaits('call-a', 'repair').advanceUntold('20s').phoneAnswers(mei, 'call-a')
    expect(story.takeEffects('leg.release')).toMatchObject([{ agentId: 'agt_mei', legId: 'leg_call-a-mei-1' }])
  })

  it('hangs up a leg that answers a caller who left', () => {
    const story = twoAgents().callWaits('call-a', 'repair').callerLeaves('call-a').phoneAnswers(mei, 'call-a')
    expect(story.takeEffects('leg.release')).toHaveLength(1)
  })

  it('hangs up the second leg of one presentation, and never the first', () => {
    const story = twoAgents().callWaits('call-a', 'repair').phoneAnswers(mei, 'call-a')
    story.phoneAnswers(mei, 'call-a')
    expect(story.takeEffects('leg.release')).toHaveLength(0)
    story.phoneAnswers(mei, 'call-a', 1, 'second-tab')
    expect(story.takeEffects('leg.release')).toMatchObject([{ legId: 'leg_second-tab' }])
  })

  it('tells a late answer to the first presentation from the second one at the same agent', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair).callWaits('call-a', 'repair')
    story.advanceUntold('20s').becomesReady(mei).phoneAnswers(mei, 'call-a', 1)
    expect(story.agent(mei)?.status.kind).toBe('ringing')
    story.phoneAnswers(mei, 'call-a', 2)
    expect(story.agent(mei)?.status.kind).toBe('talking')
  })

  it('does not let the timer of an earlier wrap-up end a later one', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair).callWaits('call-a', 'repair')
    story.phoneAnswers(mei, 'call-a').callerLeaves('call-a')
    const [first] = story.takeEffects('timer.set').toReversed()
    story.endsWrapUp(mei).callWaits('call-b', 'repair').phoneAnswers(mei, 'call-b').advanceUntold('10s')
    story.callerLeaves('call-b').happens({ kind: 'timer.fired', timerId: first?.timerId ?? '' })
    expect(story.agent(mei)?.status.kind).toBe('wrapUp')
  })
})

describe('an agent whose side vanishes', () => {
  const talking = (): AcdStory =>
    new AcdStory().queue('repair').agentIsReady(mei, repair).callWaits('call-a', 'repair').phoneAnswers(mei, 'call-a')

  it('gives the caller back to the front of the queue', () => {
    const story = talking()
      .advanceUntold('60s')
      .callWaits('call-b', 'repair')
      .forgetFacts()
      .agentLegEnds(mei, 'call-a', true)
    story.expect(
      'call.agentLost call-a mei',
      'mei: talking > notReady(connectionLost)',
      'call.queued call-a #1 requeued',
    )
  })

  it('hangs up the dead leg when only the phone is known to be gone', () => {
    const story = talking().forgetFacts().phoneIsLost(mei)
    story.expectSome('mei: talking > notReady(connectionLost)')
    expect(story.takeEffects('leg.release')).toHaveLength(1)
  })

  it('cannot be ready without a phone', () => {
    const story = new AcdStory().queue('repair').signsIn(mei, repair).becomesReady(mei)
    expect(story.lastReply()).toMatchObject({ ok: false, code: 'agent.phoneNotRegistered' })
  })

  it('loses readiness with the phone, and does not get it back with the phone alone', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair)
    story.phoneIsLost(mei).expect('agent.phoneChanged mei false', 'mei: ready > notReady(phoneUnreachable)')
    story.phoneRegisters(mei).expect('agent.phoneChanged mei true').end()
  })

  it('finishes the wrap-up without a phone, and is then not ready', () => {
    const story = talking().callerLeaves('call-a').forgetFacts()
    story.phoneIsLost(mei).expect('agent.phoneChanged mei false')
    story.setsDisposition(mei, 'call-a').expect('call.dispositionSet call-a solved')
    story.advance('30s').expect('mei: wrapUp > notReady(phoneUnreachable)').end()
  })

  it('is ready after the wrap-up when the phone has come back (a tab that was loaded again)', () => {
    const story = talking().callerLeaves('call-a').phoneIsLost(mei).phoneRegisters(mei).advanceUntold('30s')
    expect(story.agent(mei)?.status.kind).toBe('ready')
  })
})

describe('what an agent asks for', () => {
  const inWrapUp = (): AcdStory =>
    new AcdStory()
      .queue('repair')
      .agentIsReady(mei, repair)
      .callWaits('call-a', 'repair')
      .phoneAnswers(mei, 'call-a')
      .callerLeaves('call-a')
      .forgetFacts()

  it('is kept until the call and its wrap-up are over', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair).callWaits('call-a', 'repair')
    story.phoneAnswers(mei, 'call-a').becomesNotReady(mei).callerLeaves('call-a').forgetFacts()
    story.advance('30s').expect('mei: wrapUp > notReady(lunch)').end()
  })

  it('can be taken back by asking for ready', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair).callWaits('call-a', 'repair')
    story.phoneAnswers(mei, 'call-a').signsOut(mei).becomesReady(mei).callerLeaves('call-a').forgetFacts()
    story.advance('30s').expect('mei: wrapUp > ready').end()
  })

  it('signs out after the call', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair).callWaits('call-a', 'repair')
    story.phoneAnswers(mei, 'call-a').signsOut(mei).callerLeaves('call-a').forgetFacts()
    story.advance('30s').expect('mei: wrapUp > signedOut', 'agent.signedOut mei').end()
  })

  it('extends wrap-up, again and again', () => {
    const story = inWrapUp().extendsWrapUp(mei, '30s').expect('mei: wrapUp > wrapUp')
    story.extendsWrapUp(mei, '10s').expect('mei: wrapUp > wrapUp')
    story.advance('69s').expect().advance('1s').expect('mei: wrapUp > ready').end()
  })

  it('sets a disposition in wrap-up without ending it, for the caller just served and no other', () => {
    const story = inWrapUp().setsDisposition(mei, 'call-a').expect('call.dispositionSet call-a solved')
    expect(story.factsSoFar().at(-1)?.tenantId).toBe('ten_heating')
    story.setsDisposition(mei, 'call-b')
    expect(story.lastReply()).toMatchObject({ ok: false, code: 'agent.notOnThisCall' })
  })

  it('opens the desktop in a second tab without a trace', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair)
    story.signsIn(mei, repair).expect()
    expect(story.lastReply()).toEqual({ ok: true })
  })

  it('changes queues between calls, and gets the caller who waits there', () => {
    const story = new AcdStory().queue('repair').queue('billing').agentIsReady(mei, repair)
    story.callWaits('call-a', 'billing').expect('call.queued call-a #1')
    story
      .signsIn(mei, ['billing'])
      .expect('agent.signedIn mei billing', 'call.presented call-a mei', 'mei: ready > ringing')
  })

  it('does not serve a queue that was not assigned', () => {
    const story = new AcdStory().queue('repair').queue('billing').signsIn(mei, ['billing'], repair)
    expect(story.lastReply()).toMatchObject({ ok: false, code: 'agent.queueNotAllowed' })
  })

  it('cannot give a reason that only the system gives', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair)
    story.happens({
      kind: 'agent.notReady',
      commandId: idOf('command', 'one'),
      agentId: idOf('agent', mei),
      reason: { kind: 'system', code: 'ringNoAnswer' },
    })
    expect(story.lastReply()).toMatchObject({ ok: false, code: 'command.malformed' })
  })

  it('declines a ringing call by hanging up', () => {
    const story = twoAgents().callWaits('call-a', 'repair').forgetFacts().hangsUp(mei, 'call-a')
    story.expectSome('call.presented call-a jonas')
    expect(story.agent(mei)?.status).toMatchObject({ reason: { code: 'declined' } })
  })

  it('never meets the next caller muted', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair).callWaits('call-a', 'repair')
    story.phoneAnswers(mei, 'call-a').mutes(mei).forgetFacts().callerLeaves('call-a')
    story.expect('call.disconnected call-a mei by caller', 'agent.muteChanged mei false', 'mei: talking > wrapUp')
  })
})

describe('queues that change', () => {
  it('serves the callers of a queue that is taken away, then forgets it', () => {
    const story = new AcdStory().queue('repair').callWaits('call-a', 'repair')
    story.happens({ kind: 'queue.removed', queueId: idOf('queue', 'repair') })
    story.agentIsReady(mei, repair).phoneAnswers(mei, 'call-a').callerLeaves('call-a')
    expect(story.state.queues).toEqual({})
    expect(story.agent(mei)).toMatchObject({ queueIds: [], status: { kind: 'wrapUp' } })
  })

  it('hangs up a caller sent to a queue that is not there, or is another tenant’s', () => {
    const story = new AcdStory()
      .queue('repair')
      .callWaits('call-a', 'nowhere')
      .callWaits('call-b', 'repair', 0, 'travel')
    expect(story.takeEffects('call.hangUp')).toMatchObject([{ callId: 'cal_call-a' }, { callId: 'cal_call-b' }])
    expect(story.state.calls).toEqual([])
  })

  it('takes a new ring time-out for the next ring, not for the present one', () => {
    const story = new AcdStory().queue('repair').agentIsReady(mei, repair).callWaits('call-a', 'repair').forgetFacts()
    story.happens({ kind: 'queue.configured', queue: buildQueue('repair', { ringTimeoutMs: 5_000 }) })
    story.advance('19s').expect().advance('1s').expectSome('call.presentationEnded call-a mei noAnswer')
    story.becomesReady(mei).forgetFacts().advance('5s').expectSome('call.presentationEnded call-a mei noAnswer')
  })
})
