import type { OverflowTarget, QueueRouting, RequirementStep, RoutingRule } from '@seatline/core'
import type { Translate } from '../i18n/use-translation.ts'

type T = Translate
export type RoutingNames = (id: string) => string

/** How a routing reads: for each section what will happen, in sentences. */
export type RoutingSection = 'method' | 'rules' | 'steps' | 'priority' | 'overflow' | 'noAnswer' | 'waiting'

export type WordsInput = {
  readonly routing: QueueRouting
  readonly names: RoutingNames
  /** What the queue asks for at first. */
  readonly skills: readonly { readonly skillId: string; readonly proficiencyMin: number }[]
  readonly serviceLevelSeconds: number
}

export function sentencesOf(t: T, section: RoutingSection, input: WordsInput): readonly string[] {
  const { routing, names } = input
  switch (section) {
    case 'method':
      return methodWords(t, routing, names)
    case 'rules':
      return [rulesWords(t, routing.rules, names)]
    case 'steps':
      return [stepsWords(t, input)]
    case 'priority':
      return priorityWords(t, input)
    case 'overflow':
      return overflowWords(t, routing, names)
    case 'noAnswer':
      return noAnswerWords(t, routing)
    case 'waiting':
      return waitingWords(t, routing, names)
  }
}

export function spanWords(t: T, ms: number): string {
  const seconds = Math.round(ms / 1_000)
  if (seconds >= 3_600 && seconds % 3_600 === 0) return t('routing.hours', { count: seconds / 3_600 })
  return seconds >= 120 && seconds % 60 === 0
    ? t('routing.minutes', { count: seconds / 60 })
    : t('routing.seconds', { count: seconds })
}

function methodWords(t: T, routing: QueueRouting, names: RoutingNames): readonly string[] {
  const { method, huntOrder, ringAllMax, emergency, sayAgentNumber } = routing
  const order = huntOrder.map(names).join(' → ')
  const first =
    method === 'hunt'
      ? order === ''
        ? t('routing.say.huntEmpty')
        : t('routing.say.hunt', { order })
      : method === 'ringAll'
        ? t('routing.say.ringAll', { count: ringAllMax })
        : t(`routing.say.${method}`)
  return [
    first,
    ...(emergency ? [t('routing.say.emergency')] : []),
    ...(sayAgentNumber ? [t('routing.say.agentNumber')] : []),
  ]
}

function rulesWords(t: T, rules: readonly RoutingRule[], names: RoutingNames): string {
  if (rules.length === 0) return t('routing.say.noRules')
  const each = rules.map((rule, at) => `${String(at + 1)}. ${ruleWords(t, rule, names)}`)
  return t('routing.say.rules', { rules: each.join(t('routing.say.then')) })
}

function ruleWords(t: T, rule: RoutingRule, names: RoutingNames): string {
  switch (rule.kind) {
    case 'designatedAgent':
    case 'ownerAgent':
      return t(`routing.say.rule.${rule.kind}`, { hold: spanWords(t, rule.holdMs) })
    case 'lastAgent':
      return t('routing.say.rule.lastAgent', { hold: spanWords(t, rule.holdMs), days: rule.withinDays })
    case 'region':
      return t('routing.say.rule.region', {
        groups: rule.groups.map(({ region, groupId }) => `${region} → ${names(groupId)}`).join(t('routing.say.and')),
      })
    case 'skills':
      return t('routing.say.rule.skills', {
        prefer: t(rule.prefer === 'highest' ? 'routing.say.preferHighest' : 'routing.say.preferLowest'),
      })
  }
}

function stepsWords(t: T, { routing, names, skills }: WordsInput): string {
  if (routing.steps.length === 0) return t('routing.say.noSteps')
  return t('routing.say.steps', {
    first: skills.length === 0 ? t('routing.say.stepsFirstNone') : skillWords(t, skills, names),
    steps: routing.steps
      .map((step) => t('routing.say.step', { after: spanWords(t, step.afterMs), what: stepWords(t, step, names) }))
      .join(' '),
  })
}

