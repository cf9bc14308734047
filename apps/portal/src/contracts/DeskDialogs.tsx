import { Form, Input, Modal, Select } from 'antd'
import type { FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import type { Change } from '../configuration/use-change.ts'
import { AnswerChange, GiveNotice, MarkIncident, OpenIncident } from './documents.ts'
import type { ChangeData, DeskContract, IncidentData } from './documents.ts'

type Closing = { readonly onClose: () => void; readonly onDone: () => void }

/** A form in a dialog, with what was wrong with it. */
export function FormDialog<T extends object>(props: {
  readonly isOpen: boolean
  readonly title: string
  readonly okText?: string
  readonly form: FormInstance<T>
  readonly initial: Partial<T>
  readonly change: Change
  readonly onSave: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactNode {
  const { t } = useTranslation()
  const { change } = props
  return (
    <Modal
      open={props.isOpen}
      title={props.title}
      onCancel={() => {
        change.clear()
        props.onClose()
      }}
      onOk={props.onSave}
      okText={props.okText ?? t('incident.save')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving }}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      <Form<T> form={props.form} layout="vertical" initialValues={props.initial} clearOnDestroy>
        {props.children}
      </Form>
    </Modal>
  )
}

/** For a field of a date and a time by the reader's clock. */
const nowText = (): string => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
const instantOf = (text: string | undefined): string => new Date(text ?? '').toISOString()
const isTime = (text: string | undefined): boolean => !Number.isNaN(Date.parse(text ?? ''))

type NoticeFields = { readonly on: string; readonly by?: string }

export function NoticeDialog({
  contract,
  onClose,
  onDone,
}: Closing & { readonly contract: DeskContract | null }): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<NoticeFields>()
  const [, give] = useMutation(GiveNotice)
  const change = useChange()
  const save = async (): Promise<void> => {
    if (contract === null) return
    const { on, by = '' } = form.getFieldsValue()
    const input = { tenantId: contract.tenantId, contractId: contract.id, on, by }
    if (!(await change.save(() => give({ input }), form))) return
    onClose()
    onDone()
  }
  return (
    <FormDialog
      isOpen={contract !== null}
      title={t('contract.noticeTitle', { number: contract?.number ?? '' })}
      form={form}
      initial={{ on: nowText().slice(0, 10) }}
      change={change}
      onSave={() => void save()}
      onClose={onClose}
    >
      <Form.Item name="on" label={t('contract.noticeOn')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="by" label={t('contract.noticeBy')}>
        <Input maxLength={80} />
      </Form.Item>
    </FormDialog>
  )
}

type IncidentFields = {
  readonly tenantId: string
  readonly title?: string
  readonly severity: IncidentData['severity']
  readonly openedAt: string
}
const SEVERITIES = ['OUTAGE', 'DEGRADED', 'QUESTION'] as const

export function IncidentDialog({
  isOpen,
  clients,
  onClose,
  onDone,
}: Closing & { readonly isOpen: boolean; readonly clients: readonly DeskContract[] }): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<IncidentFields>()
  const [, open] = useMutation(OpenIncident)
  const change = useChange()
  const names = new Map(clients.map(({ tenantId, tenantName }) => [tenantId, tenantName ?? tenantId]))
  const save = async (): Promise<void> => {
    const { tenantId, title = '', severity, openedAt } = form.getFieldsValue()
    if (!isTime(openedAt)) return
    const input = { tenantId, title, severity, openedAt: instantOf(openedAt) }
    if (!(await change.save(() => open({ input }), form))) return
    onClose()
    onDone()
  }
  return (
    <FormDialog
      isOpen={isOpen}
      title={t('incident.enterTitle')}
      form={form}
      initial={{
        severity: 'OUTAGE',
        openedAt: nowText(),
        ...(clients[0] === undefined ? {} : { tenantId: clients[0].tenantId }),
      }}
      change={change}
      onSave={() => void save()}
      onClose={onClose}
    >
      <Form.Item name="tenantId" label={t('contract.client')}>
        <Select options={[...names].map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="title" label={t('incident.title')}>
        <Input maxLength={160} />
      </Form.Item>
      <Form.Item name="severity" label={t('incident.severity')}>
        <Select options={SEVERITIES.map((value) => ({ value, label: t(`incidentSeverity.${value}`) }))} />
      </Form.Item>
      <Form.Item name="openedAt" label={t('incident.opened')}>
        <Input type="datetime-local" />
      </Form.Item>
    </FormDialog>
  )
}

type MarkFields = { readonly step: 'NOTICED' | 'RESPONDED' | 'RESOLVED'; readonly at: string; readonly cause?: string }

export function MarkDialog({
  incident,
  onClose,
  onDone,
}: Closing & { readonly incident: IncidentData | null }): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<MarkFields>()
  const [, mark] = useMutation(MarkIncident)
  const change = useChange()
  const steps = [
    { value: 'NOTICED' as const, label: t('incident.noticed'), done: incident?.noticedAt },
    { value: 'RESPONDED' as const, label: t('incident.responded'), done: incident?.respondedAt },
    { value: 'RESOLVED' as const, label: t('incident.resolved'), done: incident?.resolvedAt },
  ].filter(({ done }) => done === null)
  const save = async (): Promise<void> => {
    const { step, at, cause = '' } = form.getFieldsValue()
    if (incident === null || !isTime(at)) return
    const input = { tenantId: incident.tenantId, incidentId: incident.id, step, at: instantOf(at), cause }
    if (!(await change.save(() => mark({ input }), form))) return
    onClose()
    onDone()
  }
  return (
    <FormDialog
      isOpen={incident !== null}
      title={t('incident.markTitle', { title: incident?.title ?? '' })}
      form={form}
      initial={{ at: nowText(), ...(steps[0] === undefined ? {} : { step: steps[0].value }) }}
      change={change}
      onSave={() => void save()}
      onClose={onClose}
    >
      <Form.Item name="step" label={t('incident.step')}>
        <Select options={steps.map(({ value, label }) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="at" label={t('incident.at')}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="cause" label={t('incident.cause')}>
        <Input.TextArea rows={3} maxLength={2_000} />
      </Form.Item>
    </FormDialog>
  )
}

type AnswerFields = { readonly verdict: 'approve' | 'refuse'; readonly answer: string; readonly effectiveOn: string }

export function AnswerDialog({
  change: asked,
  onClose,
  onDone,
}: Closing & { readonly change: ChangeData | null }): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<AnswerFields>()
  const [, answer] = useMutation(AnswerChange)
  const change = useChange()
  const save = async (): Promise<void> => {
    if (asked === null) return
    const fields = form.getFieldsValue()
    const approve = fields.verdict === 'approve'
    const input = {
      tenantId: asked.tenantId,
      changeOrderId: asked.id,
      approve,
      answer: fields.answer,
      effectiveOn: approve ? fields.effectiveOn : null,
    }
    if (!(await change.save(() => answer({ input }), form))) return
    onClose()
    onDone()
  }
  return (
    <FormDialog
      isOpen={asked !== null}
      title={t('changeOrder.answerTitle', { title: asked?.title ?? '' })}
      form={form}
      initial={{ verdict: 'approve', effectiveOn: nowText().slice(0, 10), answer: '' }}
      change={change}
      onSave={() => void save()}
      onClose={onClose}
    >
      <Form.Item name="verdict" label={t('changeOrder.status')}>
        <Select
          options={[
            { value: 'approve', label: t('changeOrder.approve') },
            { value: 'refuse', label: t('changeOrder.refuse') },
          ]}
        />
      </Form.Item>
      <Form.Item name="effectiveOn" label={t('changeOrder.effectiveOn')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="answer" label={t('changeOrder.answer')}>
        <Input.TextArea rows={3} maxLength={2_000} />
      </Form.Item>
    </FormDialog>
  )
}
