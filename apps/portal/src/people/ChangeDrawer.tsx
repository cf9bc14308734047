import { Alert, Button, Drawer, Form } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import type { Membership } from '../app/viewer.ts'
import { ChangePersonMutation } from './documents.ts'
import type { ChangeInput, PersonChoices, PersonRow, Role } from './documents.ts'
import { useRefusalWords } from './people-words.ts'
import { PersonFields } from './PersonFields.tsx'
import { rolesOf, takesCalls } from './RoleChoice.tsx'

type Fields = Pick<ChangeInput, 'roles' | 'branchId' | 'grade'>

type ChangeDrawerProps = {
  readonly person: PersonRow
  readonly tenant: Membership['tenant']
  readonly choices: PersonChoices | null
  readonly onClose: () => void
  readonly onChanged: () => void
}

export function ChangeDrawer({ person, tenant, choices, onClose, onChanged }: ChangeDrawerProps): ReactNode {
  const { t } = useTranslation()
  const words = useRefusalWords()
  const [form] = Form.useForm<Fields>()
  const roles = Form.useWatch<readonly Role[] | undefined>('roles', form) ?? person.roles
  const [{ fetching }, change] = useMutation(ChangePersonMutation)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (fields: Fields): Promise<void> => {
    setProblem(null)
    const { data, error } = await change({
      input: { ...fields, branchId: fields.branchId ?? null, tenantId: tenant.id, personId: person.id },
    })
    const result = data?.changePerson
    if (result === undefined) setProblem(error?.message ?? t('peopleIssue.unknown'))
    else if (result.__typename === 'TenantPerson') onChanged()
    else if (result.__typename === 'InputRefusedError')
      form.setFields(
        result.issues.map((issue) => ({ name: issue.field.split('.')[0] as keyof Fields, errors: [words.say(issue)] })),
      )
    else setProblem(words.say(result))
  }
  return (
    <Drawer
      open
      onClose={onClose}
      size={560}
      title={t('people.changeTitle', { name: person.name })}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('people.cancel')}</Button>
          <Button type="primary" loading={fetching} onClick={() => form.submit()} data-testid="save-person">
            {t('people.save')}
          </Button>
        </div>
      }
    >
      {problem !== null && <Alert type="error" showIcon title={problem} style={{ marginBottom: 16 }} role="alert" />}
      {takesCalls(person.roles) && !takesCalls(roles) && (
        <Alert type="warning" showIcon title={t('people.endsAsAgent')} style={{ marginBottom: 16 }} />
      )}
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={(fields) => void submit(fields)}
        initialValues={{
          roles: person.roles,
          branchId: person.branch?.id ?? null,
          grade: person.agent?.grade ?? 'PROFESSIONAL',
        }}
      >
        <PersonFields offered={rolesOf(tenant.kind)} choices={choices} isNew={false} />
      </Form>
    </Drawer>
  )
}
