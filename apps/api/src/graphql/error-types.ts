import { builder } from './builder.ts'
import {
  CommandRefusedError,
  EngineUnavailableError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
} from '../user-errors.ts'
import type { UserError } from '../user-errors.ts'

const UserErrorInterface = builder.interfaceRef<UserError>('UserError').implement({
  description: 'An expected outcome. `code` is stable and is what a screen translates; `message` is English.',
  fields: (t) => ({
    code: t.exposeString('code'),
    message: t.exposeString('message'),
    field: t.exposeString('field', { nullable: true, description: 'The argument it is about.' }),
  }),
})

builder.objectType(ForbiddenError, { name: 'ForbiddenError', interfaces: [UserErrorInterface] })
builder.objectType(NotFoundError, { name: 'NotFoundError', interfaces: [UserErrorInterface] })
builder.objectType(InvalidInputError, { name: 'InvalidInputError', interfaces: [UserErrorInterface] })
builder.objectType(CommandRefusedError, {
  name: 'CommandRefusedError',
  description: 'The telephone system refused; codes: agent.notSignedIn, agent.onCall, agent.queueNotAllowed, …',
  interfaces: [UserErrorInterface],
})
builder.objectType(EngineUnavailableError, {
  name: 'EngineUnavailableError',
  description: 'The telephone system did not confirm in time; agentDesktop shows what holds. Code: engine.unavailable',
  interfaces: [UserErrorInterface],
})
