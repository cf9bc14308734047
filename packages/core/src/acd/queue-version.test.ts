import { expect, it } from 'vitest'
import { buildQueue, idOf } from '../testing/acd-builders.ts'
import { AcdStory } from '../testing/story.ts'

it('keeps for a call the times and the recording that its queue had when the call began', () => {
  const story = new AcdStory().queue('repair').agentIsReady('mei', ['repair'])
  const queue = buildQueue('repair', { ringTimeoutMs: 7_000, wrapUpMs: 0, record: false })
  const { tenantId, queueId } = queue
  const callId = idOf('call', 'call-a')
  story.happens({ kind: 'call.enqueue', callId, tenantId, queueId, priority: 0, queue })
  story.phoneAnswers('mei', 'call-a')
  expect(story.takeEffects('call.connect')).toMatchObject([{ callId, record: false }])
  story.callerLeaves('call-a')
  expect(story.agent('mei')).toMatchObject({ status: { kind: 'ready' } })
})
