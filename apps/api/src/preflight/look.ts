import { LIFECYCLE, flowErrors } from '@seatline/core'
import type { TenantSnapshot } from '@seatline/core'
import type { Check, CheckCode, CheckState } from './preflight-views.ts'

/** What is known of a tenant before anybody calls. */
export type Known = {
  readonly snapshot: TenantSnapshot
  /** The version that the media plane has been sent. */
  readonly sentVersion: number | null
  /** Files of prompts that are not there, or empty; by prompt. */
  readonly missingFiles: ReadonlySet<string>
  readonly signedIn: ReadonlyMap<string, number>
  /** Persons who can log in as its administrator, and open invitations to become one. */
  readonly admins: number
  readonly invited: number
}

const check = (code: CheckCode, subject: string, state: CheckState, found: Check['found'] = {}): Check => ({
  id: subject === '' ? code : `${code}/${subject}`,
  code,
  subject,
  state,
  found,
})

/** Everything about a tenant that can be known by looking. */
export function look(known: Known): readonly Check[] {
  const { snapshot, sentVersion } = known
  const { calls } = LIFECYCLE[snapshot.status]
  return [
    check('published', '', sentVersion === snapshot.version ? 'ok' : 'problem', { version: snapshot.version }),
    check('status', '', calls === 'all' || calls === 'test' ? 'ok' : 'problem', { status: snapshot.status }),
    ...numbers(snapshot),
    ...flows(snapshot),
    ...hours(snapshot),
    ...prompts(known),
    ...queues(known),
    seats(snapshot),
    check('admin', '', known.admins > 0 ? 'ok' : 'warning', { admins: known.admins, invited: known.invited }),
  ]
}

function numbers({ numbers: dids, flows: published }: TenantSnapshot): readonly Check[] {
  if (dids.length === 0) return [check('numbers', '', 'problem', { count: 0 })]
  return dids.map(({ number, flowId }) => {
    const flow = published.find((each) => each.flowId === flowId)
    return check('numbers', number, flow === undefined ? 'problem' : 'ok', { flow: flow?.name ?? '' })
  })
}

function flows(snapshot: TenantSnapshot): readonly Check[] {
  const surroundings = {
    promptIds: new Set(snapshot.prompts.map(({ promptId }) => promptId)),
    queueIds: new Set(snapshot.queues.map(({ queueId }) => queueId)),
    hoursIds: new Set(snapshot.hours.map(({ hoursId }) => hoursId)),
    boxIds: new Set(snapshot.voicemailBoxes.map(({ boxId }) => boxId)),
    surveyIds: new Set(snapshot.surveys.map(({ surveyId }) => surveyId)),
  }
  const used = new Set(snapshot.numbers.map(({ flowId }) => flowId))
  return snapshot.flows
    .filter(({ flowId }) => used.has(flowId))
    .map((flow) => {
      const [fault] = flowErrors(flow, surroundings)
      return check('flow', flow.name, fault === undefined ? 'ok' : 'problem', {
        steps: flow.nodes.length,
        ...(fault === undefined ? {} : { fault: fault.code, step: fault.nodeId }),
      })
    })
}

const hours = (snapshot: TenantSnapshot): readonly Check[] =>
  snapshot.hours.map(({ name, weekly, specialDays }) => {
    const opens = weekly.length + specialDays.filter(({ intervals }) => intervals.length > 0).length
    return check('hours', name, opens > 0 ? 'ok' : 'problem', { intervals: weekly.length })
  })

function prompts({ snapshot, missingFiles }: Known): readonly Check[] {
  const missing = snapshot.prompts.filter(({ promptId }) => missingFiles.has(promptId))
  const count = snapshot.prompts.length
  return missing.length === 0
    ? [check('prompts', '', 'ok', { count })]
    : missing.map(({ name }) => check('prompts', name, 'problem', { count }))
}

/** A queue without anybody is a fault; one whose people are not at work just now is worth knowing. */
function queues({ snapshot, signedIn }: Known): readonly Check[] {
  return snapshot.queues.flatMap((queue) => {
    const able = snapshot.agents.filter(
      ({ queueIds, skills }) =>
        queueIds.includes(queue.queueId) &&
        queue.requiredSkills.every(({ skillId, proficiencyMin }) =>
          skills.some((skill) => skill.skillId === skillId && skill.proficiency >= proficiencyMin),
        ),
    )
    const assigned = snapshot.agents.filter(({ queueIds }) => queueIds.includes(queue.queueId)).length
    const present = signedIn.get(queue.queueId) ?? 0
    const found = { able: able.length, assigned }
    return [
      check('queueAgents', queue.name, able.length > 0 ? 'ok' : 'problem', found),
      check('queueSignedIn', queue.name, present > 0 ? 'ok' : 'warning', { present }),
    ]
  })
}

function seats({ limits }: TenantSnapshot): Check {
  if (limits.seats === null) return check('seats', '', 'ok', { count: -1 })
  const count = Object.values(limits.seats).reduce((sum, each) => sum + each, 0)
  return check('seats', '', count > 0 ? 'ok' : 'problem', { count })
}
