import { useReactFlow } from '@xyflow/react'
import { Alert, Button, Tabs } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useClient } from 'urql'
import type { FlowTestInput } from '@seatline/core'
import { useTenant } from '../../app/use-tenant.ts'
import { usePermission } from '../../configuration/use-permission.ts'
import { FlowFaultsQuery, FlowQuery } from '../documents.ts'
import type { FlowChoices, FlowFault, FlowInfo, FlowOpened } from '../documents.ts'
import { autoLayout, stepHeight } from '../model/auto-layout.ts'
import {
  addStep,
  changeStep,
  connect,
  copySteps,
  moveSteps,
  pasteSteps,
  removeSteps,
  STEP_WIDTH,
} from '../model/drawing.ts'
import type { Copied } from '../model/drawing.ts'
import type { Drawing, Place, Step } from '../model/step.ts'
import { testFromBench } from './bench-test.ts'
import { BenchPanel } from './BenchPanel.tsx'
import { Canvas, FIT } from './Canvas.tsx'
import type { Marks } from './canvas-model.ts'
import { DesignerHead, SEARCH_ID } from './DesignerHead.tsx'
import { DifferencesPanel } from './DifferencesPanel.tsx'
import { FaultsPanel, FaultsTabName, isError } from './FaultsPanel.tsx'
import { Inspector } from './Inspector.tsx'
import { useKindName } from './names.ts'
import { drawingFrom } from './opened.ts'
import { Palette } from './Palette.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import type { StepMark } from './StepNode.tsx'
import { TestsPanel } from './TestsPanel.tsx'
import { useAutosave } from './use-autosave.ts'
import { useDrawing } from './use-drawing.ts'
import { useKeys } from './use-keys.ts'
import { useShown } from './use-shown.ts'
import { useSummaryOf } from './use-summary-of.ts'
import { VersionsPanel } from './VersionsPanel.tsx'
import type { Shown } from './VersionsPanel.tsx'

export type DesignerProps = {
  readonly opened: FlowOpened
  readonly first: Drawing
  readonly choices: FlowChoices
  readonly onLeave: () => void
}
type Tab = 'step' | 'faults' | 'tests' | 'bench' | 'versions'
const DRAWN: Shown = { kind: 'drawn' }
const NONE: ReadonlySet<string> = new Set()

