import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { acceptInvitation } from './invitation-client.ts'
import type { OpenInvitation, Problem } from './invitation-client.ts'
import { usePasswordWords } from './password-words.ts'

export type AcceptProps = {
  readonly invitation: OpenInvitation
  readonly token: string
  readonly onFault: (problem: Problem) => void
  readonly onAccepted: () => void
}

type Fields = { readonly name: string; readonly password: string; readonly repeat: string }

/** For one without a log-in: a name and a password, and the rule for it before anybody types. */
export function AcceptForm({ invitation, token, onFault, onAccepted }: AcceptProps): ReactNode {
  const { t } = useTranslation()
  const say = usePasswordWords()
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { lengthMin } = invitation.passwordPolicy
  const submit = async ({ name, password }: Fields): Promise<void> => {
    setBusy(true)
    setProblem(null)
    const answer = await acceptInvitation({ token, name, password }, null)
    setBusy(false)
    if (answer.ok) onAccepted()
    else if (answer.problem.issues.length > 0)
      form.setFields(
        answer.problem.issues.map((issue) => ({ name: issue.field as keyof Fields, errors: [say(issue)] })),
      )
    else if (answer.problem.code === 'invalidInput')
      form.setFields([{ name: 'password', errors: [answer.problem.message] }])
    else if (answer.problem.code === 'unavailable' || answer.problem.code === 'identity.unavailable')
      setProblem(t('invitationFault.unavailableAdvice'))
    else onFault(answer.problem)
  }
  const needed = { required: true, message: t('invitation.needed') }
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ name: invitation.name }}
      onFinish={(fields) => void submit(fields)}
    >
      {problem !== null && <Alert type="error" showIcon title={problem} role="alert" style={{ marginBottom: 16 }} />}
      <Form.Item label={t('people.email')}>
        <Input value={invitation.email} readOnly autoComplete="username" aria-label={t('people.email')} />
      </Form.Item>
      <Form.Item name="name" label={t('invitation.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} autoComplete="name" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('invitation.password')}
        extra={t('invitation.policy', { length: lengthMin })}
        rules={[needed]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('invitation.repeat')}
        dependencies={['password']}
        rules={[
          needed,
          ({ getFieldValue }) => ({
            validator: (_, value: string | undefined) =>
              value === undefined || value === '' || value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('invitation.different'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy} data-testid="accept">
        {t('invitation.accept')}
      </Button>
    </Form>
  )
}
