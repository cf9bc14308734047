/** Numbers written without a country are of this one. */
export const HOME_COUNTRY = '86'

/** Longer than a national number of the home country can be: 3 digits of area and 8 of the line. */
const NATIONAL_DIGITS_MAX = 11

/** What people put between digits. */
const BETWEEN_DIGITS = /[\s().\-\u2010-\u2015\u2212/]/gu

/**
 * A number in the one form in which two ways of writing it are equal: at home the digits without country and without leading zero, abroad a plus and all digits.
 * +86 138…, 0086 138…, 86138…, 0138… and 138… are one number; +44… and 0044… are another. null for what is no telephone number.
 */
export function comparableNumber(text: string): string | null {
  const digits = comparableStart(text)
  return digits === null || digits.replace('+', '').length < 3 ? null : digits
}

/** The same for the beginning of a number, which may be shorter. */
export function comparableStart(text: string): string | null {
  const bare = text.normalize('NFKC').replaceAll(BETWEEN_DIGITS, '')
  if (!/^\+?\d{1,24}$/.test(bare)) return null
  const international = /^(?:\+|00)(.*)$/.exec(bare)?.[1]
  const country = international?.replace(/^0+/, '')
  if (country !== undefined && !country.startsWith(HOME_COUNTRY)) return country === '' ? null : `+${country}`
  const national = country?.slice(HOME_COUNTRY.length) ?? withoutBareCountry(bare)
  return national.replace(/^0+/, '')
}

/** Some carriers send the country without a plus; no national number is that long. */
function withoutBareCountry(digits: string): string {
  return digits.startsWith(HOME_COUNTRY) && digits.length > NATIONAL_DIGITS_MAX
    ? digits.slice(HOME_COUNTRY.length)
    : digits
}
