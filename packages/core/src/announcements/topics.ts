import type { TenantSnapshot } from '../contracts/snapshot.ts'
import type { Flow, FlowNode } from '../ivr/flow.ts'
import { successorsOf } from '../ivr/successors.ts'
import { announcementSteps, untilTheEnd } from './announcements-for.ts'
import type { PublishedAnnouncement } from './announcements-for.ts'

type NamedQueues = readonly Pick<TenantSnapshot['queues'][number], 'queueId' | 'name'>[]

/** By what an announcement may name a step: its label or id, and the queue it leads to. */
export function topicsOf(node: FlowNode, queues: NamedQueues): readonly string[] {
  const queueId = 'queueId' in node ? node.queueId : null
  const queue = queues.find((each) => each.queueId === queueId)
  return [node.label, node.nodeId, ...(queueId === null ? [] : [queueId]), ...(queue === undefined ? [] : [queue.name])]
}

/**
 * The flow in which a caller who reaches one of the topics is told first. Every way to such a step, the flow's beginning included, leads through the
 * announcements; the step itself keeps its id, so that what is counted by step stays comparable.
 */
export function withTopicAnnouncements(
  flow: Flow,
  announcements: readonly PublishedAnnouncement[],
  queues: NamedQueues,
): Flow {
  if (announcements.length === 0) return flow
  const detours = new Map<string, string>()
  const added: FlowNode[] = []
  for (const node of flow.nodes) {
    const names = topicsOf(node, queues)
    const said = untilTheEnd(announcements.filter(({ topics }) => topics.some((topic) => names.includes(topic))))
    const steps = announcementSteps(said, { before: node.nodeId, suffix: `@${node.nodeId}` })
    const [first] = steps
    if (first !== undefined) detours.set(node.nodeId, first.nodeId)
    added.push(...steps)
  }
  if (added.length === 0) return flow
  return {
    ...flow,
    entryNodeId: detours.get(flow.entryNodeId) ?? flow.entryNodeId,
    nodes: [...flow.nodes.map((node) => redirected(node, detours)), ...added],
  }
}

/** The node with those of its ways bent that have a detour. */
function redirected(node: FlowNode, detours: ReadonlyMap<string, string>): FlowNode {
  const bent = successorsOf(node).flatMap(({ field, nodeId }) => {
    const detour = nodeId === null ? undefined : detours.get(nodeId)
    return detour === undefined ? [] : [{ path: field.split('.'), detour }]
  })
  if (bent.length === 0) return node
  const copy: unknown = JSON.parse(JSON.stringify(node))
  for (const { path, detour } of bent) put(copy, path, detour)
  return copy as FlowNode
}

function put(target: unknown, [head, ...rest]: readonly string[], value: string): void {
  if (head === undefined || typeof target !== 'object' || target === null) return
  const record = target as Record<string, unknown>
  if (rest.length === 0) record[head] = value
  else put(record[head], rest, value)
}

/** Where a caller is from, by the longest prefix of the number as it is compared; null: nobody said. */
export function regionOf(regions: TenantSnapshot['regions'], number: string): string | null {
  let found: { readonly name: string; readonly length: number } | null = null
  for (const { name, prefixes } of regions)
    for (const prefix of prefixes)
      if (prefix.length > (found?.length ?? 0) && number.startsWith(prefix)) found = { name, length: prefix.length }
  return found?.name ?? null
}
