import { describe, expect, test } from 'vitest'
import { isPermitted, PERMISSIONS, permissionsOf, RIGHTS, ROLES } from './roles.ts'

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
    expect(isPermitted(['agent', 'finance'], 'bill.view')).toBe(true)
    expect(isPermitted(['agent', 'finance'], 'agent.work')).toBe(true)
  })

  test('only agents work as agents, and an agent sees own calls only', () => {
    expect(ROLES.filter((role) => RIGHTS['agent.work'][role])).toEqual(['agent'])
    expect(isPermitted(['agent'], 'calls.viewAll')).toBe(false)
    expect(isPermitted(['agent'], 'calls.viewOwn')).toBe(true)
  })
})
