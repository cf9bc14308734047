import {
  ApartmentOutlined,
  ArrowLeftOutlined,
  CheckCircleOutlined,
  RedoOutlined,
  UndoOutlined,
} from '@ant-design/icons'
import { Button, Select, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { FlowInfo } from '../documents.ts'
import type { Step } from '../model/step.ts'
import { useKindName } from './names.ts'
import type { SaveState } from './use-autosave.ts'
import type { DrawingHand } from './use-drawing.ts'

export type HeadProps = {
  readonly flow: FlowInfo
  readonly nodes: readonly Step[]
  readonly hand: DrawingHand
  readonly saveState: SaveState
  readonly mayEdit: boolean
  readonly faultsCount: number
  readonly onLeave: () => void
  readonly onArrange: () => void
  readonly onFind: (nodeId: string) => void
  readonly onPublish: () => void
}

export const SEARCH_ID = 'flow-search'

/** What the flow is called, whether it is saved, and what can be done with the whole of it. */
export function DesignerHead(props: HeadProps): ReactNode {
  const { flow, nodes, hand, mayEdit, faultsCount } = props
  const { t } = useTranslation()
  const kindName = useKindName()
  const button = (name: string, icon: ReactNode, act: () => void, disabled: boolean, testId: string): ReactNode => (
    <Tooltip title={name}>
      <Button icon={icon} aria-label={name} onClick={act} disabled={disabled} data-testid={testId} />
    </Tooltip>
  )
  return (
    <div className="page-head flow-head">
      <Button icon={<ArrowLeftOutlined aria-hidden />} onClick={props.onLeave} data-testid="leave-designer">
        {t('flows.allFlows')}
      </Button>
      <h1>{flow.name}</h1>
      {flow.published === null ? (
        <span className="badge">{t('flows.neverPublished')}</span>
      ) : (
        <span className="badge good" data-testid="published-version">
          {t('flows.versionNumber', { number: flow.published.number })}
        </span>
      )}
      {mayEdit ? <SaveBadge state={props.saveState} /> : <span className="badge">{t('flows.readOnly')}</span>}
      <span className="space" />
      <Select
        id={SEARCH_ID}
        showSearch={{ optionFilterProp: 'label' }}
        value={null}
        style={{ width: 190 }}
        placeholder={t('flows.search')}
        aria-label={t('flows.search')}
        options={nodes.map(({ nodeId, label, kind }) => ({
          value: nodeId,
          label: `${label || nodeId} · ${kindName(kind)}`,
        }))}
        onChange={(nodeId: string | null) => {
          if (nodeId !== null) props.onFind(nodeId)
        }}
        data-testid="flow-search"
      />
      {button(t('flows.undo'), <UndoOutlined />, hand.undo, !mayEdit || !hand.canUndo, 'undo')}
      {button(t('flows.redo'), <RedoOutlined />, hand.redo, !mayEdit || !hand.canRedo, 'redo')}
      {button(t('flows.arrange'), <ApartmentOutlined />, props.onArrange, !mayEdit, 'arrange')}
      {mayEdit ? (
        <Button
          type="primary"
          icon={<CheckCircleOutlined aria-hidden />}
          onClick={props.onPublish}
          data-testid="publish"
        >
          {faultsCount === 0 ? t('flows.publish') : t('flows.publishFaulty', { count: faultsCount })}
        </Button>
      ) : null}
    </div>
  )
}

const BADGE = { saved: 'good', unsaved: 'warn', saving: 'warn', conflict: 'bad', failed: 'bad' } as const

function SaveBadge({ state }: { readonly state: SaveState }): ReactNode {
  const { t } = useTranslation()
  return (
    <span
      className={`badge flow-save ${BADGE[state.kind]}`}
      role="status"
      data-testid="save-state"
      data-state={state.kind}
    >
      {t(`flows.save.${state.kind}`)}
    </span>
  )
}
