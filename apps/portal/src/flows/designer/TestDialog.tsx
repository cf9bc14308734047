import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from 'urql'
import type { FlowTestInput } from '@seatline/core'
import { useTenant } from '../../app/use-tenant.ts'
import { Faults } from '../../configuration/Faults.tsx'
import { useChange } from '../../configuration/use-change.ts'
import type { FlowChoices } from '../documents.ts'
import { SaveFlowTest } from '../mutation-documents.ts'
import { textAt, valueAt, withValueAt } from '../model/step.ts'
import type { Drawing } from '../model/step.ts'

export type TestDialogProps = {
  readonly flowId: string
  readonly testId: string | null
  readonly script: FlowTestInput
  readonly choices: FlowChoices
  readonly drawing: Drawing
  readonly onClose: () => void
  readonly onSaved: () => void
}
const ACTS = ['press', 'saysNothing', 'pressWrong', 'hangsUp'] as const
const OUTCOMES = ['queued', 'hungUp', 'callerLeft', 'transferred', 'voicemail', 'callback', 'returned'] as const

/** What the caller does, and what must come of it. */
export function TestDialog(props: TestDialogProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [script, setScript] = useState<FlowTestInput>(props.script)
  const [, save] = useMutation(SaveFlowTest)
  const change = useChange(t('flows.testSaved'))
  const carryOut = async (): Promise<void> => {
    const input = { tenantId, flowId: props.flowId, script, ...(props.testId === null ? {} : { testId: props.testId }) }
    if (await change.save(() => save({ input }))) props.onSaved()
  }
  const put = (path: string, value: unknown): void => setScript((was) => withValueAt(was, path, value))
  const text = (path: string, label: string, type = 'text'): ReactNode => (
    <div className="flow-field">
      <label htmlFor={`test-${path}`}>{label}</label>
      <Input
        id={`test-${path}`}
        type={type}
        value={textAt(script, path)}
        onChange={({ target }) => put(path, target.value)}
        data-testid={`test-${path}`}
      />
    </div>
  )
  return (
    <Modal
      open
      title={t(props.testId === null ? 'flows.newTest' : 'flows.editTest')}
      width={620}
      onCancel={props.onClose}
      onOk={() => void carryOut()}
      okText={t('setUp.save')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving, ...{ 'data-testid': 'save-test' } }}
    >
      <Faults faults={change.faults} />
      {text('name', t('setUp.name'))}
      <div className="row">
        {text('at', t('flows.benchAt'), 'datetime-local')}
        {text('callerNumber', t('flows.callerNumber'))}
      </div>
      <Acts script={script} put={put} />
      <Mocks script={script} put={put} drawing={props.drawing} />
      <Expectation {...props} script={script} put={put} />
    </Modal>
  )
}

type Part = { readonly script: FlowTestInput; readonly put: (path: string, value: unknown) => void }

