import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import type { OnCallNow } from '../on-call/on-call-views.ts'
import { Queue } from '../tenants/schema.ts'
import {
  CommandRefusedError,
  EngineUnavailableError,
  ForbiddenError,
  InvalidInputError,
  LimitReachedError,
  NotFoundError,
} from '../user-errors.ts'
import { Accepted } from './command-schema.ts'
import { Agent, AgentStatusKind } from './schema.ts'
import * as service from './transfer-service.ts'
import type { TransferColleagueView, TransferFlowView, TransferTargetsView } from './transfer-views.ts'

const Colleague = builder.objectRef<TransferColleagueView>('TransferColleague').implement({
  description: 'An agent who is signed in for the tenant of the call.',
  fields: (t) => ({
    agent: t.field({ type: Agent, resolve: (colleague) => colleague.agent }),
    status: t.field({ type: AgentStatusKind, resolve: (colleague) => colleague.status }),
    since: t.field({ type: 'DateTime', resolve: (colleague) => colleague.since }),
    isExpert: t.exposeBoolean('isExpert', { description: 'Reached by transfer alone.' }),
  }),
})

const TransferFlow = builder.objectRef<TransferFlowView>('TransferFlow').implement({
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
})

const TransferOnCall = builder.objectRef<OnCallNow>('TransferOnCall').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    now: t.exposeStringList('now', { description: 'Who would be rung now, in that order; empty: nobody.' }),
  }),
})

const TransferTargets = builder.objectRef<TransferTargetsView>('TransferTargets').implement({
  description: 'Whom and what the call can be given to.',
  fields: (t) => ({
    queues: t.field({ type: [Queue], resolve: (targets) => targets.queues }),
    agents: t.field({ type: [Colleague], resolve: (targets) => targets.agents }),
    flows: t.field({ type: [TransferFlow], resolve: (targets) => targets.flows }),
    onCall: t.field({ type: [TransferOnCall], resolve: (targets) => targets.onCall }),
    outside: t.exposeBoolean('outside', { description: 'Whether a number outside may be asked for.' }),
  }),
})

builder.queryFields((t) => ({
  transferTargets: t.field({
    type: TransferTargets,
    nullable: true,
    description: "null when the call is not the viewer's own.",
    args: { callId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.readTransferTargets(scope, { callId: parseId(idSchema('call'), 'callId', args.callId) }),
  }),
}))

const ERRORS = [
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  LimitReachedError,
  CommandRefusedError,
  EngineUnavailableError,
]
const errors = (name: string) => ({ types: ERRORS, union: { name: `${name}Result` } })

builder.mutationFields((t) => ({
  agentTransferToQueue: t.field({
    type: Accepted,
    description: 'The caller waits there; the agent is free.',
    errors: errors('AgentTransferToQueue'),
    args: { callId: t.arg.id({ required: true }), queueId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.transferToQueue(scope, {
        callId: parseId(idSchema('call'), 'callId', args.callId),
        queueId: parseId(idSchema('queue'), 'queueId', args.queueId),
      }),
  }),
  agentTransferToAgent: t.field({
    type: Accepted,
    description: 'A colleague, or an expert, is rung for the caller; the agent is free.',
    errors: errors('AgentTransferToAgent'),
    args: { callId: t.arg.id({ required: true }), agentId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.transferToAgent(scope, {
        callId: parseId(idSchema('call'), 'callId', args.callId),
        agentId: parseId(idSchema('agent'), 'agentId', args.agentId),
      }),
  }),
  agentTransferToNumber: t.field({
    type: Accepted,
    description: 'A number outside is called for the caller; the agent is free. Needs a right of its own.',
    errors: errors('AgentTransferToNumber'),
    args: { callId: t.arg.id({ required: true }), number: t.arg.string({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.transferToNumber(scope, {
        callId: parseId(idSchema('call'), 'callId', args.callId),
        number: args.number,
      }),
  }),
  agentSendToFlow: t.field({
    type: Accepted,
    description:
      'The caller goes into a flow. With `returns` the agent stays on the line, hears nothing of it, and gets the caller back.',
    errors: errors('AgentSendToFlow'),
    args: {
      callId: t.arg.id({ required: true }),
      flowId: t.arg.id({ required: true }),
      returns: t.arg.boolean({ required: true }),
    },
    resolve: (_root, args, { scope }) =>
      service.sendToFlow(scope, {
        callId: parseId(idSchema('call'), 'callId', args.callId),
        flowId: parseId(idSchema('flow'), 'flowId', args.flowId),
        returns: args.returns,
      }),
  }),
}))

builder.mutationFields((t) => ({
  agentTransferToOnCall: t.field({
    type: Accepted,
    description: 'Who is on call is rung for the caller, one after the other; the agent is free.',
    errors: errors('AgentTransferToOnCall'),
    args: { callId: t.arg.id({ required: true }), listId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.transferToOnCall(scope, {
        callId: parseId(idSchema('call'), 'callId', args.callId),
        listId: parseId(idSchema('onCallList'), 'listId', args.listId),
      }),
  }),
  agentTakeBack: t.field({
    type: Accepted,
    description: 'Ends the flow to which the agent sent the caller; both are joined again.',
    errors: errors('AgentTakeBack'),
    args: { callId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.takeBack(scope, { callId: parseId(idSchema('call'), 'callId', args.callId) }),
  }),
}))
