import { Form, Input, Modal, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { CreateFlow } from './mutation-documents.ts'

export type FlowBeginning = { readonly copyOf: { readonly id: string; readonly name: string } | null }
type Values = { readonly name: string; readonly template?: string }

/** A new flow: empty, as a template of the trade, or as a copy. */
export function CreateFlowDialog(props: {
  readonly beginning: FlowBeginning
  readonly templates: readonly { readonly id: string; readonly name: string }[]
  readonly onClose: () => void
  readonly onCreated: (flowId: string) => void
}): ReactNode {
  const { beginning, templates, onClose, onCreated } = props
  const { copyOf } = beginning
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [form] = Form.useForm<Values>()
  const [, create] = useMutation(CreateFlow)
  const change = useChange(t('flows.created'))
  const carryOut = async ({ name, template }: Values): Promise<void> => {
    const made: { id?: string } = {}
    const done = await change.save(async () => {
      const answer = await create({
        input: {
          tenantId,
          name,
          ...(copyOf === null ? {} : { copyOfFlowId: copyOf.id }),
          ...(template === undefined || template === '' ? {} : { templateKey: template }),
        },
      })
      if (answer.data?.result.__typename === 'Flow') made.id = answer.data.result.id
      return answer
    }, form)
    if (done && made.id !== undefined) onCreated(made.id)
  }
  return (
    <Modal
      open
      title={copyOf === null ? t('flows.create') : t('flows.copyTitle', { name: copyOf.name })}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('flows.createAndDraw')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving, ...{ 'data-testid': 'create-flow' } }}
    >
      <Faults faults={change.faults} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void carryOut(values)}>
        <Form.Item
          name="name"
          label={t('setUp.name')}
          initialValue={copyOf === null ? '' : t('flows.copyOf', { name: copyOf.name })}
        >
          <Input
            maxLength={60}
            autoFocus
            data-testid="flow-name"
            onPressEnter={(event) => {
              event.preventDefault()
              form.submit()
            }}
          />
        </Form.Item>
        {copyOf === null ? (
          <Form.Item name="template" label={t('flows.beginWith')} initialValue="">
            <Select
              options={[
                { value: '', label: t('flows.beginEmpty') },
                ...templates.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  )
}
