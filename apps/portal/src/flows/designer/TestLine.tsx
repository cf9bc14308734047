import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { FlowTest, FlowTestResult } from '@seatline/core'
import type { FlowChoices } from '../documents.ts'
import type { Step } from '../model/step.ts'
import { useFailureText } from './failure-text.ts'
import { useOutcomeText } from './transcript-text.ts'

/** A test by name; once it has run, what came of it, and what should have come instead. */
export function TestLine(props: {
  readonly name: string
  readonly script: FlowTest | undefined
  readonly result: FlowTestResult | undefined
  readonly nodes: readonly Step[]
  readonly choices: FlowChoices
  /** Shows the way of the call on the canvas. */
  readonly onPath?: (path: readonly string[], current: string | null) => void
}): ReactNode {
  const { name, script, result, nodes, choices, onPath } = props
  const { t } = useTranslation()
  const outcomeText = useOutcomeText(choices)
  const failureText = useFailureText({ nodes, choices })
  if (result === undefined) return <div>{name}</div>
  return (
    <>
      <div>
        <span className={result.passed ? 'badge good' : 'badge bad'}>
          {t(result.passed ? 'flows.passed' : 'flows.failed')}
        </span>{' '}
        {onPath === undefined ? (
          name
        ) : (
          <Button
            type="link"
            style={{ padding: 0 }}
            onClick={() => onPath(result.path, null)}
            title={t('flows.showPath')}
          >
            {name}
          </Button>
        )}
      </div>
      <div className="muted">{outcomeText(result.outcome)}</div>
      {result.failures.map((failure) => (
        <div key={`${failure.code}/${failure.place}`} className="flow-fault">
          {failureText(failure, { expected: script?.expect.outcome ?? null, got: result.outcome })}
        </div>
      ))}
    </>
  )
}
