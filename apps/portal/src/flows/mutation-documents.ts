import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'

export const CreateFlow = graphql(
  `
    mutation CreateFlow($input: CreateFlowInput!) {
      result: createFlow(input: $input) {
        __typename
        ... on Flow {
          id
        }
        ...Faults
      }
    }
  `,
  [Faults],
)

export const RenameFlow = graphql(
  `
    mutation RenameFlow($input: RenameFlowInput!) {
      result: renameFlow(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchiveFlow = graphql(
  `
    mutation ArchiveFlow($input: FlowInput!) {
      result: archiveFlow(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SaveFlowDraft = graphql(
  `
    mutation SaveFlowDraft($input: SaveFlowDraftInput!) {
      result: saveFlowDraft(input: $input) {
        __typename
        ... on Flow {
          id
          revision
          draftDiffers
          draftAt
          draftBy
        }
        ...Faults
      }
    }
  `,
  [Faults],
)

export const DiscardFlowDraft = graphql(
  `
    mutation DiscardFlowDraft($input: DiscardFlowDraftInput!) {
      result: discardFlowDraft(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const PublishFlow = graphql(
  `
    mutation PublishFlow($input: PublishFlowInput!) {
      result: publishFlow(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const PublishFlowVersion = graphql(
  `
    mutation PublishFlowVersion($input: PublishFlowVersionInput!) {
      result: publishFlowVersion(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const CancelFlowSchedule = graphql(
  `
    mutation CancelFlowSchedule($input: FlowInput!) {
      result: cancelFlowSchedule(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SaveFlowTest = graphql(
  `
    mutation SaveFlowTest($input: SaveFlowTestInput!) {
      result: saveFlowTest(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const DeleteFlowTest = graphql(
  `
    mutation DeleteFlowTest($input: DeleteFlowTestInput!) {
      result: deleteFlowTest(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SetFlowSecret = graphql(
  `
    mutation SetFlowSecret($input: SetFlowSecretInput!) {
      result: setFlowSecret(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const RemoveFlowSecret = graphql(
  `
    mutation RemoveFlowSecret($input: RemoveFlowSecretInput!) {
      result: removeFlowSecret(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
