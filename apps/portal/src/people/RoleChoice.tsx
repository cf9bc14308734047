import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Role } from './documents.ts'

export const TENANT_ROLES = ['ADMIN', 'LEADER', 'AGENT', 'EXPERT', 'QA', 'REPORT_VIEWER'] as const
export const OPERATOR_ROLES = ['OPERATOR_ADMIN', 'OPERATOR_SUPERVISOR', 'OPERATOR_FINANCE', 'AGENT', 'EXPERT'] as const

export const rolesOf = (kind: 'CLIENT' | 'OPERATOR'): readonly Role[] =>
  kind === 'OPERATOR' ? OPERATOR_ROLES : TENANT_ROLES

export const takesCalls = (roles: readonly Role[]): boolean => roles.includes('AGENT') || roles.includes('EXPERT')

type RoleChoiceProps = {
  readonly offered: readonly Role[]
  /** Given by the form. */
  readonly id?: string
  readonly value?: readonly Role[]
  readonly onChange?: (roles: Role[]) => void
}

/** Each role with what it may do, so that nobody has to try. */
export function RoleChoice({ id, offered, value = [], onChange }: RoleChoiceProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Checkbox.Group
      {...(id === undefined ? {} : { id })}
      value={[...value]}
      onChange={(roles) => onChange?.(roles)}
      style={{ display: 'grid', gap: 10 }}
    >
      {offered.map((role) => (
        <Checkbox key={role} value={role} data-testid={`role-${role}`}>
          <span style={{ display: 'block', fontWeight: 600 }}>{t(`role.${role}`)}</span>
          <span className="muted" style={{ display: 'block' }}>
            {t(`roleMeaning.${role}`)}
          </span>
        </Checkbox>
      ))}
    </Checkbox.Group>
  )
}
