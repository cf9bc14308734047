import type { Translate } from '../i18n/use-translation.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { formatDuration } from '../ui/duration.ts'
import { formatMoney } from '../ui/money.ts'
import type { InvoiceLine } from './documents.ts'

type Kind = InvoiceLine['kind']
type Charge = Pick<InvoiceLine, 'kind' | 'subject' | 'details' | 'amount'>

const GRADES = { standard: 'STANDARD', professional: 'PROFESSIONAL', leader: 'LEADER' } as const
const INDICATORS = {
  availability: 'AVAILABILITY',
  serviceLevel: 'SERVICE_LEVEL',
  abandonment: 'ABANDONMENT',
  speedOfAnswer: 'SPEED_OF_ANSWER',
  satisfaction: 'SATISFACTION',
  incidentNotice: 'INCIDENT_NOTICE',
  incidentResponse: 'INCIDENT_RESPONSE',
  incidentResolution: 'INCIDENT_RESOLUTION',
  changeAnswer: 'CHANGE_ANSWER',
} as const
const TIERS = { missed: 'MISSED', seriouslyMissed: 'SERIOUSLY_MISSED' } as const

/** Subjects that only say that there is one of the kind. */
const NO_SUBJECT: ReadonlySet<string> = new Set(['all', 'staff', 'month', ''])

const known = <T extends object>(of: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(of, key)

export type ChargeWords = {
  readonly kind: (kind: Kind) => string
  /** What the charge is of; empty where the kind says it all. */
  readonly subject: (charge: Pick<Charge, 'subject'>) => string
  /** Each fact that says how the amount came about, as a phrase. */
  readonly details: (charge: Charge) => readonly string[]
  /** `monthFees 5 %`, `dailyFee × 1.5`. */
  readonly rule: (rule: string) => string
}

/** How charges are said: bills, invoices and credits use the same words. */
export function useChargeWords(): ChargeWords {
  const { t } = useTranslation()
  return {
    kind: (kind) => t(`finance.chargeKinds.${kind}`),
    subject: ({ subject }) => {
      if (NO_SUBJECT.has(subject)) return ''
      if (known(GRADES, subject)) return t(`seatGrade.${GRADES[subject]}`)
      if (known(INDICATORS, subject)) return t(`serviceIndicator.${INDICATORS[subject]}`)
      return subject === 'trial' ? t('finance.details.trial') : subject
    },
    details: (charge) => detailsOf(t, charge),
    rule: (rule) => ruleText(t, rule),
  }
}

function ruleText(t: Translate, rule: string): string {
  const [of = '', ...rest] = rule.split(' ')
  const figure = rest.filter((part) => part !== '%' && part !== '×').join(' ')
  if (of === 'monthFees') return t('contract.monthFees', { percent: figure })
  return of === 'dailyFee' ? t('contract.dailyFee', { times: figure }) : rule
}

function detailsOf(t: Translate, charge: Charge): readonly string[] {
  return charge.details.flatMap(({ name, value }) => {
    const text = detailText(t, charge, { name, value })
    return text === null ? [] : [text]
  })
}

const isZero = (value: string): boolean => Number(value) === 0

/** Kept amounts are whole micros; the reader gets the amount. */
function micros(value: string, currency: string): string {
  const digits = value.padStart(7, '0')
  return formatMoney({ amount: `${digits.slice(0, -6)}.${digits.slice(-6)}`, currency })
}

/** null: the other columns say it already. */
function detailText(t: Translate, charge: Charge, { name, value }: Charge['details'][number]): string | null {
  const { currency } = charge.amount
  switch (name) {
    case 'calls':
      return t('finance.details.calls', { value })
    case 'countedMs':
      return t('finance.details.counted', { value: formatDuration(Number(value)) })
    case 'includedSeconds':
      return isZero(value) ? null : t('finance.details.included', { value: formatDuration(Number(value) * 1_000) })
    case 'increment':
      return value === '' ? null : t('finance.details.increment', { value })
    case 'feesMicros':
      return isZero(value) ? null : t('finance.details.connectionFees', { value: micros(value, currency) })
    case 'band':
      return t('finance.details.band', { value })
    case 'people':
      return t('finance.details.people', { value })
    case 'highestPeak':
      return t('finance.details.highestPeak', { value })
    case 'basisPoints':
      return t('finance.details.percent', { value: Number(value) / 100 })
    case 'capMicros':
      return t('finance.details.cap', { value: micros(value, currency) })
    case 'committedMicros':
      return t('finance.details.committed', { value: micros(value, currency) })
    case 'usedMicros':
      return t('finance.details.used', { value: micros(value, currency) })
    case 'tier':
      if (value === '') return null
      return known(TIERS, value) ? t(`serviceTier.${TIERS[value]}`) : t('finance.details.tier', { value })
    case 'rule':
      return ruleText(t, value)
    case 'fees':
      return t('finance.details.fees', { value: formatMoney({ amount: value, currency }) })
    case 'before':
      return t('finance.details.before', { value: formatMoney({ amount: value, currency }) })
    case 'cap':
      return t('finance.details.cap', { value: formatMoney({ amount: value, currency }) })
    case 'part':
      return t(value === 'reversal' ? 'finance.details.reversal' : 'finance.details.renewal')
    default:
      return null
  }
}

const METHODS = { bankTransfer: 'BANK_TRANSFER', provider: 'PROVIDER' } as const

/** An account of the ledger in words: `taxPayable/standard@6` is tax payable of 6 %. */
export function useAccountWords(): (account: string) => string {
  const { t } = useTranslation()
  return (account) => {
    const [kind = '', part = ''] = account.split('/')
    switch (kind) {
      case 'receivable':
      case 'rounding':
      case 'deposit':
      case 'prepayment':
      case 'customerCredit':
      case 'badDebt':
      case 'commission':
      case 'commissionPayable':
        return t(`finance.accountNames.${kind}`)
      case 'revenue': {
        const charge = part.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
        return t('finance.accountNames.revenue', { kind: t(`finance.chargeKinds.${charge as Kind}`) })
      }
      case 'taxPayable':
        return t('finance.accountNames.taxPayable', { percent: part.split('@')[1] ?? '' })
      case 'clearing':
        return t('finance.accountNames.clearing', {
          method: known(METHODS, part) ? t(`payments.ways.${METHODS[part]}`) : part,
        })
      default:
        return account
    }
  }
}
