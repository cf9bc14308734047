import { DatePicker, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { ClientSelect } from './ClientSelect.tsx'
import {
  IssueNumbers,
  ReleaseNumbers,
  RepointNumber,
  ReserveNumbers,
  TakeBackNumber,
  TargetsQuery,
} from './documents.ts'
import type { NumberRow } from './documents.ts'

export type NumberAct = 'reserve' | 'release' | 'issue' | 'repoint' | 'takeBack'
export type Asked = { readonly act: NumberAct; readonly numbers: readonly NumberRow[] }
type Values = {
  readonly reservedFor?: string
  readonly reservedUntil?: { toISOString(): string } | null
  readonly tenantId?: string
  readonly flowId?: string
  readonly label?: string
  readonly note?: string
}

/** What is done with numbers: who gets them, for whom they are kept, where they point. */
export function NumberActDialog(props: {
  readonly asked: Asked | null
  readonly onClose: () => void
  readonly onDone: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { asked } = props
  const [form] = Form.useForm<Values>()
  const change = useChange()
  const run = useActs()
  const close = (): void => {
    change.clear()
    form.resetFields()
    props.onClose()
  }
  const save = async (): Promise<void> => {
    if (asked === null) return
    const values = await form.validateFields()
    if (!(await change.save(() => run(asked, values), form))) return
    close()
    props.onDone()
  }
  const [first] = asked?.numbers ?? []
  return (
    <Modal
      open={asked !== null}
      title={
        asked === null
          ? ''
          : t(`inventory.title.${asked.act}`, { numbers: asked.numbers.map(({ number }) => number).join(', ') })
      }
      okText={asked === null ? '' : t(`inventory.act.${asked.act}`)}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving, danger: asked?.act === 'takeBack' }}
      onOk={() => void save()}
      onCancel={close}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      {asked === null ? null : <p className="muted">{t(`inventory.advice.${asked.act}`)}</p>}
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          tenantId: first?.holder?.tenantId,
          flowId: first?.holder?.flowId,
          label: first?.holder?.label ?? '',
        }}
      >
        {asked === null ? null : <ActFields act={asked.act} />}
      </Form>
    </Modal>
  )
}

function ActFields({ act }: { readonly act: NumberAct }): ReactNode {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('inventory.required') }]
  switch (act) {
    case 'reserve':
      return (
        <>
          <Form.Item name="reservedFor" label={t('inventory.reservedFor')} rules={required}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="reservedUntil" label={t('inventory.reservedUntil')}>
            <DatePicker />
          </Form.Item>
        </>
      )
    case 'issue':
    case 'repoint':
      return (
        <>
          {act === 'issue' ? (
            <Form.Item name="tenantId" label={t('inventory.client')} rules={required}>
              <ClientSelect />
            </Form.Item>
          ) : (
            <Form.Item name="tenantId" hidden>
              <Input />
            </Form.Item>
          )}
          <Form.Item noStyle dependencies={['tenantId']}>
            {({ getFieldValue }) => (
              <Form.Item name="flowId" label={t('inventory.menu')} rules={required}>
                <TargetSelect tenantId={(getFieldValue('tenantId') as string | undefined) ?? null} />
              </Form.Item>
            )}
          </Form.Item>
          <Form.Item name="label" label={t('inventory.label')}>
            <Input maxLength={100} />
          </Form.Item>
        </>
      )
    case 'release':
    case 'takeBack':
      return (
        <Form.Item name="note" label={t('inventory.note')}>
          <Input maxLength={500} />
        </Form.Item>
      )
  }
}

function TargetSelect(props: {
  readonly tenantId: string | null
  readonly id?: string
  readonly value?: string
  readonly onChange?: (flowId: string) => void
}): ReactNode {
  const { t } = useTranslation()
  const [{ data }] = useQuery({
    query: TargetsQuery,
    variables: { tenantId: props.tenantId ?? '' },
    pause: props.tenantId === null,
  })
  const options = (data?.numberTargets ?? []).map(({ flowId, name }) => ({ value: flowId, label: name }))
  return (
    <Select
      {...(props.id === undefined ? {} : { id: props.id })}
      value={options.some(({ value }) => value === props.value) ? (props.value ?? null) : null}
      {...(props.onChange === undefined ? {} : { onChange: props.onChange })}
      options={options}
      disabled={props.tenantId === null}
      placeholder={t('inventory.chooseMenu')}
    />
  )
}

function useActs(): (asked: Asked, values: Values) => ReturnType<Parameters<ReturnType<typeof useChange>['save']>[0]> {
  const [, reserve] = useMutation(ReserveNumbers)
  const [, release] = useMutation(ReleaseNumbers)
  const [, issue] = useMutation(IssueNumbers)
  const [, repoint] = useMutation(RepointNumber)
  const [, takeBack] = useMutation(TakeBackNumber)
  return ({ act, numbers }, values) => {
    const numberIds = numbers.map(({ id }) => id)
    const [id = ''] = numberIds
    switch (act) {
      case 'reserve': {
        const reservedUntil = values.reservedUntil?.toISOString() ?? null
        return reserve({ input: { numberIds, reservedFor: values.reservedFor ?? '', reservedUntil } })
      }
      case 'release':
        return release({ input: { numberIds, note: values.note ?? '' } })
      case 'issue':
        return issue({
          input: { numberIds, tenantId: values.tenantId ?? '', flowId: values.flowId ?? '', label: values.label ?? '' },
        })
      case 'repoint':
        return repoint({ input: { id, flowId: values.flowId ?? '', label: values.label ?? '' } })
      case 'takeBack':
        return takeBack({ input: { id, note: values.note ?? '' } })
    }
  }
}

/** For a component that opens the dialog. */
export const useAsked = (): readonly [Asked | null, (asked: Asked | null) => void] => useState<Asked | null>(null)
