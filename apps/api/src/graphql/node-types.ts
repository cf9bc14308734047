import { ID_PREFIX } from '@seatline/core'
import type { IdKind } from '@seatline/core'

/** Which GraphQL type an id names, by its prefix. */
const TYPE_OF_KIND: Partial<Record<IdKind, string>> = {
  tenant: 'Tenant',
  queue: 'Queue',
  agent: 'Agent',
  call: 'Call',
  recording: 'Recording',
  prompt: 'Prompt',
  listEntry: 'ListEntry',
}

const TYPE_OF_PREFIX = new Map(
  Object.entries(TYPE_OF_KIND).map(([kind, type]) => [ID_PREFIX[kind as IdKind] as string, type]),
)

/** The type an id belongs to; `Tenant` for an id of no node, which then simply is not found. */
export function typeNameOfId(id: string): string {
  return TYPE_OF_PREFIX.get(id.split('_', 1)[0] ?? '') ?? 'Tenant'
}
