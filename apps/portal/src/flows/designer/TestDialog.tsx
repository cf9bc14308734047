import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMutation } from 'urql'
import type { FlowTestInput } from '@seatline/core'
import { useTenant } from '../../app/use-tenant.ts'
import { Faults } from '../../configuration/Faults.tsx'
import { useChange } from '../../configuration/use-change.ts'
import { SaveFlowTest } from '../mutation-documents.ts'
import { textAt, withValueAt } from '../model/step.ts'
import { TestAnswers } from './TestAnswers.tsx'
import { TestCaller } from './TestCaller.tsx'
import { TestExpectation } from './TestExpectation.tsx'
import type { Part, TestDialogProps } from './test-parts.ts'

const ACTS = ['press', 'saysNothing', 'pressWrong', 'hangsUp'] as const

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
      <TestCaller script={script} put={put} />
      <TestAnswers script={script} put={put} drawing={props.drawing} />
      <TestExpectation {...props} script={script} put={put} />
    </Modal>
  )
}

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
