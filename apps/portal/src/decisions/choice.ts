export type Span = { readonly from: string; readonly to: string }

/** What the reader has chosen at the top of the page; every view of it asks by this. */
export type DecisionChoice = {
  readonly span: Span
  readonly queueId: string | null
  readonly agentId: string | null
  readonly method: string | null
}

export type DecisionViewProps = {
  readonly tenantId: string
  readonly timeZone: string
  readonly choice: DecisionChoice
}
