import type { Requirement } from './requirement.ts'
import type { Profile } from './queue-place.ts'

export type WhyUnable = 'notServed' | 'expert' | 'emergencyOnly' | 'skillTooLow' | 'noCapacity'

/** Why an agent of this profile may not serve the call; null: may. */
export function whyUnable(profile: Profile, requirement: Requirement): WhyUnable | null {
  const { tenantId, queueId, channel, emergency, skills, groupIds } = requirement
  const isServed = profile.servedQueues.has(queueId)
  if (!isServed && !groupIds.some((groupId) => profile.groupIds.has(groupId))) return 'notServed'
  if (profile.capacity[channel] < 1) return 'noCapacity'
  const attributes = profile.byTenant.get(tenantId)
  if (attributes?.expert === true) return 'expert'
  if (attributes?.emergencyOnly === true && !emergency) return 'emergencyOnly'
  if (skills.length > 0 && lowestProficiency(profile, requirement) === null) return 'skillTooLow'
  return null
}

/** The lowest proficiency among the skills asked for; null when one of them is missing or too low, or none is asked for. */
export function lowestProficiency(
  profile: Profile,
  { tenantId, skills }: Pick<Requirement, 'tenantId' | 'skills'>,
): number | null {
  const known = profile.byTenant.get(tenantId)?.skills ?? []
  let lowest: number | null = null
  for (const { skillId, proficiencyMin } of skills) {
    const found = known.find((skill) => skill.skillId === skillId)
    if (found === undefined || found.proficiency < proficiencyMin) return null
    if (lowest === null || found.proficiency < lowest) lowest = found.proficiency
  }
  return lowest
}
