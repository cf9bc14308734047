import { completeLayout } from '../model/auto-layout.ts'
import type { Drawing, Layout, Step } from '../model/step.ts'

/** What the server keeps, with a place for every step. The form was checked when it was saved. */
export const drawingFrom = (kept: {
  readonly entryNodeId: string
  readonly nodes: unknown
  readonly layout: unknown
}): Drawing =>
  completeLayout({
    entryNodeId: kept.entryNodeId,
    nodes: Array.isArray(kept.nodes) ? (kept.nodes as Step[]) : [],
    layout: typeof kept.layout === 'object' && kept.layout !== null ? (kept.layout as Layout) : {},
  })
