import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { FlowChoices, FlowDifference } from '../documents.ts'
import { useFieldName, useKindName } from './names.ts'

/** What is different, line by line; each goes to its step. */
export function DifferencesPanel(props: {
  readonly differences: readonly FlowDifference[]
  readonly choices: FlowChoices
  readonly onShow: (nodeId: string) => void
}): ReactNode {
  const { differences, choices, onShow } = props
  const { t } = useTranslation()
  const kindName = useKindName()
  const fieldName = useFieldName()
  if (differences.length === 0) return <p className="flow-good">{t('flows.noDifferences')}</p>
  const named = [
    choices.prompts,
    choices.queues,
    choices.hours,
    choices.boxes,
    choices.onCallLists,
    choices.surveys,
    choices.agents,
    choices.flows,
  ].flat()
  const words = (value: string | null): string =>
    value === null || value === '' ? t('flows.nothing') : (named.find(({ id }) => id === value)?.name ?? value)
  const settingName = (field: string): string =>
    field === 'entryNodeId'
      ? t('flows.entry')
      : field.startsWith('choices.')
        ? t('flows.wayKey', { key: field.slice(8) })
        : fieldName(field)
  return (
    <ul className="flow-list" data-testid="flow-differences" aria-label={t('flows.differences')}>
      {differences.map(({ change, nodeId, label, kind, field, before, after }) => (
        <li key={`${nodeId}/${field ?? ''}/${change}`} className={`is-${change.toLowerCase()}`}>
          <span className={`badge ${change === 'ADDED' ? 'good' : change === 'REMOVED' ? 'bad' : 'warn'}`}>
            {t(`flows.change.${change}`)}
          </span>{' '}
          {nodeId === '' ? (
            t('flows.wholeFlow')
          ) : (
            <Button type="link" style={{ padding: 0 }} onClick={() => onShow(nodeId)}>
              {label || nodeId}
            </Button>
          )}
          <span className="muted"> {nodeId === '' ? '' : kindName(kind)}</span>
          {field === null ? null : (
            <div>
              {settingName(field)}
              {words(before) === words(after) ? null : (
                <>
                  : <del>{words(before)}</del> → <ins>{words(after)}</ins>
                </>
              )}
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
