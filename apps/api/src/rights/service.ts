import {
  explainRights,
  HEAD_OFFICE_PERMISSIONS,
  PERMISSIONS,
  PLATFORM_PERMISSIONS,
  rolesWith,
  TENANT_PERMISSIONS,
} from '@seatline/core'
import type { Permission, TenantId, UserId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { membershipIn, standingIn } from '../auth/viewer.ts'
import { NotFoundError } from '../user-errors.ts'
import * as repository from './repository.ts'
import type { PersonRightsView, RightRowView, RightsHolderView } from './rights-views.ts'

const isOfPlatform = (permission: Permission): boolean =>
  PLATFORM_PERMISSIONS.some((candidate) => candidate === permission)

/** The rights as they are decided by: the same for everybody, so everybody who is logged in may read them. */
export const rightsTable = (): RightRowView[] =>
  PERMISSIONS.map((permission) => ({
    permission,
    rolesWith: rolesWith(permission),
    isOfPlatform: isOfPlatform(permission),
    isOfHeadOffice: HEAD_OFFICE_PERMISSIONS.includes(permission),
  }))

const HOLDERS_SHOWN = 200

type Search = { readonly tenantId: TenantId; readonly search: string }

export const listHolders = authorized(
  'people.view',
  (scope, { tenantId, search }: Search): Promise<RightsHolderView[]> =>
    scope.run((tx) => repository.readHolders(tx, { tenantId, search: search.trim(), count: HOLDERS_SHOWN })),
)

/** What the viewer may do here. Nobody needs a right to know their own. */
export const ownRights = authorized(
  'tenant.view',
  async (scope, { tenantId }: { readonly tenantId: TenantId }): Promise<PersonRightsView> => {
    const { viewer } = scope
    const standing = standingIn(viewer, tenantId)
    const membership = membershipIn(viewer, tenantId)
    const branchId = membership?.branchId ?? null
    return {
      person: { id: viewer.person.id, name: viewer.person.name },
      roles: standing.roles,
      branch: branchId === null ? null : await scope.run((tx) => repository.findBranchName(tx, branchId)),
      actAs: membership?.actAs ?? null,
      rights: explainRights(standing, permissionsOf(scope)),
    }
  },
)

/** What somebody else of the tenant may do. */
export const rightsOf = authorized(
  'people.view',
  async (scope, input: { readonly tenantId: TenantId; readonly userId: UserId }): Promise<PersonRightsView> => {
    const holder = await scope.run((tx) => repository.findHolder(tx, input))
    if (holder === null) throw new NotFoundError('person')
    const { roles, branch, id, name } = holder
    const standing = { roles, actsAsAdmin: false, isConfined: branch !== null }
    return { person: { id, name }, roles, branch, actAs: null, rights: explainRights(standing, permissionsOf(scope)) }
  },
)

/** What concerns the platform is asked of the operator's own tenant, and means nothing in a client. */
const permissionsOf = ({ tenant }: TenantScope): readonly Permission[] =>
  tenant.kind === 'operator' ? PERMISSIONS : TENANT_PERMISSIONS
