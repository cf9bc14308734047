import { idSchema, SEAT_GRADES } from '@seatline/core'
import type { SeatGrade as Grade } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { TenantAttribute } from '../seats/schema.ts'
import { SeatGrade, TenantStatus } from '../tenants/schema.ts'
import * as changes from './changes.ts'
import { CONSOLE_SORTS, HEALTH_REASONS, HEALTHS } from './console-views.ts'
import type {
  ConsoleAlarm,
  ConsoleFigures,
  ConsolePage,
  ConsoleTenant,
  Named,
  Refused,
  Resource,
} from './console-views.ts'
import * as service from './service.ts'

const Health = enumOf('TenantHealth', HEALTHS, 'How a client fares.')
const HealthReason = enumOf('TenantHealthReason', HEALTH_REASONS, 'Why a client needs a look.')
const Sort = enumOf('ConsoleSort', CONSOLE_SORTS)
const Preflight = enumOf('ConsolePreflight', ['running', 'passed', 'failed'])

const RefusedCount = builder.objectRef<Refused>('RefusedCount').implement({
  description: 'Calls refused at the door for one reason.',
  fields: (t) => ({ reason: t.exposeString('reason'), count: t.exposeInt('count') }),
})

const NamedRef = builder.objectRef<Named>('ConsoleNamed').implement({
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
})

const SeatCount = builder.objectRef<{ readonly grade: Grade; readonly count: number }>('SeatCount').implement({
  fields: (t) => ({
    grade: t.field({ type: SeatGrade, resolve: (seat) => seat.grade }),
    count: t.exposeInt('count'),
  }),
})

const seatCounts = (seats: Readonly<Record<Grade, number>>) =>
  SEAT_GRADES.map((grade) => ({ grade, count: seats[grade] }))

const ConsoleTenantRef = builder.objectRef<ConsoleTenant>('ConsoleTenant').implement({
  description: "A client on the operator's console.",
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    name: t.exposeString('name'),
    brandColor: t.exposeString('brandColor'),
    status: t.field({ type: TenantStatus, resolve: (row) => row.status }),
    statusSince: t.field({ type: 'DateTime', nullable: true, resolve: (row) => row.statusSince }),
    timeZone: t.exposeString('timeZone'),
    template: t.exposeString('template', { nullable: true }),
    health: t.field({ type: Health, resolve: (row) => row.health }),
    healthReasons: t.field({ type: [HealthReason], resolve: (row) => row.healthReasons }),
    numbersCount: t.exposeInt('numbersCount'),
    callsToday: t.exposeInt('callsToday', { description: "By the client's own clock; no test calls." }),
    answeredToday: t.exposeInt('answeredToday'),
    secondsToday: t.exposeInt('secondsToday', { description: 'Talk and hold.' }),
    refusedToday: t.field({ type: [RefusedCount], resolve: (row) => row.refusedToday }),
    lastCallAt: t.field({ type: 'DateTime', nullable: true, resolve: (row) => row.lastCallAt }),
    alarmsOpen: t.exposeInt('alarmsOpen'),
    preflight: t.field({ type: Preflight, nullable: true, resolve: (row) => row.preflight }),
    seats: t.field({ type: [SeatCount], resolve: (row) => seatCounts(row.seats) }),
    concurrentCallsMax: t.int({ resolve: (row) => row.limits.concurrentCallsMax }),
    callsPerSecondMax: t.int({ nullable: true, resolve: (row) => row.limits.callsPerSecondMax }),
    apiRequestsPerMinuteMax: t.int({ resolve: (row) => row.limits.apiRequestsPerMinuteMax }),
    storageBytesMax: t.float({ resolve: (row) => row.limits.storageBytesMax }),
    storageBytes: t.exposeFloat('storageBytes'),
    attributes: t.field({ type: [TenantAttribute], resolve: (row) => row.attributes }),
    dedicatedTrunks: t.field({ type: [NamedRef], resolve: (row) => row.dedicatedTrunks }),
    dedicatedAgents: t.field({ type: [NamedRef], resolve: (row) => row.dedicatedAgents }),
  }),
})

