import { idSchema, WAIT_CAUSES } from '@seatline/core'
import type { AgentView } from '../agents/agent-views.ts'
import { Agent, AgentStatusKind } from '../agents/schema.ts'
import { Call, PresentationOutcome } from '../calls/schema.ts'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { Queue } from '../tenants/schema.ts'
import { MOMENT_KINDS, PASSED_OVER } from './decision-views.ts'
import type {
  AgentShare,
  AgentSpan,
  AgentWorkView,
  DecisionPage,
  DecisionView,
  EstimatePoint,
  EstimateView,
  PassedOver,
  WaitMoment,
  WaitView,
} from './decision-views.ts'
import * as service from './service.ts'

type Named<T> = T & { readonly names: ReadonlyMap<string, string> }
const agentIn = (names: ReadonlyMap<string, string>, id: AgentView['id']): AgentView => ({
  id,
  name: names.get(id) ?? '',
})

type RuleView = Named<DecisionView['reason']['rules'][number]>
const Rule = builder.objectRef<RuleView>('DecisionRule').implement({
  description: 'What a rule of the queue did with the candidates that were left.',
  fields: (t) => ({
    kind: t.exposeString('kind'),
    outcome: t.exposeString('outcome', {
      description:
        'decided: it named the agent; narrowed: it kept some; held: it kept the call for one; noCandidate; notKnown.',
    }),
    agent: t.field({
      type: Agent,
      nullable: true,
      resolve: ({ agentId, names }) => (agentId === null ? null : agentIn(names, agentId)),
    }),
    candidatesLeft: t.exposeInt('candidatesLeft'),
  }),
})

type CandidateView = Named<DecisionView['reason']['considered'][number]>
const Candidate = builder.objectRef<CandidateView>('DecisionCandidate').implement({
  description: 'One of those who could have taken the call at that moment, in their order.',
  fields: (t) => ({
    agent: t.field({ type: Agent, resolve: ({ agentId, names }) => agentIn(names, agentId) }),
    rank: t.exposeInt('rank'),
    idleMs: t.exposeFloat('idleMs', { description: 'Ready for so long, without a call.' }),
    occupancy: t.exposeFloat('occupancy', {
      description: 'Share of the time signed in that was spent on calls, 0 to 1.',
    }),
    proficiency: t.exposeInt('proficiency', {
      nullable: true,
      description: 'Lowest among the skills asked for; null: none is asked for.',
    }),
  }),
})

type SkippedView = Named<DecisionView['reason']['passedOver'][number]>
const Skipped = builder.objectRef<SkippedView>('DecisionSkipped').implement({
  description: 'An agent who was ready and could not take this call, and why.',
  fields: (t) => ({
    agent: t.field({ type: Agent, resolve: ({ agentId, names }) => agentIn(names, agentId) }),
    why: t.exposeString('why'),
  }),
})

const Priority = builder.objectRef<DecisionView['reason']['priority']>('DecisionPriority').implement({
  description: "The caller's priority: what the menu gave, what the queue, the VIP class and the wait added.",
  fields: (t) => ({
    base: t.exposeFloat('base'),
    queue: t.exposeFloat('queue'),
    vip: t.exposeFloat('vip'),
    aged: t.exposeFloat('aged'),
  }),
})
type FairnessView = NonNullable<DecisionView['reason']['fairness']>
const Fairness = builder.objectRef<FairnessView>('DecisionFairness').implement({
  description:
    'For an agent who became free: why this queue. Of other companies it says only how many queues there were.',
  fields: (t) => ({
    imbalance: t.exposeFloat('imbalance', {
      description: 'How far the queue was behind its share of the waiting; above 0: behind.',
    }),
    queuesConsidered: t.exposeInt('queuesConsidered'),
    share: t.exposeString('share', { description: 'emergency, belowMinimum, overdue or within.' }),
  }),
})

const Decision = builder.objectRef<DecisionView>('RoutingDecision').implement({
  description: 'Why a call was brought to an agent, and what came of it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    callId: t.exposeID('callId'),
    ani: t.exposeString('ani', { description: 'The calling number.' }),
    at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
    queue: t.field({ type: Queue, nullable: true, resolve: ({ queue }) => queue }),
    agent: t.field({ type: Agent, resolve: ({ agent }) => agent }),
    presentation: t.exposeInt('presentation', { description: 'The how-many-eth ringing of the call.' }),
    outcome: t.field({ type: PresentationOutcome, nullable: true, resolve: ({ outcome }) => outcome }),
    method: t.string({
      description: 'The rule that named the agent, or the method of the queue.',
      resolve: ({ reason }) => reason.method,
    }),
    trigger: t.string({
      description: 'callWaited: the caller was there first; agentFreed: the agent became free.',
      resolve: ({ reason }) => reason.trigger,
    }),
    step: t.int({ description: 'The requirement that held: 0 is the first.', resolve: ({ reason }) => reason.step }),
    candidates: t.int({ resolve: ({ reason }) => reason.candidates }),
    waitedMs: t.float({ resolve: ({ reason }) => reason.waitedMs }),
    idleMs: t.float({ resolve: ({ reason }) => reason.idleMs }),
    rules: t.field({ type: [Rule], resolve: ({ reason, names }) => reason.rules.map((each) => ({ ...each, names })) }),
    considered: t.field({
      type: [Candidate],
      resolve: ({ reason, names }) => reason.considered.map((each) => ({ ...each, names })),
    }),
    skipped: t.field({
      type: [Skipped],
      resolve: ({ reason, names }) => reason.passedOver.map((each) => ({ ...each, names })),
    }),
    priority: t.field({ type: Priority, resolve: ({ reason }) => reason.priority }),
    fairness: t.field({ type: Fairness, nullable: true, resolve: ({ reason }) => reason.fairness }),
  }),
})

