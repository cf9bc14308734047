import type { Translate } from '../i18n/use-translation.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { routingEn } from '../i18n/routing-en.ts'
import { formatDuration } from '../ui/duration.ts'
import type { Decision, Wait } from './documents.ts'

const texts = routingEn
type Method = keyof typeof texts.routing.methods
type RuleKind = keyof typeof texts.routing.ruleKinds
type RuleOutcome = keyof typeof texts.decisions.ruleOutcome
type Skipped = keyof typeof texts.decisions.skippedWhy
type Share = keyof typeof texts.decisions.fairness

/** A value that this portal has words for; another version of the server may know more. */
const known = <K extends string>(words: Readonly<Record<K, unknown>>, value: string): value is K =>
  Object.hasOwn(words, value)

export type ReasonWords = {
  readonly method: (method: string) => string
  readonly ofDecision: (decision: Decision) => readonly string[]
  readonly ofSkipped: (why: string) => string
  readonly ofMoment: (moment: Wait['moments'][number]) => string
}

/** Reasons of the engine in the reader's language. */
export function useReasonWords(): ReasonWords {
  const { t } = useTranslation()
  const method = (value: string): string =>
    known<Method>(texts.routing.methods, value) ? t(`routing.methods.${value}`) : value
  const ofSkipped = (why: string): string =>
    known<Skipped>(texts.decisions.skippedWhy, why) ? t(`decisions.skippedWhy.${why}`) : why
  const ofRule = (rule: Decision['rules'][number]): string => {
    const name = known<RuleKind>(texts.routing.ruleKinds, rule.kind) ? t(`routing.ruleKinds.${rule.kind}`) : rule.kind
    const outcome = known<RuleOutcome>(texts.decisions.ruleOutcome, rule.outcome)
      ? t(`decisions.ruleOutcome.${rule.outcome}`, { agent: rule.agent?.name ?? '–', count: rule.candidatesLeft })
      : rule.outcome
    return `${name}: ${outcome}`
  }
  const ofDecision = (decision: Decision): readonly string[] => {
    const { priority, fairness, trigger } = decision
    const total = priority.base + priority.queue + priority.vip + priority.aged
    const round = (value: number): number => Math.round(value * 10) / 10
    return [
      t(trigger === 'agentFreed' ? 'decisions.sentence.agentFreed' : 'decisions.sentence.callWaited', {
        agent: decision.agent.name,
        candidates: decision.candidates,
        waited: formatDuration(decision.waitedMs),
        method: method(decision.method),
      }),
      ...(decision.step > 0 ? [t('decisions.step', { step: decision.step })] : []),
      ...decision.rules.map(ofRule),
      t('decisions.priority', {
        total: round(total),
        base: round(priority.base),
        queue: round(priority.queue),
        vip: round(priority.vip),
        aged: round(priority.aged),
      }),
      ...(fairness !== null && known<Share>(texts.decisions.fairness, fairness.share)
        ? [t(`decisions.fairness.${fairness.share}`, { count: fairness.queuesConsidered })]
        : []),
    ]
  }
  const ofCause = ({ kind, agent }: Wait['moments'][number]['causes'][number]): string =>
    t(`decisions.waitCause.${kind}`, { agent: agent?.name ?? '–' })
  const whatHappened = (moment: Wait['moments'][number]): string =>
    t(`decisions.moment.${moment.kind}`, {
      queue: moment.queue?.name ?? '–',
      agent: moment.agent?.name ?? '–',
      ahead: moment.ahead ?? 0,
      step: moment.step ?? 0,
      expected: moment.expectedMs === null ? '–' : formatDuration(moment.expectedMs),
      detail: detailWords(t, moment.detail),
    })
  const ofMoment = (moment: Wait['moments'][number]): string =>
    [whatHappened(moment), ...moment.causes.map(ofCause)].join(' · ')
  return { method, ofDecision, ofSkipped, ofMoment }
}

/** How a ringing ended, or where the call went. */
function detailWords(t: Translate, detail: string | null): string {
  switch (detail) {
    case 'noAnswer':
      return t('presented.NO_ANSWER')
    case 'declined':
      return t('presented.DECLINED')
    case 'unreachable':
      return t('presented.UNREACHABLE')
    case 'callerLeft':
      return t('presented.CALLER_LEFT')
    case 'agentLeft':
      return t('presented.AGENT_LEFT')
    case 'callback':
    case 'voicemail':
      return t(`routing.offers.${detail}`)
    case 'queue':
    case 'flow':
    case 'number':
    case 'announcement':
      return t(`routing.targets.${detail}`)
    default:
      return detail ?? '–'
  }
}
