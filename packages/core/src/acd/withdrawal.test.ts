import { expect, test } from 'vitest'
import { idOf } from '../testing/acd-builders.ts'
import { AcdStory } from '../testing/story.ts'

const story = (): AcdStory => new AcdStory().queue('repair').queue('billing').agentIsReady('mei', ['repair', 'billing'])
const queuesOf = ({ state }: AcdStory): readonly string[] => state.agents[idOf('agent', 'mei')]?.queueIds ?? []
const statusOf = ({ state }: AcdStory): string | undefined => state.agents[idOf('agent', 'mei')]?.status.kind

test('who leaves one of several tenants goes on for the others', () => {
  const after = story().queuesAreWithdrawn('mei', ['repair'])
  expect(queuesOf(after)).toEqual(['que_billing'])
  expect(statusOf(after)).toBe('ready')
  expect(statusOf(after.callWaits('call-a', 'repair'))).toBe('ready')
  expect(statusOf(after.callWaits('call-b', 'billing'))).toBe('ringing')
})

test('a call in progress is not cut; after it the agent is gone', () => {
  const talking = story().callWaits('call-a', 'repair').phoneAnswers('mei', 'call-a')
  const withdrawn = talking.queuesAreWithdrawn('mei', ['repair', 'billing'])
  expect(statusOf(withdrawn)).toBe('talking')
  expect(withdrawn.state.calls[0]?.phase.kind).toBe('talking')
  const over = withdrawn.callerLeaves('call-a').queuesAreWithdrawn('mei', ['repair'])
  expect(statusOf(over)).toBe('wrapUp')
  expect(over.state.agents[idOf('agent', 'mei')]?.next).toEqual({ kind: 'signedOut' })
})

test('what rings for a queue that is withdrawn goes to somebody else', () => {
  const ringing = story().callWaits('call-a', 'repair').agentIsReady('jonas', ['repair'])
  const after = ringing.queuesAreWithdrawn('mei', ['repair'])
  expect(after.state.calls[0]?.phase).toMatchObject({ kind: 'presented', rings: [{ agentId: 'agt_jonas' }] })
})
