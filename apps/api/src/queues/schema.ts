import { idSchema } from '@seatline/core'
import { ConfigurationChoice, ConfigurationUse } from '../configuration/choice-types.ts'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import type { QueueSettings, RequiredSkill } from './queue-views.ts'
import * as service from './service.ts'

const Skill = builder.objectRef<RequiredSkill>('RequiredSkill').implement({
  description: 'What an agent must be able to do to be rung for a queue.',
  fields: (t) => ({
    skill: t.field({ type: ConfigurationChoice, resolve: ({ skill }) => skill }),
    proficiencyMin: t.exposeInt('proficiencyMin', { description: 'From 1 to 10.' }),
  }),
})

const Settings = builder.objectRef<QueueSettings>('QueueSettings').implement({
  description: 'A queue as its administrator sees it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    name: t.exposeString('name'),
    description: t.exposeString('description'),
    ringTimeoutSeconds: t.exposeInt('ringTimeoutSeconds', {
      description: 'So long an agent is rung before the next one is.',
    }),
    wrapUpSeconds: t.exposeInt('wrapUpSeconds'),
    serviceLevelSeconds: t.exposeInt('serviceLevelSeconds', { description: 'Answered within this time is in time.' }),
    music: t.field({ type: ConfigurationChoice, resolve: ({ music }) => music }),
    record: t.exposeBoolean('record'),
    requiredSkills: t.field({ type: [Skill], resolve: (queue) => queue.requiredSkills }),
    branch: t.field({ type: ConfigurationChoice, nullable: true, resolve: ({ branch }) => branch }),
    routing: t.field({
      type: 'JSON',
      description: "How it routes, and what callers hear while they wait: core's QueueRouting, times in milliseconds.",
      resolve: (queue) => queue.routing,
    }),
    agentsCount: t.exposeInt('agentsCount', { description: 'How many agents may sign in for it.' }),
    uses: t.field({ type: [ConfigurationUse], resolve: ({ uses }) => uses }),
  }),
})

const SkillInput = builder.inputType('RequiredSkillInput', {
  fields: (t) => ({ skillId: t.id({ required: true }), proficiencyMin: t.int({ required: true }) }),
})

const Input = builder.inputType('QueueInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    description: t.string({ required: true }),
    ringTimeoutSeconds: t.int({ required: true }),
    wrapUpSeconds: t.int({ required: true }),
    serviceLevelSeconds: t.int({ required: true }),
    musicPromptId: t.id({ required: true }),
    record: t.boolean({ required: true }),
    branchId: t.id({ required: false }),
    requiredSkills: t.field({ type: [SkillInput], required: true }),
    routing: t.field({
      type: 'JSON',
      description: 'As the settings tell it, whole; left out: it stays, a new queue gets the default.',
    }),
  }),
})

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)
const queueOf = (id: string) => parseId(idSchema('queue'), 'queueId', id)
const withBranch = <I extends { branchId?: string | null | undefined }>(input: I) => ({
  ...input,
  branchId: input.branchId ?? null,
})

builder.queryFields((t) => ({
  queueSettings: t.field({
    type: [Settings],
    description: 'The queues of a tenant with everything that can be set on them, by name.',
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId }, { scope }) => service.listQueueSettings(scope, { tenantId: tenantOf(tenantId) }),
  }),
}))

builder.mutationFields((t) => ({
  createQueue: t.field({
    type: Settings,
    errors: administrationErrors('CreateQueue'),
    args: { tenantId: t.arg.id({ required: true }), input: t.arg({ type: Input, required: true }) },
    resolve: (_root, { tenantId, input }, { scope }) =>
      service.createQueue(scope, { tenantId: tenantOf(tenantId), input: withBranch(input) }),
  }),
  updateQueue: t.field({
    type: Settings,
    errors: administrationErrors('UpdateQueue'),
    args: {
      tenantId: t.arg.id({ required: true }),
      queueId: t.arg.id({ required: true }),
      input: t.arg({ type: Input, required: true }),
    },
    resolve: (_root, { tenantId, queueId, input }, { scope }) =>
      service.updateQueue(scope, {
        tenantId: tenantOf(tenantId),
        queueId: queueOf(queueId),
        input: withBranch(input),
      }),
  }),
  archiveQueue: t.field({
    type: Settings,
    description: 'Puts a queue away that nothing leads to. Calls of the past keep it.',
    errors: administrationErrors('ArchiveQueue'),
    args: { tenantId: t.arg.id({ required: true }), queueId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId, queueId }, { scope }) =>
      service.archiveQueue(scope, { tenantId: tenantOf(tenantId), queueId: queueOf(queueId) }),
  }),
}))
