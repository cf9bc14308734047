import { App, Input, Modal } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import type { FlowTest, FlowTestResult } from '@seatline/core'
import { useTenant } from '../../app/use-tenant.ts'
import { Faults } from '../../configuration/Faults.tsx'
import { useChange } from '../../configuration/use-change.ts'
import { PageSkeleton } from '../../ui/PageSkeleton.tsx'
import { FlowDifferencesQuery, FlowTestRunsQuery, FlowTestsQuery } from '../documents.ts'
import type { FlowChoices, FlowFault } from '../documents.ts'
import type { Drawing } from '../model/step.ts'
import { PublishFlow } from '../mutation-documents.ts'
import { DifferencesPanel } from './DifferencesPanel.tsx'
import { FaultsPanel } from './FaultsPanel.tsx'
import { TestLine } from './TestLine.tsx'
import { WhenFields } from './VersionsPanel.tsx'

export type PublishProps = {
  readonly flowId: string
  readonly revision: number
  /** What callers hear now; null: nothing yet. */
  readonly publishedId: string | null
  readonly drawing: Drawing
  readonly choices: FlowChoices
  readonly faults: readonly FlowFault[]
  /** Leaves for a step. */
  readonly onShow: (nodeId: string) => void
  readonly onClose: () => void
  readonly onPublished: () => void
}

/** Makes a version of what is drawn. Says beforehand what changes, what stands against it, and how the tests come out; the server refuses what is faulty. */
export function PublishDialog(props: PublishProps): ReactNode {
  const { flowId, revision, onClose, onPublished } = props
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const [isLater, setLater] = useState(false)
  const [at, setAt] = useState<Dayjs | null>(null)
  const [, publish] = useMutation(PublishFlow)
  const change = useChange(isLater ? t('flows.scheduledSaid') : t('flows.publishedSaid'))
  const carryOut = async (): Promise<void> => {
    if (isLater && at === null) {
      void message.warning(t('flows.chooseTime'))
      return
    }
    const input = { tenantId, flowId, revision, note, ...(isLater && at !== null ? { at: at.toISOString() } : {}) }
    if (await change.save(() => publish({ input }))) onPublished()
  }
  return (
    <Modal
      open
      title={t('flows.publishTitle')}
      width={680}
      onCancel={onClose}
      onOk={() => void carryOut()}
      okText={t(isLater ? 'flows.schedule' : 'flows.publish')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving, ...{ 'data-testid': 'confirm-publish' } }}
    >
      <Faults faults={change.faults} />
      <p>{t('flows.publishAdvice')}</p>
      <div
        className="flow-publish"
        data-testid="publish-review"
        tabIndex={0}
        role="region"
        aria-label={t('flows.publishTitle')}
      >
        <FaultsPanel faults={props.faults} nodes={props.drawing.nodes} onShow={props.onShow} />
        <Tests {...props} />
        <h3>{t('flows.publishChanges')}</h3>
        <Changes {...props} />
      </div>
      <div className="flow-field">
        <label htmlFor="publish-note">{t('flows.note')}</label>
        <Input.TextArea
          id="publish-note"
          rows={2}
          maxLength={300}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      </div>
      <WhenFields isLater={isLater} onLater={setLater} at={at} onAt={setAt} />
    </Modal>
  )
}

function Changes({ flowId, publishedId, choices, onShow }: PublishProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [{ data }] = useQuery({
    query: FlowDifferencesQuery,
    variables: { tenantId, flowId, before: publishedId, after: null },
    pause: publishedId === null,
    requestPolicy: 'network-only',
  })
  if (publishedId === null) return <p>{t('flows.publishFirst')}</p>
  if (data === undefined) return <PageSkeleton />
  return <DifferencesPanel differences={data.flowDifferences} choices={choices} onShow={onShow} />
}

function Tests({ flowId, drawing, choices }: PublishProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const requestPolicy = 'network-only'
  const [{ data: kept }] = useQuery({ query: FlowTestsQuery, variables: { tenantId, flowId }, requestPolicy })
  const [{ data: runs }] = useQuery({ query: FlowTestRunsQuery, variables: { tenantId, flowId }, requestPolicy })
  if (kept === undefined || runs === undefined) return null
  const results = runs.flowTestRuns.map(({ testId, result }) => ({ testId, result: result as FlowTestResult }))
  const failing = results.filter(({ result }) => !result.passed)
  const passed = results.length - failing.length
  return (
    <section aria-label={t('flows.publishTests')} data-testid="publish-tests">
      <h3>{t('flows.publishTests')}</h3>
      <p className={results.length === 0 ? 'muted' : failing.length === 0 ? 'flow-good' : 'flow-fault'}>
        {kept.flowTests.length === 0
          ? t('flows.publishNoTests')
          : results.length === 0
            ? t('flows.publishUnplayable')
            : t('flows.testsPassed', { passed, count: results.length })}
      </p>
      {failing.map(({ testId, result }) => (
        <TestLine
          key={testId}
          name={result.name}
          script={kept.flowTests.find(({ id }) => id === testId)?.script as FlowTest | undefined}
          result={result}
          nodes={drawing.nodes}
          choices={choices}
        />
      ))}
    </section>
  )
}
