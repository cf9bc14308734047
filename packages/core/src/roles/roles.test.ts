import { describe, expect, test } from 'vitest'
import {
  HEAD_OFFICE_PERMISSIONS,
  isOperatorRole,
  isPermitted,
  PERMISSIONS,
  permissionsOf,
  PLATFORM_PERMISSIONS,
  RIGHTS,
  ROLES,
  rolesWith,
  TENANT_PERMISSIONS,
} from './roles.ts'

describe('rights', () => {
  test('every permission is held by somebody, so that no feature is unreachable', () => {
    for (const permission of PERMISSIONS)
      expect(
        ROLES.some((role) => RIGHTS[permission][role]),
        permission,
      ).toBe(true)
  })

  test('without a role nothing is allowed', () => {
    expect(permissionsOf([])).toEqual([])
  })

  test('several roles add up', () => {
    expect(isPermitted(['agent'], 'bill.view')).toBe(false)
    expect(isPermitted(['agent', 'operatorFinance'], 'bill.view')).toBe(true)
    expect(isPermitted(['agent', 'operatorFinance'], 'agent.work')).toBe(true)
  })

  test('what holds on the platform is held by the operator alone', () => {
    for (const permission of PLATFORM_PERMISSIONS)
      expect(rolesWith(permission).every(isOperatorRole), permission).toBe(true)
  })

  test('no one of the operator changes how a tenant works, or hears its callers as an administrator of the platform', () => {
    const client = TENANT_PERMISSIONS.filter(
      (permission) => permission.endsWith('.manage') && permission !== 'people.manage',
    )
    for (const permission of client) expect(rolesWith(permission).some(isOperatorRole), permission).toBe(false)
    expect(isPermitted(['operatorAdmin'], 'recordings.playAll')).toBe(false)
  })

  test('only what the administrator of a company has can be the head office’s alone', () => {
    for (const permission of HEAD_OFFICE_PERMISSIONS) expect(isPermitted(['admin'], permission), permission).toBe(true)
  })

  test('only agents work as agents, and an agent sees own calls only', () => {
    expect(ROLES.filter((role) => RIGHTS['agent.work'][role])).toEqual(['agent', 'expert'])
    expect(isPermitted(['agent'], 'calls.viewAll')).toBe(false)
    expect(isPermitted(['agent'], 'calls.viewOwn')).toBe(true)
  })
})
