import { graphql } from '../graphql/graphql.ts'

export const SignIn = graphql(`
  mutation SignIn($queueIds: [ID!]!) {
    result: agentSignIn(device: BROWSER, queueIds: $queueIds) {
      __typename
      ... on UserError {
        code
        message
      }
      ... on CommandRefusedError {
        detail {
          tenantName
          grade
          rented
          inUse
        }
      }
    }
  }
`)
export const SignOut = graphql(`
  mutation SignOut {
    result: agentSignOut {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const Ready = graphql(`
  mutation Ready {
    result: agentReady {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const NotReady = graphql(`
  mutation NotReady($reasonId: ID!) {
    result: agentNotReady(reasonId: $reasonId) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const EndWrapUp = graphql(`
  mutation EndWrapUp {
    result: agentEndWrapUp {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const ExtendWrapUp = graphql(`
  mutation ExtendWrapUp($bySeconds: Int!) {
    result: agentExtendWrapUp(bySeconds: $bySeconds) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const SetMuted = graphql(`
  mutation SetMuted($muted: Boolean!) {
    result: agentSetMuted(muted: $muted) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const HangUp = graphql(`
  mutation HangUp($callId: ID!) {
    result: agentHangUp(callId: $callId) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const SetDisposition = graphql(`
  mutation SetDisposition($callId: ID!, $dispositionId: ID!, $note: String!) {
    result: agentSetDisposition(callId: $callId, dispositionId: $dispositionId, note: $note) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)
export const IssueSipCredentials = graphql(`
  mutation IssueSipCredentials {
    sipCredentials {
      __typename
      ... on SipCredentials {
        wsUrl
        aor
        username
        password
        expiresAt
      }
      ... on UserError {
        code
      }
    }
  }
`)
