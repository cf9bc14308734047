import { comparableNumber, compileNumberList, type NumberList, type TenantSnapshot } from '@seatline/core'

/** Whether the tenant never calls this number: it is on the black list for calls out, and not on the white list. */
export function isBlackListed({ features, calleeLists }: TenantSnapshot, number: string, now: number): boolean {
  if (!features.includes('blackList')) return false
  const callee = comparableNumber(number)
  if (callee === null) return false
  const { black, white } = listsOf(calleeLists)
  return black.holds(callee, now) && !white.holds(callee, now)
}

type Lists = { readonly black: NumberList; readonly white: NumberList }

/** Made once for each version of a tenant's configuration. */
const compiled = new WeakMap<TenantSnapshot['calleeLists'], Lists>()

function listsOf(calleeLists: TenantSnapshot['calleeLists']): Lists {
  const known = compiled.get(calleeLists)
  if (known !== undefined) return known
  const lists = { black: compileNumberList(calleeLists.black), white: compileNumberList(calleeLists.white) }
  compiled.set(calleeLists, lists)
  return lists
}