const StatusCount = builder.objectRef<ConsolePage['byStatus'][number]>('TenantStatusCount').implement({
  fields: (t) => ({
    status: t.field({ type: TenantStatus, resolve: (row) => row.status }),
    count: t.exposeInt('count'),
  }),
})
const HealthCount = builder.objectRef<ConsolePage['byHealth'][number]>('TenantHealthCount').implement({
  fields: (t) => ({ health: t.field({ type: Health, resolve: (row) => row.health }), count: t.exposeInt('count') }),
})

const Page = builder.objectRef<ConsolePage>('ConsolePage').implement({
  fields: (t) => ({
    rows: t.field({ type: [ConsoleTenantRef], resolve: (page) => page.rows }),
    totalCount: t.exposeInt('totalCount', { description: 'That fit search and filters.' }),
    byStatus: t.field({ type: [StatusCount], resolve: (page) => page.byStatus }),
    byHealth: t.field({ type: [HealthCount], resolve: (page) => page.byHealth }),
    callsNow: t.exposeInt('callsNow'),
    callsToday: t.exposeInt('callsToday'),
    refusedToday: t.exposeInt('refusedToday'),
    alarmsOpen: t.exposeInt('alarmsOpen'),
  }),
})

const Figures = builder.objectRef<ConsoleFigures>('TenantFigures').implement({
  description: 'What a client does at this moment, as the media plane tells it each second.',
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    known: t.exposeBoolean('known', { description: 'False when no media node tells anything.' }),
    calls: t.exposeInt('calls'),
    callsPeakToday: t.exposeInt('callsPeakToday'),
    callsPerSecond: t.exposeInt('callsPerSecond'),
    callsPerSecondPeakToday: t.exposeInt('callsPerSecondPeakToday'),
    requestsLastMinute: t.exposeInt('requestsLastMinute'),
    refusedToday: t.field({
      type: [RefusedCount],
      resolve: ({ refusedToday }) => Object.entries(refusedToday).map(([reason, count]) => ({ reason, count })),
    }),
    seatsInUse: t.field({
      type: [SeatCount],
      resolve: ({ seats }) =>
        SEAT_GRADES.map((grade) => ({ grade, count: seats.filter((seat) => seat.grade === grade).length })),
    }),
  }),
})

const Alarm = builder.objectRef<ConsoleAlarm>('ConsoleAlarm').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    tenantName: t.exposeString('tenantName'),
    kind: t.exposeString('kind'),
    detail: t.exposeString('detail', { description: 'JSON' }),
    raisedAt: t.field({ type: 'DateTime', resolve: (alarm) => alarm.raisedAt }),
    acknowledgedAt: t.field({ type: 'DateTime', nullable: true, resolve: (alarm) => alarm.acknowledgedAt }),
    acknowledgedBy: t.exposeID('acknowledgedBy', { nullable: true }),
  }),
})

const ResourceRef = builder.objectRef<Resource>('ConsoleResource').implement({
  description: 'A trunk or agent of the operator, shared by all clients or kept for one.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    tenantId: t.exposeID('tenantId', { nullable: true, description: 'null: shared.' }),
  }),
})
const Resources = builder
  .objectRef<{ readonly trunks: readonly Resource[]; readonly agents: readonly Resource[] }>('ConsoleResources')
  .implement({
    fields: (t) => ({
      trunks: t.field({ type: [ResourceRef], resolve: (all) => all.trunks }),
      agents: t.field({ type: [ResourceRef], resolve: (all) => all.agents }),
    }),
  })

const tenantIdOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)

