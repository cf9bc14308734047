import type { VariablesOf } from '../graphql/graphql.ts'
import type { OnboardTenantMutation } from './documents.ts'

export type OnboardTenantInput = VariablesOf<typeof OnboardTenantMutation>['input']

/** What has been filled in so far; kept on this computer until the client is made. */
export type Draft = {
  /** Recognises this client at the server: sent twice, it is made once. */
  readonly key: string
  readonly step: number
  readonly prospectId: string | null
  readonly name: string
  readonly brandName: string
  readonly brandColor: string
  readonly language: 'zh-CN' | 'en'
  readonly timeZone: string
  readonly currency: string
  readonly contact: { readonly name: string; readonly email: string; readonly phone: string }
  readonly template: string
  readonly numbers: readonly string[]
  readonly agentIds: readonly string[]
  readonly seats: { readonly standard: number; readonly professional: number; readonly leader: number }
  readonly addOns: readonly string[]
  readonly attributes: readonly string[]
  readonly plan: {
    readonly name: string
    readonly seatPricePerMonth: string
    readonly inboundPerMinute: string
    readonly outboundPerMinute: string
    readonly firstSeconds: number
    readonly thenSeconds: number
  }
  readonly admin: { readonly name: string; readonly email: string }
}

const KEY = 'seatline.onboarding'

const DEFAULTS = {
  'zh-CN': { timeZone: 'Asia/Shanghai', currency: 'CNY', plan: '标准套餐', prices: ['299', '0.12', '0.18'] },
  en: { timeZone: 'Europe/London', currency: 'GBP', plan: 'Standard', prices: ['34', '0.015', '0.021'] },
} as const

/** What goes with a language, until it is changed by hand. */
export function forLanguage(language: Draft['language']): Pick<Draft, 'language' | 'timeZone' | 'currency' | 'plan'> {
  const { timeZone, currency, plan: name, prices } = DEFAULTS[language]
  const [seatPricePerMonth, inboundPerMinute, outboundPerMinute] = prices
  return {
    language,
    timeZone,
    currency,
    plan: { name, seatPricePerMonth, inboundPerMinute, outboundPerMinute, firstSeconds: 6, thenSeconds: 6 },
  }
}

export function newDraft(language: Draft['language'], key: string): Draft {
  return {
    key,
    step: 0,
    prospectId: null,
    name: '',
    brandName: '',
    brandColor: '#0f5bb5',
    ...forLanguage(language),
    contact: { name: '', email: '', phone: '' },
    template: 'hospitalBooking',
    numbers: [],
    agentIds: [],
    seats: { standard: 2, professional: 2, leader: 1 },
    addOns: [],
    attributes: [],
    admin: { name: '', email: '' },
  }
}

export function keepDraft(storage: Storage, draft: Draft): void {
  storage.setItem(KEY, JSON.stringify(draft))
}

export const dropDraft = (storage: Storage): void => storage.removeItem(KEY)

/** null when there is none, or one of another form. */
export function keptDraft(storage: Storage): Draft | null {
  try {
    const kept = JSON.parse(storage.getItem(KEY) ?? 'null') as Draft | null
    return kept !== null && typeof kept.key === 'string' && Array.isArray(kept.numbers)
      ? { ...newDraft(kept.language, kept.key), ...kept }
      : null
  } catch {
    return null
  }
}

/** The named parts and nothing else: what was read from the server names its type as well. */
export const seatsOf = ({ standard, professional, leader }: Draft['seats']): Draft['seats'] => ({
  standard,
  professional,
  leader,
})
export const contactOf = ({ name, email, phone }: Draft['contact']): Draft['contact'] => ({ name, email, phone })

export function inputOf(draft: Draft): OnboardTenantInput {
  const { key: _, step: __, prospectId, brandName, ...rest } = draft
  return {
    ...rest,
    seats: seatsOf(rest.seats),
    contact: contactOf(rest.contact),
    ...(prospectId === null ? {} : { prospectId }),
    ...(brandName.trim() === '' ? {} : { brandName }),
    numbers: [...draft.numbers],
    agentIds: [...draft.agentIds],
    addOns: [...draft.addOns],
    attributes: [...draft.attributes],
  }
}

/** On which step a field stands, by the beginning of its path. */
const STEP_OF_FIELD: readonly (readonly [string, number])[] = [
  ['template', 1],
  ['hours', 1],
  ['numbers', 2],
  ['agentIds', 2],
  ['seats', 2],
  ['addOns', 2],
  ['attributes', 2],
  ['plan', 2],
  ['concurrentCallsMax', 2],
  ['admin', 3],
  ['key', 3],
]
export const stepOf = (field: string): number => STEP_OF_FIELD.find(([start]) => field.startsWith(start))?.[1] ?? 0

/** The fields of a step that cannot be left empty and are. */
export function missingIn(draft: Draft, step: number): readonly string[] {
  switch (step) {
    case 0:
      return draft.name.trim() === '' ? ['name'] : []
    case 2:
      return draft.numbers.length === 0 ? ['numbers'] : []
    case 3:
      return [
        ...(draft.admin.name.trim() === '' ? ['admin.name'] : []),
        ...(draft.admin.email.trim() === '' ? ['admin.email'] : []),
      ]
    default:
      return []
  }
}
