import { useTranslation } from '../i18n/use-translation.ts'
import type { HeldRight, PersonRights, Role } from './documents.ts'

export type RightsWords = {
  readonly roles: (roles: readonly Role[]) => string
  /** Why the person may or may not, in one sentence. */
  readonly why: (right: HeldRight, person: PersonRights, until: (iso: string) => string) => string
}

export function useRightsWords(): RightsWords {
  const { t, i18n } = useTranslation()
  const comma = i18n.language === 'en' ? ', ' : '、'
  const roles = (all: readonly Role[]): string => all.map((role) => t(`role.${role}`)).join(comma)
  return {
    roles,
    why: (right, person, until) => {
      if (right.isWithheldByBranch) return t('rights.byBranch', { branch: person.branch?.name ?? '' })
      if (right.byRoles.length > 0) return t('rights.byRoles', { roles: roles(right.byRoles) })
      if (right.byActingAs) return t('rights.byActingAs', { until: until(person.actingAs?.expiresAt ?? '') })
      return t('rights.couldBe', { roles: roles(right.rolesWith) })
    },
  }
}
