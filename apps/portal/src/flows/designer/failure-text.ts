import type { FlowOutcome, FlowTestResult } from '@seatline/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { FlowChoices } from '../documents.ts'
import type { Step } from '../model/step.ts'
import { useOutcomeText } from './transcript-text.ts'

type Failure = FlowTestResult['failures'][number]
type Outcomes = { readonly expected: FlowOutcome | null; readonly got: FlowOutcome }

/** Why a test does not pass, in words: steps, queues and prompts by their names, never by their ids. */
export function useFailureText(known: {
  readonly nodes: readonly Step[]
  readonly choices: FlowChoices
}): (failure: Failure, outcomes: Outcomes) => string {
  const { nodes, choices } = known
  const { t } = useTranslation()
  const outcomeText = useOutcomeText(choices)
  const stepName = (id: string): string => {
    const label = nodes.find(({ nodeId }) => nodeId === id)?.label ?? ''
    if (label !== '') return label
    return id === '' ? t('flows.nothing') : id
  }
  const steps = (path: string): string => path.split(' > ').map(stepName).join(' → ')
  const sounds = (said: string): string =>
    said
      .split(' / ')
      .map((each) => choices.prompts.find(({ id }) => id === each)?.name ?? each)
      .join(' / ') || t('flows.nothing')
  const differs = (what: string, expected: string, got: string): string =>
    `${what} ${t('flows.expectedGot', { expected, got })}`
  return (failure, outcomes) => {
    const { code, expected, got } = failure
    switch (code) {
      case 'path.differs':
        return differs(t('flows.failure.path_differs'), steps(expected), steps(got))
      case 'outcome.differs':
        return differs(
          t('flows.failure.outcome_differs'),
          outcomes.expected === null ? expected : outcomeText(outcomes.expected),
          outcomeText(outcomes.got),
        )
      case 'variable.differs': {
        const what = t('flows.failure.variable_differs', { name: failure.place.replace('expect.variables.', '') })
        return differs(what, expected || t('flows.nothing'), got || t('flows.nothing'))
      }
      case 'prompt.notHeard':
        return differs(t('flows.failure.prompt_notHeard'), sounds(expected), sounds(got))
      case 'act.notReached': {
        const act = t(`flows.act.${expected as 'press'}`)
        return failure.nodeId === null
          ? t('flows.failure.act_notReached', { act })
          : t('flows.failure.act_notReachedAt', { act, step: steps(failure.nodeId) })
      }
      case 'http.notMocked':
        return t('flows.failure.http_notMocked', { step: steps(expected) })
    }
  }
}
