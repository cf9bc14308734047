import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { CsvRowIssue, ImportMode } from '../numbers/import-schema.ts'
import { DestinationClass } from '../trunks/schema.ts'
import * as service from './service.ts'
import type { DestinationAnswer, DestinationImportView, DestinationView } from './service.ts'

const Destination = builder.objectRef<DestinationView>('Destination').implement({
  description: 'The class of all numbers that begin with a prefix, unless a longer one says otherwise.',
  fields: (t) => ({
    prefix: t.exposeString('prefix', { description: 'As dialled where the trunks are.' }),
    destinationClass: t.field({ type: DestinationClass, resolve: (row) => row.destinationClass }),
    note: t.exposeString('note'),
  }),
})

const DestinationImport = builder.objectRef<DestinationImportView>('DestinationImport').implement({
  fields: (t) => ({
    validCount: t.exposeInt('validCount'),
    invalidCount: t.exposeInt('invalidCount'),
    imported: t.exposeBoolean('imported'),
    sample: t.field({ type: [Destination], resolve: (view) => [...view.sample] }),
    issues: t.field({ type: [CsvRowIssue], resolve: (view) => [...view.issues] }),
  }),
})

const Answer = builder.objectRef<DestinationAnswer>('DestinationAnswer').implement({
  fields: (t) => ({
    dialled: t.exposeString('dialled'),
    destinationClass: t.field({ type: DestinationClass, resolve: (answer) => answer.destinationClass }),
    prefix: t.exposeString('prefix', { nullable: true, description: 'null: no prefix fits, so it is forbidden.' }),
  }),
})

builder.queryFields((t) => ({
  destinations: t.field({
    type: [Destination],
    resolve: (_root, _args, { scope }) => service.listDestinations(scope, {}),
  }),
  destinationsCsv: t.string({ resolve: (_root, _args, { scope }) => service.exportDestinations(scope, {}) }),
  destinationOf: t.field({
    type: Answer,
    description: 'What the table says of a number.',
    args: { number: t.arg.string({ required: true }) },
    resolve: (_root, args, { scope }) => service.lookUpDestination(scope, { number: args.number }),
  }),
}))

builder.mutationFields((t) => ({
  previewDestinationImport: t.field({
    type: DestinationImport,
    errors: administrationErrors('PreviewDestinationImport'),
    args: { csv: t.arg.string({ required: true }) },
    resolve: (_root, { csv }, { scope }) => service.previewDestinations(scope, { csv }),
  }),
  importDestinations: t.field({
    type: DestinationImport,
    description: 'Replaces the whole table.',
    errors: administrationErrors('ImportDestinations'),
    args: { csv: t.arg.string({ required: true }), mode: t.arg({ type: ImportMode, required: true }) },
    resolve: (_root, { csv, mode }, { scope }) =>
      service.importDestinations(scope, { csv, validOnly: mode === 'validOnly' }),
  }),
  resetDestinations: t.field({
    type: DestinationImport,
    description: 'Puts the table that comes with the product back.',
    errors: administrationErrors('ResetDestinations'),
    resolve: (_root, _args, { scope }) => service.resetDestinations(scope, {}),
  }),
}))
