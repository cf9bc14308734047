import { TENANT_SNAPSHOTS, tenantSnapshotSchema } from '@seatline/core'
import type { FlowTestInput } from '@seatline/core'
import { tenantSecretsKey } from '@seatline/sealing'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'

/** Promise: what is drawn is kept and overwritten by nobody; only what has no fault and passes its tests is heard; every version can be heard again, at once or at a time; secrets are read by nobody. */
const TENANT = 'ten_demo-travel'
const FLOW = 'ivr_travel'
const ERRORS =
  '... on InputRefusedError { code message issues { field code message } } ... on UserError { code message }'
let world: ApiWorld

beforeAll(async () => {
  world = await startApiWorld({ portBase: 5640, without: ['kamailio', 'rtpengine', 'media'] })
}, 180_000)
afterAll(async () => {
  await world.close()
})

type Issue = { readonly field: string; readonly code: string }
type Result = {
  readonly __typename: string
  readonly id?: string
  readonly revision?: number
  readonly issues?: readonly Issue[]
  readonly code?: string
} & Readonly<Record<string, unknown>>

async function ask(
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  as = 'admin-travel',
): Promise<unknown> {
  const answer = await world.ask({ as, query, variables: { tenantId: TENANT, ...variables } })
  expect(answer.errors, query).toEqual([])
  return answer.data?.['result']
}
const change = (name: string, type: string, input: object, as = 'admin-travel'): Promise<Result> =>
  ask(
    `mutation ($input: ${type}!) { result: ${name}(input: $input) { __typename ${FIELDS[name] ?? ''} ${ERRORS} } }`,
    { input: { tenantId: TENANT, ...input } },
    as,
  ) as Promise<Result>
const OF_FLOW =
  '... on Flow { id name revision draftDiffers published { id number } scheduled { at version { number } } }'
const FIELDS: Readonly<Record<string, string>> = {
  createFlow: OF_FLOW,
  saveFlowDraft: OF_FLOW,
  discardFlowDraft: OF_FLOW,
  publishFlow: OF_FLOW,
  publishFlowVersion: OF_FLOW,
  cancelFlowSchedule: OF_FLOW,
  renameFlow: OF_FLOW,
  archiveFlow: OF_FLOW,
  saveFlowTest: '... on FlowTest { id name }',
}
type Drawn = {
  readonly flow: {
    readonly revision: number
    readonly draftDiffers: boolean
    readonly published: { readonly number: number } | null
  }
  readonly entryNodeId: string
  readonly nodes: readonly ({ readonly nodeId: string; readonly kind: string } & Record<string, unknown>)[]
}
const drawn = (flowId = FLOW): Promise<Drawn> =>
  ask(
    'query ($tenantId: ID!, $flowId: ID!) { result: flow(tenantId: $tenantId, flowId: $flowId) { flow { revision draftDiffers published { number } } entryNodeId nodes } }',
    { flowId },
  ) as Promise<Drawn>
const fieldsOf = ({ issues }: Result): string[] => (issues ?? []).map(({ field, code }) => `${field} ${code}`)
async function heardVersion(): Promise<string> {
  const snapshot = tenantSnapshotSchema.parse(
    JSON.parse((await world.opened.redis.hget(TENANT_SNAPSHOTS, TENANT)) ?? ''),
  )
  return snapshot.flows.find(({ flowId }) => flowId === FLOW)?.flowVersionId ?? ''
}
/** The menu with the second key leading to the first queue, too. */
async function saveWithKey2(target: string): Promise<Result> {
  const { flow, nodes } = await drawn()
  const changed = nodes.map((node) =>
    node.nodeId === 'menu'
      ? { ...node, choices: { ...(node['choices'] as object), '2': target, '4': 'queue-second' } }
      : node,
  )
  return change('saveFlowDraft', 'SaveFlowDraftInput', {
    flowId: FLOW,
    revision: flow.revision,
    entryNodeId: 'greeting',
    nodes: changed,
    layout: {},
  })
}

