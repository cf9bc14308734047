import { idSchema } from '@seatline/core'
import { Call } from '../calls/schema.ts'
import { Accepted } from '../agents/command-schema.ts'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { CommandRefusedError, EngineUnavailableError, InvalidInputError } from '../user-errors.ts'
import { Queue, Tenant } from '../tenants/schema.ts'
import { CALLBACK_OUTCOMES, CALLBACK_STATES } from './callback-views.ts'
import type {
  CallbackAttemptView,
  CallbackFigures,
  CallbackFilter,
  CallbackPage,
  CallbackView,
} from './callback-views.ts'
import { callBack } from './call-back-service.ts'
import type { CallBackAsked } from './call-back-service.ts'
import * as service from './service.ts'

const State = enumOf('CallbackState', CALLBACK_STATES, 'GIVEN_UP: nobody could be reached in all attempts.')
const Outcome = enumOf(
  'CallbackOutcome',
  CALLBACK_OUTCOMES,
  'AGENT_GONE: the agent was no more there before the caller answered.',
)

const Attempt = builder.objectRef<CallbackAttemptView>('CallbackAttempt').implement({
  description: 'Exactly one dial.',
  fields: (t) => ({
    number: t.exposeInt('number'),
    callId: t.exposeID('callId', { description: 'The call that the attempt made.' }),
    agentName: t.exposeString('agentName'),
    at: t.field({ type: 'DateTime', resolve: (attempt) => attempt.at }),
    endedAt: t.field({ type: 'DateTime', nullable: true, resolve: (attempt) => attempt.endedAt }),
    outcome: t.field({
      type: Outcome,
      nullable: true,
      description: 'null while it rings.',
      resolve: (attempt) => attempt.outcome,
    }),
  }),
})

const Callback = builder.objectRef<CallbackView>('Callback').implement({
  description: 'A caller who left the queue to be called back, and kept the place in it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    callId: t.exposeID('callId', { description: 'The call in which it was asked for.' }),
    queue: t.field({ type: Queue, nullable: true, resolve: (callback) => callback.queue }),
    number: t.exposeString('number'),
    callerName: t.exposeString('callerName', { description: 'By the number; empty when it is not known.' }),
    enqueuedAt: t.field({
      type: 'DateTime',
      description: 'Since when the place in the queue counts.',
      resolve: (callback) => callback.enqueuedAt,
    }),
    requestedAt: t.field({ type: 'DateTime', resolve: (callback) => callback.requestedAt }),
    state: t.field({ type: State, resolve: (callback) => callback.state }),
    endedAt: t.field({ type: 'DateTime', nullable: true, resolve: (callback) => callback.endedAt }),
    attempts: t.field({ type: [Attempt], resolve: (callback) => callback.attempts }),
  }),
})

const Page = builder.objectRef<CallbackPage>('CallbackPage').implement({
  fields: (t) => ({
    callbacks: t.field({ type: [Callback], resolve: (page) => page.callbacks }),
    totalCount: t.exposeInt('totalCount'),
  }),
})

const Figures = builder.objectRef<CallbackFigures>('CallbackFigures').implement({
  description: 'Of the callbacks that were asked for in a time.',
  fields: (t) => ({
    requested: t.exposeInt('requested'),
    waiting: t.exposeInt('waiting'),
    reached: t.exposeInt('reached'),
    givenUp: t.exposeInt('givenUp'),
    cancelled: t.exposeInt('cancelled'),
    attempts: t.exposeInt('attempts'),
    medianWaitMs: t.exposeInt('medianWaitMs', {
      nullable: true,
      description: 'From entering the queue until the caller was reached.',
    }),
  }),
})

