import { expect, it } from 'vitest'
import { idOf } from '../testing/acd-builders.ts'
import { AcdStory } from '../testing/story.ts'
import { instant } from '../time.ts'
import { AcdPool } from './pool.ts'

const whyNot = (story: AcdStory, agent: string, call: string): string[] =>
  AcdPool.restore(story.state)
    .whyNotOffered(idOf('agent', agent), idOf('call', call), instant(0))
    .map(({ kind }) => kind)

it('says why an agent is not rung for a call', () => {
  const story = new AcdStory().queue('repair', {
    requiredSkills: [{ skillId: idOf('skill', 'frost'), proficiencyMin: 5 }],
  })
  story.queue('billing').agentIsReady('mei', ['repair']).agentIsReady('jonas', ['billing'])
  story.callWaits('call-a', 'repair').callWaits('call-b', 'repair')
  expect(whyNot(story, 'mei', 'call-a')).toEqual(['skillTooLow'])
  expect(whyNot(story, 'jonas', 'call-a')).toEqual(['notServed'])
  expect(whyNot(story, 'ada', 'call-a')).toEqual(['agentUnknown'])
  expect(whyNot(story, 'mei', 'call-c')).toEqual(['callUnknown'])
  story.becomesNotReady('mei').happens({
    kind: 'tenant.configured',
    tenantId: idOf('tenant', 'heating'),
    share: { agentsMin: 0, agentsMax: 0, weight: 1 },
  })
  expect(whyNot(story, 'mei', 'call-a')).toEqual(['agentNotReady', 'skillTooLow', 'tenantAtMaximum'])
})
