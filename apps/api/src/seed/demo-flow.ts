import type { FlowNode, PromptId } from '@seatline/core'
import type { ClientPrompts, DemoClient } from './demo-clients.ts'

type PromptName = keyof ClientPrompts | 'music'

export const promptId = ({ slug }: DemoClient, name: PromptName): string => `prm_${slug}-${name}`
export const flowId = ({ slug }: DemoClient): string => `ivr_${slug}`
export const flowVersionId = ({ slug }: DemoClient): string => `ivv_${slug}-1`
export const hoursId = ({ slug }: DemoClient): string => `hrs_${slug}`

export const ENTRY_NODE_ID = 'greeting'

/** Greeting, hours, menu: 1 the first queue, 2 the second, 3 a number and then the first queue. Who presses nothing is helped too. */
export function demoFlow(client: DemoClient): readonly FlowNode[] {
  const { labels, queues } = client
  const [first, second] = queues
  const prompt = prompts(client)
  const queue = (nodeId: string, { queueId, name }: DemoClient['queues'][number]): FlowNode => ({
    kind: 'queue',
    nodeId,
    label: name,
    queueId: queueId as Extract<FlowNode, { kind: 'queue' }>['queueId'],
    priority: 0,
    skills: [],
    variables: null,
    afterTalk: null,
  })
  return [
    {
      kind: 'play',
      nodeId: 'greeting',
      label: labels.greeting,
      promptId: prompt('greeting'),
      interruptible: true,
      next: 'hours',
    },
    {
      kind: 'hours',
      nodeId: 'hours',
      label: labels.hours,
      hoursId: hoursId(client) as Extract<FlowNode, { kind: 'hours' }>['hoursId'],
      onOpen: 'menu',
      onClosed: 'closed',
    },
    ...questions(client),
    queue('queue-first', first),
    queue('queue-second', second),
    {
      kind: 'play',
      nodeId: 'closed',
      label: labels.closed,
      promptId: prompt('closed'),
      interruptible: false,
      next: 'goodbye',
    },
    { kind: 'hangUp', nodeId: 'goodbye', label: labels.closed },
  ]
}

/** The prompt's id in the form that nodes want. */
const prompts =
  (client: DemoClient) =>
  (name: PromptName): PromptId =>
    promptId(client, name) as PromptId

/** What the caller is asked: the menu, and the number behind its third choice. */
function questions(client: DemoClient): readonly FlowNode[] {
  const { labels } = client
  const prompt = prompts(client)
  return [
    {
      kind: 'menu',
      nodeId: 'menu',
      label: labels.menu,
      promptId: prompt('menu'),
      interruptible: true,
      choices: { '1': 'queue-first', '2': 'queue-second', '3': 'number' },
      timeoutMs: 5_000,
      attemptsMax: 3,
      invalidPromptId: prompt('invalid'),
      onFailure: 'queue-first',
    },
    {
      kind: 'collect',
      nodeId: 'number',
      label: labels.number,
      promptId: prompt('number'),
      interruptible: true,
      variable: client.variable,
      digitsMin: 4,
      digitsMax: 10,
      terminator: '#',
      timeoutMs: 8_000,
      interDigitTimeoutMs: 4_000,
      attemptsMax: 2,
      invalidPromptId: prompt('invalid'),
      next: 'queue-first',
      onFailure: 'queue-first',
    },
  ]
}
