import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const PeopleQuery = graphql(`
  query People($tenantId: ID!, $filter: PeopleFilter, $first: Int, $after: String) {
    people(tenantId: $tenantId, filter: $filter, first: $first, after: $after) {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      edges {
        node {
          id
          name
          email
          roles
          since
          branch {
            id
            name
          }
          agent {
            id
            grade
            employeeNumber
          }
        }
      }
    }
  }
`)
export type PeopleVariables = VariablesOf<typeof PeopleQuery>
export type PeoplePage = ResultOf<typeof PeopleQuery>['people']
export type PersonRow = PeoplePage['edges'][number]['node']
export type Role = PersonRow['roles'][number]
export type PeopleFilter = NonNullable<VariablesOf<typeof PeopleQuery>['filter']>

export const InvitationsQuery = graphql(`
  query Invitations($tenantId: ID!) {
    invitations(tenantId: $tenantId) {
      id
      name
      email
      roles
      state
      createdAt
      expiresAt
      sentAt
      sendProblem
      branch {
        name
      }
    }
  }
`)
export type InvitationRow = ResultOf<typeof InvitationsQuery>['invitations'][number]

export const PersonChoicesQuery = graphql(`
  query PersonChoices($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      branches {
        id
        name
        isArchived
      }
      queues {
        id
        name
      }
    }
  }
`)
export type PersonChoices = NonNullable<ResultOf<typeof PersonChoicesQuery>['tenant']>

export const InvitePersonMutation = graphql(`
  mutation InvitePerson($input: InvitePersonInput!) {
    invitePerson(input: $input) {
      __typename
      ... on SentInvitation {
        link
        invitation {
          id
          name
          email
          sentAt
          sendProblem
        }
      }
      ... on InputRefusedError {
        issues {
          field
          code
          message
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)
export type InviteInput = VariablesOf<typeof InvitePersonMutation>['input']

export const ResendInvitationMutation = graphql(`
  mutation ResendInvitation($tenantId: ID!, $invitationId: ID!) {
    resendInvitation(tenantId: $tenantId, invitationId: $invitationId) {
      __typename
      ... on SentInvitation {
        link
        invitation {
          id
          name
          email
          sentAt
          sendProblem
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)

export const WithdrawInvitationMutation = graphql(`
  mutation WithdrawInvitation($tenantId: ID!, $invitationId: ID!) {
    withdrawInvitation(tenantId: $tenantId, invitationId: $invitationId) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)

export const ChangePersonMutation = graphql(`
  mutation ChangePerson($input: ChangePersonInput!) {
    changePerson(input: $input) {
      __typename
      ... on InputRefusedError {
        issues {
          field
          code
          message
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)
export type ChangeInput = VariablesOf<typeof ChangePersonMutation>['input']

export const RemovePersonMutation = graphql(`
  mutation RemovePerson($tenantId: ID!, $personId: ID!) {
    removePerson(tenantId: $tenantId, personId: $personId) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`)

/** An invitation that has just gone out: the only moment at which its link is known. */
export type SentInvitation = Extract<
  ResultOf<typeof InvitePersonMutation>['invitePerson'],
  { readonly __typename: 'SentInvitation' }
>
