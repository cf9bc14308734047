import { describe, expect, it } from 'vitest'
import * as build from '../../testing/flow-builders.ts'
import { hangUp, play } from '../../testing/flow-builders.ts'
import { IvrStory } from '../../testing/ivr-story.ts'
import { begun, flowOf, queued, story } from '../../testing/node-story.ts'
import { conditionBranchSchema, type ConditionBranch } from '../flow-parts.ts'
import { holds } from './condition.ts'

describe('spoken text', () => {
  it('is heard with the values in it, in either language', () => {
    story(
      build.setVariable('name', { variable: 'name', value: '王女士', next: 'balance' }),
      build.setVariable('balance', { variable: 'balance', value: '12.50', next: 'hello' }),
      build.say('hello', { text: '您好，{{name}}，余额 {{ balance:money }} 元。', locale: 'zh-CN', next: 'english' }),
      build.say('english', { text: '{{callerNumber:digits}} has {{nothing}}.', next: 'repair' }),
    )
      .start()
      .hearsAll()
      .hearsAll()
      .expect(
        'ivr.started',
        'ivr.nodeEntered name',
        'ivr.nodeEntered balance',
        'ivr.nodeEntered hello',
        '* plays "您好，" + text 王女士 + "，余额" + money 12.50 + "元。"',
        'ivr.nodeEntered english',
        '* plays digits 13800138000 + "has"',
        ...queued('{"name":"王女士","balance":"12.50"}'),
      )
  })

  it('is passed over when nothing of it can be heard', () => {
    expect(story(build.say('hello', { text: '{{nothing}}!', next: 'repair' })).start().state.phase).toBe('queued')
  })
})

describe('keys pressed early', () => {
  const menu = build.menu('main', { choices: { 1: 'repair', 2: 'number' } })
  const number = build.collect('number', { next: 'repair' })

  it('are a choice of the menu that follows when they fit', () => {
    const told = story(play('greeting', { interruptible: true, next: 'main' }), menu, number)
      .start()
      .presses('1')
    expect(told.state.phase).toBe('queued')
  })

  it('are kept while a service is asked, and taken by the questions that follow', () => {
    const told = story(build.http('ask', { onSuccess: 'main' }), menu, number)
      .start()
      .presses('2123#')
      .serviceAnswers(200)
    expect(told.state).toMatchObject({ phase: 'queued', variables: { customerNumber: '123' } })
  })

  it('that fit nothing are forgotten, and no failed attempt', () => {
    const told = story(build.http('ask', { onSuccess: 'main' }), menu, number)
      .start()
      .presses('9')
      .serviceAnswers(200)
    expect(told.state).toMatchObject({ phase: 'playing', attempt: 1, typedAhead: [] })
  })

  it('count for nothing over what must be heard', () => {
    const told = story(build.menu('main', { interruptible: false }))
      .start()
      .presses('1')
    expect(told.state).toMatchObject({ phase: 'playing', nodeId: 'main' })
    expect(told.hearsAll().presses('1').state.phase).toBe('queued')
  })
})

describe('conditions', () => {
  const values: Readonly<Record<string, string>> = { number: '0012', amount: '9', city: '上海', empty: '' }
  const check = (operator: ConditionBranch['operator'], variable: string, value = ''): boolean =>
    holds(conditionBranchSchema.parse({ variable, operator, value, next: null }), (name) => values[name] ?? '')

  it.each<[boolean, ConditionBranch['operator'], string, string?]>([
    [true, 'equals', 'number', '12'],
    [false, 'equals', 'city', '北京'],
    [true, 'notEquals', 'city', '北京'],
    [true, 'lessThan', 'amount', '10'],
    [false, 'lessThan', 'empty', '10'],
    [true, 'greaterThan', 'amount', '{{empty}}8.5'],
    [true, 'in', 'city', '北京，上海'],
    [false, 'in', 'empty', ',,'],
    [true, 'startsWith', 'number', '00'],
    [false, 'startsWith', 'number', ''],
    [true, 'isEmpty', 'nothing'],
    [false, 'isEmpty', 'amount'],
  ])('say %s of %s %s %s', (expected, operator, variable, value) => {
    expect(check(operator, variable, value)).toBe(expected)
  })

  it('lead to the first branch that holds', () => {
    const branch = (value: string, next: string): ConditionBranch => ({
      variable: 'topic',
      operator: 'equals',
      value,
      next,
    })
    const told = story(
      build.setVariable('b', { next: 'which' }),
      build.condition('which', { branches: [branch('a', 'sorry'), branch('b', 'repair'), branch('b', 'sorry')] }),
    ).start()
    expect(told.state.phase).toBe('queued')
  })
})

