import { idOf } from './acd-builders.ts'
import * as build from './flow-builders.ts'
import type { FlowNode } from '../ivr/flow.ts'
import { UNKNOWN } from '../ivr/nodes/lookup.ts'
import type { IvrInput, IvrInputKind, IvrState } from '../ivr/step-types.ts'
import type { IvrStory } from './ivr-story.ts'
import { story } from './node-story.ts'

const request = {
  method: 'POST' as const,
  url: 'https://pin.example/check',
  headers: [],
  body: '{"pin":"{{digits:pin}}"}',
  bodyKind: 'json' as const,
  timeoutMs: 3_000,
}
const onward = (node: FlowNode): IvrStory => story(node).start()
const asked = (node: FlowNode): IvrStory => onward(node).hearsAll()

/** Every place in which an IVR can be, by what it waits for there. */
export const IVR_SITUATIONS: Readonly<Record<string, () => IvrStory>> = {
  'not begun': () => story(build.play('greeting')),
  'play, must be heard': () => onward(build.play('greeting', { next: 'repair' })),
  'play, may be skipped': () => onward(build.play('greeting', { interruptible: true, next: 'repair' })),
  say: () => onward(build.say('hello', { next: 'repair' })),
  'menu, speaking': () => onward(build.menu('main', { onFailure: 'sorry' })),
  'menu, must be heard': () => onward(build.menu('main', { interruptible: false, onFailure: 'sorry' })),
  'menu, correcting': () => onward(build.menu('main', { onFailure: 'sorry' })).presses('9'),
  'menu, waiting': () => asked(build.menu('main', { onFailure: 'sorry' })),
  'menu, last attempt': () => asked(build.menu('main', { attemptsMax: 1, onFailure: 'sorry' })),
  'collect, speaking': () => onward(build.collect('number', { onFailure: 'sorry' })),
  'collect, waiting': () => asked(build.collect('number', { onFailure: 'sorry' })),
  'collect, two digits': () => asked(build.collect('number', { onFailure: 'sorry' })).presses('12'),
  'collect, four digits': () => asked(build.collect('number', { onFailure: 'sorry' })).presses('1234'),
  'survey, speaking': () => onward(build.survey('ask')),
  'survey, waiting': () => asked(build.survey('ask')),
  'survey, reason': () => asked(build.survey('ask')).presses('2').hearsAll(),
  'survey, thanks': () => asked(build.survey('ask')).presses('1'),
  lookup: () => onward(build.lookup('who')),
  listBranch: () => onward(build.listBranch('lists')),
  http: () => onward(build.http('ask', { onFailure: 'sorry', onTimeout: 'sorry' })),
  'http, first of two': () => onward(build.http('ask', { retries: 1, onFailure: 'sorry', onTimeout: 'sorry' })),
  'pin, speaking': () => onward(build.pin('pin')),
  'pin, three digits': () => asked(build.pin('pin')).presses('864'),
  'pin, checking': () => asked(build.pin('pin')).presses('8642#'),
  'pin, asking a service': () => asked(build.pin('pin', { check: { kind: 'http', request } })).presses('8642#'),
  'payment, first number': () => onward(build.payment('pay')),
  'payment, second number': () => onward(build.payment('pay')).presses('6222021#12'),
  'payment, paying': () => onward(build.payment('pay')).presses('6222021#1229'),
  transferAgent: () => onward(build.transferAgent('agent')),
  transferNumber: () => onward(build.transferNumber('number')),
  transferExtension: () => onward(build.transferExtension('extension', { extension: '8001' })),
  transferOnCall: () => onward(build.transferOnCall('onCall')),
  voicemail: () => onward(build.voicemail('box')),
  'callbackOffer, speaking': () => onward(build.callbackOffer('offer')),
  'callbackOffer, waiting': () => asked(build.callbackOffer('offer')),
  'callbackOffer, number': () => asked(build.callbackOffer('offer')).presses('2').hearsAll().presses('021'),
  'callbackOffer, confirming': () => asked(build.callbackOffer('offer')).presses('1'),
  queued: () => onward(build.queue('first')),
  'queued, with a survey to come': () => onward(build.queue('first', { afterTalk: 'sorry' })),
  transferred: () => onward(build.transferAgent('agent')).transferEnds(true),
  'sent by an agent': () => onward(build.queue('first')).agentSendsTo(null).agentSendsTo(null, 'sorry'),
  ended: () => onward(build.hangUp('end')),
}

