// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { App, Button, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { afterEach, expect, test } from 'vitest'
import { createI18n } from '../i18n/i18n.ts'
import { Faults } from './Faults.tsx'
import { useChange } from './use-change.ts'

afterEach(cleanup)

const REFUSED = {
  __typename: 'InputRefusedError',
  code: 'inputRefused',
  message: 'Some of this cannot be kept.',
  issues: [
    { field: 'number', code: 'invalid', message: 'Enter a telephone number.' },
    { field: 'name', code: 'required', message: 'Give it a name.' },
    { field: 'elsewhere', code: 'invalid', message: 'Something this form does not show.' },
  ],
}

function Callers(): ReactNode {
  const [form] = Form.useForm<{ number: string; name: string }>()
  const change = useChange()
  return (
    <Form form={form} initialValues={{ number: '', name: '' }}>
      <Faults faults={change.faults} />
      <Form.Item name="number" label="Number">
        <Input />
      </Form.Item>
      <Form.Item name="name" label="Name">
        <Input />
      </Form.Item>
      <Button onClick={() => void change.save(() => Promise.resolve({ data: { result: REFUSED } }), form)}>Save</Button>
    </Form>
  )
}

test(
  'what is wrong stands at its field, and goes when that field is changed; the others stay',
  { timeout: 30_000 },
  async () => {
    const i18n = await createI18n('en')
    const user = userEvent.setup()
    render(
      <I18nextProvider i18n={i18n}>
        <App>
          <Callers />
        </App>
      </I18nextProvider>,
    )
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByText('Enter a telephone number.')
    await screen.findByText('Give it a name.')
    expect(screen.getByTestId('faults').textContent).toContain('Something this form does not show.')
    await user.type(screen.getByLabelText('Number'), '1')
    await waitFor(() => expect(screen.queryByText('Enter a telephone number.')).toBeNull())
    expect(screen.queryByText('Give it a name.')).not.toBeNull()
    // Refused once more, it is said once more.
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByText('Enter a telephone number.')
  },
)
