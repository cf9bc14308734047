import type {
  FlowFaultSeverity,
  FlowId,
  FlowTest,
  FlowTestResult,
  FlowVersionId,
  Instant,
  TenantId,
} from '@seatline/core'

/** Where each step stands in the designer, in its own units. */
export type FlowLayout = Readonly<Record<string, { readonly x: number; readonly y: number }>>

/** A step as it is drawn: while it is worked on, any of its fields may still be missing or wrong. */
export type DraftNode = {
  readonly nodeId: string
  readonly kind: string
  readonly label: string
} & Readonly<Record<string, unknown>>

export type FlowContent = {
  readonly entryNodeId: string
  readonly nodes: readonly DraftNode[]
  readonly layout: FlowLayout
}

export type FlowVersionView = {
  readonly id: FlowVersionId
  readonly number: number
  readonly note: string
  readonly createdAt: Instant
  readonly createdBy: string | null
  readonly isPublished: boolean
  readonly stepsCount: number
  readonly tests: readonly KeptTest[]
}
export type FlowVersionContent = FlowVersionView & FlowContent

/** A test as it was when a version was made, and what came of it. */
export type KeptTest = { readonly name: string; readonly script: FlowTest; readonly passed: boolean }

export type DraftFault = {
  /** Only an error keeps the flow from being published. */
  readonly severity: FlowFaultSeverity
  readonly nodeId: string
  readonly code: string
  readonly field: string | null
  readonly message: string
}

export type FlowTestView = { readonly id: string; readonly name: string; readonly script: FlowTest }
export type FlowTestOutcome = { readonly testId: string; readonly result: FlowTestResult }

/** A flow in the list. */
export type FlowView = {
  readonly id: FlowId
  readonly tenantId: TenantId
  readonly name: string
  readonly published: FlowVersionView | null
  readonly scheduled: { readonly version: FlowVersionView; readonly at: Instant } | null
  /** Whether something is being worked on that callers do not hear yet. */
  readonly draftDiffers: boolean
  readonly draftAt: Instant | null
  readonly draftBy: string | null
  readonly revision: number
  readonly stepsCount: number
  readonly numbers: readonly string[]
}

/** What is wrong with a flow, and how its tests come out. */
export type FlowCheck = {
  readonly faults: readonly DraftFault[]
  readonly testsCount: number
  readonly testsPassed: number
}

/** One thing that is different between two drawings; `field` null: the whole step. */
export type FlowChange = {
  readonly change: 'added' | 'removed' | 'changed'
  readonly nodeId: string
  readonly label: string
  readonly kind: string
  readonly field: string | null
  readonly before: string | null
  readonly after: string | null
}
