import { describe, expect, it } from 'vitest'
import { idOf } from '../../testing/acd-builders.ts'
import * as build from '../../testing/flow-builders.ts'
import { buildFlow, hangUp, menu, otherFlow, play, queue } from '../../testing/flow-builders.ts'
import { flowOf } from '../../testing/node-story.ts'
import type { Flow, FlowNode } from '../flow.ts'
import { referencesOf } from '../references.ts'
import { validateFlow } from '../validate-flow.ts'
import type { FlowSurroundings } from './fault.ts'

/** All that the flow names is there, unless a test takes it away. */
function surroundingsOf(flow: Flow, changes: Partial<FlowSurroundings> = {}): FlowSurroundings {
  const ids = (kind: string): ReadonlySet<string> =>
    new Set(flow.nodes.flatMap(referencesOf).flatMap((each) => (each.kind === kind ? [each.id] : [])))
  return {
    promptIds: ids('prompt'),
    queueIds: ids('queue'),
    hoursIds: ids('hours'),
    boxIds: ids('box'),
    surveyIds: ids('survey'),
    agentIds: ids('agent'),
    skillIds: ids('skill'),
    secretNames: new Set(['PAY_KEY']),
    flows: [],
    ...changes,
  }
}
const faults = (flow: Flow, changes: Partial<FlowSurroundings> = {}): readonly string[] =>
  validateFlow(flow, surroundingsOf(flow, changes)).map(({ severity, nodeId, code, field }) =>
    [severity === 'warning' ? '?' : '!', nodeId, code.slice('flow.'.length), field].filter(Boolean).join(' '),
  )
/** The node, a queue and a prompt to end in. */
const faultsWith = (node: FlowNode, changes: Partial<FlowSurroundings> = {}): readonly string[] =>
  faults(flowOf(node), changes).filter(
    (line) => !line.startsWith('! sorry unreachable') && !line.startsWith('! repair unreachable'),
  )
const none = new Set<string>()

describe('names that are not there', () => {
  it.each<[string, FlowNode, Partial<FlowSurroundings>]>([
    ['! call unknownOnCallList listId', build.transferOnCall('call', { onFailure: 'repair' }), { onCallListIds: none }],
    ['! box unknownBox boxId', build.voicemail('box', { next: 'repair' }), { boxIds: none }],
    ['! ask unknownSurvey surveyId', build.survey('ask', { next: 'repair' }), { surveyIds: none }],
    ['! mei unknownAgent agentId', build.transferAgent('mei'), { agentIds: none }],
    ['! call unknownFlow flowId', build.subFlow('call'), {}],
    [
      '! jump unknownTargetNode targetNodeId',
      build.goToFlow('jump', { targetNodeId: 'gone' }),
      { flows: [otherFlow('other', queue('x-queue'))] },
    ],
    [
      '! skilled unknownSkill skills.0.skillId',
      queue('skilled', { skills: [{ skillId: idOf('skill', 'en'), proficiencyMin: 1 }] }),
      { skillIds: none },
    ],
    ['! pay unknownSecret request.headers.0.value', build.payment('pay'), { secretNames: none }],
  ])('%s', (line, node, changes) => {
    expect(faultsWith(node, changes)).toEqual([line])
  })
})

describe('what a node says for itself', () => {
  const ask = (changes: Parameters<typeof build.http>[1]): FlowNode =>
    build.http('ask', { onFailure: 'sorry', onTimeout: 'sorry', ...changes })
  const request = { ...build.payment('pay').request, headers: [] }
  it.each<[readonly string[], FlowNode]>([
    [[], ask({ body: '{"a":{"b":1},"c":"{{callerNumber}}"}', headers: [{ name: 'x', value: '{{secret:PAY_KEY}}' }] })],
    [['! ask secretInUrl url'], ask({ url: 'https://x.example/?key={{secret:PAY_KEY}}' })],
    [['! ask badUrl url'], ask({ url: 'https://{{callerNumber}}/x' })],
    [['! ask badUrl url'], ask({ url: 'ftp://x.example/' })],
    [['? ask plainHttp url'], ask({ url: 'http://x.example/' })],
    [['! ask badPath saves.0.path'], ask({ saves: [{ path: 'a..b', variable: 'a' }] })],
    [['! ask reservedVariable saves.0.variable'], ask({ saves: [{ path: 'a', variable: 'callerNumber' }] })],
    [['! ask digitsOutsideBody body'], ask({ body: '{{digits:pin}}' })],
    [['! hello secretOutsideRequest text'], build.say('hello', { text: 'x {{secret:PAY_KEY}}', next: 'repair' })],
    [['! hello unknownPlaceholder text'], build.say('hello', { text: 'x {{Not A Name}}', next: 'repair' })],
    [
      ['! pay duplicateInput inputs.1.name', '? pay digitsNotSent request.body'],
      build.payment('pay', {
        request: { ...request, body: '{}' },
        inputs: [0, 1].map(() => ({ name: 'card', promptId: idOf('prompt', 'card'), digitsMin: 4, digitsMax: 8 })),
      }),
    ],
    [
      ['! pay unknownDigits request.body'],
      build.payment('pay', { request: { ...request, body: '{{digits:card}}{{digits:expiry}}{{digits:cvv}}' } }),
    ],
    [['! pin digitsMinAboveMax digitsMin'], build.pin('pin', { digitsMin: 9 })],
    [['! offer sameKeyTwice otherNumberKey'], build.callbackOffer('offer', { otherNumberKey: '1' })],
    [['! offer numberPromptMissing numberPromptId'], build.callbackOffer('offer', { numberPromptId: null })],
  ])('%j', (lines, node) => {
    expect(faultsWith(node)).toEqual(lines)
  })
})