describe('who calls', () => {
  it('is looked up, and what is known of them can be read', () => {
    begun(build.lookup('who'))
      .expect('ivr.nodeEntered who', '* looks up 13800138000')
      .isFoundAs({ name: 'Wang', vipClass: 1, fields: { contract: 'C-7', 'not a name': 'x', name: 'overwritten' } })
      .expect(...queued('{"contract":"C-7","name":"Wang","vipClass":"1","memberNumber":"","region":""}'))
  })

  it('is unknown when nobody answers in time', () => {
    begun(build.lookup('who', { number: '{{calledNumber}}' }))
      .expect('ivr.nodeEntered who', '* looks up 4008001001')
      .advance('1s')
      .expect('ivr.nodeEntered sorry', '* request.cancel', '* plays sorry')
  })

  it.each<[string, Parameters<IvrStory['isFoundAs']>[0]]>([
    ['member', { memberNumber: 'M1' }],
    ['vip', { vipClass: 2 }],
    ['black', { isBlackListed: true, isKnown: false }],
    ['region', { region: '上海' }],
    ['none', { vipClass: 3 }],
  ])('leads to branch %s', (expected, caller) => {
    const told = story(
      build.listBranch('lists', {
        branches: [
          { kind: 'blackList', next: 'black' },
          { kind: 'member', next: 'member' },
          { kind: 'vip', classMax: 2, next: 'vip' },
          { kind: 'region', region: '上海', next: 'region' },
        ],
        otherwise: 'none',
      }),
      ...['black', 'member', 'vip', 'region', 'none'].map((nodeId) => play(nodeId)),
    )
    expect(told.start().isFoundAs(caller).state.nodeId).toBe(expected)
  })
})

describe('a request', () => {
  const ask = build.http('ask', {
    method: 'POST',
    url: 'https://crm.example/c/{{callerNumber}}?q={{topic}}',
    headers: [{ name: 'authorization', value: 'Bearer {{secret:CRM}} {{topic}}' }],
    body: '{"topic":"{{topic}}","key":"{{secret:CRM}}"}',
    retries: 1,
    saves: [
      { path: '$.orders[0].state', variable: 'state' },
      { path: 'total', variable: 'total' },
      { path: '$status', variable: 'status' },
    ],
    onFailure: 'sorry',
    onTimeout: 'late',
  })
  /** The value comes from outside the flow: what it says is never read as a placeholder. */
  const asked = (topic: string): IvrStory =>
    new IvrStory(flowOf(build.setVariable('set', { value: '{{calledNumber}}', next: 'ask' }), ask, hangUp('late')), {
      ani: '13800138000',
      dnis: topic,
    }).start()
  const line =
    '* POST https://crm.example/c/13800138000?q=a%22%7B%7Bsecret%3ACRM%7D%7D%0A' +
    ' authorization=Bearer <secret CRM> a"{{secret:CRM}} ' +
    ' content-type=application/json; charset=utf-8 {"topic":"a\\"{{secret:CRM}}\\n","key":"<secret CRM>"}'

  it('carries values encoded for their place, and secrets by name alone', () => {
    asked('a"{{secret:CRM}}\n').expect('ivr.started', 'ivr.nodeEntered set', 'ivr.nodeEntered ask', line)
  })

  it('keeps what the flow wants of the answer', () => {
    const told = asked('x').serviceAnswers(200, '{"orders":[{"state":"open"}],"total":12.5}')
    expect(told.state.variables).toMatchObject({ state: 'open', total: '12.5', status: '200' })
    expect(told.state.phase).toBe('queued')
  })

  it('is sent again after a failure or a fault of the service, as often as it says', () => {
    expect(asked('x').serviceFails().serviceAnswers(503).state.nodeId).toBe('sorry')
    expect(asked('x').serviceAnswers(500).serviceAnswers(200, '{}').state.phase).toBe('queued')
    expect(asked('x').serviceFails('timeout').advance('3s').state.nodeId).toBe('late')
  })

  it('is not sent again when it was refused, and fails when the answer cannot be read', () => {
    expect(asked('x').serviceAnswers(404).state.nodeId).toBe('sorry')
    expect(asked('x').serviceAnswers(200, '<html>').state.nodeId).toBe('sorry')
  })
})
