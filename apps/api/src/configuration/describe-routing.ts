import { queueRoutingSchema } from '@seatline/core'
import type { OverflowTarget, QueueRouting, RequirementStep, RoutingRule, WaitingExperience } from '@seatline/core'

type NameOf = (id: string) => string

/** A queue's routing in words, setting by setting, so that two of them can be compared by a person. What is as it always was is left out. */
export function describeRouting(kept: unknown, name: NameOf): Readonly<Record<string, string>> {
  const parsed = queueRoutingSchema.safeParse(kept ?? {})
  if (!parsed.success) return { routing: JSON.stringify(kept) }
  const { data: routing } = parsed
  const { overflow, waiting } = routing
  const all: Readonly<Record<string, string>> = {
    'routing.method': methodOf(routing, name),
    'routing.rules': routing.rules.map((rule, at) => `${String(at + 1)}. ${ruleInWords(rule, name)}`).join('; '),
    'routing.steps': routing.steps.map((step) => stepInWords(step, name)).join('; '),
    'routing.priority': String(routing.priority),
    'routing.ageing': routing.ageingMsPerPriority === null ? '' : `+1 / ${seconds(routing.ageingMsPerPriority)}`,
    'routing.vipPriority': routing.vipPriority.join(', '),
    'routing.weight': String(routing.weight),
    'routing.target': `${String(Math.round(routing.serviceLevelShare * 1_000) / 10)} %`,
    'routing.overflow.wait':
      overflow.wait === null ? '' : `${seconds(overflow.wait.afterMs)} → ${targetInWords(overflow.wait.to, name)}`,
    'routing.overflow.length':
      overflow.length === null
        ? ''
        : `> ${String(overflow.length.callsMax)} → ${targetInWords(overflow.length.to, name)}`,
    'routing.overflow.noAgent': overflow.noAgent === null ? '' : `→ ${targetInWords(overflow.noAgent.to, name)}`,
    'routing.noAnswersMax': String(routing.noAnswersMax),
    'routing.outsideNumber':
      routing.outsideNumber === null
        ? ''
        : `${routing.outsideNumber.number} (${String(routing.outsideNumber.afterPresentations)} ×)`,
    'routing.emergency': String(routing.emergency),
    'routing.sayAgentNumber': String(routing.sayAgentNumber),
    ...waitingInWords(waiting, name),
  }
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== ''))
}

const seconds = (ms: number): string => `${String(ms / 1_000)} s`

function methodOf({ method, huntOrder, ringAllMax }: QueueRouting, name: NameOf): string {
  if (method === 'hunt') return [method, ...huntOrder.map(name)].join(' → ')
  return method === 'ringAll' ? `${method} (${String(ringAllMax)})` : method
}

function ruleInWords(rule: RoutingRule, name: NameOf): string {
  switch (rule.kind) {
    case 'designatedAgent':
    case 'ownerAgent':
      return `${rule.kind} (${seconds(rule.holdMs)})`
    case 'lastAgent':
      return `${rule.kind} (${seconds(rule.holdMs)}, ${String(rule.withinDays)} d)`
    case 'region':
      return `${rule.kind} (${rule.groups.map(({ region, groupId }) => `${region} → ${name(groupId)}`).join(', ')})`
    case 'skills':
      return `${rule.kind} (${rule.prefer})`
  }
}

function stepInWords({ afterMs, skills, groupIds, offer }: RequirementStep, name: NameOf): string {
  return [
    `${seconds(afterMs)}:`,
    ...(skills ?? []).map(({ skillId, proficiencyMin }) => `${name(skillId)} ≥ ${String(proficiencyMin)}`),
    ...groupIds.map((id) => `+ ${name(id)}`),
    ...(offer === null ? [] : [offer]),
  ].join(' ')
}

function targetInWords(to: OverflowTarget, name: NameOf): string {
  switch (to.kind) {
    case 'queue':
      return name(to.queueId)
    case 'voicemail':
      return name(to.boxId)
    case 'flow':
      return name(to.flowId)
    case 'announcement':
      return name(to.promptId)
    case 'number':
      return to.number
  }
}

function waitingInWords(waiting: WaitingExperience, name: NameOf): Readonly<Record<string, string>> {
  const { position, messages, advert, voicemail, callback } = waiting
  return {
    'routing.waiting.position':
      position === null
        ? ''
        : `${seconds(position.firstMs)}, ${seconds(position.everyMs)}${position.sayWait ? ' + expected wait' : ''}`,
    'routing.waiting.messages': messages
      .map(({ promptId, firstMs, everyMs, once }) =>
        [name(promptId), seconds(firstMs), ...(once ? [] : [`every ${seconds(everyMs)}`])].join(' '),
      )
      .join('; '),
    'routing.waiting.advert': advert === null ? '' : `${advert.key}: ${name(advert.promptId)}`,
    'routing.waiting.voicemail': voicemail === null ? '' : `${voicemail.key}: ${name(voicemail.boxId)}`,
    'routing.waiting.callback':
      callback === null
        ? ''
        : [
            `${callback.key}:`,
            `${seconds(callback.offerAfterMs)},`,
            `${String(callback.attemptsMax)} × ${seconds(callback.retryAfterMs)}`,
            ...(callback.otherNumber ? ['+ other number'] : []),
          ].join(' '),
  }
}
