import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import type { Choice } from './choices.ts'
import type { Use } from './flow-uses.ts'

export const ConfigurationChoice = builder.objectRef<Choice>('ConfigurationChoice').implement({
  description: 'Something of the configuration, by its name.',
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
})

const UseKind = enumOf('ConfigurationUseKind', ['flow', 'announcement', 'script', 'queue'], 'What uses it.')

export const ConfigurationUse = builder.objectRef<Use>('ConfigurationUse').implement({
  description: 'Where something of the configuration is in use; as long as it is, it can not be removed.',
  fields: (t) => ({
    kind: t.field({ type: UseKind, resolve: (use) => use.kind }),
    name: t.exposeString('name'),
    detail: t.exposeString('detail', { description: 'Which step of it; empty where there are none.' }),
  }),
})