describe('variables that no way can have set', () => {
  const reads = build.say('hello', { text: '{{customerNumber}} {{callerNumber}}', next: 'repair' })
  const never = '? hello variableNeverSet text'

  it('are told where they are read', () => {
    expect(faultsWith(reads)).toEqual([never])
    expect(faultsWith(build.condition('which', { otherwise: 'sorry' }))).toEqual([
      '? which variableNeverSet branches.0.variable',
    ])
  })

  it('are set by a node before, by a look-up, by a flow that is called, or by one that calls', () => {
    expect(faults(flowOf(build.collect('number', { next: 'hello', onFailure: 'sorry' }), reads))).toEqual([])
    expect(faults(flowOf(build.lookup('who', { onKnown: 'hello' }), reads))).toEqual([])
    const sets = otherFlow('other', build.setVariable('set', { variable: 'customerNumber', next: null }))
    expect(faults(flowOf(build.subFlow('call', { next: 'hello' }), reads), { flows: [sets] })).toEqual([
      '! sorry unreachableNode',
    ])
    const calls = otherFlow(
      'caller',
      build.collect('number', { next: 'call' }),
      build.subFlow('call', { flowId: idOf('flow', 'front-desk') }),
    )
    expect(faultsWith(reads, { flows: [calls] })).toEqual([])
  })

  it('are not set by what comes after', () => {
    const flow = flowOf({ ...reads, next: 'number' }, build.collect('number', { onFailure: 'sorry' }))
    expect(faults(flow)).toEqual([never])
  })
})

describe('where the ways lead', () => {
  it('in a circle over the menu that nobody has pressed a key in', () => {
    const flow = flowOf(menu('main', { onFailure: 'back' }), build.returnToMenu('back'))
    expect(faults(flow)).toContain('! main loopWithoutInput')
    const pressed = flowOf(
      menu('main', { choices: { 1: 'repair', 9: 'back' }, onFailure: 'sorry' }),
      build.returnToMenu('back'),
    )
    expect(faults(pressed)).toEqual([])
  })

  it('into the flow itself, over others', () => {
    const other = otherFlow('other', build.subFlow('again', { flowId: idOf('flow', 'front-desk'), next: null }))
    expect(faultsWith(build.subFlow('call'), { flows: [other] })).toEqual(['! call subFlowRecursion flowId'])
  })

  it('to nobody from a menu, though there is somebody elsewhere', () => {
    const flow = flowOf(
      menu('main', { choices: { 1: 'repair', 2: 'news' }, onFailure: 'repair' }),
      menu('news', { choices: { 1: 'sorry' }, onFailure: 'sorry' }),
    )
    expect(faults(flow)).toEqual(['? news noPersonFromHere'])
  })

  it('to an end without a word', () => {
    expect(faultsWith(menu('main', { onFailure: null }))).toEqual(['? main deadEnd onFailure'])
  })

  it('to a person in another flow, in a box, or back to the agent', () => {
    const alone = (node: FlowNode, changes: Partial<FlowSurroundings> = {}): readonly string[] =>
      faults(buildFlow(node), changes)
    expect(alone(play('only'))).toEqual(['! only noWayToAPerson'])
    expect(alone(build.goToFlow('jump'), { flows: [otherFlow('other', queue('far'))] })).toEqual([])
    expect(alone(build.goToFlow('jump'), { flows: [otherFlow('other', hangUp('end'))] })).toEqual([
      '! jump noWayToAPerson',
    ])
    expect(alone(build.voicemail('box'))).toEqual([])
    expect(alone(build.survey('ask'))).toEqual([])
    expect(alone(build.sendBack('back', { next: null }))).toEqual([])
    const caller = otherFlow('caller', build.subFlow('call', { flowId: idOf('flow', 'front-desk') }))
    expect(alone(play('only'), { flows: [caller] })).toEqual([])
  })

  it('to a node that only another flow jumps to', () => {
    const jumps = otherFlow(
      'other',
      build.goToFlow('jump', { flowId: idOf('flow', 'front-desk'), targetNodeId: 'side' }),
    )
    const flow = buildFlow(queue('repair'), queue('side'))
    expect(faults(flow)).toEqual(['! side unreachableNode'])
    expect(faults(flow, { flows: [jumps] })).toEqual([])
  })
})