function Acts({ script, put }: Part): ReactNode {
  const { t } = useTranslation()
  const acts = script.acts ?? []
  return (
    <fieldset className="flow-ways">
      <legend>{t('flows.acts')}</legend>
      {acts.map((act, index) => (
        <div className="row" key={index} style={{ marginBottom: 6 }}>
          <Select
            style={{ width: 200 }}
            aria-label={`${t('flows.acts')} ${String(index + 1)}`}
            value={act.kind}
            options={ACTS.map((kind) => ({ value: kind, label: t(`flows.act.${kind}`) }))}
            onChange={(kind) => put(`acts.${String(index)}`, kind === 'press' ? { kind, keys: '1' } : { kind })}
          />
          {act.kind === 'press' ? (
            <Input
              style={{ width: 140 }}
              value={act.keys}
              aria-label={t('flows.keys')}
              onChange={({ target }) => put(`acts.${String(index)}.keys`, target.value)}
              data-testid={`act-keys-${String(index)}`}
            />
          ) : null}
          <Button
            size="small"
            aria-label={`${t('setUp.remove')} ${String(index + 1)}`}
            onClick={() =>
              put(
                'acts',
                acts.filter((_, each) => each !== index),
              )
            }
          >
            ×
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => put('acts', [...acts, { kind: 'press', keys: '1' }])} data-testid="add-act">
        {t('setUp.add')}
      </Button>
    </fieldset>
  )
}

/** What services answer, for the steps that ask one. */
function Mocks({ script, put, drawing }: Part & { readonly drawing: Drawing }): ReactNode {
  const { t } = useTranslation()
  const asking = drawing.nodes.filter(({ kind }) => kind === 'http' || kind === 'payment' || kind === 'pin')
  const mocks = script.http ?? []
  if (asking.length === 0 && mocks.length === 0) return null
  return (
    <fieldset className="flow-ways">
      <legend>{t('flows.httpAnswers')}</legend>
      {mocks.map((mock, index) => (
        <div className="row" key={index} style={{ marginBottom: 6 }}>
          <Select
            style={{ width: 180 }}
            value={mock.nodeId}
            aria-label={t('flows.step')}
            options={asking.map(({ nodeId, label }) => ({ value: nodeId, label: label || nodeId }))}
            onChange={(nodeId) => put(`http.${String(index)}.nodeId`, nodeId)}
          />
          <Input
            style={{ width: 70 }}
            value={mock.answer.kind === 'answered' ? String(mock.answer.status) : ''}
            aria-label={t('flows.httpStatus')}
            onChange={({ target }) => put(`http.${String(index)}.answer.status`, Number(target.value))}
          />
          <Input
            style={{ flex: 1 }}
            value={textAt(mock, 'answer.body')}
            aria-label={t('flows.httpBody')}
            onChange={({ target }) => put(`http.${String(index)}.answer.body`, target.value)}
          />
          <Button
            size="small"
            aria-label={t('setUp.remove')}
            onClick={() =>
              put(
                'http',
                mocks.filter((_, each) => each !== index),
              )
            }
          >
            ×
          </Button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() =>
          put('http', [
            ...mocks,
            { nodeId: asking[0]?.nodeId ?? '', answer: { kind: 'answered', status: 200, body: '{}' } },
          ])
        }
      >
        {t('setUp.add')}
      </Button>
    </fieldset>
  )
}

function Expectation({
  script,
  put,
  choices,
  drawing,
}: Part & Pick<TestDialogProps, 'choices' | 'drawing'>): ReactNode {
  const { t } = useTranslation()
  const kind = textAt(script, 'expect.outcome.kind')
  const path = valueAt(script, 'expect.path.nodeIds')
  const queueOptions = choices.queues.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <fieldset className="flow-ways">
      <legend>{t('flows.expectation')}</legend>
      <div className="row" style={{ marginBottom: 6 }}>
        <Select
          style={{ width: 220 }}
          allowClear
          value={kind || null}
          placeholder={t('flows.anyOutcome')}
          aria-label={t('flows.expectedOutcome')}
          options={OUTCOMES.map((each) => ({ value: each, label: t(`flows.outcomeKind.${each}`) }))}
          onChange={(next: string | undefined) =>
            put('expect.outcome', next === undefined ? null : outcomeOf(next, choices))
          }
          data-testid="test-outcome"
        />
        {kind === 'queued' || kind === 'callback' ? (
          <Select
            style={{ flex: 1, minWidth: 160 }}
            value={textAt(script, 'expect.outcome.queueId') || null}
            options={queueOptions}
            aria-label={t('flows.field.queueId')}
            onChange={(id: string) => put('expect.outcome.queueId', id)}
            data-testid="test-queue"
          />
        ) : null}
        {kind === 'voicemail' ? (
          <Select
            style={{ flex: 1 }}
            value={textAt(script, 'expect.outcome.boxId') || null}
            aria-label={t('flows.field.boxId')}
            options={choices.boxes.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id: string) => put('expect.outcome.boxId', id)}
          />
        ) : null}
        {kind === 'transferred' ? (
          <Input
            style={{ flex: 1 }}
            value={textAt(script, 'expect.outcome.target')}
            aria-label={t('flows.field.number')}
            onChange={({ target }) => put('expect.outcome.target', target.value)}
          />
        ) : null}
      </div>
      <label htmlFor="test-path">{t('flows.expectedPath')}</label>
      <Select
        id="test-path"
        mode="multiple"
        style={{ width: '100%' }}
        value={Array.isArray(path) ? (path as string[]) : []}
        options={drawing.nodes.map(({ nodeId, label }) => ({ value: nodeId, label: label || nodeId }))}
        onChange={(nodeIds: string[]) =>
          put(
            'expect.path',
            nodeIds.length === 0 ? null : { mode: valueAt(script, 'expect.path.mode') ?? 'contains', nodeIds },
          )
        }
      />
    </fieldset>
  )
}

function outcomeOf(kind: string, choices: FlowChoices): object {
  const queueId = choices.queues[0]?.id ?? ''
  if (kind === 'queued') return { kind, queueId }
  if (kind === 'callback') return { kind, queueId, number: '' }
  if (kind === 'voicemail') return { kind, boxId: choices.boxes[0]?.id ?? '' }
  return kind === 'transferred' ? { kind, target: '' } : { kind }
}