const CallbackFilterInput = builder.inputType('CallbackFilterInput', {
  fields: (t) => ({
    state: t.field({ type: State }),
    queueId: t.id(),
    from: t.field({ type: 'DateTime' }),
    to: t.field({ type: 'DateTime' }),
  }),
})
const filterOf = (input: typeof CallbackFilterInput.$inferInput | null | undefined): CallbackFilter => ({
  state: input?.state ?? null,
  queueId: input?.queueId ?? null,
  from: input?.from ?? null,
  to: input?.to ?? null,
})

builder.objectFields(Tenant, (t) => ({
  callbacks: t.field({
    type: Page,
    description: 'Who waits first, in the order of the queue; then what has ended. 200 at most at a time.',
    args: {
      filter: t.arg({ type: CallbackFilterInput }),
      offset: t.arg.int({ defaultValue: 0 }),
      limit: t.arg.int({ defaultValue: 50 }),
    },
    resolve: ({ id }, { filter, offset, limit }, { scope }) =>
      service.listCallbacks(scope, { tenantId: id, filter: filterOf(filter), offset: offset ?? 0, limit: limit ?? 50 }),
  }),
  callbackFigures: t.field({
    type: Figures,
    args: { filter: t.arg({ type: CallbackFilterInput }) },
    resolve: ({ id }, { filter }, { scope }) => service.figures(scope, { tenantId: id, filter: filterOf(filter) }),
  }),
}))

builder.objectFields(Call, (t) => ({
  callbackAttemptOf: t.field({
    type: Callback,
    nullable: true,
    description: 'The callback that this call was an attempt of.',
    resolve: (call, _args, { scope }) => service.callbackOfAttempt(scope, call),
  }),
  callbackAsked: t.field({
    type: Callback,
    nullable: true,
    description: 'The callback that was asked for in this call.',
    resolve: (call, _args, { scope }) => service.callbackAskedIn(scope, call),
  }),
}))

const CancelCallbackInput = builder.inputType('CancelCallbackInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    callbackId: t.id({ required: true }),
    reason: t.string({ required: true }),
  }),
})

builder.mutationField('cancelCallback', (t) =>
  t.field({
    type: Callback,
    description: 'Nobody is called back any more. The state follows when the engine has done it.',
    errors: {
      ...administrationErrors('CancelCallback'),
      types: [...administrationErrors('CancelCallback').types, CommandRefusedError, EngineUnavailableError],
    },
    args: { input: t.arg({ type: CancelCallbackInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.cancelCallback(scope, {
        tenantId: parseId(idSchema('tenant'), 'tenantId', input.tenantId),
        callbackId: parseId(idSchema('callback'), 'callbackId', input.callbackId),
        reason: input.reason,
      }),
  }),
)

const CallBackInput = builder.inputType('CallBackInput', {
  description: 'Of a callback or of a message: exactly one of the two.',
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    callbackId: t.id(),
    voicemailId: t.id(),
  }),
})

builder.mutationField('callBack', (t) =>
  t.field({
    type: Accepted,
    description:
      "The viewer's own phone rings, then the caller is called and both are joined. It counts as an attempt of the callback or message, with its result. The viewer must be ready.",
    errors: {
      ...administrationErrors('CallBack'),
      types: [...administrationErrors('CallBack').types, CommandRefusedError, EngineUnavailableError],
    },
    args: { input: t.arg({ type: CallBackInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      callBack(scope, { tenantId: parseId(idSchema('tenant'), 'tenantId', input.tenantId), of: askedOf(input) }),
  }),
)

function askedOf({ callbackId, voicemailId }: typeof CallBackInput.$inferInput): CallBackAsked['of'] {
  const given = [callbackId, voicemailId].filter((id) => id !== null && id !== undefined)
  if (given.length !== 1) throw new InvalidInputError('callbackId', 'Name a callback or a message, and not both.')
  return callbackId === null || callbackId === undefined
    ? { kind: 'voicemail', voicemailId: parseId(idSchema('voicemail'), 'voicemailId', given[0] ?? '') }
    : { kind: 'callback', callbackId: parseId(idSchema('callback'), 'callbackId', callbackId) }
}
