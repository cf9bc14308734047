import { idSchema } from '@seatline/core'
import { ConfigurationChoice } from '../configuration/choice-types.ts'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import * as service from './service.ts'
import type { NumberRouting } from './service.ts'

const Routing = builder.objectRef<NumberRouting>('NumberRouting').implement({
  description: "One of the tenant's numbers, and where its callers get to.",
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    number: t.exposeString('number'),
    label: t.exposeString('label'),
    flow: t.field({ type: ConfigurationChoice, resolve: ({ flow }) => flow }),
    branch: t.field({ type: ConfigurationChoice, nullable: true, resolve: ({ branch }) => branch }),
  }),
})

const Input = builder.inputType('NumberRoutingInput', {
  fields: (t) => ({
    flowId: t.id({ required: true }),
    label: t.string({ required: true }),
    branchId: t.id({ required: false }),
  }),
})

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)

builder.queryFields((t) => ({
  numberRouting: t.field({
    type: [Routing],
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId }, { scope }) => service.listNumbers(scope, { tenantId: tenantOf(tenantId) }),
  }),
}))

builder.mutationFields((t) => ({
  routeNumber: t.field({
    type: Routing,
    description: 'Leads a number to a menu. It holds from the next call on; calls in progress stay where they are.',
    errors: administrationErrors('RouteNumber'),
    args: {
      tenantId: t.arg.id({ required: true }),
      didId: t.arg.id({ required: true }),
      input: t.arg({ type: Input, required: true }),
    },
    resolve: (_root, { tenantId, didId, input }, { scope }) =>
      service.routeNumber(scope, {
        tenantId: tenantOf(tenantId),
        didId: parseId(idSchema('did'), 'didId', didId),
        input: { ...input, branchId: input.branchId ?? null },
      }),
  }),
}))
