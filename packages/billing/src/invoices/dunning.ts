import { daysBetween, fail, ok, type Result } from '@seatline/core'
import type { LocalDate } from '@seatline/core'
import type { Micros } from '../money.ts'

/** A reminder: how long after the day of payment, what it costs, and whether the client is suspended with it. Data. */
export type DunningLevel = {
  /** Whole days after the day of payment; each later than the one before. */
  readonly afterDays: number
  /** Charged by a debit note of its own; 0 for none. */
  readonly fee: Micros
  readonly suspends: boolean
  /** Subject and text in each language; {{client}}, {{number}}, {{open}}, {{dueOn}}, {{days}} and {{until}} are filled in. */
  readonly texts: Readonly<Record<'en' | 'zhCn', { readonly subject: string; readonly text: string }>>
}

export type DunningPlan = {
  readonly levels: readonly DunningLevel[]
  /** Below this nobody is reminded: it would cost more than it brings. */
  readonly openMin: Micros
}

export type DunningPlanError = {
  readonly path: string
  readonly code: 'dunning.order' | 'dunning.negative' | 'dunning.noText'
}

/** Refuses levels out of order, fees below nothing and texts that say nothing, with their places. */
export function checkDunningPlan(plan: DunningPlan): Result<DunningPlan, readonly DunningPlanError[]> {
  const errors = plan.levels.flatMap((level, index): DunningPlanError[] => {
    const path = `levels.${String(index)}`
    const before = plan.levels[index - 1]?.afterDays ?? 0
    return [
      ...(Number.isInteger(level.afterDays) && level.afterDays > before
        ? []
        : [{ path: `${path}.afterDays`, code: 'dunning.order' as const }]),
      ...(level.fee < 0n ? [{ path: `${path}.fee`, code: 'dunning.negative' as const }] : []),
      ...(['en', 'zhCn'] as const).flatMap((language) =>
        level.texts[language].subject.trim() === '' || level.texts[language].text.trim() === ''
          ? [{ path: `${path}.texts.${language}`, code: 'dunning.noText' as const }]
          : [],
      ),
    ]
  })
  return errors.length === 0 ? ok(plan) : fail(errors)
}

/** The usual one: friendly after 3 days, firm after 10, and suspended after 20. No fees. */
export const USUAL_DUNNING: DunningPlan = {
  openMin: 1_000_000n,
  levels: [
    {
      afterDays: 3,
      fee: 0n,
      suspends: false,
      texts: {
        en: {
          subject: 'Reminder: invoice {{number}} was due on {{dueOn}}',
          text: 'Dear {{client}},\n\ninvoice {{number}} was due on {{dueOn}}; {{open}} is still open. If you have paid in the meantime, please ignore this message.',
        },
        zhCn: {
          subject: '付款提醒：账单 {{number}} 已于 {{dueOn}} 到期',
          text: '{{client}}：\n\n贵司账单 {{number}} 已于 {{dueOn}} 到期，尚有 {{open}} 未付。如已付款，请忽略本邮件。',
        },
      },
    },
    {
      afterDays: 10,
      fee: 0n,
      suspends: false,
      texts: {
        en: {
          subject: 'Second reminder: {{open}} of invoice {{number}} is {{days}} days late',
          text: 'Dear {{client}},\n\n{{open}} of invoice {{number}} has been open for {{days}} days. Please pay by {{until}}; otherwise your service will be suspended.',
        },
        zhCn: {
          subject: '第二次催款：账单 {{number}} 逾期 {{days}} 天，尚欠 {{open}}',
          text: '{{client}}：\n\n账单 {{number}} 已逾期 {{days}} 天，尚欠 {{open}}。请于 {{until}} 前付清，否则服务将被暂停。',
        },
      },
    },
    {
      afterDays: 20,
      fee: 0n,
      suspends: true,
      texts: {
        en: {
          subject: 'Your service is suspended: invoice {{number}} is not paid',
          text: 'Dear {{client}},\n\n{{open}} of invoice {{number}} is {{days}} days late. Your callers hear an announcement until it is paid; your data stays. The service comes back with your payment.',
        },
        zhCn: {
          subject: '服务已暂停：账单 {{number}} 尚未付清',
          text: '{{client}}：\n\n账单 {{number}} 已逾期 {{days}} 天，尚欠 {{open}}。付清之前，来电将听到停机提示；贵司的数据予以保留，付清后服务即恢复。',
        },
      },
    },
  ],
}

export type DunningStep =
  /** Nothing is to be done today. */
  | { readonly kind: 'nothing' }
  /** The reminder of this level, counted from 1, is due; lower ones that were never sent are passed over. */
  | { readonly kind: 'remind'; readonly level: number; readonly rule: DunningLevel; readonly days: number }

/** What is due of one open document on a day. At most one reminder a day and document, and each level once. */
export function dunningStep(
  plan: DunningPlan,
  document: { readonly dueOn: LocalDate; readonly open: Micros; readonly level: number },
  today: LocalDate,
): DunningStep {
  const days = daysBetween(document.dueOn, today)
  if (document.open < plan.openMin) return { kind: 'nothing' }
  const reached = plan.levels.findLastIndex(({ afterDays }) => days >= afterDays)
  const rule = plan.levels[reached]
  if (rule === undefined || reached + 1 <= document.level) return { kind: 'nothing' }
  return { kind: 'remind', level: reached + 1, rule, days }
}

/** Whether the client is to be suspended, by all its open documents together. */
export const isSuspendedBy = (plan: DunningPlan, levels: readonly number[]): boolean =>
  levels.some((level) => plan.levels.slice(0, level).some(({ suspends }) => suspends))
