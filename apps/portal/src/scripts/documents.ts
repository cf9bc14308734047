import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const ScriptsQuery = graphql(`
  query Scripts($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      queues {
        id
        name
      }
      scripts {
        id
        name
        situation
        body
        queue {
          id
          name
        }
      }
    }
  }
`)
export type ScriptRow = NonNullable<ResultOf<typeof ScriptsQuery>['tenant']>['scripts'][number]

/** What may be said on the call that the agent has. */
export const CallScriptsQuery = graphql(`
  query CallScripts {
    agentDesktop {
      call {
        id
        tenant {
          id
          locale
        }
        scripts {
          id
          name
          situation
          text
        }
      }
    }
  }
`)

export const CreateScript = graphql(
  `
    mutation CreateScript($input: CreateScriptInput!) {
      result: createScript(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export type ScriptInput = VariablesOf<typeof CreateScript>['input']

export const UpdateScript = graphql(
  `
    mutation UpdateScript($input: UpdateScriptInput!) {
      result: updateScript(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchiveScript = graphql(
  `
    mutation ArchiveScript($input: ArchiveScriptInput!) {
      result: archiveScript(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
