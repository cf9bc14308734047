import type { RefusalDetail } from '@seatline/core'
import { builder } from './builder.ts'
import {
  CommandRefusedError,
  EngineUnavailableError,
  ForbiddenError,
  InputRefusedError,
  InvalidInputError,
  LimitReachedError,
  NotFoundError,
} from '../user-errors.ts'
import { UserError } from '../user-errors.ts'
import type { InputIssue } from '../user-errors.ts'

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
const Issue = builder.objectRef<InputIssue>('InputIssue').implement({
  description: 'One thing that is wrong with what was sent.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Where: a path of field names.' }),
    code: t.exposeString('code'),
    message: t.exposeString('message', { description: 'What is wrong and how to mend it, in English.' }),
  }),
})
builder.objectType(InputRefusedError, {
  name: 'InputRefusedError',
  description: 'Wrong in several places, or a configuration that would not work. Nothing of it was kept.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({ issues: t.field({ type: [Issue], resolve: (error) => error.issues }) }),
})
builder.objectType(LimitReachedError, {
  name: 'LimitReachedError',
  description: 'What was rented or is allowed does not reach that far; `message` says what would lift the limit.',
  interfaces: [UserErrorInterface],
})
const RefusalDetailRef = builder.objectRef<RefusalDetail>('CommandRefusalDetail').implement({
  description:
    'Which of the tenants that the agent works for refused a sign-in. The last three are of a matter of seats.',
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    tenantName: t.exposeString('tenantName'),
    status: t.exposeString('status'),
    grade: t.exposeString('grade', { nullable: true }),
    rented: t.exposeInt('rented', { nullable: true }),
    inUse: t.exposeInt('inUse', { nullable: true }),
  }),
})
builder.objectType(CommandRefusedError, {
  name: 'CommandRefusedError',
  description: 'The telephone system refused; codes: agent.notSignedIn, agent.onCall, agent.queueNotAllowed, …',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    detail: t.field({
      type: RefusalDetailRef,
      nullable: true,
      description: 'With agent.seatsExhausted and tenant.notOpen.',
      resolve: (error) => error.detail,
    }),
  }),
})
builder.objectType(EngineUnavailableError, {
  name: 'EngineUnavailableError',
  description: 'The telephone system did not confirm in time; agentDesktop shows what holds. Code: engine.unavailable',
  interfaces: [UserErrorInterface],
})

/** Any other expected outcome, told by its code alone. */
builder.objectType(UserError, { name: 'RefusedError', interfaces: [UserErrorInterface] })

const ADMINISTRATION = [
  ForbiddenError,
  NotFoundError,
  InvalidInputError,
  InputRefusedError,
  LimitReachedError,
  UserError,
]

/** What an administrative mutation may answer beside what it made: `CreateQueueResult`. */
export const administrationErrors = (
  name: string,
): { readonly types: typeof ADMINISTRATION; readonly union: { readonly name: string } } => ({
  types: ADMINISTRATION,
  union: { name: `${name}Result` },
})
