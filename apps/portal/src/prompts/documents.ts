import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const PromptsQuery = graphql(`
  query Prompts($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      storage {
        usedBytes
        maxBytes
      }
      prompts {
        id
        name
        kind
        text
        locale
        source
        originalName
        durationMs
        sizeBytes
        createdAt
        audioUrl
        uses {
          kind
          name
          detail
        }
      }
    }
  }
`)
export type PromptRow = NonNullable<ResultOf<typeof PromptsQuery>['tenant']>['prompts'][number]

export const SpeakPrompt = graphql(
  `
    mutation SpeakPrompt($input: SpeakPromptInput!) {
      result: speakPrompt(input: $input) {
        __typename
        ... on PromptDraft {
          id
          durationMs
          audioUrl
        }
        ...Faults
      }
    }
  `,
  [Faults],
)

export const CreatePrompt = graphql(
  `
    mutation CreatePrompt($input: CreatePromptInput!) {
      result: createPrompt(input: $input) {
        __typename
        ... on Prompt {
          id
        }
        ...Faults
      }
    }
  `,
  [Faults],
)

export const UpdatePrompt = graphql(
  `
    mutation UpdatePrompt($input: UpdatePromptInput!) {
      result: updatePrompt(input: $input) {
        __typename
        ... on Prompt {
          id
        }
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchivePrompt = graphql(`
  mutation ArchivePrompt($tenantId: ID!, $promptId: ID!) {
    result: archivePrompt(tenantId: $tenantId, promptId: $promptId) {
      __typename
      ... on Prompt {
        id
      }
      ... on UserError {
        code
        message
        field
      }
    }
  }
`)
