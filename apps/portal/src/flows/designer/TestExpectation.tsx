import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { FlowChoices } from '../documents.ts'
import { textAt, valueAt } from '../model/step.ts'
import type { Part, TestDialogProps } from './test-parts.ts'

const OUTCOMES = ['queued', 'hungUp', 'callerLeft', 'transferred', 'voicemail', 'callback', 'returned'] as const

/** What must come of the call. */
export function TestExpectation({
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
