import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Tenant } from '../tenants/schema.ts'
import type { RegionRowIssue } from './region-file.ts'
import type { Region } from './region-input.ts'
import * as service from './service.ts'
import type { RegionImport } from './service.ts'
import { starterRegions } from './starter-regions.ts'

const CallerRegion = builder.objectRef<Region>('CallerRegion').implement({
  description: 'Where callers are from whose numbers begin so.',
  fields: (t) => ({
    name: t.exposeString('name'),
    prefixes: t.exposeStringList('prefixes', {
      description: 'At home without country code and leading zero, abroad with a plus. The longest that fits counts.',
    }),
  }),
})
const RowIssue = builder.objectRef<RegionRowIssue>('RegionRowIssue').implement({
  fields: (t) => ({
    line: t.exposeInt('line'),
    field: t.exposeString('field', { description: 'The column; empty: the line as a whole.' }),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
  }),
})
const Import = builder.objectRef<RegionImport>('CallerRegionImport').implement({
  description: 'What a file of regions says. With an issue nothing of it is kept.',
  fields: (t) => ({
    regions: t.field({ type: [CallerRegion], resolve: (result) => result.regions }),
    issues: t.field({ type: [RowIssue], resolve: (result) => result.issues }),
    kept: t.exposeBoolean('kept'),
  }),
})
const Regions = builder.objectRef<{ readonly regions: readonly Region[] }>('CallerRegions').implement({
  fields: (t) => ({ regions: t.field({ type: [CallerRegion], resolve: (all) => all.regions }) }),
})

builder.objectFields(Tenant, (t) => ({
  callerRegions: t.field({
    type: [CallerRegion],
    resolve: ({ id }, _args, { scope }) => service.listRegions(scope, { tenantId: id }),
  }),
  starterRegions: t.field({
    type: [CallerRegion],
    description: 'To begin with: municipalities and provincial capitals by area code, in the language of the tenant.',
    resolve: ({ locale }) => starterRegions(locale),
  }),
}))

const RegionInput = builder.inputType('CallerRegionInput', {
  fields: (t) => ({ name: t.string({ required: true }), prefixes: t.stringList({ required: true }) }),
})
const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)

builder.mutationFields((t) => ({
  saveCallerRegions: t.field({
    type: Regions,
    errors: administrationErrors('SaveCallerRegions'),
    args: { tenantId: t.arg.id({ required: true }), regions: t.arg({ type: [RegionInput], required: true }) },
    resolve: async (_root, { tenantId, regions }, { scope }) => ({
      regions: await service.saveRegions(scope, { tenantId: tenantOf(tenantId), regions }),
    }),
  }),
  importCallerRegions: t.field({
    type: Import,
    errors: administrationErrors('ImportCallerRegions'),
    args: {
      tenantId: t.arg.id({ required: true }),
      csv: t.arg.string({ required: true, description: 'The first line names the columns: region, prefix.' }),
      onlyCheck: t.arg.boolean({ required: true, description: 'Nothing is kept: only said what would be.' }),
    },
    resolve: (_root, { tenantId, csv, onlyCheck }, { scope }) =>
      service.importRegions(scope, { tenantId: tenantOf(tenantId), csv, onlyCheck }),
  }),
}))
