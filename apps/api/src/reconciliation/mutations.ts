import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { ImportMode } from '../numbers/import-schema.ts'
import * as carriers from './carrier-service.ts'
import type { CarrierFileView } from './reconciliation-views.ts'
import {
  CallDirectionName,
  CarrierRef,
  CarrierRowIssue,
  CarrierSample,
  ReconciliationRef,
  TrunkCostRef,
} from './schema.ts'
import { requestReconciliation } from './service.ts'
import { setTrunkCost } from './trunk-cost-service.ts'

const CarrierFile = builder.objectRef<CarrierFileView>('CarrierFile').implement({
  description: "What a carrier's file would bring, or has brought.",
  fields: (t) => ({
    imported: t.exposeBoolean('imported', { description: 'false: only looked at.' }),
    header: t.stringList({ resolve: ({ header }) => [...header] }),
    validCount: t.exposeInt('validCount'),
    invalidCount: t.exposeInt('invalidCount'),
    knownCount: t.exposeInt('knownCount', { description: 'Rows that an earlier file has brought: they count once.' }),
    sample: t.field({ type: [CarrierSample], resolve: (file) => file.sample }),
    issues: t.field({ type: [CarrierRowIssue], description: 'The first thousand.', resolve: (file) => file.issues }),
  }),
})

const ColumnsInput = builder.inputType('CarrierColumnsInput', {
  fields: (t) => ({
    startedAt: t.string({ required: true }),
    timeOfDay: t.string(),
    calling: t.string({ required: true }),
    called: t.string({ required: true }),
    duration: t.string({ required: true }),
    billed: t.string({ description: 'The duration that is charged, where it stands beside the real one.' }),
    price: t.string(),
    direction: t.string(),
    reference: t.string(),
  }),
})

const MappingInput = builder.inputType('CarrierMappingInput', {
  fields: (t) => ({
    columns: t.field({ type: ColumnsInput, required: true }),
    delimiter: t.string({ required: true }),
    timeZone: t.string({ required: true }),
    timeFormat: t.string({ required: true }),
    durationUnit: t.string({ required: true }),
    decimalMark: t.string({ required: true }),
    numberStyle: t.string({ required: true }),
    stripPrefix: t.string({ required: true, defaultValue: '' }),
    currency: t.string({ required: true }),
    direction: t.string({ required: true, description: 'inbound or outbound, where no column tells it.' }),
    outboundWord: t.string({ required: true, defaultValue: '' }),
  }),
})
type MappingInputShape = typeof MappingInput.$inferInput

const mappingOf = ({ columns, ...rest }: MappingInputShape): carriers.MappingInput => ({
  ...rest,
  columns: {
    startedAt: columns.startedAt,
    timeOfDay: columns.timeOfDay ?? null,
    calling: columns.calling,
    called: columns.called,
    duration: columns.duration,
    billed: columns.billed ?? null,
    price: columns.price ?? null,
    direction: columns.direction ?? null,
    reference: columns.reference ?? null,
  },
})

const SaveCarrierInput = builder.inputType('SaveCarrierInput', {
  fields: (t) => ({
    carrierId: t.id({ description: 'null: a new one.' }),
    carrier: t.string({ required: true }),
    trunkIds: t.idList({ required: true, description: 'The trunks that its records are about.' }),
    mapping: t.field({ type: MappingInput, required: true }),
  }),
})

const TrunkCostInput = builder.inputType('TrunkCostInput', {
  fields: (t) => ({
    trunkId: t.id({ required: true }),
    direction: t.field({ type: CallDirectionName, required: true }),
    fromDay: t.field({ type: 'Date', required: true }),
    currency: t.string({ required: true }),
    csv: t.string({
      required: true,
      description: 'prefix,destination,band,status,pricePerMinute,increment,connectionFee,minimumCharge',
    }),
  }),
})

builder.mutationFields((t) => ({
  saveCarrier: t.field({
    type: CarrierRef,
    description: 'Keeps how the files of a carrier are read.',
    errors: administrationErrors('SaveCarrier'),
    args: { input: t.arg({ type: SaveCarrierInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      carriers.saveCarrier(scope, {
        carrierId: input.carrierId ?? null,
        carrier: input.carrier,
        trunkIds: input.trunkIds,
        mapping: mappingOf(input.mapping),
      }),
  }),
  previewCarrierFile: t.field({
    type: CarrierFile,
    description: 'Reads a file by a mapping that is being tried. Nothing is kept.',
    errors: administrationErrors('PreviewCarrierFile'),
    args: { csv: t.arg.string({ required: true }), mapping: t.arg({ type: MappingInput, required: true }) },
    resolve: (_root, { csv, mapping }, { scope }) =>
      carriers.previewCarrierFile(scope, { csv, mapping: mappingOf(mapping) }),
  }),
  importCarrierRecords: t.field({
    type: CarrierFile,
    errors: administrationErrors('ImportCarrierRecords'),
    args: {
      carrierId: t.arg.id({ required: true }),
      fileName: t.arg.string({ required: true }),
      csv: t.arg.string({ required: true }),
      mode: t.arg({ type: ImportMode, required: true }),
    },
    resolve: (_root, { mode, ...args }, { scope }) =>
      carriers.importCarrierRecords(scope, { ...args, validOnly: mode === 'validOnly' }),
  }),
  setTrunkCost: t.field({
    type: TrunkCostRef,
    description: 'Keeps what a carrier charges over a trunk from a day on.',
    errors: administrationErrors('SetTrunkCost'),
    args: { input: t.arg({ type: TrunkCostInput, required: true }) },
    resolve: (_root, { input }, { scope }) => setTrunkCost(scope, input),
  }),
  requestReconciliation: t.field({
    type: ReconciliationRef,
    description: 'Asks for a check of whole days; it begins within seconds.',
    errors: administrationErrors('RequestReconciliation'),
    args: {
      from: t.arg({ type: 'Date', required: true }),
      until: t.arg({ type: 'Date', required: true, description: 'First day after.' }),
    },
    resolve: (_root, args, { scope }) => requestReconciliation(scope, args),
  }),
}))