/** Every input, as it would come in time: tokens are those of the state. */
export function inputsFor({ token }: IvrState): Readonly<Record<string, IvrInput>> {
  const inputs: { readonly [K in IvrInputKind]: Readonly<Record<string, Extract<IvrInput, { kind: K }>>> } = {
    'flow.start': { '': { kind: 'flow.start' } },
    'flow.resume': {
      'at a node': { kind: 'flow.resume', flowId: null, nodeId: 'sorry', returns: false },
      'for an agent': { kind: 'flow.resume', flowId: null, nodeId: 'sorry', returns: true },
      'not there': { kind: 'flow.resume', flowId: idOf('flow', 'gone'), nodeId: null, returns: false },
    },
    'talk.ended': {
      '': { kind: 'talk.ended', agentId: idOf('agent', 'mei'), queueId: null, surveyId: null },
      'with a survey': {
        kind: 'talk.ended',
        agentId: idOf('agent', 'mei'),
        queueId: idOf('queue', 'first'),
        surveyId: idOf('survey', 'satisfaction'),
      },
    },
    'prompt.finished': { '': { kind: 'prompt.finished', token }, late: { kind: 'prompt.finished', token: -1 } },
    'prompt.failed': { '': { kind: 'prompt.failed', token } },
    'dtmf.received': {
      '1': { kind: 'dtmf.received', digit: '1' },
      '9': { kind: 'dtmf.received', digit: '9' },
      '#': { kind: 'dtmf.received', digit: '#' },
    },
    'timer.fired': { '': { kind: 'timer.fired', token }, late: { kind: 'timer.fired', token: -1 } },
    'http.answered': {
      '200': { kind: 'http.answered', token, status: 200, body: '{}' },
      '404': { kind: 'http.answered', token, status: 404, body: '' },
      '500': { kind: 'http.answered', token, status: 500, body: '' },
      late: { kind: 'http.answered', token: -1, status: 200, body: '{}' },
    },
    'http.failed': {
      timeout: { kind: 'http.failed', token, why: 'timeout' },
      failed: { kind: 'http.failed', token, why: 'failed' },
    },
    'lookup.result': {
      known: { kind: 'lookup.result', token, caller: { ...UNKNOWN, isKnown: true, vipClass: 1 } },
      unknown: { kind: 'lookup.result', token, caller: UNKNOWN },
      late: { kind: 'lookup.result', token: -1, caller: UNKNOWN },
    },
    'pin.checked': {
      correct: { kind: 'pin.checked', token, result: 'correct' },
      wrong: { kind: 'pin.checked', token, result: 'wrong' },
      unavailable: { kind: 'pin.checked', token, result: 'unavailable' },
      late: { kind: 'pin.checked', token: -1, result: 'correct' },
    },
    'voicemail.finished': {
      left: { kind: 'voicemail.finished', token, left: true },
      nothing: { kind: 'voicemail.finished', token, left: false },
    },
    'transfer.finished': {
      connected: { kind: 'transfer.finished', token, connected: true },
      'not connected': { kind: 'transfer.finished', token, connected: false },
    },
    'caller.left': { '': { kind: 'caller.left' } },
  }
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([kind, cases]) =>
      Object.entries(cases).map(([name, input]) => [name === '' ? kind : `${kind} (${name})`, input]),
    ),
  )
}
