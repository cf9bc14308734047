import { prompt, type IvrDraft } from '../draft.ts'
import type { DtmfDigit } from '../flow-parts.ts'
import type { Survey } from '../survey.ts'
import { ask, asksAgain, mayPress, questionHeard, tellKeys, type Question } from './asking.ts'
import { goTo, STAY, type NodeHandler, type NodeOf, type NodeOutcome } from './node-types.ts'

/** The parts of the node. */
const QUESTION = 0
const REASON = 1
const THANKS = 2

/** Asks by key how it was, and why when it was not good. A survey that is not there any more is passed over. */
export const surveyNode: NodeHandler<'survey'> = {
  enter: (draft, node) => {
    const survey = surveyOf(draft, node)
    if (survey === null) return goTo(node.next)
    ask(draft, questionAt(draft, node, survey))
    return STAY
  },
  react: (draft, node, input) => {
    const survey = surveyOf(draft, node)
    if (survey === null) return goTo(node.next)
    if (draft.state.stage === THANKS) return input.kind === 'prompt.ended' ? goTo(node.next) : STAY
    const question = questionAt(draft, node, survey)
    if (input.kind === 'prompt.ended') questionHeard(draft, question)
    if (input.kind === 'time.up') return failed(draft, node, survey, 'noInput')
    if (input.kind !== 'digit' || !mayPress(draft, question)) return STAY
    draft.stopWaiting()
    return draft.state.stage === QUESTION
      ? answer(draft, node, survey, input.digit)
      : giveReason(draft, node, survey, input.digit)
  },
}

const surveyOf = (draft: IvrDraft, { surveyId }: NodeOf<'survey'>): Survey | null =>
  draft.context.surveys?.find((survey) => survey.surveyId === surveyId) ?? null

function questionAt(draft: IvrDraft, { nodeId }: NodeOf<'survey'>, survey: Survey): Question {
  const { questionPromptId, reasons, timeoutMs, attemptsMax, invalidPromptId } = survey
  const promptId = draft.state.stage === REASON && reasons !== null ? reasons.promptId : questionPromptId
  return { nodeId, parts: prompt(promptId), interruptible: true, timeoutMs, attemptsMax, invalidPromptId }
}

function answer(draft: IvrDraft, node: NodeOf<'survey'>, survey: Survey, digit: DtmfDigit): NodeOutcome {
  const key = survey.keys.find((each) => each.key === digit)
  if (key === undefined) return failed(draft, node, survey, 'invalid')
  const { score, satisfied } = key
  tellKeys(draft, node, digit)
  draft.update({ surveyAnswer: { surveyId: survey.surveyId, score, satisfied } })
  if (satisfied || survey.reasons === null) return thank(draft, node, survey, null)
  draft.update({ stage: REASON, attempt: 1 })
  ask(draft, questionAt(draft, node, survey))
  return STAY
}

function giveReason(draft: IvrDraft, node: NodeOf<'survey'>, survey: Survey, digit: DtmfDigit): NodeOutcome {
  const reason = survey.reasons?.keys.find((each) => each.key === digit)
  if (reason === undefined) return failed(draft, node, survey, 'invalid')
  tellKeys(draft, node, digit)
  return thank(draft, node, survey, reason.reasonKey)
}

function thank(draft: IvrDraft, node: NodeOf<'survey'>, survey: Survey, reasonKey: string | null): NodeOutcome {
  tellAnswer(draft, reasonKey)
  if (survey.thanksPromptId === null) return goTo(node.next)
  draft.update({ stage: THANKS })
  draft.play(prompt(survey.thanksPromptId))
  return STAY
}

/** An answer without its reason is an answer, also of a caller who has hung up meanwhile. */
export function tellAnswer(draft: IvrDraft, reasonKey: string | null): void {
  const { callId, surveyAnswer, lastTalk } = draft.state
  if (surveyAnswer === null) return
  const agentId = lastTalk?.agentId ?? null
  const queueId = lastTalk?.queueId ?? null
  draft.update({ surveyAnswer: null })
  draft.fact({ kind: 'survey.answered', callId, agentId, queueId, ...surveyAnswer, reasonKey })
}

function failed(draft: IvrDraft, node: NodeOf<'survey'>, survey: Survey, why: 'noInput' | 'invalid'): NodeOutcome {
  if (asksAgain(draft, questionAt(draft, node, survey), why)) return STAY
  return draft.state.surveyAnswer === null ? goTo(node.next) : thank(draft, node, survey, null)
}
