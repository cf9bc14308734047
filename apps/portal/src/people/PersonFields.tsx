import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { PersonChoices, Role } from './documents.ts'
import { RoleChoice, takesCalls } from './RoleChoice.tsx'

const GRADES = ['STANDARD', 'PROFESSIONAL', 'LEADER'] as const

type PersonFieldsProps = {
  readonly offered: readonly Role[]
  readonly choices: PersonChoices | null
  /** Asked once, when the person is invited; later they are the agent's settings. */
  readonly isNew: boolean
}

/** What a person is going to be: roles with their meaning, branch, and for those who take calls their seat. */
export function PersonFields({ offered, choices, isNew }: PersonFieldsProps): ReactNode {
  const { t } = useTranslation()
  const roles = Form.useWatch<readonly Role[] | undefined>('roles') ?? []
  const branches = (choices?.branches ?? []).filter((branch) => !branch.isArchived)
  return (
    <>
      <Form.Item name="roles" label={t('people.roles')} rules={[{ required: true, message: t('people.rolesNeeded') }]}>
        <RoleChoice offered={offered} />
      </Form.Item>
      {branches.length > 0 && (
        <Form.Item name="branchId" label={t('people.branch')} extra={t('people.branchAdvice')}>
          <Select
            allowClear
            placeholder={t('people.wholeCompany')}
            options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      )}
      {takesCalls(roles) && (
        <>
          <Form.Item name="grade" label={t('people.grade')} extra={t('people.gradeAdvice')}>
            <Select options={GRADES.map((grade) => ({ value: grade, label: t(`seatGrade.${grade}`) }))} />
          </Form.Item>
          {isNew && (
            <Form.Item name="employeeNumber" label={t('people.employeeNumber')}>
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
          )}
          {isNew && (choices?.queues.length ?? 0) > 0 && (
            <Form.Item name="queueIds" label={t('people.queues')} extra={t('people.queuesAdvice')}>
              <Select
                mode="multiple"
                showSearch={{ optionFilterProp: 'label' }}
                options={(choices?.queues ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Form.Item>
          )}
        </>
      )}
    </>
  )
}
