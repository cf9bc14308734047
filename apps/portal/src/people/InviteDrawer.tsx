import { Alert, Button, Drawer, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import type { Membership } from '../app/viewer.ts'
import { LOCALE_NAMES, LOCALES } from '../i18n/locale.ts'
import { InvitePersonMutation } from './documents.ts'
import type { InviteInput, PersonChoices, SentInvitation } from './documents.ts'
import { useRefusalWords } from './people-words.ts'
import { PersonFields } from './PersonFields.tsx'
import { rolesOf, takesCalls } from './RoleChoice.tsx'

type Fields = Omit<InviteInput, 'tenantId'>

type InviteDrawerProps = {
  readonly open: boolean
  readonly tenant: Membership['tenant']
  readonly choices: PersonChoices | null
  readonly onClose: () => void
  readonly onSent: (sent: SentInvitation) => void
}

export function InviteDrawer({ open, tenant, choices, onClose, onSent }: InviteDrawerProps): ReactNode {
  const { t } = useTranslation()
  const words = useRefusalWords()
  const [form] = Form.useForm<Fields>()
  const [{ fetching }, invite] = useMutation(InvitePersonMutation)
  const [problem, setProblem] = useState<string | null>(null)
  const close = (): void => {
    setProblem(null)
    form.resetFields()
    onClose()
  }
  const submit = async (fields: Fields): Promise<void> => {
    setProblem(null)
    const agentOnly = takesCalls(fields.roles) ? {} : { queueIds: [], employeeNumber: null }
    const { data, error } = await invite({ input: { ...fields, ...agentOnly, tenantId: tenant.id } })
    const result = data?.invitePerson
    if (result === undefined) setProblem(error?.message ?? t('peopleIssue.unknown'))
    else if (result.__typename === 'SentInvitation') {
      close()
      onSent(result)
    } else if (result.__typename === 'InputRefusedError')
      form.setFields(
        result.issues.map((issue) => ({ name: issue.field.split('.')[0] as keyof Fields, errors: [words.say(issue)] })),
      )
    else setProblem(words.say(result))
  }
  return (
    <Drawer
      open={open}
      onClose={close}
      size={560}
      title={t('people.invite')}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={close}>{t('people.cancel')}</Button>
          <Button type="primary" loading={fetching} onClick={() => form.submit()} data-testid="send-invitation">
            {t('people.sendInvitation')}
          </Button>
        </div>
      }
    >
      <p className="muted">{t('people.inviteAdvice')}</p>
      {problem !== null && <Alert type="error" showIcon title={problem} style={{ marginBottom: 16 }} role="alert" />}
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={(fields) => void submit(fields)}
        initialValues={{ locale: tenant.locale, grade: 'PROFESSIONAL', roles: [], queueIds: [] }}
        scrollToFirstError
      >
        <Form.Item
          name="email"
          label={t('people.email')}
          rules={[{ required: true, type: 'email', message: t('people.emailNeeded') }]}
        >
          <Input autoComplete="off" inputMode="email" maxLength={254} />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('people.name')}
          rules={[{ required: true, whitespace: true, message: t('people.nameNeeded') }]}
        >
          <Input autoComplete="off" maxLength={60} />
        </Form.Item>
        <Form.Item name="locale" label={t('people.language')}>
          <Select options={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))} />
        </Form.Item>
        <PersonFields offered={rolesOf(tenant.kind)} choices={choices} isNew />
      </Form>
    </Drawer>
  )
}
