import { describe, expect, it } from 'vitest'
import { idOf } from '../../testing/acd-builders.ts'
import * as build from '../../testing/flow-builders.ts'
import { queue } from '../../testing/flow-builders.ts'
import { IvrStory } from '../../testing/ivr-story.ts'
import { begun, flowOf, story } from '../../testing/node-story.ts'
import type { FlowNode } from '../flow.ts'

/** What agents are shown, in order. */
const shownBy = (told: IvrStory): readonly Readonly<Record<string, string>>[] =>
  told.factsSoFar().flatMap((fact) => (fact.kind === 'ivr.variablesShown' ? [fact.variables] : []))

describe('a PIN', () => {
  const secrets = (told: IvrStory): string => JSON.stringify([told.factsSoFar(), told.state])

  it('is checked against what is kept, and forgotten', () => {
    const told = begun(build.pin('pin'))
      .expect('ivr.nodeEntered pin', '* secret.begin', '* plays pin')
      .presses('8642#')
      .expect('* prompt.stop', 'ivr.digitsCollected pin ', '* checks 8642 of 13800138000')
    expect(secrets(told)).not.toContain('8642')
    told
      .pinIs('correct')
      .expect(...['ivr.nodeEntered repair', 'ivr.ended queued', '* secret.end', '* queues in repair {}'])
  })

  it('may be wrong so often, and then leads elsewhere', () => {
    begun(build.pin('pin'))
      .expect('ivr.nodeEntered pin', '* secret.begin', '* plays pin')
      .presses('8642#')
      .pinIs('wrong')
      .presses('975#')
      .expect(
        '* prompt.stop',
        'ivr.digitsCollected pin ',
        '* checks 8642 of 13800138000',
        'ivr.inputFailed pin invalid 1',
        '* plays pin',
        '* prompt.stop',
        'ivr.inputFailed pin invalid 2',
        'ivr.nodeEntered sorry',
        '* secret.end',
        '* plays sorry',
      )
  })

  it('is checked by a service, which gets it in the body alone', () => {
    const request = {
      method: 'POST' as const,
      url: 'https://pin.example/check',
      headers: [],
      body: '{"pin":"{{digits:pin}}"}',
      bodyKind: 'json' as const,
      timeoutMs: 3_000,
    }
    const told = begun(build.pin('pin', { check: { kind: 'http', request } })).presses('8642#')
    told.expect(
      'ivr.nodeEntered pin',
      '* secret.begin',
      '* plays pin',
      '* prompt.stop',
      'ivr.digitsCollected pin ',
      '* POST https://pin.example/check content-type=application/json; charset=utf-8 {"pin":"<digits pin>"} {"pin":"8642"}',
    )
    expect(secrets(told)).not.toContain('8642')
    expect(told.serviceAnswers(500).state).toMatchObject({ nodeId: 'sorry', isSecret: false })
  })

  it('of a caller who hangs up is forgotten', () => {
    const told = begun(build.pin('pin')).presses('864')
    expect(told.state.secretDigits).toEqual({ pin: '864' })
    expect(told.hangsUp().state).toMatchObject({ secretDigits: {}, isSecret: false, phase: 'ended' })
  })
})

describe('a payment', () => {
  const paid = (): IvrStory => begun(build.payment('pay')).presses('6222021#').presses('1229')

  it('hands its numbers over once, and keeps the answer', () => {
    const told = paid().expect(
      'ivr.nodeEntered pay',
      '* secret.begin',
      '* plays card',
      '* prompt.stop',
      'ivr.digitsCollected pay ',
      '* plays expiry',
      '* prompt.stop',
      'ivr.digitsCollected pay ',
      '* POST https://pay.example/charge authorization=Bearer <secret PAY_KEY> content-type=application/json; charset=utf-8' +
        ' {"card":"<digits card>","expiry":"<digits expiry>"} {"card":"6222021","expiry":"1229"}',
    )
    expect(JSON.stringify([told.state, told.factsSoFar()])).not.toMatch(/6222021|1229/)
    expect(told.serviceAnswers(200, '{"receipt":"R-9"}').state).toMatchObject({
      phase: 'queued',
      variables: { receipt: 'R-9' },
    })
    expect(shownBy(told)).toEqual([{ receipt: 'R-9' }])
    expect(JSON.stringify([told.state, told.factsSoFar()])).not.toMatch(/6222021|1229/)
  })

  it('is declined, or nobody knows', () => {
    expect(paid().serviceAnswers(402).state.nodeId).toBe('sorry')
    expect(paid().advance('8s').state).toMatchObject({ nodeId: 'sorry', isSecret: false })
  })

  it('asks again for the number that was wrong alone', () => {
    const told = begun(build.payment('pay')).presses('6222021#').presses('12').advance('2s')
    expect(told.state).toMatchObject({ stage: 1, attempt: 2, secretDigits: { card: '6222021' } })
  })
})

