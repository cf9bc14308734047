import { flowTestSchema } from '@seatline/core'
import type { FlowTestInput } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import type { DemoClient } from './demo-clients.ts'
import { flowId, hoursId, promptId } from './demo-flow.ts'

const NOTHING_TWICE = { skipDuplicates: true } as const
type Names = { readonly zh: string; readonly en: string }
const both = (zh: string, en: string): Names => ({ zh, en })

/** Tests of every client's menu, and a second menu that is being drawn: callers hear it when it is published and a number leads to it. */
export async function seedFlowTests(tx: Transaction, client: DemoClient): Promise<void> {
  const { tenantId, slug } = client
  const id = `ivr_${slug}-night`
  const named = (names: Names): string => (client.locale === 'zh_CN' ? names.zh : names.en)
  await tx.flow.createMany({
    ...NOTHING_TWICE,
    data: { id, tenantId, name: named(NIGHT), draft: nightDraft(client, named), draftRevision: 1 },
  })
  await tx.flowTest.createMany({
    ...NOTHING_TWICE,
    data: demoTests(client, named).map((test, index) => ({
      id: `ivt_${slug}-${String(index + 1)}`,
      tenantId,
      flowId: flowId(client),
      name: test.name,
      script: flowTestSchema.parse(test),
      position: index + 1,
    })),
  })
}

const NIGHT = both('夜间与贵宾', 'Night and VIP')
const MORNING = '2026-03-02T10:00'

function demoTests(client: DemoClient, named: (names: Names) => string): readonly FlowTestInput[] {
  const [first, second] = client.queues
  const queued = (queueId: string) => ({ kind: 'queued' as const, queueId })
  return [
    {
      name: named(both('按 1 进入第一个队列', 'Key 1 leads to the first queue')),
      at: MORNING,
      acts: [{ kind: 'press', keys: '1', atNode: 'menu' }],
      expect: { outcome: queued(first.queueId) },
    },
    {
      name: named(both('按 2 进入第二个队列', 'Key 2 leads to the second queue')),
      at: MORNING,
      acts: [{ kind: 'press', keys: '2', atNode: 'menu' }],
      expect: { outcome: queued(second.queueId) },
    },
    {
      name: named(both('按 3 并输入编号', 'Key 3 asks for a number and keeps it')),
      at: MORNING,
      acts: [
        { kind: 'press', keys: '3', atNode: 'menu' },
        { kind: 'press', keys: '12345#', atNode: 'number' },
      ],
      expect: {
        outcome: queued(first.queueId),
        variables: { [client.variable]: '12345' },
        path: { mode: 'contains', nodeIds: ['menu', 'number', 'queue-first'] },
      },
    },
    {
      name: named(both('一直不按键也能找到人工', 'Who presses nothing is helped too')),
      at: MORNING,
      acts: [],
      expect: { outcome: queued(first.queueId) },
    },
    {
      name: named(both('欢迎语中挂机', 'Hangs up during the greeting')),
      at: MORNING,
      acts: [{ kind: 'hangsUp', atNode: 'greeting' }],
      expect: { outcome: { kind: 'callerLeft' }, path: { mode: 'exact', nodeIds: ['greeting'] } },
    },
  ]
}

/** Who calls is looked up: important callers wait with priority, others choose between a message, a callback and waiting. */
function nightDraft(client: DemoClient, named: (names: Names) => string): Prisma.InputJsonObject {
  const [first] = client.queues
  return {
    entryNodeId: 'lookup-1',
    layout: {},
    nodes: [
      {
        nodeId: 'lookup-1',
        kind: 'lookup',
        label: named(both('查询来电者', 'Who is calling')),
        number: null,
        onKnown: 'list-1',
        onUnknown: 'hours-1',
      },
      {
        nodeId: 'list-1',
        kind: 'listBranch',
        label: named(both('贵宾优先', 'Important callers')),
        branches: [{ kind: 'vip', classMax: 2, next: 'say-1' }],
        otherwise: 'hours-1',
      },
      {
        nodeId: 'say-1',
        kind: 'say',
        label: named(both('称呼来电者', 'By name')),
        text: named(both('{{name}}，您好，马上为您接通。', 'Hello {{name}}, we connect you at once.')),
        locale: client.locale === 'zh_CN' ? 'zh-CN' : 'en',
        interruptible: true,
        next: 'queue-1',
      },
      { ...QUEUE_NODE, nodeId: 'queue-1', label: first.name, queueId: first.queueId, priority: 50 },
      {
        nodeId: 'hours-1',
        kind: 'hours',
        label: client.labels.hours,
        hoursId: hoursId(client),
        onOpen: 'menu-1',
        onClosed: 'voicemail-1',
      },
      ...choiceNodes(client, named),
    ],
  }
}

const QUEUE_NODE = { kind: 'queue', skills: [], variables: null, afterTalk: null }

/** A message, a callback, or waiting. */
function choiceNodes(client: DemoClient, named: (names: Names) => string): readonly Prisma.InputJsonObject[] {
  const [first, second] = client.queues
  const prompt = (name: Parameters<typeof promptId>[1]): string => promptId(client, name)
  const asking = { interruptible: true, timeoutMs: 5_000, attemptsMax: 2, invalidPromptId: prompt('invalid') }
  return [
    {
      ...asking,
      nodeId: 'menu-1',
      kind: 'menu',
      label: client.labels.menu,
      promptId: prompt('menu'),
      choices: { '1': 'queue-2', '2': 'callback-1', '3': 'voicemail-1' },
      onFailure: 'queue-2',
    },
    { ...QUEUE_NODE, nodeId: 'queue-2', label: second.name, queueId: second.queueId, priority: 0 },
    {
      ...asking,
      nodeId: 'callback-1',
      kind: 'callbackOffer',
      label: named(both('提供回拨', 'Call back')),
      promptId: prompt('menu'),
      acceptKey: '1',
      otherNumberKey: null,
      numberPromptId: null,
      confirmPromptId: null,
      queueId: first.queueId,
      priority: 0,
      dialAttemptsMax: 3,
      retryAfterMs: 300_000,
      next: 'end-1',
      onDeclined: 'queue-2',
    },
    {
      nodeId: 'voicemail-1',
      kind: 'voicemail',
      label: named(both('留言', 'Leave a message')),
      boxId: `vbx_${client.slug}-${client.slug === 'heating' ? 'night' : 'desk'}`,
      next: 'end-1',
    },
    { nodeId: 'end-1', kind: 'hangUp', label: client.labels.closed },
  ]
}
