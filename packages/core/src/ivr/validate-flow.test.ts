import { describe, expect, it } from 'vitest'
import { buildFlow, collect, hangUp, hours, menu, play, queue } from '../testing/flow-builders.ts'
import type { Flow } from './flow.ts'
import { flowErrors } from './validate-flow.ts'

const surroundings = {
  promptIds: new Set(['prm_greeting', 'prm_main', 'prm_invalid', 'prm_number', 'prm_sorry']),
  queueIds: new Set(['que_repair']),
  hoursIds: new Set(['hrs_office']),
}
const faultsOf = (flow: Flow): readonly string[] =>
  flowErrors(flow, surroundings).map(({ nodeId, code, field }) => [nodeId, code, field].filter(Boolean).join(' '))

describe('a flow that can be published', () => {
  it('has no faults', () => {
    const flow = buildFlow(
      hours('open', { onOpen: 'greeting', onClosed: 'sorry' }),
      play('greeting', { next: 'main' }),
      menu('main', { choices: { 1: 'repair', 3: 'number', 9: 'main' }, onFailure: 'sorry' }),
      collect('number', { onFailure: 'repair' }),
      queue('repair'),
      play('sorry'),
    )
    expect(faultsOf(flow)).toEqual([])
  })
})

describe('each fault is told with its node', () => {
  const toRepair = [queue('repair')] as const
  it.each<[string, Flow, readonly string[]]>([
    [
      'an entry that is not there',
      { ...buildFlow(queue('repair')), entryNodeId: 'gone' },
      ['gone flow.entryMissing', 'repair flow.unreachableNode'],
    ],
    ['two nodes of one name', buildFlow(queue('repair'), queue('repair')), ['repair flow.duplicateNode']],
    [
      'a way that leads nowhere',
      buildFlow(menu('main', { choices: { 1: 'repair', 2: 'gone' }, onFailure: 'lost' }), ...toRepair),
      ['main flow.danglingNext choices.2', 'main flow.danglingNext onFailure'],
    ],
    [
      'prompts that are not there',
      buildFlow(
        play('silent', { next: 'main' }),
        menu('main', { invalidPromptId: play('gone').promptId }),
        ...toRepair,
      ),
      ['silent flow.unknownPrompt promptId', 'main flow.unknownPrompt invalidPromptId'],
    ],
    ['a queue that is not there', buildFlow(queue('billing')), ['billing flow.unknownQueue queueId']],
    [
      'hours that are not there',
      buildFlow(hours('open', { hoursId: hours('x').hoursId.replace('office', 'night') as never }), ...toRepair),
      ['open flow.unknownHours hoursId'],
    ],
    [
      'a menu without choices',
      buildFlow(menu('main', { choices: {}, onFailure: 'repair' }), ...toRepair),
      ['main flow.menuWithoutChoices choices'],
    ],
    [
      'a number that can never be long enough',
      buildFlow(collect('number', { digitsMin: 6, digitsMax: 5 }), ...toRepair),
      ['number flow.digitsMinAboveMax digitsMin'],
    ],
    ['a node nobody comes to', buildFlow(queue('repair'), play('sorry')), ['sorry flow.unreachableNode']],
    [
      'a circle that needs no key',
      buildFlow(menu('main', { onFailure: 'greeting' }), play('greeting', { next: 'main' }), ...toRepair),
      ['main flow.loopWithoutInput', 'greeting flow.loopWithoutInput'],
    ],
    [
      'no way to a person',
      buildFlow(play('greeting', { next: 'end' }), hangUp('end')),
      ['greeting flow.noWayToAPerson'],
    ],
  ])('%s', (_, flow, faults) => {
    expect(faultsOf(flow)).toEqual(faults)
  })
})
