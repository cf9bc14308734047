import { describe, expect, test } from 'vitest'
import type { Fact } from '../contracts/journal.ts'
import { instant } from '../time.ts'
import type { CallEffect, CallStep } from './call-types.ts'
import { stepCall } from './step-call.ts'
import { AGENT_LEG, CALL_INPUTS, CALL_STATES } from './testing/call-states.ts'

const NOW = instant(1_060_000)

function showEffect(effect: CallEffect): string {
  if (effect.kind === 'leg') return `${effect.legId.slice('leg_'.length)}:${effect.effect.kind}`
  return effect.kind === 'acd' ? `acd:${effect.input.kind}` : effect.kind
}

function showFact(fact: Fact): string {
  if (fact.kind === 'leg.ended') return `leg.ended(${fact.legId.slice('leg_'.length)} ${fact.cause.reason})`
  if (fact.kind === 'call.ended') return `call.ended(${fact.cause.reason} ${fact.releasedBy})`
  return fact.kind
}

function show({ ignored, state, effects, facts }: CallStep): string {
  if (ignored !== null) return `-- ${ignored}`
  const parts = [state.phase, effects.map(showEffect).join(' '), facts.map(showFact).join(' ')]
  return parts.filter((part) => part !== '').join(' | ')
}

/** Each state with each input: next phase, effects, facts; `--` why nothing. Whoever changes the machine reads the difference in the table. */
test('every state has an answer to every input, as the table says', async () => {
  const table = Object.entries(CALL_STATES)
    .map(([name, state]) => {
      const rows = Object.entries(CALL_INPUTS).map(
        ([input, value]) => `  ${input}: ${show(stepCall(state, value, NOW))}`,
      )
      return [name, ...rows].join('\n')
    })
    .join('\n\n')
  await expect(`${table}\n`).toMatchFileSnapshot('./testing/call-matrix.txt')
})

describe('an agent who is lost while talking', () => {
  const vanish = { kind: 'leg', legId: AGENT_LEG, input: { kind: 'far.vanished', reason: 'connectionLost' } } as const

  test('gives the caller back to the routing engine, and the segment ends', () => {
    const step = stepCall(CALL_STATES.talk, vanish, NOW)
    expect(step.state.phase).toBe('queue')
    expect(step.facts.map(({ kind }) => kind)).toEqual(['leg.ended', 'recording.stopped'])
    expect(step.effects).toContainEqual({
      kind: 'acd',
      input: { kind: 'talk.agentLeft', callId: 'cal_one', agentId: 'agt_mei', lost: true },
    })
  })
})

test('a recorded segment says how long it must be and on which ports both parties are received', () => {
  const { facts } = stepCall(CALL_STATES.talk, CALL_INPUTS['caller hangs up'], NOW)
  expect(facts.find(({ kind }) => kind === 'recording.stopped')).toMatchObject({
    segment: 1,
    expectedMs: 60_000,
    streams: [
      { party: 'caller', localPort: 20_000 },
      { party: 'agent', localPort: 20_002 },
    ],
  })
})

test('a caller who leaves in the menu is counted as abandoned there', () => {
  const { facts } = stepCall(CALL_STATES.flow, CALL_INPUTS['caller hangs up'], NOW)
  expect(facts.find(({ kind }) => kind === 'call.abandoned')).toMatchObject({ phase: 'ivr', waitedMs: 60_000 })
})