function stepWords(t: T, { skills, groupIds, offer }: RequirementStep, names: RoutingNames): string {
  const parts = [
    ...(skills === null
      ? []
      : [
          skills.length === 0
            ? t('routing.say.stepNoSkills')
            : t('routing.say.stepSkills', { skills: skillWords(t, skills, names) }),
        ]),
    ...(groupIds.length === 0
      ? []
      : [t('routing.say.stepGroups', { groups: groupIds.map(names).join(t('routing.say.and')) })]),
    ...(offer === null ? [] : [t(`routing.say.stepOffer.${offer}`)]),
  ]
  return parts.length === 0 ? t('routing.say.stepNothing') : parts.join(', ')
}

const skillWords = (t: T, skills: WordsInput['skills'], names: RoutingNames): string =>
  skills
    .map(({ skillId, proficiencyMin }) => `${names(skillId)} ≥ ${String(proficiencyMin)}`)
    .join(t('routing.say.and'))

function priorityWords(t: T, { routing, serviceLevelSeconds }: WordsInput): readonly string[] {
  const { priority, ageingMsPerPriority, vipPriority, serviceLevelShare } = routing
  const ageing =
    ageingMsPerPriority === null
      ? t('routing.say.noAgeing')
      : t('routing.say.ageing', { ms: spanWords(t, ageingMsPerPriority) })
  return [
    t('routing.say.target', { share: Math.round(serviceLevelShare * 1_000) / 10, seconds: serviceLevelSeconds }),
    t('routing.say.priority', { priority, ageing, vip: vipPriority[0] ?? 0 }),
  ]
}

function overflowWords(t: T, { overflow }: QueueRouting, names: RoutingNames): readonly string[] {
  const { wait, length, noAgent } = overflow
  const lines = [
    ...(wait === null
      ? []
      : [t('routing.say.overflow.wait', { after: spanWords(t, wait.afterMs), to: targetWords(t, wait.to, names) })]),
    ...(length === null
      ? []
      : [t('routing.say.overflow.length', { count: length.callsMax, to: targetWords(t, length.to, names) })]),
    ...(noAgent === null ? [] : [t('routing.say.overflow.noAgent', { to: targetWords(t, noAgent.to, names) })]),
  ]
  return lines.length === 0 ? [t('routing.say.noOverflow')] : lines
}

function targetWords(t: T, to: OverflowTarget, names: RoutingNames): string {
  const named = (id: string | undefined): string =>
    id === undefined || id === '' ? t(`routing.targets.${to.kind}`) : `“${names(id)}”`
  switch (to.kind) {
    case 'queue':
      return named(to.queueId)
    case 'voicemail':
      return named(to.boxId)
    case 'flow':
      return named(to.flowId)
    case 'announcement':
      return named(to.promptId)
    case 'number':
      return to.number
  }
}

function noAnswerWords(t: T, { noAnswersMax, outsideNumber }: QueueRouting): readonly string[] {
  return [
    t('routing.say.noAnswer', { count: noAnswersMax }),
    ...(outsideNumber === null
      ? []
      : [t('routing.say.outside', { count: outsideNumber.afterPresentations, number: outsideNumber.number })]),
  ]
}

function waitingWords(t: T, { waiting }: QueueRouting, names: RoutingNames): readonly string[] {
  const { position, messages, advert, voicemail, callback } = waiting
  const lines = [
    ...(position === null
      ? []
      : [
          t('routing.say.position', {
            first: spanWords(t, position.firstMs),
            every: spanWords(t, position.everyMs),
            wait: position.sayWait ? t('routing.say.positionWait') : '',
          }),
        ]),
    ...(messages.length === 0 ? [] : [t('routing.say.messages', { count: messages.length })]),
    ...(advert === null ? [] : [t('routing.say.advert', { key: advert.key })]),
    ...(voicemail === null
      ? []
      : [t('routing.say.voicemail', { key: voicemail.key, box: `“${names(voicemail.boxId)}”` })]),
    ...(callback === null ? [] : [t('routing.say.callback', { key: callback.key, attempts: callback.attemptsMax })]),
  ]
  return lines.length === 0 ? [t('routing.say.quiet')] : lines
}
