import { DEFAULT_QUEUE_ROUTING } from '../acd/queue-routing.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import { isId, type Id, type IdKind, ID_PREFIX } from '../ids.ts'

/** An id with a name to read: `idOf('agent', 'mei')` is `agt_mei`. */
export function idOf<K extends IdKind>(kind: K, name: string): Id<K> {
  const text = `${ID_PREFIX[kind]}_${name}`
  if (!isId(kind, text)) throw new RangeError(`not a name for an id [kind:${kind} name:${name}]`)
  return text
}

/** A queue as the platform makes them, unless told otherwise: rings 20 s, wraps up 30 s, records. */
export function buildQueue(name: string, changes: Partial<QueueConfig> = {}): QueueConfig {
  return {
    queueId: idOf('queue', name),
    tenantId: idOf('tenant', 'heating'),
    name,
    ringTimeoutMs: 20_000,
    wrapUpMs: 30_000,
    serviceLevelMs: 20_000,
    musicPromptId: idOf('prompt', 'music'),
    record: true,
    requiredSkills: [],
    routing: DEFAULT_QUEUE_ROUTING,
    surveyId: null,
    ...changes,
  }
}
