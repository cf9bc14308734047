import { ConfigurationChoice } from '../configuration/choice-types.ts'
import { builder } from '../graphql/builder.ts'
import type { FlowChoicesView, PromptChoice } from './choices.ts'

const FlowPrompt = builder.objectRef<PromptChoice>('FlowPrompt').implement({
  description: 'What a step can say.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    text: t.exposeString('text'),
    durationMs: t.exposeInt('durationMs'),
  }),
})

type NamedKind = Exclude<keyof FlowChoicesView, 'secrets' | 'prompts'>

export const FlowChoices = builder.objectRef<FlowChoicesView>('FlowChoices').implement({
  description: 'What steps can point at, by name.',
  fields: (t) => {
    const all = (kind: NamedKind) => t.field({ type: [ConfigurationChoice], resolve: (choices) => choices[kind] })
    return {
      queues: all('queues'),
      hours: all('hours'),
      boxes: all('boxes'),
      onCallLists: all('onCallLists'),
      surveys: all('surveys'),
      agents: all('agents'),
      skills: all('skills'),
      flows: all('flows'),
      templates: all('templates'),
      secrets: t.exposeStringList('secrets', { description: 'Names of secrets; nobody reads what they are.' }),
      prompts: t.field({ type: [FlowPrompt], resolve: ({ prompts }) => prompts }),
    }
  },
})
