import type { CommandErrorCode } from '@seatline/core'

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

/** The engine said no; the code says why. */
export class CommandRefusedError extends UserError {
  constructor(code: CommandErrorCode, message: string) {
    super({ code, message })
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
