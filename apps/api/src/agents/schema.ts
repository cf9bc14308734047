import { agentDeviceSchema } from '@seatline/core'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { Disposition, NotReadyReason, Queue, Tenant } from '../tenants/schema.ts'
import type {
  AgentDesktopView,
  AgentView,
  CallVariableView,
  DesktopCallbackView,
  DesktopCallView,
  LiveAgentView,
  MenuStepView,
  ReasonStateView,
} from './agent-views.ts'
import { AGENT_CONNECTIONS, AGENT_STATUS_KINDS, SYSTEM_REASONS } from './agent-views.ts'
import * as service from './service.ts'

export const Agent = builder.objectRef<AgentView>('Agent')
builder.node(Agent, {
  id: { resolve: (agent) => agent.id },
  loadOne: (id, { scope }) => service.findAgent(scope, id),
  fields: (t) => ({ name: t.exposeString('name') }),
})

export const AgentStatusKind = enumOf(
  'AgentStatusKind',
  AGENT_STATUS_KINDS,
  'ENGAGED: with a call of somebody else; a tenant is told no more, and an agent never sees it of himself.',
)
export const AgentDevice = enumOf('AgentDevice', agentDeviceSchema.options, 'What rings when a call is presented.')
const SystemReason = enumOf('SystemReason', SYSTEM_REASONS, 'Reasons for not ready that only the system sets.')
const AgentConnection = enumOf(
  'AgentConnection',
  AGENT_CONNECTIONS,
  'LOST: signed in, but the phone has gone; calls cannot reach the agent.',
)

const ReasonState = builder.objectRef<ReasonStateView>('NotReadyReasonState').implement({
  description: "Why an agent is not ready: a tenant's code, or the system's own. Exactly one is set.",
  fields: (t) => ({
    reason: t.field({
      type: NotReadyReason,
      nullable: true,
      resolve: (state) => (state.kind === 'code' ? state.reason : null),
    }),
    system: t.field({
      type: SystemReason,
      nullable: true,
      resolve: (state) => (state.kind === 'system' ? state.code : null),
    }),
  }),
})

export const MenuStep = builder.objectRef<MenuStepView>('MenuStep').implement({
  description: "A step of the caller's way through the menu.",
  fields: (t) => ({
    nodeId: t.exposeString('nodeId'),
    kind: t.exposeString('kind', { description: 'play, menu, collect, hours, queue, hangUp' }),
    label: t.exposeString('label'),
    at: t.field({ type: 'DateTime', resolve: (step) => step.at }),
    digits: t.exposeString('digits', { nullable: true, description: 'What the caller pressed here.' }),
  }),
})

export const CallVariable = builder.objectRef<CallVariableView>('CallVariable').implement({
  description:
    'What the caller keyed in, or the flow found out, by its name there. Never a PIN, a payment number or a secret.',
  fields: (t) => ({ name: t.exposeString('name'), value: t.exposeString('value') }),
})

const DesktopCallback = builder.objectRef<DesktopCallbackView>('DesktopCallback').implement({
  description: 'The customer has left the queue to be called back, and is called when the agent has answered.',
  fields: (t) => ({
    number: t.exposeString('number'),
    waitsSince: t.field({ type: 'DateTime', resolve: (callback) => callback.waitsSince }),
    attempt: t.exposeInt('attempt', { description: 'The how manieth, from 1.' }),
  }),
})

export const DesktopCall = builder.objectRef<DesktopCallView>('DesktopCall').implement({
  description: 'The call that rings, is talked or is wrapped up.',
  fields: (t) => ({
    id: t.exposeID('id'),
    ani: t.exposeString('ani', { description: 'The calling number.' }),
    dnis: t.exposeString('dnis', { description: 'The dialled number.' }),
    tenant: t.field({ type: Tenant, resolve: (call) => call.tenant }),
    queue: t.field({ type: Queue, nullable: true, resolve: (call) => call.queue }),
    menuPath: t.field({ type: [MenuStep], resolve: (call) => call.menuPath }),
    variables: t.field({
      type: [CallVariable],
      description: 'As far as the flow shows them to the agent; by name.',
      resolve: (call) => call.variables,
    }),
    waitedMs: t.exposeInt('waitedMs'),
    arrivedAt: t.field({ type: 'DateTime', resolve: (call) => call.arrivedAt }),
    queuedAt: t.field({ type: 'DateTime', nullable: true, resolve: (call) => call.queuedAt }),
    connectedAt: t.field({ type: 'DateTime', nullable: true, resolve: (call) => call.connectedAt }),
    endedAt: t.field({ type: 'DateTime', nullable: true, resolve: (call) => call.endedAt }),
    recording: t.exposeBoolean('recording', { description: 'The call is being recorded now.' }),
    disposition: t.field({ type: Disposition, nullable: true, resolve: (call) => call.disposition }),
    dispositionNote: t.exposeString('dispositionNote', { nullable: true }),
    callback: t.field({ type: DesktopCallback, nullable: true, resolve: (call) => call.callback }),
  }),
})

export const AgentDesktop = builder.objectRef<AgentDesktopView>('AgentDesktop').implement({
  description: "The server's truth about the agent; what a screen shows, and nothing else.",
  fields: (t) => ({
    serverTime: t.field({
      type: 'DateTime',
      description: 'Now, by the server. Also a sign of life: a subscription sends at least every 5 seconds.',
      resolve: (desktop) => desktop.serverTime,
    }),
    agent: t.field({ type: Agent, resolve: (desktop) => desktop.agent }),
    status: t.field({ type: AgentStatusKind, resolve: (desktop) => desktop.status }),
    since: t.field({ type: 'DateTime', resolve: (desktop) => desktop.since }),
    reason: t.field({ type: ReasonState, nullable: true, resolve: (desktop) => desktop.reason }),
    device: t.field({ type: AgentDevice, nullable: true, resolve: (desktop) => desktop.device }),
    signedInAt: t.field({ type: 'DateTime', nullable: true, resolve: (desktop) => desktop.signedInAt }),
    signedInQueues: t.field({ type: [Queue], resolve: (desktop) => desktop.signedInQueues }),
    muted: t.exposeBoolean('muted'),
    phoneRegistered: t.exposeBoolean('phoneRegistered'),
    connection: t.field({ type: AgentConnection, resolve: (desktop) => desktop.connection }),
    call: t.field({ type: DesktopCall, nullable: true, resolve: (desktop) => desktop.call }),
    wrapUpEndsAt: t.field({ type: 'DateTime', nullable: true, resolve: (desktop) => desktop.wrapUpEndsAt }),
    callerInFlow: t.exposeBoolean('callerInFlow', {
      description: 'The caller is in a flow to which the agent sent them, and comes back.',
    }),
  }),
})

export const LiveAgent = builder.objectRef<LiveAgentView>('LiveAgent').implement({
  description: 'What a tenant may know of an agent who serves it now.',
  fields: (t) => ({
    agent: t.field({ type: Agent, resolve: (live) => live.agent }),
    status: t.field({ type: AgentStatusKind, resolve: (live) => live.status }),
    since: t.field({ type: 'DateTime', resolve: (live) => live.since }),
    queues: t.field({ type: [Queue], resolve: (live) => live.queues }),
    callId: t.exposeID('callId', { nullable: true, description: 'The call, when it is one of this tenant.' }),
    muted: t.exposeBoolean('muted'),
  }),
})

builder.queryFields((t) => ({
  agentDesktop: t.field({
    type: AgentDesktop,
    nullable: true,
    description: 'null when the viewer takes no calls.',
    resolve: (_root, _args, { scope }) => service.readOwnDesktop(scope),
  }),
}))
