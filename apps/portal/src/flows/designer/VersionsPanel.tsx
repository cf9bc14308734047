import { Alert, App, Button, DatePicker, Modal, Radio, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../../app/use-tenant.ts'
import { Faults } from '../../configuration/Faults.tsx'
import { useChange } from '../../configuration/use-change.ts'
import { useTimeFormat } from '../../ui/time-format.ts'
import { FlowVersionsQuery } from '../documents.ts'
import type { FlowInfo, FlowVersionRow } from '../documents.ts'
import { CancelFlowSchedule, PublishFlowVersion } from '../mutation-documents.ts'

/** What the canvas shows instead of what is drawn: one version, or the difference of two. null stands for what is drawn now. */
export type Shown =
  | { readonly kind: 'drawn' }
  | { readonly kind: 'version'; readonly id: string }
  | { readonly kind: 'differences'; readonly before: string | null; readonly after: string | null }

type PanelProps = {
  readonly flow: FlowInfo
  readonly mayEdit: boolean
  readonly shown: Shown
  readonly onShow: (shown: Shown) => void
  readonly onChanged: () => void
}

/** Every version there was: to look at, to compare, to go back to at once or later. */
export function VersionsPanel(props: PanelProps): ReactNode {
  const { flow, mayEdit, shown, onShow, onChanged } = props
  const { t } = useTranslation()
  const { id: tenantId, timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  const [{ data }] = useQuery({
    query: FlowVersionsQuery,
    variables: { tenantId, flowId: flow.id },
    requestPolicy: 'cache-and-network',
  })
  const [wanted, setWanted] = useState<FlowVersionRow | null>(null)
  const versions = data?.flowVersions ?? []
  return (
    <section aria-label={t('flows.versions')} data-testid="flow-versions">
      <Scheduled flow={flow} mayEdit={mayEdit} onChanged={onChanged} />
      <Compare versions={versions} onShow={onShow} />
      {versions.length === 0 ? <p className="muted">{t('flows.noVersions')}</p> : null}
      <ul className="flow-list">
        {versions.map((version) => (
          <li key={version.id} data-testid={`version-${String(version.number)}`}>
            <strong>{t('flows.versionNumber', { number: version.number })}</strong>
            {version.isPublished ? <span className="badge good"> {t('flows.heardNow')}</span> : null}
            <div className="muted">
              {format.full(version.createdAt)}
              {version.createdBy === null ? '' : ` · ${version.createdBy}`}
              {version.testsCount === 0
                ? ''
                : ` · ${t('flows.testsPassed', { passed: version.testsPassed, count: version.testsCount })}`}
            </div>
            {version.note === '' ? null : <div>{version.note}</div>}
            <span className="row">
              <Button
                size="small"
                type={shown.kind === 'version' && shown.id === version.id ? 'primary' : 'default'}
                onClick={() => onShow({ kind: 'version', id: version.id })}
              >
                {t('flows.look')}
              </Button>
              <Button
                size="small"
                onClick={() => onShow({ kind: 'differences', before: version.id, after: null })}
                data-testid={`compare-${String(version.number)}`}
              >
                {t('flows.compareWithDrawn')}
              </Button>
              {mayEdit && !version.isPublished ? (
                <Button
                  size="small"
                  onClick={() => setWanted(version)}
                  data-testid={`go-back-${String(version.number)}`}
                >
                  {t('flows.goBack')}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {wanted === null ? null : (
        <GoBackDialog
          flowId={flow.id}
          version={wanted}
          onClose={() => setWanted(null)}
          onDone={() => {
            setWanted(null)
            onChanged()
          }}
        />
      )}
    </section>
  )
}

function Compare({
  versions,
  onShow,
}: {
  readonly versions: readonly FlowVersionRow[]
  readonly onShow: (shown: Shown) => void
}): ReactNode {
  const { t } = useTranslation()
  const [before, setBefore] = useState<string | null>(null)
  const [after, setAfter] = useState<string | null>(null)
  if (versions.length < 2) return null
  const options = versions.map(({ id, number }) => ({ value: id, label: t('flows.versionNumber', { number }) }))
  const pick = (value: string | null, put: (id: string) => void, label: string): ReactNode => (
    <Select
      size="small"
      style={{ flex: 1 }}
      aria-label={label}
      placeholder={label}
      value={value}
      options={options}
      onChange={put}
    />
  )
  return (
    <div className="row" style={{ flexWrap: 'nowrap', marginBottom: 8 }}>
      {pick(before, setBefore, t('flows.before'))}
      {pick(after, setAfter, t('flows.after'))}
      <Button
        size="small"
        disabled={before === null || after === null}
        onClick={() => onShow({ kind: 'differences', before, after })}
      >
        {t('flows.compare')}
      </Button>
    </div>
  )
}

function Scheduled({ flow, mayEdit, onChanged }: Pick<PanelProps, 'flow' | 'mayEdit' | 'onChanged'>): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId, timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  const [, cancel] = useMutation(CancelFlowSchedule)
  const change = useChange(t('flows.scheduleCancelled'))
  if (flow.scheduled === null) return null
  const callOff = async (): Promise<void> => {
    if (await change.save(() => cancel({ input: { tenantId, flowId: flow.id } }))) onChanged()
  }
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 8 }}
      data-testid="flow-scheduled"
      title={t('flows.scheduledAt', { number: flow.scheduled.version.number, at: format.full(flow.scheduled.at) })}
      action={
        mayEdit ? (
          <Button size="small" onClick={() => void callOff()} loading={change.isSaving}>
            {t('flows.cancelSchedule')}
          </Button>
        ) : null
      }
    />
  )
}

type GoBackProps = {
  readonly flowId: string
  readonly version: FlowVersionRow
  readonly onClose: () => void
  readonly onDone: () => void
}

function GoBackDialog({ flowId, version, onClose, onDone }: GoBackProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const { message } = App.useApp()
  const [at, setAt] = useState<Dayjs | null>(null)
  const [isLater, setLater] = useState(false)
  const [, publish] = useMutation(PublishFlowVersion)
  const change = useChange(isLater ? t('flows.scheduledSaid') : t('flows.publishedSaid'))
  const carryOut = async (): Promise<void> => {
    if (isLater && at === null) {
      void message.warning(t('flows.chooseTime'))
      return
    }
    const input = {
      tenantId,
      flowId,
      flowVersionId: version.id,
      ...(isLater && at !== null ? { at: at.toISOString() } : {}),
    }
    if (await change.save(() => publish({ input }))) onDone()
  }
  return (
    <Modal
      open
      title={t('flows.goBackTitle', { number: version.number })}
      onCancel={onClose}
      onOk={() => void carryOut()}
      okText={t('flows.goBack')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving, ...{ 'data-testid': 'confirm-go-back' } }}
    >
      <Faults faults={change.faults} />
      <p>{t('flows.goBackAdvice')}</p>
      <WhenFields isLater={isLater} onLater={setLater} at={at} onAt={setAt} />
    </Modal>
  )
}

export function WhenFields(props: {
  readonly isLater: boolean
  readonly onLater: (isLater: boolean) => void
  readonly at: Dayjs | null
  readonly onAt: (at: Dayjs | null) => void
}): ReactNode {
  const { t } = useTranslation()
  return (
    <div className="row">
      <Radio.Group
        aria-label={t('flows.when')}
        value={props.isLater ? 'later' : 'now'}
        onChange={({ target }) => props.onLater(target.value === 'later')}
        options={[
          { value: 'now', label: t('flows.atOnce') },
          { value: 'later', label: t('flows.later') },
        ]}
      />
      <DatePicker
        showTime={{ format: 'HH:mm' }}
        disabled={!props.isLater}
        value={props.at}
        onChange={props.onAt}
        aria-label={t('flows.time')}
      />
    </div>
  )
}
