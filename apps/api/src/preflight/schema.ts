import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { CHECK_STATES } from './preflight-views.ts'
import type { Check, PreflightRunView } from './preflight-views.ts'
import * as service from './service.ts'

const CheckStateEnum = enumOf('PreflightCheckState', CHECK_STATES)
const StatusEnum = enumOf('PreflightStatus', ['running', 'passed', 'failed'])

type Found = { readonly name: string; readonly value: string }

const FoundRef = builder.objectRef<Found>('PreflightFound').implement({
  fields: (t) => ({ name: t.exposeString('name'), value: t.exposeString('value') }),
})

const CheckRef = builder.objectRef<Check>('PreflightCheck').implement({
  description: 'One thing that was looked at or tried.',
  fields: (t) => ({
    key: t.exposeString('id', { description: 'The same from beginning to end of a run.' }),
    code: t.exposeString('code', { description: 'What a screen translates: flow, queueAgents, call.choice, …' }),
    subject: t.exposeString('subject', { description: 'What it is about: a queue, a number, a number and a key.' }),
    state: t.field({ type: CheckStateEnum, resolve: (check) => check.state }),
    found: t.field({
      type: [FoundRef],
      resolve: ({ found }) => Object.entries(found).map(([name, value]) => ({ name, value: String(value) })),
    }),
  }),
})

const Run = builder.objectRef<PreflightRunView>('PreflightRun').implement({
  description: 'One check of a tenant, by looking and by calls placed through it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    status: t.field({ type: StatusEnum, resolve: (run) => run.status }),
    startedAt: t.field({ type: 'DateTime', resolve: (run) => run.startedAt }),
    finishedAt: t.field({ type: 'DateTime', nullable: true, resolve: (run) => run.finishedAt }),
    startedBy: t.exposeString('startedBy', { nullable: true }),
    checks: t.field({ type: [CheckRef], resolve: (run) => run.checks }),
  }),
})

const Preflight = builder.objectRef<{ readonly runs: readonly PreflightRunView[] }>('Preflight').implement({
  fields: (t) => ({ runs: t.field({ type: [Run], description: 'Newest first.', resolve: ({ runs }) => runs }) }),
})

builder.queryFields((t) => ({
  preflightRuns: t.field({
    type: [Run],
    description: 'Newest first.',
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.listRuns(scope, parseId(idSchema('tenant'), 'tenantId', args.tenantId)),
  }),
}))

builder.mutationFields((t) => ({
  startPreflight: t.field({
    type: Run,
    description: 'Answers at once; the run goes on. While one runs, that one is answered.',
    errors: administrationErrors('StartPreflight'),
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, args, { scope }) =>
      service.startPreflight(scope, { tenantId: parseId(idSchema('tenant'), 'tenantId', args.tenantId) }),
  }),
}))

builder.subscriptionFields((t) => ({
  preflight: t.field({
    type: Preflight,
    description: 'Sends at once, after every check, and at least every 5 seconds.',
    args: { tenantId: t.arg.id({ required: true }) },
    subscribe: (_root, args, { scope }) =>
      service.watchRuns(scope, parseId(idSchema('tenant'), 'tenantId', args.tenantId)),
    resolve: (preflight: { readonly runs: readonly PreflightRunView[] }) => preflight,
  }),
}))
