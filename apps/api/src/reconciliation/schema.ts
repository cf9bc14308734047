import { CSV_DELIMITERS } from '@seatline/billing'
import type { CarrierMapping, CarrierRowError } from '@seatline/billing'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { Money } from '../graphql/money-types.ts'
import * as carriers from './carrier-service.ts'
import { RECONCILIATION_STATES } from './reconciliation-views.ts'
import type {
  CarrierImportView,
  CarrierSampleView,
  CarrierView,
  ComparisonJson,
  DifferenceView,
  ReconciliationView,
  SumJson,
  TrunkCostView,
} from './reconciliation-views.ts'
import * as service from './service.ts'
import { listTrunkCosts } from './trunk-cost-service.ts'

export const CallDirectionName = enumOf('CarrierDirection', ['inbound', 'outbound'])
const State = enumOf('ReconciliationState', RECONCILIATION_STATES)

const Columns = builder.objectRef<CarrierMapping['columns']>('CarrierColumns').implement({
  fields: (t) => ({
    startedAt: t.exposeString('startedAt'),
    timeOfDay: t.exposeString('timeOfDay', { nullable: true }),
    calling: t.exposeString('calling'),
    called: t.exposeString('called'),
    duration: t.exposeString('duration'),
    billed: t.exposeString('billed', { nullable: true }),
    price: t.exposeString('price', { nullable: true }),
    direction: t.exposeString('direction', { nullable: true }),
    reference: t.exposeString('reference', { nullable: true }),
  }),
})

const Mapping = builder.objectRef<CarrierMapping>('CarrierMapping').implement({
  description: 'How the files of a carrier are read.',
  fields: (t) => ({
    columns: t.field({ type: Columns, resolve: (mapping) => mapping.columns }),
    delimiter: t.exposeString('delimiter'),
    timeZone: t.exposeString('timeZone'),
    timeFormat: t.exposeString('timeFormat'),
    durationUnit: t.exposeString('durationUnit'),
    decimalMark: t.exposeString('decimalMark'),
    numberStyle: t.exposeString('numberStyle'),
    stripPrefix: t.exposeString('stripPrefix'),
    currency: t.exposeString('currency'),
    direction: t.exposeString('direction'),
    outboundWord: t.exposeString('outboundWord'),
  }),
})

export const CarrierRef = builder.objectRef<CarrierView>('Carrier').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    carrier: t.exposeString('carrier'),
    trunkIds: t.idList({ resolve: ({ trunkIds }) => [...trunkIds] }),
    mapping: t.field({ type: Mapping, resolve: (carrier) => carrier.mapping }),
    recordsCount: t.exposeInt('recordsCount'),
    lastImportAt: t.field({ type: 'DateTime', nullable: true, resolve: (carrier) => carrier.lastImportAt }),
  }),
})

const Import = builder.objectRef<CarrierImportView>('CarrierImport').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    fileName: t.exposeString('fileName'),
    at: t.field({ type: 'DateTime', resolve: (row) => row.at }),
    addedCount: t.exposeInt('addedCount'),
    knownCount: t.exposeInt('knownCount', { description: 'Rows that an earlier file had brought.' }),
    leftOutCount: t.exposeInt('leftOutCount'),
  }),
})

export const CarrierRowIssue = builder.objectRef<CarrierRowError>('CarrierRowIssue').implement({
  description: 'One thing that is wrong in a line of the file.',
  fields: (t) => ({
    line: t.exposeInt('line', { description: 'From 1; the first line names the columns.' }),
    column: t.exposeString('column', { nullable: true, description: 'As the file names it; null: the whole line.' }),
    code: t.exposeString('code'),
    message: t.string({ resolve: ({ code }) => carriers.ROW_FAULTS[code] }),
  }),
})

