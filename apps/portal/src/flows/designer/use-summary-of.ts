import { useMemo } from 'react'
import type { FlowChoices } from '../documents.ts'
import { textAt } from '../model/step.ts'
import type { Step } from '../model/step.ts'
import type { SummaryOf } from './canvas-model.ts'

const POINTERS = ['queueId', 'hoursId', 'boxId', 'listId', 'surveyId', 'agentId', 'flowId', 'promptId'] as const

/** What a step does, in a line: what it says, or whom it leads to. Found once for each state of a step. */
export function useSummaryOf(choices: FlowChoices): SummaryOf {
  return useMemo(() => {
    const { prompts, queues, hours, boxes, onCallLists, surveys, agents, flows } = choices
    const names = new Map(
      [queues, hours, boxes, onCallLists, surveys, agents, flows].flat().map(({ id, name }) => [id, name]),
    )
    for (const { id, name, text } of prompts) names.set(id, text === '' ? name : text)
    const kept = new WeakMap<Step, string>()
    const summary = (step: Step): string => {
      for (const pointer of POINTERS) {
        const name = names.get(textAt(step, pointer))
        if (name !== undefined) return name
      }
      for (const path of ['text', 'url', 'number', 'extension', 'request.url', 'variable']) {
        const text = textAt(step, path)
        if (text !== '') return text
      }
      return ''
    }
    return (step) => {
      const found = kept.get(step) ?? summary(step).slice(0, 60)
      kept.set(step, found)
      return found
    }
  }, [choices])
}
