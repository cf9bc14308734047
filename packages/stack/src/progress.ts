/** What a person who waits wants to see. */
export type Progress =
  | { readonly kind: 'started'; readonly what: string }
  | { readonly kind: 'ready'; readonly what: string; readonly tookMs: number }
