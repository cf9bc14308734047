import { describe, expect, test } from 'vitest'
import { explainRights, isPermittedTo, permissionsHeld } from './explain-rights.ts'
import type { Standing } from './explain-rights.ts'
import { HEAD_OFFICE_PERMISSIONS, PERMISSIONS, permissionsOf } from './roles.ts'
import type { Permission } from './roles.ts'

const NOBODY: Standing = { roles: [], actsAsAdmin: false, isConfined: false }
const of = (standing: Partial<Standing>, permission: Permission): unknown =>
  explainRights({ ...NOBODY, ...standing }, [permission])[0]

describe('why a person may do something', () => {
  test('names each role that carries it', () => {
    expect(of({ roles: ['leader', 'qa', 'agent'] }, 'calls.viewAll')).toEqual({
      permission: 'calls.viewAll',
      isHeld: true,
      byRoles: ['leader', 'qa'],
      byActingAs: false,
      isWithheldByBranch: false,
      rolesWith: ['operatorSupervisor', 'admin', 'reportViewer', 'leader', 'qa'],
    })
  })

  test('or, when nobody’s role carries it here, who could', () => {
    expect(of({ roles: ['agent'] }, 'queues.manage')).toMatchObject({
      isHeld: false,
      byRoles: [],
      rolesWith: ['admin'],
    })
  })

  test('is the branch’s to deny where the whole company is concerned', () => {
    const confined = { roles: ['admin'], isConfined: true } as const
    expect(of(confined, 'audit.view')).toMatchObject({ isHeld: false, byRoles: ['admin'], isWithheldByBranch: true })
    expect(of(confined, 'queues.manage')).toMatchObject({ isHeld: true, isWithheldByBranch: false })
    // What the person could not do anyway is not blamed on the branch.
    expect(of({ roles: ['agent'], isConfined: true }, 'audit.view')).toMatchObject({ isWithheldByBranch: false })
  })

  test('is acting as the administrator only where the own roles do not suffice', () => {
    const acting = { roles: ['operatorSupervisor'], actsAsAdmin: true } as const
    expect(of(acting, 'queues.manage')).toMatchObject({ isHeld: true, byActingAs: true, byRoles: [] })
    expect(of(acting, 'calls.viewAll')).toMatchObject({ isHeld: true, byActingAs: false })
  })
})

test('what is held is the table, less the head office’s part for those in a branch', () => {
  const admin: Standing = { ...NOBODY, roles: ['admin'] }
  expect(permissionsHeld(admin)).toEqual(permissionsOf(['admin']))
  expect(permissionsHeld({ ...admin, isConfined: true })).toEqual(
    permissionsOf(['admin']).filter((permission) => !HEAD_OFFICE_PERMISSIONS.includes(permission)),
  )
  for (const permission of PERMISSIONS) expect(isPermittedTo(NOBODY, permission)).toBe(false)
})
