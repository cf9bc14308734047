import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import {
  CommandRefusedError,
  EngineUnavailableError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
} from '../user-errors.ts'
import type { CommandAccepted, SipCredentialsView } from './agent-views.ts'
import { AgentDevice } from './schema.ts'
import * as service from './service.ts'

export const Accepted = builder.objectRef<CommandAccepted>('CommandAccepted').implement({
  description: 'The telephone system has done it; the new state follows on agentDesktop.',
  fields: (t) => ({ commandId: t.exposeID('commandId') }),
})

const SipCredentials = builder.objectRef<SipCredentialsView>('SipCredentials').implement({
  description: 'What the softphone registers with. Valid for a short time; ask again before it ends.',
  fields: (t) => ({
    wsUrl: t.exposeString('wsUrl'),
    domain: t.exposeString('domain'),
    aor: t.exposeString('aor', { description: 'sip:agt_…@domain' }),
    username: t.exposeString('username'),
    password: t.exposeString('password'),
    expiresAt: t.field({ type: 'DateTime', resolve: (credentials) => credentials.expiresAt }),
  }),
})

const ERRORS = [ForbiddenError, InvalidInputError, CommandRefusedError, EngineUnavailableError]
const errors = (name: string) => ({ types: ERRORS, union: { name: `${name}Result` } })

builder.mutationFields((t) => ({
  sipCredentials: t.field({
    type: SipCredentials,
    errors: { types: [ForbiddenError], union: { name: 'SipCredentialsResult' } },
    resolve: (_root, _args, { scope }) => service.issueSipCredentials(scope),
  }),
  agentSignIn: t.field({
    type: Accepted,
    errors: errors('AgentSignIn'),
    args: {
      queueIds: t.arg.idList({ required: true }),
      device: t.arg({ type: AgentDevice, required: true, defaultValue: 'browser' }),
    },
    resolve: (_root, args, { scope }) =>
      service.signIn(scope, {
        queueIds: args.queueIds.map((id) => parseId(idSchema('queue'), 'queueIds', id)),
        device: args.device,
      }),
  }),
  agentSignOut: t.field({
    type: Accepted,
    errors: errors('AgentSignOut'),
    resolve: (_root, _args, { scope }) => service.signOut(scope),
  }),
  agentReady: t.field({
    type: Accepted,
    errors: errors('AgentReady'),
    resolve: (_root, _args, { scope }) => service.ready(scope),
  }),
  agentNotReady: t.field({
    type: Accepted,
    description: 'While a call rings or is talked it takes effect after the call and its wrap-up.',
    errors: { types: [...ERRORS, NotFoundError], union: { name: 'AgentNotReadyResult' } },
    args: { reasonId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.notReady(scope, parseId(idSchema('reason'), 'reasonId', args.reasonId)),
  }),
}))

builder.mutationFields((t) => ({
  agentEndWrapUp: t.field({
    type: Accepted,
    errors: errors('AgentEndWrapUp'),
    resolve: (_root, _args, { scope }) => service.endWrapUp(scope),
  }),
  agentExtendWrapUp: t.field({
    type: Accepted,
    errors: errors('AgentExtendWrapUp'),
    args: { bySeconds: t.arg.int({ required: true, description: '1 to 600' }) },
    resolve: (_root, args, { scope }) => service.extendWrapUp(scope, args.bySeconds),
  }),
  agentSetMuted: t.field({
    type: Accepted,
    errors: errors('AgentSetMuted'),
    args: { muted: t.arg.boolean({ required: true }) },
    resolve: (_root, args, { scope }) => service.setMuted(scope, args.muted),
  }),
  agentHangUp: t.field({
    type: Accepted,
    errors: errors('AgentHangUp'),
    args: { callId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => service.hangUp(scope, parseId(idSchema('call'), 'callId', args.callId)),
  }),
  agentSetDisposition: t.field({
    type: Accepted,
    errors: { types: [...ERRORS, NotFoundError], union: { name: 'AgentSetDispositionResult' } },
    args: {
      callId: t.arg.id({ required: true }),
      dispositionId: t.arg.id({ required: true }),
      note: t.arg.string({ required: true, defaultValue: '' }),
    },
    resolve: (_root, args, { scope }) =>
      service.setDisposition(scope, {
        callId: parseId(idSchema('call'), 'callId', args.callId),
        dispositionId: parseId(idSchema('disposition'), 'dispositionId', args.dispositionId),
        note: args.note,
      }),
  }),
}))
