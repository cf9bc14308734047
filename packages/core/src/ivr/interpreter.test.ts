import { describe, expect, it } from 'vitest'
import { factSchema } from '../contracts/journal.ts'
import { buildFlow, collect, hangUp, hours, menu, play, queue } from '../testing/flow-builders.ts'
import { IvrStory } from '../testing/ivr-story.ts'
import { idOf } from '../testing/acd-builders.ts'
import { instant } from '../time.ts'
import { NODES_WITHOUT_INPUT_MAX, startIvr, stepIvr } from './interpreter.ts'
import type { IvrInput, IvrState } from './step-types.ts'

const frontDesk = buildFlow(
  play('greeting', { interruptible: true, next: 'main' }),
  menu('main', { choices: { 1: 'repair', 3: 'number' }, onFailure: 'sorry' }),
  collect('number', { onFailure: 'repair' }),
  queue('repair'),
  play('sorry'),
)

describe('a caller in a menu', () => {
  it('hears the greeting, chooses, and is queued', () => {
    new IvrStory(frontDesk)
      .start()
      .expect('ivr.started', 'ivr.nodeEntered greeting', '* plays greeting')
      .hearsAll()
      .expect('ivr.nodeEntered main', '* plays main')
      .hearsAll()
      .presses('1')
      .expect('ivr.digitsCollected main 1', 'ivr.nodeEntered repair', 'ivr.ended queued', '* queues in repair {}')
  })

  it('may skip the greeting and speak over the menu', () => {
    new IvrStory(frontDesk)
      .start()
      .expect('ivr.started', 'ivr.nodeEntered greeting', '* plays greeting')
      .presses('5')
      .expect('ivr.nodeEntered main', '* prompt.stop', '* plays main')
      .presses('1')
      .expect(
        'ivr.digitsCollected main 1',
        'ivr.nodeEntered repair',
        'ivr.ended queued',
        '* prompt.stop',
        '* queues in repair {}',
      )
  })

  it('cannot skip an announcement that must be heard', () => {
    const flow = buildFlow(play('legal-notice', { next: 'repair' }), queue('repair'))
    new IvrStory(flow)
      .start()
      .presses('1')
      .expect('ivr.started', 'ivr.nodeEntered legal-notice', '* plays legal-notice')
  })

  it('hears what was wrong, then the menu again, and is sent on after the last attempt', () => {
    new IvrStory(buildFlow(menu('main', { attemptsMax: 2, onFailure: 'sorry' }), play('sorry')))
      .start()
      .presses('9')
      .expect(
        'ivr.started',
        'ivr.nodeEntered main',
        '* plays main',
        'ivr.inputFailed main invalid 1',
        '* prompt.stop',
        '* plays invalid',
      )
      .hearsAll()
      .expect('* plays main')
      .hearsAll()
      .advance('4s')
      .expect()
      .advance('1s')
      .expect('ivr.inputFailed main noInput 2', 'ivr.nodeEntered sorry', '* plays sorry')
      .hearsAll()
      .expect('ivr.ended hungUp', '* call.hangUp')
  })

  it('may press the right key while the correction still speaks', () => {
    const story = new IvrStory(frontDesk).start().presses('5').presses('9')
    expect(story.state.phase).toBe('correcting')
    expect(story.presses('1').state.phase).toBe('queued')
  })

  it('that hangs up is told once', () => {
    new IvrStory(frontDesk)
      .start()
      .expect('ivr.started', 'ivr.nodeEntered greeting', '* plays greeting')
      .hangsUp()
      .hangsUp()
      .expect('ivr.ended callerLeft', '* prompt.stop')
  })
})

describe('a number of several digits', () => {
  const flow = buildFlow(collect('number', { attemptsMax: 2, onFailure: 'sorry' }), queue('repair'), hangUp('sorry'))
  const asked = (): IvrStory =>
    new IvrStory(flow).start().expect('ivr.started', 'ivr.nodeEntered number', '* plays number')
  const taken = (digits: string): readonly string[] => [
    '* prompt.stop',
    `ivr.digitsCollected number ${digits} as customerNumber`,
    'ivr.nodeEntered repair',
    'ivr.variablesShown customerNumber',
    'ivr.ended queued',
    `* queues in repair {"customerNumber":"${digits}"}`,
  ]

  it('ends with the terminator, which is no part of it', () => {
    asked()
      .presses('123#')
      .expect(...taken('123'))
  })

  it('ends when it is full', () => {
    asked()
      .presses('12345')
      .expect(...taken('12345'))
  })

  it('ends with a pause when it is long enough', () => {
    asked()
      .presses('1234')
      .advance('2s')
      .expect(...taken('1234'))
  })

  it('starts the pause anew with each digit', () => {
    const story = asked().presses('12').advance('1s').presses('3').advance('1s').presses('4').advance('1s')
    expect(story.state.digits).toBe('1234')
  })

  it('that is too short counts as invalid, one that never came as no input', () => {
    asked()
      .presses('12#')
      .expect('* prompt.stop', 'ivr.inputFailed number invalid 1', '* plays number')
      .hearsAll()
      .advance('5s')
      .expect('ivr.inputFailed number noInput 2', 'ivr.nodeEntered sorry', 'ivr.ended hungUp', '* call.hangUp')
  })

  it('may contain the hash when it is not the terminator', () => {
    const open = buildFlow(collect('number', { terminator: null, digitsMax: 3 }), queue('repair'))
    const story = new IvrStory(open).start().presses('1#*')
    expect(story.state.variables).toEqual({ customerNumber: '1#*' })
  })
})

