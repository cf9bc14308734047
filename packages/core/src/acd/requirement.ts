import type { QueueConfig } from '../contracts/snapshot.ts'
import type { GroupId, QueueId, TenantId } from '../ids.ts'
import { isOn } from './flags.ts'
import type { Channel, PooledCall, SkillRequirement } from './pool-types.ts'

/** What a waiting call asks of an agent at its present step. */
export type Requirement = {
  readonly tenantId: TenantId
  readonly queueId: QueueId
  readonly channel: Channel
  readonly emergency: boolean
  readonly skills: readonly SkillRequirement[]
  /** Agents of these groups may serve too, when they are signed in for any queue of the tenant. */
  readonly groupIds: readonly GroupId[]
}

export function requirementOf(call: PooledCall, queue: QueueConfig, flags: readonly number[]): Requirement {
  const { tenantId, queueId, channel } = call
  const { steps, emergency } = queue.routing
  const skills = isOn(flags, 'requiredSkills') ? skillsAskedFor(call, queue) : []
  const groupIds = call.step === 0 ? [] : (steps[call.step - 1]?.groupIds ?? [])
  return { tenantId, queueId, channel, emergency, skills, groupIds }
}

/** The last step that says something of skills, else the queue; and what the flow asked for, as far as the step does not say otherwise. */
function skillsAskedFor(call: PooledCall, queue: QueueConfig): readonly SkillRequirement[] {
  let own: readonly SkillRequirement[] = queue.requiredSkills
  for (let index = 0; index < call.step; index++) own = queue.routing.steps[index]?.skills ?? own
  if (call.skills.length === 0) return own
  return [...own, ...call.skills.filter(({ skillId }) => !own.some((each) => each.skillId === skillId))]
}

/** Asks for nothing but an agent of the queue. */
export const isPlain = ({ channel, emergency, skills, groupIds }: Requirement): boolean =>
  channel === 'voice' && !emergency && skills.length === 0 && groupIds.length === 0

/** Two calls of one queue with the same signature can be served by the same agents. */
export function signatureOf(requirement: Requirement): string {
  const { channel, emergency, skills, groupIds } = requirement
  if (isPlain(requirement)) return ''
  const asked = skills.map(({ skillId, proficiencyMin }) => `${skillId}:${String(proficiencyMin)}`).toSorted()
  return `${channel}|${emergency ? 'e' : ''}|${asked.join(',')}|${groupIds.toSorted().join(',')}`
}