const MomentKind = enumOf('WaitMomentKind', MOMENT_KINDS)
const WaitCauseKind = enumOf('WaitCauseKind', WAIT_CAUSES)
const Cause = builder.objectRef<WaitMoment['causes'][number]>('WaitCause').implement({
  description: 'Why nobody could be rung for a caller.',
  fields: (t) => ({
    kind: t.field({ type: WaitCauseKind, resolve: ({ kind }) => kind }),
    agent: t.field({
      type: Agent,
      nullable: true,
      description: 'For whom the call is held.',
      resolve: ({ agent }) => agent,
    }),
  }),
})
const Moment = builder.objectRef<WaitMoment>('WaitMoment').implement({
  description: 'Something that happened while a caller waited.',
  fields: (t) => ({
    kind: t.field({ type: MomentKind, resolve: ({ kind }) => kind }),
    at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
    agent: t.field({ type: Agent, nullable: true, resolve: ({ agent }) => agent }),
    queue: t.field({ type: Queue, nullable: true, resolve: ({ queue }) => queue }),
    ahead: t.exposeInt('ahead', { nullable: true, description: 'Callers who had come before and waited still.' }),
    step: t.exposeInt('step', { nullable: true }),
    expectedMs: t.exposeInt('expectedMs', { nullable: true, description: 'What the caller was told.' }),
    detail: t.exposeString('detail', { nullable: true }),
    causes: t.field({
      type: [Cause],
      description: 'Why nobody could be rung at that moment; empty: somebody was, or it is not known.',
      resolve: ({ causes }) => causes,
    }),
  }),
})
const Share = builder.objectRef<AgentShare['shares'][number]>('AgentStatusShare').implement({
  fields: (t) => ({
    status: t.field({ type: AgentStatusKind, resolve: ({ status }) => status }),
    ms: t.exposeFloat('ms'),
  }),
})
const AgentShareRef = builder.objectRef<AgentShare>('AgentInWait').implement({
  description: 'For how long of a wait an agent of the queue was what.',
  fields: (t) => ({
    agent: t.field({ type: Agent, resolve: ({ agent }) => agent }),
    shares: t.field({ type: [Share], resolve: ({ shares }) => shares }),
  }),
})
const Wait = builder.objectRef<WaitView>('WaitExplanation').implement({
  description:
    'Why a caller waited: what happened from the first queue until an answer, and what the agents of the queue did meanwhile.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', resolve: ({ from }) => from }),
    to: t.field({ type: 'DateTime', resolve: ({ to }) => to }),
    waitMs: t.exposeFloat('waitMs'),
    moments: t.field({ type: [Moment], resolve: ({ moments }) => moments }),
    agents: t.field({ type: [AgentShareRef], resolve: ({ agents }) => agents }),
  }),
})

builder.objectFields(Call, (t) => ({
  decisions: t.field({
    type: [Decision],
    description: 'Why each agent was rung; empty without the right to see reasons.',
    resolve: (call, _args, { scope }) => service.decisionsOfCall(scope, call),
  }),
  wait: t.field({
    type: Wait,
    nullable: true,
    description: 'null for a call that never waited, and without the right to see reasons.',
    complexity: 5,
    resolve: (call, _args, { scope }) => service.waitOfCall(scope, call),
  }),
}))

