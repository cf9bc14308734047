import { comparableNumber, compileNumberList } from '@seatline/core'
import type { NumberList, TenantSnapshot } from '@seatline/core'
import type { AdmissionCheck } from './check.ts'

/** The caller is not on the tenant's black list, or is on its white list, which is stronger. Who withholds the number is on neither. */
export const callerAllowed: AdmissionCheck = ({ route, ani, now }) => {
  if (route?.tenant.features.includes('blackList') !== true) return null
  const caller = comparableNumber(ani)
  if (caller === null) return null
  const { black, white } = listsOf(route.tenant)
  return black.holds(caller, now) && !white.holds(caller, now) ? { reason: 'callerBlocked', sipStatus: 486 } : null
}

type Lists = { readonly black: NumberList; readonly white: NumberList }

/** Made once for each version of a tenant's configuration. */
const compiled = new WeakMap<TenantSnapshot['callerLists'], Lists>()

function listsOf({ callerLists }: TenantSnapshot): Lists {
  const known = compiled.get(callerLists)
  if (known !== undefined) return known
  const lists = { black: compileNumberList(callerLists.black), white: compileNumberList(callerLists.white) }
  compiled.set(callerLists, lists)
  return lists
}
