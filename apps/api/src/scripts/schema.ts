import { idSchema, SCRIPT_SITUATIONS } from '@seatline/core'
import { DesktopCall } from '../agents/schema.ts'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Queue, Tenant } from '../tenants/schema.ts'
import type { ScriptView, SpokenScriptView } from './script-views.ts'
import * as service from './service.ts'

const Situation = enumOf('ScriptSituation', SCRIPT_SITUATIONS, 'When a script is for.')

const Script = builder.objectRef<ScriptView>('Script').implement({
  description: 'What agents say. The text may hold {{brand}}, {{agent}}, {{caller}} and {{queue}}.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    situation: t.field({ type: Situation, resolve: (script) => script.situation }),
    body: t.exposeString('body'),
    queue: t.field({
      type: Queue,
      nullable: true,
      description: 'For callers of this queue; null: of every queue.',
      resolve: (script) => script.queue,
    }),
  }),
})

const SpokenScript = builder.objectRef<SpokenScriptView>('SpokenScript').implement({
  description: 'A script with everything filled in for one call.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    situation: t.field({ type: Situation, resolve: (script) => script.situation }),
    text: t.exposeString('text'),
  }),
})

builder.objectFields(Tenant, (t) => ({
  scripts: t.field({
    type: [Script],
    resolve: ({ id }, _args, { scope }) => service.listScripts(scope, { tenantId: id }),
  }),
}))

builder.objectFields(DesktopCall, (t) => ({
  scripts: t.field({
    type: [SpokenScript],
    description: "What may be said on this call, by situation, in the tenant's words.",
    resolve: (call, _args, { scope }) => service.scriptsOfCall(scope, call),
  }),
}))

const CreateScriptInput = builder.inputType('CreateScriptInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    name: t.string({ required: true }),
    situation: t.field({ type: Situation, required: true }),
    body: t.string({ required: true }),
    queueId: t.id({ description: 'Left out: for every queue.' }),
  }),
})
const UpdateScriptInput = builder.inputType('UpdateScriptInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    id: t.id({ required: true }),
    name: t.string({ required: true }),
    situation: t.field({ type: Situation, required: true }),
    body: t.string({ required: true }),
    queueId: t.id({ description: 'Left out: for every queue.' }),
  }),
})
const ArchiveScriptInput = builder.inputType('ArchiveScriptInput', {
  fields: (t) => ({ tenantId: t.id({ required: true }), id: t.id({ required: true }) }),
})

type Written = typeof CreateScriptInput.$inferInput
const contentOf = (input: Written) => ({
  tenantId: parseId(idSchema('tenant'), 'tenantId', input.tenantId),
  name: input.name,
  situation: input.situation,
  body: input.body,
  queueId: input.queueId ? parseId(idSchema('queue'), 'queueId', input.queueId) : null,
})
const scriptOf = (input: { readonly tenantId: string; readonly id: string }) => ({
  tenantId: parseId(idSchema('tenant'), 'tenantId', input.tenantId),
  id: parseId(idSchema('script'), 'id', input.id),
})

builder.mutationFields((t) => ({
  createScript: t.field({
    type: Script,
    errors: administrationErrors('CreateScript'),
    args: { input: t.arg({ type: CreateScriptInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.createScript(scope, contentOf(input)),
  }),
  updateScript: t.field({
    type: Script,
    errors: administrationErrors('UpdateScript'),
    args: { input: t.arg({ type: UpdateScriptInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.updateScript(scope, { ...contentOf(input), ...scriptOf(input) }),
  }),
  archiveScript: t.field({
    type: Script,
    errors: administrationErrors('ArchiveScript'),
    args: { input: t.arg({ type: ArchiveScriptInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.archiveScript(scope, scriptOf(input)),
  }),
}))
