import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { ConfigurationChoice } from './choice-types.ts'
import { configurationChoices } from './choices.ts'
import type { ConfigurationChoices } from './choices.ts'

const Choices = builder.objectRef<ConfigurationChoices>('ConfigurationChoices').implement({
  description: 'What the forms of the configuration can point at, by name.',
  fields: (t) => {
    const all = (kind: keyof ConfigurationChoices) =>
      t.field({ type: [ConfigurationChoice], resolve: (choices) => choices[kind] })
    return {
      queues: all('queues'),
      flows: all('flows'),
      hours: all('hours'),
      skills: all('skills'),
      branches: all('branches'),
      speech: all('speech'),
      music: all('music'),
      groups: all('groups'),
      agents: all('agents'),
      voicemailBoxes: all('voicemailBoxes'),
      regions: all('regions'),
    }
  },
})

builder.queryFields((t) => ({
  configurationChoices: t.field({
    type: Choices,
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId }, { scope }) =>
      configurationChoices(scope, { tenantId: parseId(idSchema('tenant'), 'tenantId', tenantId) }),
  }),
}))
