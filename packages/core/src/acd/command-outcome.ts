import type { CommandErrorCode, RefusalDetail } from '../contracts/commands.ts'

/** The answer to a command. A handler returns it, and the engine sends it: so there is exactly one for each command. */
export type CommandOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly code: CommandErrorCode
      readonly message: string
      /** What a screen needs to say it in its own language. */
      readonly detail?: RefusalDetail
    }

export const ACCEPTED: CommandOutcome = { ok: true }

export const refuse = (code: CommandErrorCode, message: string, detail?: RefusalDetail): CommandOutcome =>
  detail === undefined ? { ok: false, code, message } : { ok: false, code, message, detail }
