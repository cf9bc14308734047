/** How a part's process ended: its exit code, or the signal that killed it. */
export type PartExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** A process of the stack that is up: it has answered once. */
export type RunningPart = {
  readonly name: string
  readonly pid: number
  /** Asks the process to end, kills it after five seconds, and resolves when it is gone. */
  stop(): Promise<void>
  /** Calls `listener` once when the process ends, whoever ended it. */
  onExit(listener: (exit: PartExit) => void): void
}
