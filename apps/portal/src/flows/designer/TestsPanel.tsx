import { Button } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useClient, useMutation, useQuery } from 'urql'
import type { FlowTest, FlowTestInput, FlowTestResult } from '@seatline/core'
import { useTenant } from '../../app/use-tenant.ts'
import { useChange } from '../../configuration/use-change.ts'
import { FlowTestRunsQuery, FlowTestsQuery } from '../documents.ts'
import type { FlowChoices } from '../documents.ts'
import { DeleteFlowTest } from '../mutation-documents.ts'
import type { Drawing } from '../model/step.ts'
import { TestDialog } from './TestDialog.tsx'
import { TestLine } from './TestLine.tsx'

export type TestsProps = {
  readonly flowId: string
  readonly drawing: Drawing
  readonly choices: FlowChoices
  readonly mayEdit: boolean
  /** A test that the bench has made, to be looked through and kept. */
  readonly proposed: FlowTestInput | null
  readonly onProposedDone: () => void
  readonly onPath: (path: readonly string[], current: string | null) => void
}
type Edited = { readonly id: string | null; readonly script: FlowTestInput }

/** The flow's tests: all of them pass before it can be published. */
export function TestsPanel(props: TestsProps): ReactNode {
  const { flowId, drawing, choices, mayEdit, proposed, onPath } = props
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const client = useClient()
  const [{ data }, reload] = useQuery({
    query: FlowTestsQuery,
    variables: { tenantId, flowId },
    requestPolicy: 'cache-and-network',
  })
  const [results, setResults] = useState<ReadonlyMap<string, FlowTestResult>>(new Map())
  const [isRunning, setRunning] = useState(false)
  const [edited, setEdited] = useState<Edited | null>(null)
  const [, remove] = useMutation(DeleteFlowTest)
  const change = useChange(t('flows.testRemoved'))
  const tests = data?.flowTests ?? []
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const runAll = async (): Promise<void> => {
    setRunning(true)
    const { entryNodeId, nodes } = drawing
    const { data: runs } = await client.query(
      FlowTestRunsQuery,
      { tenantId, flowId, drawing: { entryNodeId, nodes } },
      { requestPolicy: 'network-only' },
    )
    setRunning(false)
    setResults(new Map((runs?.flowTestRuns ?? []).map(({ testId, result }) => [testId, result as FlowTestResult])))
  }
  const open: Edited | null = proposed === null ? edited : { id: null, script: proposed }
  const close = (): void => {
    setEdited(null)
    props.onProposedDone()
  }
  const passed = [...results.values()].filter((result) => result.passed).length
  return (
    <section aria-label={t('flows.tests')} data-testid="flow-tests">
      <div className="row">
        <Button
          type="primary"
          disabled={tests.length === 0}
          loading={isRunning}
          onClick={() => void runAll()}
          data-testid="run-tests"
        >
          {t('flows.runAll')}
        </Button>
        {mayEdit ? (
          <Button onClick={() => setEdited({ id: null, script: FRESH_TEST })} data-testid="new-test">
            {t('flows.newTest')}
          </Button>
        ) : null}
      </div>
      <p role="status" data-testid="tests-outcome">
        {results.size === 0 ? '' : t('flows.testsPassed', { passed, count: results.size })}
      </p>
      {data !== undefined && tests.length === 0 ? <p className="muted">{t('flows.noTests')}</p> : null}
      <ul className="flow-list">
        {tests.map(({ id, name, script }) => (
          <li key={id}>
            <TestLine
              name={name}
              script={script as FlowTest}
              result={results.get(id)}
              nodes={drawing.nodes}
              choices={choices}
              onPath={onPath}
            />
            {mayEdit ? (
              <span className="row">
                <Button
                  size="small"
                  onClick={() => setEdited({ id, script: script as FlowTest })}
                  aria-label={`${t('setUp.edit')} ${name}`}
                >
                  {t('setUp.edit')}
                </Button>
                <Button
                  size="small"
                  danger
                  aria-label={`${t('setUp.remove')} ${name}`}
                  onClick={() =>
                    void change
                      .save(() => remove({ input: { tenantId, flowId, testId: id } }))
                      .then((done) => {
                        if (done) again()
                      })
                  }
                >
                  {t('setUp.remove')}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {open === null ? null : (
        <TestDialog
          flowId={flowId}
          testId={open.id}
          script={open.script}
          choices={choices}
          drawing={drawing}
          onClose={close}
          onSaved={() => {
            close()
            again()
          }}
        />
      )}
    </section>
  )
}

const FRESH_TEST: FlowTestInput = {
  name: '',
  at: '2026-03-02T10:00',
  callerNumber: '13800138000',
  acts: [],
  expect: {},
}
