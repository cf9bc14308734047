import type { CommandErrorCode } from '../contracts/commands.ts'

/** The answer to a command. A handler returns it, and the engine sends it: so there is exactly one for each command. */
export type CommandOutcome =
  { readonly ok: true } | { readonly ok: false; readonly code: CommandErrorCode; readonly message: string }

export const ACCEPTED: CommandOutcome = { ok: true }

export const refuse = (code: CommandErrorCode, message: string): CommandOutcome => ({ ok: false, code, message })