describe('what is drawn', () => {
  test('is nobody’s to overwrite: who drew on an older state is told by whom it was changed', async () => {
    const { flow, nodes, entryNodeId } = await drawn()
    const input = { flowId: FLOW, revision: flow.revision, entryNodeId, nodes, layout: { menu: { x: 10, y: 20 } } }
    expect((await change('saveFlowDraft', 'SaveFlowDraftInput', input)).revision).toBe(flow.revision + 1)
    const refused = await change('saveFlowDraft', 'SaveFlowDraftInput', { ...input, nodes: [] })
    expect(fieldsOf(refused)).toEqual(['revision flow.draftChanged'])
    expect((await drawn()).nodes).toHaveLength(nodes.length)
    expect(
      (await change('discardFlowDraft', 'DiscardFlowDraftInput', { flowId: FLOW, revision: flow.revision + 1 }))[
        'draftDiffers'
      ],
    ).toBe(false)
  })

  test('may be unfinished; each fault is told with its step and field, and it is not published', async () => {
    const made = await change('createFlow', 'CreateFlowInput', { name: 'Evenings' })
    const flowId = made.id ?? ''
    const nodes = [
      {
        nodeId: 'ask',
        kind: 'menu',
        label: 'Ask',
        promptId: '',
        timeoutMs: 5000,
        attemptsMax: 3,
        invalidPromptId: null,
        choices: { '1': 'wait', '2': 'gone' },
        onFailure: null,
      },
      { nodeId: 'wait', kind: 'queue', label: 'Wait', queueId: 'que_nobody', priority: 0 },
    ]
    const saved = await change('saveFlowDraft', 'SaveFlowDraftInput', {
      flowId,
      revision: made.revision,
      entryNodeId: 'ask',
      nodes,
      layout: {},
    })
    const faults = (await ask(
      'query ($tenantId: ID!, $flowId: ID!) { result: flowFaults(tenantId: $tenantId, flowId: $flowId) { nodeId field code } }',
      { flowId },
    )) as readonly { nodeId: string; field: string; code: string }[]
    const told = faults.map(({ nodeId, field, code }) => `${nodeId} ${field} ${code}`)
    expect(told).toContain('ask promptId flow.fieldMissing')
    expect(told).toContain('wait queueId flow.unknownQueue')
    const refused = await change('publishFlow', 'PublishFlowInput', { flowId, revision: saved.revision, note: '' })
    expect(fieldsOf(refused)).toContain('nodes.ask.promptId flow.fieldMissing')
    expect((await change('archiveFlow', 'FlowInput', { flowId })).__typename).toBe('Flow')
  })

  test('is not a leader’s to change, and nothing to a stranger', async () => {
    const answer = await world.ask({
      as: 'jonas',
      query: `mutation { result: renameFlow(input: { tenantId: "${TENANT}", flowId: "${FLOW}", name: "Mine" }) { __typename } }`,
    })
    expect(answer.text).toContain('ForbiddenError')
  })
})