describe('where the call goes', () => {
  it.each<[string, string, FlowNode]>([
    ['agent', 'agt_mei', build.transferAgent('t')],
    ['number', '02112345678', build.transferNumber('t')],
    ['onCall', 'ocl_experts', build.transferOnCall('t')],
    ['extension', '4008001001', build.transferExtension('t', { extension: '{{calledNumber}}' })],
  ])('to the %s %s, or on when nobody answers', (kind, target, node) => {
    const told = begun(node)
    expect(told.state.phase).toBe('transferring')
    told.expect('ivr.nodeEntered t', `* transfers to ${kind} ${target}`)
    expect(begun(node).transferEnds(true).state.phase).toBe('handedOver')
    expect(told.transferEnds(false).state.nodeId).toBe('sorry')
  })

  it('to anybody, who is shown what the flow knows', () => {
    const ways = [build.transferAgent('way'), build.transferOnCall('way'), build.callbackOffer('way')]
    for (const way of ways)
      expect(shownBy(begun(build.setVariable('set', { next: 'way' }), way).presses('1'))).toEqual([{ topic: 'set' }])
    expect(shownBy(begun(build.transferAgent('way')))).toEqual([])
  })

  it('to a box that keeps a message; hanging up is how messages end', () => {
    begun(build.voicemail('box'))
      .leavesMessage()
      .expect('ivr.nodeEntered box', '* records for repair', 'ivr.ended voicemail', '* call.hangUp')
    begun(build.voicemail('box')).hangsUp().expect('ivr.nodeEntered box', '* records for repair', 'ivr.ended voicemail')
    expect(begun(build.voicemail('box', { next: 'sorry' })).leavesMessage(false).state.nodeId).toBe('sorry')
  })

  it('to a queue with the skills and the variables it asks for, which the agent is shown', () => {
    const told = begun(
      build.setVariable('a', { variable: 'a', value: '1', next: 'b' }),
      build.setVariable('b', { variable: 'b', value: '2', next: 'skilled' }),
      queue('skilled', { skills: [{ skillId: idOf('skill', 'en'), proficiencyMin: 5 }], variables: ['b'] }),
    )
    expect(shownBy(told)).toEqual([{ b: '2' }])
    told.expect(
      'ivr.nodeEntered a',
      'ivr.nodeEntered b',
      'ivr.nodeEntered skilled',
      'ivr.variablesShown b',
      'ivr.ended queued',
      '* queues in skilled en>=5 {"b":"2"}',
    )
  })
})

describe('the offer to call back', () => {
  it('takes the calling number', () => {
    begun(build.callbackOffer('offer'))
      .presses('1')
      .hearsAll()
      .expect(
        'ivr.nodeEntered offer',
        '* plays offer',
        'ivr.digitsCollected offer 1',
        '* prompt.stop',
        '* calls back 13800138000 from repair',
        '* plays we-call-you',
        'ivr.ended callback',
        '* call.hangUp',
      )
  })

  it('takes another number, asked for again when it is too short', () => {
    begun(build.callbackOffer('offer', { confirmPromptId: null }))
      .presses('2')
      .presses('12#')
      .presses('02155#')
      .expect(
        'ivr.nodeEntered offer',
        '* plays offer',
        'ivr.digitsCollected offer 2',
        '* prompt.stop',
        '* plays which-number',
        '* prompt.stop',
        'ivr.inputFailed offer invalid 1',
        '* plays which-number',
        '* prompt.stop',
        'ivr.digitsCollected offer 02155',
        'ivr.ended callback',
        '* calls back 02155 from repair',
        '* call.hangUp',
      )
  })

  it('asks a caller without a number for one, and takes no for an answer', () => {
    const hidden = new IvrStory(flowOf(build.callbackOffer('offer')), { ani: '' }).start().presses('1')
    expect(hidden.state).toMatchObject({ stage: 1, phase: 'playing' })
    expect(begun(build.callbackOffer('offer')).presses('9').state.phase).toBe('queued')
    expect(begun(build.callbackOffer('offer')).presses('1').hangsUp().factsSoFar().at(-1)).toMatchObject({
      outcome: 'callback',
    })
  })
})

describe('the survey', () => {
  it('asks for the reason when the caller is not satisfied', () => {
    begun(build.survey('ask'))
      .presses('2')
      .presses('1')
      .hearsAll()
      .expect(
        'ivr.nodeEntered ask',
        '* plays how-was-it',
        'ivr.digitsCollected ask 2',
        '* prompt.stop',
        '* plays why',
        'ivr.digitsCollected ask 1',
        'survey.answered 0 not satisfied: waiting',
        '* prompt.stop',
        '* plays thanks',
        'ivr.ended hungUp',
        '* call.hangUp',
      )
  })

  it('keeps the answer of a caller who hangs up instead of giving a reason', () => {
    const facts = begun(build.survey('ask')).presses('2').hangsUp().factsSoFar()
    expect(facts.slice(-2)).toMatchObject([{ kind: 'survey.answered', reasonKey: null }, { outcome: 'callerLeft' }])
  })

  it('follows the talk when the agent has hung up, by the flow or by the queue', () => {
    const byFlow = story(queue('first', { afterTalk: 'ask' }), build.survey('ask'))
      .start()
      .talkEnds()
    expect(byFlow.state).toMatchObject({ nodeId: 'ask', phase: 'playing' })
    const told = story(queue('first')).start().talkEnds(idOf('survey', 'satisfaction')).presses('1')
    expect(told.factsSoFar().at(-1)).toMatchObject({
      kind: 'survey.answered',
      agentId: 'agt_mei',
      queueId: 'que_repair',
      satisfied: true,
    })
    expect(story(queue('first')).start().talkEnds().state.phase).toBe('queued')
  })
})
