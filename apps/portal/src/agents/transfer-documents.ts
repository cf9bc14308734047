import { graphql } from '../graphql/graphql.ts'

export const TransferToQueue = graphql(`
  mutation TransferToQueue($callId: ID!, $queueId: ID!) {
    result: agentTransferToQueue(callId: $callId, queueId: $queueId) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const TransferToAgent = graphql(`
  mutation TransferToAgent($callId: ID!, $agentId: ID!) {
    result: agentTransferToAgent(callId: $callId, agentId: $agentId) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const TransferToNumber = graphql(`
  mutation TransferToNumber($callId: ID!, $number: String!) {
    result: agentTransferToNumber(callId: $callId, number: $number) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const TransferToOnCall = graphql(`
  mutation TransferToOnCall($callId: ID!, $listId: ID!) {
    result: agentTransferToOnCall(callId: $callId, listId: $listId) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const SendToFlow = graphql(`
  mutation SendToFlow($callId: ID!, $flowId: ID!, $returns: Boolean!) {
    result: agentSendToFlow(callId: $callId, flowId: $flowId, returns: $returns) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const TakeBack = graphql(`
  mutation TakeBack($callId: ID!) {
    result: agentTakeBack(callId: $callId) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
