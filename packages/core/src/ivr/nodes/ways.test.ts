import { describe, expect, it } from 'vitest'
import { idOf } from '../../testing/acd-builders.ts'
import * as build from '../../testing/flow-builders.ts'
import { menu, otherFlow, play, queue, satisfactionSurvey } from '../../testing/flow-builders.ts'
import { IvrStory } from '../../testing/ivr-story.ts'
import { flowOf } from '../../testing/node-story.ts'
import type { Flow, FlowNode } from '../flow.ts'

const OTHER = idOf('flow', 'other')
const among = (flows: readonly Flow[], ...nodes: readonly FlowNode[]): IvrStory => {
  const flow = flowOf(...nodes)
  return new IvrStory(flow, { flows: [flow, ...flows], surveys: [satisfactionSurvey] })
}
const nodesOf = (told: IvrStory): readonly string[] =>
  told.factsSoFar().flatMap((fact) => (fact.kind === 'ivr.nodeEntered' ? [fact.nodeId] : []))
const outcomesOf = (told: IvrStory): readonly string[] =>
  told.factsSoFar().flatMap((fact) => (fact.kind === 'ivr.ended' ? [fact.outcome] : []))

describe('a flow that calls another', () => {
  const asks = otherFlow('other', build.collect('number', { next: 'thanks', onFailure: null }), play('thanks'))

  it('goes on where it was when that is over, with its variables', () => {
    const told = among([asks], build.subFlow('call')).start().presses('1234#').hearsAll()
    expect(nodesOf(told)).toEqual(['call', 'number', 'thanks', 'repair'])
    expect(told.state).toMatchObject({
      phase: 'queued',
      flowId: null,
      stack: [],
      variables: { customerNumber: '1234' },
    })
  })

  it('ends the call when there is nothing after it, or when it hangs up', () => {
    expect(
      outcomesOf(
        among([asks], build.subFlow('call', { next: null }))
          .start()
          .presses('1234#')
          .hearsAll(),
      ),
    ).toEqual(['hungUp'])
    const hangsUp = otherFlow('other', build.hangUp('end'))
    expect(outcomesOf(among([hangsUp], build.subFlow('call')).start())).toEqual(['hungUp'])
  })

  it('fails when it calls itself for ever, or what is not there', () => {
    const round = otherFlow('other', build.subFlow('again'))
    const told = among([round], build.subFlow('call')).start()
    expect(outcomesOf(told)).toEqual(['failed'])
    expect(nodesOf(told)).toHaveLength(11)
    expect(outcomesOf(among([], build.subFlow('call')).start())).toEqual(['failed'])
  })
})

describe('a jump', () => {
  it('leads to another flow for good, to its beginning or to a node of it', () => {
    const other = otherFlow('other', play('welcome', { next: 'far' }), queue('far'))
    expect(nodesOf(among([other], build.goToFlow('jump')).start())).toEqual(['jump', 'welcome'])
    const told = among([other], build.goToFlow('jump', { targetNodeId: 'far' })).start()
    expect(told.state).toMatchObject({ phase: 'queued', flowId: OTHER })
  })

  it('does not play the announcements of the call again', () => {
    const flow = flowOf(
      menu('main', { choices: { 9: 'again' } }),
      build.goToFlow('again', { flowId: idOf('flow', 'front-desk') }),
    )
    const announced = { ...flow, entryNodeId: 'news', nodes: [play('news', { next: 'main' }), ...flow.nodes] }
    const told = new IvrStory(announced, { flows: [flow] }).start().hearsAll().presses('9')
    expect(nodesOf(told)).toEqual(['news', 'main', 'again', 'main'])
  })
})

