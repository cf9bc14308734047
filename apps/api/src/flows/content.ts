import { z } from 'zod'
import { InputRefusedError } from '../user-errors.ts'
import type { FlowContent } from './flow-views.ts'

/** As many as the interpreter takes. */
const STEPS_MAX = 2_000
/** Far above any flow; a text that long is a mistake. */
const CHARACTERS_MAX = 2_000_000

const position = z.object({ x: z.number().min(-1e6).max(1e6), y: z.number().min(-1e6).max(1e6) })
const draftNode = z.looseObject({
  nodeId: z.string().min(1).max(60),
  kind: z.string().min(1).max(40),
  label: z.string().max(80),
})
const contentSchema = z.object({
  entryNodeId: z.string().max(60),
  nodes: z.array(draftNode).max(STEPS_MAX),
  layout: z.record(z.string().max(60), position),
})

/** What a designer may save: steps with a name and a kind, as unfinished as they are. */
export function parseContent(input: unknown): FlowContent {
  const parsed = contentSchema.safeParse(input)
  if (!parsed.success || JSON.stringify(parsed.data).length > CHARACTERS_MAX)
    throw new InputRefusedError('This is not a flow that could be kept.', [
      {
        field: parsed.success ? 'nodes' : (parsed.error.issues[0]?.path.map(String).join('.') ?? 'nodes'),
        code: 'flow.malformed',
        message: `A flow has steps with an id, a kind and a name; at most ${String(STEPS_MAX)} of them.`,
      },
    ])
  return parsed.data
}

/** The rows' columns, read back. What was kept was checked when it was written. */
export const contentFromRow = (row: unknown): FlowContent =>
  contentSchema.catch({ entryNodeId: '', nodes: [], layout: {} }).parse(row)

/** Whether two drawings lead callers the same way; where the steps stand does not matter. */
export const leadsTheSameWay = (one: FlowContent, other: FlowContent): boolean =>
  one.entryNodeId === other.entryNodeId && canonical(one.nodes) === canonical(other.nodes)

/** PostgreSQL keeps the keys of JSON in an order of its own. */
const canonical = (value: unknown): string => JSON.stringify(sorted(value))
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