export const CarrierSample = builder.objectRef<CarrierSampleView>('CarrierSample').implement({
  fields: (t) => ({
    line: t.exposeInt('line'),
    direction: t.field({ type: CallDirectionName, resolve: (row) => row.direction }),
    calling: t.exposeString('calling'),
    called: t.exposeString('called'),
    startedAt: t.field({ type: 'DateTime', resolve: (row) => row.startedAt }),
    durationMs: t.exposeInt('durationMs'),
    billedSeconds: t.exposeInt('billedSeconds', { nullable: true }),
    price: t.field({
      type: Money,
      nullable: true,
      resolve: ({ priceMicros, currency }) => (priceMicros === null ? null : { micros: priceMicros, currency }),
    }),
  }),
})

export const TrunkCostRef = builder.objectRef<TrunkCostView>('TrunkCost').implement({
  description: 'What a carrier charges for calls over a trunk, from a day on.',
  fields: (t) => ({
    id: t.exposeID('id'),
    trunkId: t.exposeID('trunkId'),
    trunkName: t.exposeString('trunkName'),
    direction: t.field({ type: CallDirectionName, resolve: (row) => row.direction }),
    fromDay: t.field({ type: 'Date', resolve: (row) => row.fromDay }),
    currency: t.exposeString('currency'),
    ratesCount: t.exposeInt('ratesCount'),
    csv: t.exposeString('csv'),
  }),
})

type SumIn = SumJson & { readonly currency: string }
const Sum = builder.objectRef<SumIn>('ReconciliationSum').implement({
  fields: (t) => ({
    count: t.exposeInt('count'),
    durationMs: t.float({ resolve: ({ ms }) => ms }),
    amount: t.field({ type: Money, resolve: ({ micros, currency }) => ({ micros: BigInt(micros), currency }) }),
  }),
})

const Cause = builder
  .objectRef<ComparisonJson['causes'][number] & { readonly currency: string }>('ReconciliationCause')
  .implement({
    fields: (t) => ({
      cause: t.exposeString('cause'),
      sum: t.field({ type: Sum, resolve: (cause) => cause }),
    }),
  })

const ComparisonRef = builder.objectRef<ComparisonJson>('ReconciliationComparison').implement({
  description: 'Two sides of the same calls. The causes and the residual add up to the difference, exactly.',
  fields: (t) => ({
    carrierId: t.id({
      nullable: true,
      description: 'null: our journal against what was rated.',
      resolve: (of) => of.mappingId,
    }),
    carrier: t.exposeString('carrier', { nullable: true }),
    currency: t.exposeString('currency'),
    first: t.field({
      type: Sum,
      description: 'Our journal.',
      resolve: (of) => ({ ...of.first, currency: of.currency }),
    }),
    second: t.field({
      type: Sum,
      description: 'What was rated, or what the carrier has.',
      resolve: (of) => ({ ...of.second, currency: of.currency }),
    }),
    difference: t.field({
      type: Sum,
      description: 'The second side less the first.',
      resolve: (of) => ({ count: of.second.count - of.first.count, ...of.difference, currency: of.currency }),
    }),
    matchedCount: t.exposeInt('matchedCount'),
    causes: t.field({
      type: [Cause],
      resolve: (of) => of.causes.map((cause) => ({ ...cause, currency: of.currency })),
    }),
    residual: t.field({
      type: Sum,
      description: 'What no cause explains.',
      resolve: (of) => ({ ...of.residual, currency: of.currency }),
    }),
    keptCount: t.exposeInt('keptCount', { description: 'Differences that can be read one by one.' }),
  }),
})

export const ReconciliationRef = builder.objectRef<ReconciliationView>('Reconciliation').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    from: t.field({ type: 'Date', resolve: (row) => row.from }),
    until: t.field({ type: 'Date', description: 'First day after.', resolve: (row) => row.until }),
    state: t.field({ type: State, resolve: (row) => row.state }),
    isNightly: t.boolean({ resolve: (row) => row.requestedBy === null }),
    requestedAt: t.field({ type: 'DateTime', resolve: (row) => row.requestedAt }),
    finishedAt: t.field({ type: 'DateTime', nullable: true, resolve: (row) => row.finishedAt }),
    problem: t.exposeString('problem', { nullable: true }),
    comparisons: t.field({ type: [ComparisonRef], resolve: (row) => row.comparisons }),
  }),
})

