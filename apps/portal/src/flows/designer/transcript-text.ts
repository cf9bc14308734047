import type { FlowOutcome, TranscriptLine } from '@seatline/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { FlowChoices } from '../documents.ts'

/** How a call ended, in words. */
export function useOutcomeText(choices: FlowChoices): (outcome: FlowOutcome) => string {
  const { t } = useTranslation()
  const nameOf = (all: readonly { readonly id: string; readonly name: string }[], id: string): string =>
    all.find((each) => each.id === id)?.name ?? id
  return (outcome) => {
    switch (outcome.kind) {
      case 'queued':
      case 'callback':
        return t(`flows.outcome.${outcome.kind}`, { name: nameOf(choices.queues, outcome.queueId) })
      case 'voicemail':
        return t('flows.outcome.voicemail', { name: nameOf(choices.boxes, outcome.boxId) })
      case 'transferred':
        return t('flows.outcome.transferred', {
          name: nameOf([...choices.agents, ...choices.onCallLists], outcome.target),
        })
      default:
        return t(`flows.outcome.${outcome.kind}`)
    }
  }
}

/** One line of what happened, in words. */
export function useLineText(choices: FlowChoices): (line: TranscriptLine) => string {
  const { t } = useTranslation()
  const outcomeText = useOutcomeText(choices)
  return (line) => {
    switch (line.kind) {
      case 'entered':
        return t('flows.line.entered', { label: line.label || line.nodeId })
      case 'heard': {
        const prompt = choices.prompts.find(({ id }) => id === line.promptId)
        const what = prompt === undefined ? line.what : prompt.text || prompt.name
        return t(line.cutShort ? 'flows.line.cutShort' : 'flows.line.heard', { what })
      }
      case 'pressed':
        return t('flows.line.pressed', { keys: line.keys })
      case 'inputFailed':
        return t(`flows.line.${line.why}`, { attempt: line.attempt })
      case 'asked':
        return t('flows.line.asked', { what: line.detail })
      case 'answered':
        return t('flows.line.answered', { what: line.detail })
      case 'secret':
        return t(line.isOn ? 'flows.line.secretOn' : 'flows.line.secretOff')
      case 'survey':
        return t('flows.line.survey', { score: line.score })
      case 'talked':
        return t('flows.line.talked', { seconds: Math.round(line.lengthMs / 1_000) })
      case 'ended':
        return t('flows.line.ended', { outcome: outcomeText(line.outcome) })
      default:
        return ''
    }
  }
}