const Span = builder.objectRef<AgentSpan>('AgentSpan').implement({
  fields: (t) => ({
    status: t.field({ type: AgentStatusKind, resolve: ({ status }) => status }),
    from: t.field({ type: 'DateTime', resolve: ({ from }) => from }),
    to: t.field({ type: 'DateTime', resolve: ({ to }) => to }),
  }),
})
const Why = enumOf('PassedOverReason', PASSED_OVER, 'Why an agent was not given a call that somebody else was given.')
const PassedOverRef = builder.objectRef<PassedOver>('PassedOver').implement({
  description: 'A call that somebody else was given.',
  fields: (t) => ({
    decision: t.field({ type: Decision, resolve: ({ decision }) => decision }),
    why: t.field({ type: Why, resolve: ({ why }) => why }),
    rank: t.exposeInt('rank', { nullable: true, description: 'The place in the order; the first one got the call.' }),
  }),
})
const Work = builder.objectRef<AgentWorkView>('AgentWork').implement({
  description: 'What an agent did in a span, and of every call that went to somebody else, why.',
  fields: (t) => ({
    agent: t.field({ type: Agent, resolve: ({ agent }) => agent }),
    spans: t.field({ type: [Span], resolve: ({ spans }) => spans }),
    queues: t.field({
      type: [Queue],
      description: 'For which the agent may sign in.',
      resolve: ({ queues }) => queues,
    }),
    emergencyOnly: t.exposeBoolean('emergencyOnly'),
    expert: t.exposeBoolean('expert'),
    got: t.field({ type: [Decision], resolve: ({ got }) => got }),
    passedOver: t.field({ type: [PassedOverRef], resolve: (work) => work.passedOver }),
  }),
})

const Point = builder.objectRef<EstimatePoint>('EstimatePoint').implement({
  fields: (t) => ({
    at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
    position: t.exposeInt('position'),
    expectedMs: t.exposeInt('expectedMs'),
    actualMs: t.exposeInt('actualMs'),
  }),
})
const Estimates = builder.objectRef<EstimateView>('WaitEstimates').implement({
  description:
    'What callers were told of their wait, against what came true for those who were answered. At most 1,000 points, the newest.',
  fields: (t) => ({
    points: t.field({ type: [Point], resolve: ({ points }) => points }),
    told: t.exposeInt('told', { description: 'How often a time was told.' }),
    compared: t.exposeInt('compared'),
    biasMs: t.exposeInt('biasMs', {
      nullable: true,
      description: 'Mean of told minus true: above 0, too long was told.',
    }),
    meanErrorMs: t.exposeInt('meanErrorMs', { nullable: true, description: 'Mean of the difference, whichever way.' }),
    keptShare: t.exposeFloat('keptShare', {
      nullable: true,
      description: 'Share of those who waited at most as long as told, a tenth more included.',
    }),
  }),
})

const Page = builder.objectRef<DecisionPage>('RoutingDecisionPage').implement({
  fields: (t) => ({
    totalCount: t.exposeInt('totalCount'),
    rows: t.field({ type: [Decision], resolve: ({ rows }) => rows }),
  }),
})
const Filter = builder.inputType('DecisionFilter', {
  fields: (t) => ({
    from: t.field({ type: 'DateTime' }),
    to: t.field({ type: 'DateTime' }),
    queueId: t.id(),
    agentId: t.id(),
    method: t.string({ description: 'longestIdle, designatedAgent, …' }),
  }),
})

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)
const queueOf = (id: string | null | undefined) => (id ? parseId(idSchema('queue'), 'queueId', id) : null)
const agentOf = (id: string) => parseId(idSchema('agent'), 'agentId', id)

builder.queryFields((t) => ({
  routingDecisions: t.field({
    type: Page,
    description: 'The newest first.',
    args: {
      tenantId: t.arg.id({ required: true }),
      filter: t.arg({ type: Filter }),
      offset: t.arg.int({ required: true, defaultValue: 0 }),
      limit: t.arg.int({
        required: true,
        defaultValue: 50,
        description: `At most ${String(service.DECISIONS_PAGE_MAX)}`,
      }),
    },
    complexity: ({ limit }) => ({ field: 1, multiplier: Math.max(1, limit / 50) }),
    resolve: (_root, { tenantId, filter, offset, limit }, { scope }) =>
      service.listDecisions(scope, {
        tenantId: tenantOf(tenantId),
        filter: {
          from: filter?.from ?? null,
          to: filter?.to ?? null,
          queueId: queueOf(filter?.queueId),
          agentId: filter?.agentId ? agentOf(filter.agentId) : null,
          method: filter?.method ?? null,
        },
        offset,
        limit,
      }),
  }),
  agentWork: t.field({
    type: Work,
    description: 'At most 24 hours, and the first 200 decisions of them.',
    args: {
      tenantId: t.arg.id({ required: true }),
      agentId: t.arg.id({ required: true }),
      from: t.arg({ type: 'DateTime', required: true }),
      to: t.arg({ type: 'DateTime', required: true }),
    },
    resolve: (_root, { tenantId, agentId, from, to }, { scope }) =>
      service.agentWork(scope, { tenantId: tenantOf(tenantId), agentId: agentOf(agentId), from, to }),
  }),
  waitEstimates: t.field({
    type: Estimates,
    args: {
      tenantId: t.arg.id({ required: true }),
      queueId: t.arg.id(),
      from: t.arg({ type: 'DateTime', required: true }),
      to: t.arg({ type: 'DateTime', required: true }),
    },
    resolve: (_root, { tenantId, queueId, from, to }, { scope }) =>
      service.waitEstimates(scope, { tenantId: tenantOf(tenantId), queueId: queueOf(queueId), from, to }),
  }),
}))