const Fact = builder.objectRef<{ readonly name: string; readonly value: string }>('DifferenceFact').implement({
  fields: (t) => ({ name: t.exposeString('name'), value: t.exposeString('value') }),
})

const DifferenceRef = builder.objectRef<DifferenceView>('ReconciliationDifference').implement({
  description: 'One call that differs, for one cause.',
  fields: (t) => ({
    id: t.exposeID('id'),
    cause: t.exposeString('cause', { description: 'A cause, or residual.' }),
    at: t.field({ type: 'DateTime', resolve: (row) => row.at }),
    clientId: t.exposeID('clientId', { nullable: true }),
    clientName: t.exposeString('clientName', { nullable: true }),
    callId: t.exposeID('callId', { nullable: true }),
    trunkName: t.exposeString('trunkName', { nullable: true }),
    calling: t.exposeString('calling'),
    called: t.exposeString('called'),
    durationMs: t.exposeFloat('durationMs'),
    amount: t.field({ type: Money, resolve: ({ amountMicros, currency }) => ({ micros: amountMicros, currency }) }),
    facts: t.field({ type: [Fact], resolve: (row) => row.detail }),
  }),
})
const Differences = builder
  .objectRef<{ readonly rows: readonly DifferenceView[]; readonly totalCount: number }>('ReconciliationDifferences')
  .implement({
    fields: (t) => ({
      rows: t.field({ type: [DifferenceRef], resolve: (page) => page.rows }),
      totalCount: t.exposeInt('totalCount'),
    }),
  })

builder.queryFields((t) => ({
  carriers: t.field({
    type: [CarrierRef],
    description: 'Carriers whose records are compared with our calls.',
    resolve: (_root, _args, { scope }) => carriers.listCarriers(scope, {}),
  }),
  carrierImports: t.field({
    type: [Import],
    description: 'The files that were taken in, the newest first.',
    args: { carrierId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => carriers.listCarrierImports(scope, args),
  }),
  trunkCosts: t.field({
    type: [TrunkCostRef],
    resolve: (_root, _args, { scope }) => listTrunkCosts(scope, {}),
  }),
  reconciliations: t.field({
    type: [ReconciliationRef],
    description: 'Checks of journal, rated entries and carriers, the newest first.',
    resolve: (_root, _args, { scope }) => service.listReconciliations(scope, {}),
  }),
  reconciliation: t.field({
    type: ReconciliationRef,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) => service.readReconciliation(scope, args),
  }),
  reconciliationDifferences: t.field({
    type: Differences,
    args: {
      reconciliationId: t.arg.id({ required: true }),
      carrierId: t.arg.id({ description: 'null: journal against what was rated.' }),
      currency: t.arg.string({ required: true }),
      cause: t.arg.string(),
      offset: t.arg.int({ required: true, defaultValue: 0 }),
      first: t.arg.int({ required: true, defaultValue: 50 }),
    },
    resolve: (_root, { carrierId, cause, ...args }, { scope }) =>
      service.readDifferences(scope, { ...args, mappingId: carrierId ?? null, cause: cause ?? null }),
  }),
  reconciliationFile: t.string({
    description: 'The differences as a CSV file, at most 20,000.',
    args: {
      reconciliationId: t.arg.id({ required: true }),
      carrierId: t.arg.id(),
      currency: t.arg.string({ required: true }),
      cause: t.arg.string(),
    },
    resolve: (_root, { carrierId, cause, ...args }, { scope }) =>
      service.exportDifferences(scope, { ...args, mappingId: carrierId ?? null, cause: cause ?? null }),
  }),
  carrierFileHeader: t.stringList({
    description: 'The columns that the first line of a file names.',
    args: { csv: t.arg.string({ required: true }), delimiter: t.arg.string({ required: true }) },
    resolve: (_root, { csv, delimiter }, { scope }) =>
      carriers.carrierFileHeader(scope, {
        csv,
        delimiter: CSV_DELIMITERS.find((each) => each === delimiter) ?? ',',
      }),
  }),
}))
