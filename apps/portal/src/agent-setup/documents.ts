import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const AgentsQuery = graphql(`
  query AgentSetup($tenantId: ID!, $filter: AgentFilter, $offset: Int!, $limit: Int!) {
    tenant(id: $tenantId) {
      id
      agents(filter: $filter, offset: $offset, limit: $limit) {
        totalCount
        rows {
          id
          name
          shared
          active
          grade
          emergencyOnly
          expert
          employeeNumber
          branchId
          logIn {
            userId
            email
          }
          queues {
            id
            name
          }
          groups {
            id
            name
            leads
          }
          skills {
            id
            name
            proficiency
          }
          serves {
            tenant {
              id
              name
            }
            queueIds
          }
        }
      }
    }
  }
`)
export type AgentFilter = NonNullable<VariablesOf<typeof AgentsQuery>['filter']>
export type AgentRow = NonNullable<ResultOf<typeof AgentsQuery>['tenant']>['agents']['rows'][number]

/** What agents are put together from. */
export const TeamQuery = graphql(`
  query Team($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      queues {
        id
        name
      }
      agentGroups {
        id
        name
        branchId
        members {
          id
          name
          active
          leads
        }
      }
      skills {
        id
        name
        agentCount
        queues {
          id
          name
        }
      }
    }
  }
`)
export type Team = NonNullable<ResultOf<typeof TeamQuery>['tenant']>
export type GroupRow = Team['agentGroups'][number]
export type SkillRow = Team['skills'][number]

export const PeopleWithoutAgentQuery = graphql(`
  query PeopleWithoutAgent($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      peopleWithoutAgent {
        id
        name
        email
      }
    }
  }
`)

export const ClientQueuesQuery = graphql(`
  query ClientQueues($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      queues {
        id
        name
      }
    }
  }
`)

export const ImportAgents = graphql(
  `
    mutation ImportAgents($input: ImportAgentsInput!) {
      result: importAgents(input: $input) {
        __typename
        ... on AgentImport {
          kept
          created
          updated
          lines: issues {
            line
            field
            code
            message
          }
        }
        ...Faults
      }
    }
  `,
  [Faults],
)
export type ImportReport = Extract<ResultOf<typeof ImportAgents>['result'], { __typename: 'AgentImport' }>

export const CreateAgent = graphql(
  `
    mutation CreateAgent($input: CreateAgentInput!) {
      result: createAgent(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export type AgentInput = VariablesOf<typeof CreateAgent>['input']

export const UpdateAgent = graphql(
  `
    mutation UpdateAgent($input: UpdateAgentInput!) {
      result: updateAgent(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SetAgentsActive = graphql(
  `
    mutation SetAgentsActive($input: SetAgentsActiveInput!) {
      result: setAgentsActive(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const AssignAgents = graphql(
  `
    mutation AssignAgents($input: AssignAgentsInput!) {
      result: assignAgents(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const AssignSharedAgents = graphql(
  `
    mutation AssignSharedAgents($input: AssignSharedAgentsInput!) {
      result: assignSharedAgents(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SetAgentSkills = graphql(
  `
    mutation SetAgentSkills($input: SetAgentSkillsInput!) {
      result: setAgentSkills(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SaveAgentGroup = graphql(
  `
    mutation SaveAgentGroup($input: SaveAgentGroupInput!) {
      result: saveAgentGroup(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchiveAgentGroup = graphql(
  `
    mutation ArchiveAgentGroup($tenantId: ID!, $groupId: ID!) {
      result: archiveAgentGroup(tenantId: $tenantId, groupId: $groupId) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SaveSkill = graphql(
  `
    mutation SaveSkill($input: SaveSkillInput!) {
      result: saveSkill(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchiveSkill = graphql(
  `
    mutation ArchiveSkill($tenantId: ID!, $skillId: ID!) {
      result: archiveSkill(tenantId: $tenantId, skillId: $skillId) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

/** The operator's clients, for giving agents to one. */
export const ClientsQuery = graphql(`
  query AgentClients($search: String!) {
    console(search: $search, first: 50) {
      rows {
        tenantId
        name
      }
    }
  }
`)