builder.queryFields((t) => ({
  console: t.field({
    type: Page,
    args: {
      search: t.arg.string({ required: true, defaultValue: '' }),
      statuses: t.arg({ type: [TenantStatus], required: true, defaultValue: [] }),
      healths: t.arg({ type: [Health], required: true, defaultValue: [] }),
      sort: t.arg({ type: Sort, required: true, defaultValue: 'name' }),
      descending: t.arg.boolean({ required: true, defaultValue: false }),
      first: t.arg.int({ required: true, defaultValue: 50 }),
      offset: t.arg.int({ required: true, defaultValue: 0 }),
    },
    complexity: (args) => ({ field: 50 + args.first * 4, multiplier: 1 }),
    resolve: (_root, args, { scope }) => service.readConsole(scope, args),
  }),
  consoleTenant: t.field({
    type: ConsoleTenantRef,
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => service.readConsoleTenant(scope, tenantIdOf(args.tenantId)),
  }),
  consoleAlarms: t.field({
    type: [Alarm],
    description: 'The newest first, at most 200.',
    args: { tenantId: t.arg.id(), openOnly: t.arg.boolean({ required: true, defaultValue: true }) },
    resolve: (_root, { tenantId, openOnly }, { scope }) =>
      service.readAlarms(scope, {
        tenantId: tenantId === undefined || tenantId === null ? null : tenantIdOf(tenantId),
        openOnly,
      }),
  }),
  consoleResources: t.field({
    type: Resources,
    resolve: (_root, _args, { scope }) => service.readResources(scope, null),
  }),
}))

const LimitsInput = builder.inputType('TenantLimitsInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    concurrentCallsMax: t.int({ required: true }),
    callsPerSecondMax: t.int({ description: 'null: no limit of its own.' }),
    apiRequestsPerMinuteMax: t.int({ required: true }),
    storageMegabytesMax: t.int({ required: true }),
    attributes: t.field({ type: [TenantAttribute], required: true }),
  }),
})

builder.mutationFields((t) => ({
  setTenantLimits: t.field({
    type: ConsoleTenantRef,
    errors: administrationErrors('SetTenantLimits'),
    args: { input: t.arg({ type: LimitsInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      changes.setTenantLimits(scope, {
        ...input,
        tenantId: tenantIdOf(input.tenantId),
        callsPerSecondMax: input.callsPerSecondMax ?? null,
      }),
  }),
  dedicateTrunk: t.boolean({
    description: 'Keeps a trunk for one client; without a client it is shared by all again.',
    errors: { ...administrationErrors('DedicateTrunk'), directResult: false },
    args: { trunkId: t.arg.id({ required: true }), tenantId: t.arg.id() },
    resolve: (_root, args, { scope }) =>
      changes.dedicateTrunk(scope, {
        id: parseId(idSchema('trunk'), 'trunkId', args.trunkId),
        tenantId: args.tenantId === undefined || args.tenantId === null ? null : tenantIdOf(args.tenantId),
      }),
  }),
  dedicateAgent: t.boolean({
    description: 'Keeps an agent of the operator for one client; without a client the agent serves all again.',
    errors: { ...administrationErrors('DedicateAgent'), directResult: false },
    args: { agentId: t.arg.id({ required: true }), tenantId: t.arg.id() },
    resolve: (_root, args, { scope }) =>
      changes.dedicateAgent(scope, {
        id: parseId(idSchema('agent'), 'agentId', args.agentId),
        tenantId: args.tenantId === undefined || args.tenantId === null ? null : tenantIdOf(args.tenantId),
      }),
  }),
  acknowledgeAlarm: t.boolean({
    errors: { ...administrationErrors('AcknowledgeAlarm'), directResult: false },
    args: { tenantId: t.arg.id({ required: true }), alarmId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      changes.acknowledgeAlarm(scope, { tenantId: tenantIdOf(args.tenantId), alarmId: args.alarmId }),
  }),
}))

builder.subscriptionFields((t) => ({
  consoleFigures: t.field({
    type: [Figures],
    description: 'The figures of these clients, every second.',
    args: { tenantIds: t.arg.idList({ required: true }) },
    subscribe: (_root, args, { scope }) => service.watchConsoleFigures(scope, args.tenantIds),
    resolve: (figures) => figures,
  }),
}))
