/** How numbers are dialled where the trunks are. */
export type DiallingPlan = {
  readonly countryCode: string
  readonly internationalPrefix: string
  readonly trunkPrefix: string
  /** Numbers that take no trunk prefix after the country code: mobile ones. */
  readonly withoutTrunkPrefix: RegExp
}

export const CHINA: DiallingPlan = {
  countryCode: '86',
  internationalPrefix: '00',
  trunkPrefix: '0',
  withoutTrunkPrefix: /^1[3-9]\d{9}$|^[48]00\d{7}$/,
}

/**
 * A number as it is dialled here: separators left out, `+` as the international prefix, a number of our own country without its code. Null: nothing that can be dialled.
 * Table of prefixes, permissions and trunks all work on this form, so that no way of writing a number leads around them.
 */
export function toDialled(text: string, plan: DiallingPlan = CHINA): string | null {
  const bare = text.replaceAll(/[\s().\-–/]/g, '')
  if (!/^(?:\+\d{4,18}|\d{2,20})$/.test(bare)) return null
  const dialled = bare.startsWith('+') ? `${plan.internationalPrefix}${bare.slice(1)}` : bare
  const ownCountry = `${plan.internationalPrefix}${plan.countryCode}`
  if (!dialled.startsWith(ownCountry)) return dialled
  const national = dialled.slice(ownCountry.length)
  if (national === '') return dialled
  if (plan.withoutTrunkPrefix.test(national) || national.startsWith(plan.trunkPrefix)) return national
  return `${plan.trunkPrefix}${national}`
}
