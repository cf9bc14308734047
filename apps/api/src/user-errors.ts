import type { CommandErrorCode, RefusalDetail } from '@seatline/core'

/** An expected outcome that the user is told about: part of the schema, never masked. */
export class UserError extends Error {
  readonly code: string
  /** The input field it is about, or null. */
  readonly field: string | null
  constructor(input: { code: string; message: string; field?: string }) {
    super(input.message)
    this.code = input.code
    this.field = input.field ?? null
  }
}

/** The viewer is known but may not do this. */
export class ForbiddenError extends UserError {
  constructor(message = 'You do not have the right to do this.') {
    super({ code: 'forbidden', message })
  }
}

/** It does not exist, or belongs to a tenant that the viewer must not know of: never told apart. */
export class NotFoundError extends UserError {
  constructor(what: string) {
    super({ code: 'notFound', message: `There is no such ${what}.` })
  }
}

/** What was sent does not have the right form; `field` says where. */
export class InvalidInputError extends UserError {
  constructor(field: string, message: string) {
    super({ code: 'invalidInput', message, field })
  }
}

/** One thing that is wrong with what was sent: where, by a path of field names; what, by a stable code; and how to mend it. */
export type InputIssue = { readonly field: string; readonly code: string; readonly message: string }

/** What was sent is wrong in several places, or would make a configuration that does not work; nothing of it was kept. */
export class InputRefusedError extends UserError {
  readonly issues: readonly InputIssue[]
  constructor(message: string, issues: readonly InputIssue[]) {
    super({ code: 'inputRefused', message, ...(issues[0] === undefined ? {} : { field: issues[0].field }) })
    this.issues = issues
  }
}

/** What was rented or is allowed does not reach that far; `code` says which limit, the message what would lift it. */
export class LimitReachedError extends UserError {}

/** The engine said no; the code says why. */
export class CommandRefusedError extends UserError {
  readonly detail: RefusalDetail | null
  constructor(code: CommandErrorCode, message: string, detail: RefusalDetail | null = null) {
    super({ code, message })
    this.detail = detail
  }
}

/** The engine did not confirm in time. It does not carry out a command that is older than that; what the screen shows is what holds. */
export class EngineUnavailableError extends UserError {
  constructor() {
    super({
      code: 'engine.unavailable',
      message:
        'The telephone system does not answer at the moment. What the screen shows is what holds; please try again.',
    })
  }
}