describe('a version', () => {
  test('is heard from the next call on when its tests pass, and can be gone back from', async () => {
    const first = await heardVersion()
    const saved = await saveWithKey2('queue-first')
    const refused = await change('publishFlow', 'PublishFlowInput', {
      flowId: FLOW,
      revision: saved.revision,
      note: '',
    })
    expect(fieldsOf(refused)).toEqual(['tests.ivt_travel-2 flow.testFails'])
    expect(await heardVersion()).toBe(first)
    const script: FlowTestInput = {
      name: 'Key 2 leads to the first queue, too',
      at: '2026-03-02T10:00',
      acts: [{ kind: 'press', keys: '2', atNode: 'menu' }],
      expect: { outcome: { kind: 'queued', queueId: 'que_travel-booking' } },
    }
    expect(
      (await change('saveFlowTest', 'SaveFlowTestInput', { flowId: FLOW, testId: 'ivt_travel-2', script })).__typename,
    ).toBe('FlowTest')
    const published = await change('publishFlow', 'PublishFlowInput', {
      flowId: FLOW,
      revision: saved.revision,
      note: 'One queue',
    })
    expect(published['published']).toMatchObject({ number: 2 })
    expect(published['draftDiffers']).toBe(false)
    expect(await heardVersion()).not.toBe(first)
    const differences = await ask(
      'query ($tenantId: ID!, $flowId: ID!, $before: ID) { result: flowDifferences(tenantId: $tenantId, flowId: $flowId, before: $before) { change nodeId field before after } }',
      { flowId: FLOW, before: first },
    )
    expect(differences).toMatchObject([
      { change: 'CHANGED', nodeId: 'menu', field: 'choices.2' },
      { change: 'CHANGED', nodeId: 'menu', field: 'choices.4', before: null },
    ])
    await change('publishFlowVersion', 'PublishFlowVersionInput', { flowId: FLOW, flowVersionId: first })
    expect(await heardVersion()).toBe(first)
  })

  test('is published by the worker at its time, which is written down; and is called off before', async () => {
    const versions = (await ask(
      'query ($tenantId: ID!, $flowId: ID!) { result: flowVersions(tenantId: $tenantId, flowId: $flowId) { id number } }',
      { flowId: FLOW },
    )) as readonly { id: string; number: number }[]
    const second = versions.find(({ number }) => number === 2)?.id
    const at = (ms: number): string => new Date(Date.now() + ms).toISOString()
    const schedule = (when: string): Promise<Result> =>
      change('publishFlowVersion', 'PublishFlowVersionInput', { flowId: FLOW, flowVersionId: second, at: when })
    expect(fieldsOf(await schedule(at(-1_000)))).toEqual(['at flow.scheduleTime'])
    expect((await schedule(at(3_600_000)))['scheduled']).toMatchObject({ version: { number: 2 } })
    expect((await change('cancelFlowSchedule', 'FlowInput', { flowId: FLOW }))['scheduled']).toBeNull()
    await schedule(at(500))
    await vi.waitFor(async () => expect(await heardVersion()).toBe(second), { timeout: 30_000, interval: 200 })
    const audit = await ask(
      'query ($tenantId: ID!) { result: tenant(id: $tenantId) { audit(first: 5) { edges { node { action actorName } } } } }',
    )
    expect(JSON.stringify(audit)).toContain('flow.publishDue')
  })

  test('that numbers lead to stays', async () => {
    expect(fieldsOf(await change('archiveFlow', 'FlowInput', { flowId: FLOW }))).toEqual(['flowId flow.inUse'])
  })
})

describe('a call on the test bench', () => {
  test('is played by hand on a clock of its own', async () => {
    const script = {
      setup: { at: '2026-03-02T10:00' },
      acts: [
        { kind: 'press', atMs: 500, key: '1' },
        { kind: 'press', atMs: 900, key: '1' },
      ],
      untilMs: 60_000,
    }
    const played = (await ask(
      'query ($tenantId: ID!, $flowId: ID!, $script: JSON!) { result: flowBench(tenantId: $tenantId, flowId: $flowId, script: $script) }',
      { flowId: FLOW, script },
    )) as { path: string[]; outcome: object }
    expect(played.outcome).toEqual({ kind: 'queued', queueId: 'que_travel-booking' })
    expect(played.path.slice(0, 2)).toEqual(['greeting', 'hours'])
  })
})

describe('a secret', () => {
  test('is sent sealed, and is read back by nobody', async () => {
    const value = 'do-not-show-this'
    expect((await change('setFlowSecret', 'SetFlowSecretInput', { name: 'CRM_TOKEN', value })).__typename).toBe(
      'FlowSecret',
    )
    const kept = await world.opened.redis.hget(tenantSecretsKey(TENANT), 'CRM_TOKEN')
    expect(kept).not.toBeNull()
    expect(Buffer.from(kept ?? '', 'base64').includes(value)).toBe(false)
    const listed = await ask('query ($tenantId: ID!) { result: flowSecrets(tenantId: $tenantId) { name updatedBy } }')
    expect(listed).toMatchObject([{ name: 'CRM_TOKEN' }])
    const audit = await ask(
      'query ($tenantId: ID!) { result: tenant(id: $tenantId) { audit(first: 3) { edges { node { action changes { before after } } } } } }',
    )
    expect(JSON.stringify(audit)).toContain('flowSecret.create')
    expect(JSON.stringify(audit)).not.toContain(value)
    await change('removeFlowSecret', 'RemoveFlowSecretInput', { name: 'CRM_TOKEN' })
    expect(await world.opened.redis.hlen(tenantSecretsKey(TENANT))).toBe(0)
    expect(fieldsOf(await change('setFlowSecret', 'SetFlowSecretInput', { name: 'crm token', value }))).toEqual([
      'name flow.secretName',
    ])
  })
})
