import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import type { Difference, FieldDifference } from './compare-versions.ts'
import { SUBJECT_KINDS } from './describe-rows.ts'
import type { LeftOut } from './plan-restore.ts'
import * as service from './versions-service.ts'
import './choices-schema.ts'

const Version = builder.objectRef<service.VersionView>('ConfigurationVersion').implement({
  description: "A state of a tenant's configuration, as it was published.",
  fields: (t) => ({
    version: t.exposeInt('version'),
    publishedAt: t.field({ type: 'DateTime', resolve: ({ publishedAt }) => publishedAt }),
    publishedBy: t.exposeString('publishedBy', { nullable: true, description: 'null: the system itself.' }),
    action: t.exposeString('action', { description: 'As in the audit: queue.update' }),
    summary: t.exposeString('summary', { description: 'In English.' }),
    subjectName: t.exposeString('subjectName'),
    reason: t.exposeString('reason', { nullable: true }),
    restoredVersion: t.exposeInt('restoredVersion', { nullable: true }),
    isCurrent: t.exposeBoolean('isCurrent'),
    canBeRestored: t.exposeBoolean('canBeRestored'),
  }),
})

const Page = builder.objectRef<service.VersionPage>('ConfigurationVersionPage').implement({
  fields: (t) => ({
    versions: t.field({ type: [Version], resolve: ({ versions }) => versions }),
    totalCount: t.exposeInt('totalCount'),
    hasOlder: t.exposeBoolean('hasOlder'),
  }),
})

const Field = builder.objectRef<FieldDifference>('ConfigurationFieldDifference').implement({
  fields: (t) => ({
    field: t.exposeString('field'),
    before: t.exposeString('before', { nullable: true }),
    after: t.exposeString('after', { nullable: true }),
  }),
})

const SubjectKind = enumOf(
  'ConfigurationSubjectKind',
  SUBJECT_KINDS,
  'A kind of thing that a configuration is made of.',
)
const ChangeKind = enumOf('ConfigurationChangeKind', ['added', 'removed', 'changed'])

const Diff = builder.objectRef<Difference>('ConfigurationDifference').implement({
  description: 'What became of one thing between two versions, in words.',
  fields: (t) => ({
    kind: t.field({ type: SubjectKind, resolve: ({ kind }) => kind }),
    id: t.exposeString('id'),
    name: t.exposeString('name'),
    change: t.field({ type: ChangeKind, resolve: ({ change }) => change }),
    fields: t.field({ type: [Field], resolve: ({ fields }) => fields }),
  }),
})

const Left = builder.objectRef<LeftOut>('ConfigurationLeftOut').implement({
  description: 'Something of an earlier version that does not come back.',
  fields: (t) => ({
    kind: t.field({ type: SubjectKind, resolve: ({ kind }) => kind }),
    name: t.exposeString('name'),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
  }),
})

const Comparison = builder
  .objectRef<{ readonly differences: readonly Difference[] }>('ConfigurationComparison')
  .implement({
    fields: (t) => ({ differences: t.field({ type: [Diff], resolve: ({ differences }) => differences }) }),
  })

const Preview = builder.objectRef<service.RollBackPreview>('RollBackPreview').implement({
  description: 'What restoring a version would change, and what of it would not come back.',
  fields: (t) => ({
    differences: t.field({ type: [Diff], resolve: ({ differences }) => differences }),
    leftOut: t.field({ type: [Left], resolve: ({ leftOut }) => leftOut }),
  }),
})

const RolledBack = builder.objectRef<service.RolledBack>('RolledBack').implement({
  fields: (t) => ({
    version: t.field({ type: Version, resolve: ({ version }) => version }),
    leftOut: t.field({ type: [Left], resolve: ({ leftOut }) => leftOut }),
  }),
})

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)

builder.queryFields((t) => ({
  configurationVersions: t.field({
    type: Page,
    description: 'The newest first, 50 at a time.',
    args: { tenantId: t.arg.id({ required: true }), olderThan: t.arg.int() },
    resolve: (_root, { tenantId, olderThan }, { scope }) =>
      service.listVersions(scope, { tenantId: tenantOf(tenantId), olderThan: olderThan ?? null }),
  }),
  compareConfigurationVersions: t.field({
    type: Comparison,
    errors: administrationErrors('CompareConfigurationVersions'),
    args: {
      tenantId: t.arg.id({ required: true }),
      versionBefore: t.arg.int({ required: true }),
      versionAfter: t.arg.int({ required: true }),
    },
    resolve: async (_root, { tenantId, versionBefore, versionAfter }, { scope }) => ({
      differences: await service.compareVersions(scope, {
        tenantId: tenantOf(tenantId),
        before: versionBefore,
        after: versionAfter,
      }),
    }),
  }),
  previewRollBack: t.field({
    type: Preview,
    errors: administrationErrors('PreviewRollBack'),
    args: { tenantId: t.arg.id({ required: true }), version: t.arg.int({ required: true }) },
    resolve: (_root, { tenantId, version }, { scope }) =>
      service.previewRollBack(scope, { tenantId: tenantOf(tenantId), version }),
  }),
}))

builder.mutationFields((t) => ({
  rollBackConfiguration: t.field({
    type: RolledBack,
    description: 'Restores an earlier version, which makes a new one.',
    errors: administrationErrors('RollBackConfiguration'),
    args: {
      tenantId: t.arg.id({ required: true }),
      version: t.arg.int({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_root, { tenantId, version, reason }, { scope }) =>
      service.rollBack(scope, { tenantId: tenantOf(tenantId), version, reason }),
  }),
}))