/** Palette, canvas, and at the side what belongs to the chosen step or to the whole. */
export function Designer({ opened, first, choices, onLeave }: DesignerProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const client = useClient()
  const flowApi = useReactFlow()
  const kindName = useKindName()
  const mayManage = usePermission('FLOWS_MANAGE')
  const [flow, setFlow] = useState<FlowInfo>(opened.flow)
  const flowId = flow.id
  const hand = useDrawing(first)
  const { drawing } = hand
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE)
  const [tab, setTab] = useState<Tab>('step')
  const [shown, setShown] = useState<Shown>(DRAWN)
  const [faults, setFaults] = useState<readonly FlowFault[]>([])
  const [route, setRoute] = useState<{ readonly path: readonly string[]; readonly current: string | null } | null>(null)
  const [proposed, setProposed] = useState<FlowTestInput | null>(null)
  const [isPublishing, setPublishing] = useState(false)
  const copied = useRef<Copied | null>(null)
  const summaryOf = useSummaryOf(choices)
  const readFaults = useCallback(async () => {
    const { data } = await client.query(FlowFaultsQuery, { tenantId, flowId }, { requestPolicy: 'network-only' })
    if (data !== undefined) setFaults(data.flowFaults)
  }, [client, tenantId, flowId])
  useEffect(() => void readFaults(), [readFaults])
  const autosave = useAutosave({
    tenantId,
    flowId,
    revision: opened.flow.revision,
    drawing,
    mayEdit: mayManage,
    onSaved: () => void readFaults(),
  })
  const mayEdit = mayManage && shown.kind === 'drawn'
  const other = useShown(shown, { drawing, tenantId, flowId })
  const onCanvas = other?.drawing ?? drawing
  const marks = useMemo(() => other?.marks ?? marksOf(faults, route), [other, faults, route])
  const path = useMemo(() => taken(route?.path ?? []), [route])
  const errorsCount = faults.filter(isError).length

  const readAgain = async (how: 'info' | 'open'): Promise<void> => {
    const { data } = await client.query(FlowQuery, { tenantId, flowId }, { requestPolicy: 'network-only' })
    if (data === undefined) return
    setFlow(data.flow.flow)
    if (how === 'open') {
      const next = drawingFrom(data.flow)
      hand.open(next)
      autosave.goOn(data.flow.flow.revision, next)
    } else autosave.goOn(data.flow.flow.revision, null)
    setShown(DRAWN)
    await readFaults()
  }
  const keepMine = async (): Promise<void> => {
    const { data } = await client.query(FlowQuery, { tenantId, flowId }, { requestPolicy: 'network-only' })
    if (data === undefined) return
    autosave.goOn(data.flow.flow.revision, null)
    await autosave.flush()
  }
  const show = (nodeId: string): void => {
    const place = onCanvas.layout[nodeId]
    const step = onCanvas.nodes.find((each) => each.nodeId === nodeId)
    if (place === undefined || step === undefined) return
    setSelected(new Set([nodeId]))
    const center = { x: place.x + STEP_WIDTH / 2, y: place.y + stepHeight(step) / 2 }
    void flowApi.setCenter(center.x, center.y, { zoom: Math.max(0.8, flowApi.getZoom()) })
  }
  const choose = useCallback((ids: ReadonlySet<string>) => {
    setSelected(ids)
    if (ids.size === 1) setTab((was) => (was === 'bench' || was === 'tests' ? was : 'step'))
  }, [])
  const add = useRef<(kind: string, at?: Place) => void>(() => undefined)
  add.current = (kind, at) => {
    if (!mayEdit) return
    const [after] = selected.size === 1 ? selected : []
    const added = addStep(drawing, {
      kind,
      label: kindName(kind),
      ...(at === undefined ? { after: after ?? null } : { at }),
    })
    hand.change(() => added.drawing)
    setSelected(new Set([added.nodeId]))
    setTab('step')
    if (at === undefined) {
      const place = added.drawing.layout[added.nodeId] ?? { x: 0, y: 0 }
      void flowApi.setCenter(place.x + STEP_WIDTH / 2, place.y + 60, {
        zoom: Math.min(1, Math.max(0.6, flowApi.getZoom())),
      })
    }
  }
  const addFromPalette = useCallback((kind: string) => add.current(kind), [])
  const remove = (ids: ReadonlySet<string>): void => {
    hand.change((was) => removeSteps(was, ids))
    setSelected(NONE)
  }
  const arrange = (): void => {
    hand.change((was) => ({ ...was, layout: autoLayout(was) }))
    setTimeout(() => void flowApi.fitView(FIT), 50)
  }
  useKeys(
    {
      undo: hand.undo,
      redo: hand.redo,
      copy: () => (copied.current = copySteps(drawing, selected)),
      paste: () => {
        if (copied.current === null || copied.current.nodes.length === 0) return
        const pasted = pasteSteps(drawing, copied.current)
        hand.change(() => pasted.drawing)
        setSelected(new Set(pasted.ids))
      },
      search: () => document.getElementById(SEARCH_ID)?.focus(),
      arrange,
      all: () => setSelected(new Set(drawing.nodes.map(({ nodeId }) => nodeId))),
    },
    mayEdit,
  )
  const [selectedId] = selected.size === 1 ? selected : []
  const step = onCanvas.nodes.find(({ nodeId }) => nodeId === selectedId)
  const onPath = useCallback((steps: readonly string[], current: string | null) => {
    setRoute(steps.length === 0 ? null : { path: steps, current })
  }, [])
  const publish = async (): Promise<void> => {
    if (await autosave.flush()) setPublishing(true)
  }
  const inspector =
    step === undefined ? (
      <p className="muted">
        {t(
          drawing.nodes.length === 0
            ? 'flows.firstStep'
            : selected.size > 1
              ? 'flows.manySelected'
              : 'flows.chooseStep',
          { count: selected.size },
        )}
      </p>
    ) : (
      <Inspector
        key={step.nodeId}
        drawing={onCanvas}
        step={step}
        faults={shown.kind === 'drawn' ? faults.filter(({ nodeId }) => nodeId === step.nodeId) : []}
        choices={choices}
        mayEdit={mayEdit}
        onChange={(next: Step, key: string) =>
          hand.change((was) => changeStep(was, step.nodeId, () => next), `${step.nodeId}/${key}`)
        }
        onConnect={(field, target) => hand.change((was) => connect(was, step.nodeId, field, target))}
        onBegin={() => hand.change((was) => ({ ...was, entryNodeId: step.nodeId }))}
        onRemove={() => remove(new Set([step.nodeId]))}
        onShow={show}
      />
    )
  return (
    <div className="flow-designer" data-testid="flow-designer">
      <DesignerHead
        flow={flow}
        nodes={onCanvas.nodes}
        hand={hand}
        saveState={autosave.state}
        mayEdit={mayEdit}
        faultsCount={errorsCount}
        onLeave={() => void autosave.flush().then(onLeave)}
        onArrange={arrange}
        onFind={show}
        onPublish={() => void publish()}
      />
      {autosave.state.kind === 'conflict' ? (
        <Alert
          type="error"
          showIcon
          title={t('flows.conflict')}
          description={autosave.state.text}
          data-testid="flow-conflict"
          action={
            <span className="row">
              <Button size="small" onClick={() => void readAgain('open')}>
                {t('flows.takeTheirs')}
              </Button>
              <Button size="small" danger onClick={() => void keepMine()}>
                {t('flows.keepMine')}
              </Button>
            </span>
          }
        />
      ) : null}
      <div className="flow-body">
        {mayManage ? <Palette onAdd={addFromPalette} /> : null}
        <div className="flow-middle">
          {shown.kind === 'drawn' ? null : (
            <div className="flow-shown" role="status">
              {t(shown.kind === 'version' ? 'flows.showsVersion' : 'flows.showsDifferences')}
              <Button size="small" onClick={() => setShown(DRAWN)} data-testid="back-to-drawn">
                {t('flows.backToDrawn')}
              </Button>
            </div>
          )}
          <Canvas
            drawing={onCanvas}
            isEditable={mayEdit}
            marks={marks}
            path={path}
            summaryOf={summaryOf}
            selected={selected}
            onSelect={choose}
            onMove={(places) => hand.change((was) => moveSteps(was, places))}
            onConnect={(nodeId, field, target) => hand.change((was) => connect(was, nodeId, field, target))}
            onRemove={remove}
            onDropKind={(kind, at) => add.current(kind, at)}
          />
        </div>
        <aside className="flow-side" aria-label={t('flows.side')}>
          <Tabs
            size="small"
            activeKey={tab}
            tabBarGutter={14}
            onChange={(key) => setTab(key as Tab)}
            items={[
              { key: 'step', label: t('flows.step'), children: inspector },
              {
                key: 'faults',
                label: <FaultsTabName errors={errorsCount} warnings={faults.length - errorsCount} />,
                children: (
                  <FaultsPanel
                    faults={faults}
                    nodes={drawing.nodes}
                    onShow={(nodeId) => {
                      show(nodeId)
                      setTab('step')
                    }}
                  />
                ),
              },
              {
                key: 'tests',
                label: <span data-testid="tab-tests">{t('flows.tests')}</span>,
                children: (
                  <TestsPanel
                    flowId={flowId}
                    drawing={drawing}
                    choices={choices}
                    mayEdit={mayManage}
                    proposed={proposed}
                    onProposedDone={() => setProposed(null)}
                    onPath={onPath}
                  />
                ),
              },
              {
                key: 'bench',
                label: <span data-testid="tab-bench">{t('flows.bench')}</span>,
                children: (
                  <BenchPanel
                    flowId={flowId}
                    drawing={drawing}
                    choices={choices}
                    mayEdit={mayManage}
                    onPath={onPath}
                    onKeep={(record) => {
                      setProposed(testFromBench(record))
                      setTab('tests')
                    }}
                  />
                ),
              },
              {
                key: 'versions',
                label: <span data-testid="tab-versions">{t('flows.versions')}</span>,
                children: (
                  <>
                    {other?.differences === undefined || other.differences === null ? null : (
                      <DifferencesPanel differences={other.differences} choices={choices} onShow={show} />
                    )}
                    <VersionsPanel
                      flow={flow}
                      mayEdit={mayManage}
                      shown={shown}
                      onShow={setShown}
                      onChanged={() => void readAgain('open')}
                    />
                  </>
                ),
              },
            ]}
          />
        </aside>
      </div>
      {isPublishing ? (
        <PublishDialog
          flowId={flowId}
          revision={autosave.revision}
          publishedId={flow.published?.id ?? null}
          drawing={drawing}
          choices={choices}
          faults={faults}
          onShow={(nodeId) => {
            setPublishing(false)
            show(nodeId)
            setTab('step')
          }}
          onClose={() => setPublishing(false)}
          onPublished={() => {
            setPublishing(false)
            void readAgain('info')
          }}
        />
      ) : null}
    </div>
  )
}

type Route = { readonly path: readonly string[]; readonly current: string | null } | null

function marksOf(faults: readonly FlowFault[], route: Route): Marks {
  const marks = new Map<string, StepMark>()
  for (const fault of faults) if (!isError(fault)) marks.set(fault.nodeId, 'warning')
  for (const fault of faults) if (isError(fault)) marks.set(fault.nodeId, 'fault')
  for (const nodeId of route?.path ?? []) marks.set(nodeId, 'visited')
  if (route !== null && route.current !== null) marks.set(route.current, 'current')
  return marks
}

/** The ways that a call took, as pairs of steps. */
const taken = (path: readonly string[]): ReadonlySet<string> =>
  new Set(path.slice(1).map((nodeId, index) => `${path[index] ?? ''}>${nodeId}`))