describe('back to the menu', () => {
  const back = build.returnToMenu('back')

  it('is the one heard last, also out of a sub-flow', () => {
    const other = otherFlow('other', play('deep', { next: 'back' }), back)
    const told = among([other], menu('main', { choices: { 1: 'call' } }), build.subFlow('call'))
      .start()
      .presses('1')
      .hearsAll()
    expect(nodesOf(told)).toEqual(['main', 'call', 'deep', 'back', 'main'])
    expect(told.state).toMatchObject({ flowId: null, stack: [], phase: 'playing' })
  })

  it('is the beginning for one who has heard none', () => {
    const told = among([], play('greeting', { next: 'back' }), back)
      .start()
      .hearsAll()
    expect(nodesOf(told)).toEqual(['greeting', 'back', 'greeting'])
  })
})

describe('a caller whom an agent sends into a flow', () => {
  const checks = otherFlow(
    'other',
    build.pin('pin', { onVerified: 'ok', onFailure: null, onUnavailable: null }),
    build.setVariable('ok', { value: 'verified', next: 'back' }),
    build.sendBack('back', { next: null }),
  )
  const talking = (): IvrStory => among([checks], queue('first', { afterTalk: 'ask' }), build.survey('ask')).start()

  it('comes back to the agent with what was found out, and can be sent again', () => {
    const told = talking().agentSendsTo(OTHER).presses('8642#').pinIs('correct')
    expect(told.state).toMatchObject({ phase: 'handedOver', returnsToAgent: false, variables: { topic: 'verified' } })
    expect(outcomesOf(told)).toEqual(['queued', 'returned'])
    expect(outcomesOf(told.agentSendsTo(OTHER).presses('8642#').pinIs('unavailable'))).toEqual([
      'queued',
      'returned',
      'returned',
    ])
  })

  it('comes back with what was found out, and still without what the queue keeps from the agent', () => {
    const told = among(
      [checks],
      build.setVariable('kept', { variable: 'birthday', value: '1990', next: 'first' }),
      queue('first', { variables: [] }),
    ).start()
    const facts = told.agentSendsTo(OTHER).presses('8642#').pinIs('correct').factsSoFar()
    expect(facts.filter(({ kind }) => kind === 'ivr.variablesShown')).toMatchObject([
      { variables: {} },
      { variables: { topic: 'verified' } },
    ])
    expect(JSON.stringify(facts)).not.toMatch(/1990|8642/)
  })

  it('is asked about the talk when the agent hangs up after all', () => {
    const told = talking().agentSendsTo(OTHER).presses('8642#').pinIs('correct').talkEnds()
    expect(told.state.nodeId).toBe('ask')
    const left = talking().agentSendsTo(OTHER).presses('8642#').talkEnds().pinIs('correct')
    expect(left.state).toMatchObject({ nodeId: 'ask', lastTalk: { agentId: 'agt_mei' } })
  })

  it('is not sent back to anybody when nobody has sent the caller', () => {
    expect(among([], build.sendBack('back')).start().state.phase).toBe('queued')
  })

  it('may have been in no flow before', () => {
    expect(among([checks], play('never')).agentSendsTo(OTHER).state).toMatchObject({
      nodeId: 'pin',
      returnsToAgent: true,
    })
  })
})

describe('a call that the queue gives up', () => {
  it('goes on in a flow with its variables, and may be queued again', () => {
    const full = otherFlow('other', play('full', { next: 'other-queue' }), queue('other-queue'))
    const told = among([full], build.setVariable('set'))
      .start()
      .happens({ kind: 'flow.resume', flowId: OTHER, nodeId: null, returns: false })
      .hearsAll()
    expect(nodesOf(told)).toEqual(['set', 'repair', 'full', 'other-queue'])
    expect(told.state).toMatchObject({ phase: 'queued', variables: { topic: 'set' } })
    expect(outcomesOf(told)).toEqual(['queued', 'queued'])
  })

  it('fails when the flow is not there', () => {
    const told = among([], play('greeting'))
      .start()
      .happens({ kind: 'flow.resume', flowId: OTHER, nodeId: null, returns: false })
    expect(told.state.phase).toBe('playing')
    const queued = among([], queue('first'))
      .start()
      .happens({ kind: 'flow.resume', flowId: OTHER, nodeId: null, returns: false })
    expect(outcomesOf(queued)).toEqual(['queued', 'failed'])
  })
})
