import { buildFlow, play, queue, satisfactionSurvey } from './flow-builders.ts'
import type { Flow, FlowNode } from '../ivr/flow.ts'
import { IvrStory } from './ivr-story.ts'

/** These nodes, a queue `repair` to end in, and a prompt `sorry`. */
export const flowOf = (...nodes: readonly FlowNode[]): Flow => buildFlow(...nodes, queue('repair'), play('sorry'))

export const story = (...nodes: readonly FlowNode[]): IvrStory =>
  new IvrStory(flowOf(...nodes), { ani: '13800138000', dnis: '4008001001', surveys: [satisfactionSurvey] })

/** Started; what is expected next begins with the first node. */
export const begun = (...nodes: readonly FlowNode[]): IvrStory =>
  story(...nodes)
    .start()
    .expectStart()

export const queued = (variables = '{}'): readonly string[] => [
  'ivr.nodeEntered repair',
  ...(variables === '{}'
    ? []
    : [
        `ivr.variablesShown ${Object.keys(JSON.parse(variables) as object)
          .toSorted()
          .join('+')}`,
      ]),
  'ivr.ended queued',
  `* queues in repair ${variables}`,
]
