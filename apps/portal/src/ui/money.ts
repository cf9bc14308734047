/** An exact amount as the API gives it: decimal text and an ISO 4217 currency. */
export type MoneyText = { readonly amount: string; readonly currency: string }

const SYMBOLS: Readonly<Record<string, string>> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£' }

/**
 * The amount with its currency, digit for digit as billed: nothing is rounded, so what the screen shows is what is added up. Digits are grouped by three.
 */
export function formatMoney({ amount, currency }: MoneyText): string {
  const negative = amount.startsWith('-')
  const [whole = '0', fraction = ''] = (negative ? amount.slice(1) : amount).split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  const symbol = SYMBOLS[currency] ?? `${currency} `
  return `${negative ? '−' : ''}${symbol}${grouped}${fraction === '' ? '' : `.${fraction}`}`
}

/** For the height of a bar only, never for a figure. */
export const approximateAmount = ({ amount }: MoneyText): number => Number(amount)