describe('late and odd inputs', () => {
  const idle = startIvr({ callId: idOf('call', 'call-a'), flowVersionId: frontDesk.flowVersionId })
  const step = (state: IvrState, input: IvrInput) =>
    stepIvr({ flow: frontDesk, hours: [] }, state, input, instant(1_000))
  const started = step(idle, { kind: 'flow.start' }).state
  const waiting = step(step(started, { kind: 'prompt.finished', token: 1 }).state, {
    kind: 'prompt.finished',
    token: 2,
  }).state
  const queued = step(waiting, { kind: 'dtmf.received', digit: '1' }).state

  it.each<[string, IvrState, IvrInput]>([
    ['a key before the start', idle, { kind: 'dtmf.received', digit: '1' }],
    ['a second start', started, { kind: 'flow.start' }],
    ['the end of an earlier prompt', waiting, { kind: 'prompt.finished', token: 1 }],
    ['a prompt that failed long ago', waiting, { kind: 'prompt.failed', token: 2 }],
    ['an earlier timer', waiting, { kind: 'timer.fired', token: 1 }],
    ['a timer while a prompt plays', started, { kind: 'timer.fired', token: 1 }],
    ['a key after the queue', queued, { kind: 'dtmf.received', digit: '1' }],
    ['a caller who leaves the queue: that is the routing engine’s', queued, { kind: 'caller.left' }],
    ['the end of a prompt after the queue', queued, { kind: 'prompt.finished', token: 2 }],
  ])('%s changes nothing', (_, state, input) => {
    expect(step(state, input)).toEqual({ state, effects: [], facts: [] })
  })

  it('goes on when a prompt cannot be played', () => {
    expect(step(started, { kind: 'prompt.failed', token: 1 }).state.nodeId).toBe('main')
  })
})

describe('a flow that is broken', () => {
  it('ends the call when a node leads nowhere', () => {
    new IvrStory(buildFlow(play('greeting', { next: 'gone' })))
      .start()
      .hearsAll()
      .expect('ivr.started', 'ivr.nodeEntered greeting', '* plays greeting', 'ivr.ended failed', '* call.hangUp')
  })

  it('ends the call when it goes in a circle at once', () => {
    const story = new IvrStory(buildFlow(hours('a', { onOpen: 'b' }), hours('b', { onOpen: 'a' }))).start()
    expect(story.state.phase).toBe('ended')
    expect(story.factsSoFar().filter((fact) => fact.kind === 'ivr.nodeEntered')).toHaveLength(NODES_WITHOUT_INPUT_MAX)
    expect(story.factsSoFar().at(-1)).toMatchObject({ kind: 'ivr.ended', outcome: 'failed' })
  })

  it('ends the call when it goes in a circle of prompts that nobody answers', () => {
    const story = new IvrStory(buildFlow(play('again', { next: 'again' }))).start()
    for (let count = 0; count < NODES_WITHOUT_INPUT_MAX; count++) story.hearsAll()
    expect(story.state.phase).toBe('ended')
  })

  it('lets a caller go round as often as they press keys', () => {
    const story = new IvrStory(buildFlow(menu('main', { choices: { 9: 'main' } }))).start()
    for (let count = 0; count < 3 * NODES_WITHOUT_INPUT_MAX; count++) story.presses('9')
    expect(story.state.phase).toBe('playing')
  })
})

it('tells only facts the journal accepts, and a state that survives being written down', () => {
  const story = new IvrStory(frontDesk).start().presses('5').presses('9').presses('3').presses('1234').advance('2s')
  for (const fact of story.factsSoFar()) factSchema.parse(fact)
  expect(JSON.parse(JSON.stringify(story.state))).toEqual(story.state)
  expect(story.state.phase).toBe('queued')
})
