import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { Queue, SeatGrade, Tenant } from '../tenants/schema.ts'
import { AGENTS_PAGE_MAX, listAgents, listPeopleWithoutAgent } from './agents-service.ts'
import type {
  AgentPage,
  AgentSetupView,
  GroupMemberView,
  GroupView,
  HeldSkill,
  JoinedGroup,
  PersonChoice,
  ServedClient,
  SkillView,
} from './agent-views.ts'
import { listGroups, listSkills } from './groups-service.ts'

const AgentSkill = builder.objectRef<HeldSkill>('AgentSkill').implement({
  description: 'A skill that an agent has.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The skill's id." }),
    name: t.exposeString('name'),
    proficiency: t.exposeInt('proficiency', { description: 'From 1 (beginner) to 10.' }),
  }),
})

const AgentInGroup = builder.objectRef<JoinedGroup>('AgentInGroup').implement({
  description: 'A group that an agent belongs to.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The group's id." }),
    name: t.exposeString('name'),
    leads: t.exposeBoolean('leads'),
  }),
})

const AgentServes = builder.objectRef<ServedClient>('AgentServes').implement({
  description: "A client that an agent of the operator's serves.",
  fields: (t) => ({
    tenant: t.field({ type: Tenant, resolve: (served) => served.tenant }),
    queueIds: t.idList({ resolve: (served) => [...served.queueIds] }),
  }),
})

const AgentLogIn = builder.objectRef<NonNullable<AgentSetupView['logIn']>>('AgentLogIn').implement({
  description: 'The person who logs in as the agent.',
  fields: (t) => ({ userId: t.exposeID('userId'), email: t.exposeString('email') }),
})

export const AgentSetup = builder.objectRef<AgentSetupView>('AgentSetup').implement({
  description: 'An agent as those see it who set up the tenant: of a shared one only what concerns the tenant.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    shared: t.exposeBoolean('shared', { description: "The operator's, who alone says which queues the agent serves." }),
    active: t.exposeBoolean('active'),
    grade: t.field({ type: SeatGrade, resolve: (agent) => agent.grade }),
    employeeNumber: t.exposeString('employeeNumber', { nullable: true }),
    branchId: t.exposeID('branchId', { nullable: true }),
    emergencyOnly: t.exposeBoolean('emergencyOnly', { description: 'Takes calls of emergency queues alone.' }),
    expert: t.exposeBoolean('expert', { description: 'Reached by transfer alone.' }),
    logIn: t.field({
      type: AgentLogIn,
      nullable: true,
      description: 'null: without a log-in, at a desk phone; also for a shared agent.',
      resolve: (agent) => agent.logIn,
    }),
    queues: t.field({ type: [Queue], resolve: (agent) => agent.queues }),
    groups: t.field({ type: [AgentInGroup], resolve: (agent) => agent.groups }),
    skills: t.field({ type: [AgentSkill], resolve: (agent) => agent.skills }),
    serves: t.field({
      type: [AgentServes],
      description: 'For the operator, of its own agents; empty for everybody else.',
      resolve: (agent) => agent.serves,
    }),
  }),
})

const AgentSetupPage = builder.objectRef<AgentPage>('AgentSetupPage').implement({
  fields: (t) => ({
    totalCount: t.exposeInt('totalCount'),
    rows: t.field({ type: [AgentSetup], resolve: (page) => page.rows }),
  }),
})

const GroupMember = builder.objectRef<GroupMemberView>('GroupMember').implement({
  fields: (t) => ({
    id: t.exposeID('id', { description: "The agent's id." }),
    name: t.exposeString('name'),
    active: t.exposeBoolean('active'),
    leads: t.exposeBoolean('leads'),
  }),
})

export const AgentGroup = builder.objectRef<GroupView>('AgentGroup').implement({
  description: 'Agents with a leader or several.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    branchId: t.exposeID('branchId', { nullable: true }),
    members: t.field({ type: [GroupMember], resolve: (group) => group.members }),
  }),
})

export const Skill = builder.objectRef<SkillView>('Skill').implement({
  description: 'Something that agents can do better or worse, and that queues can ask for.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    agentCount: t.exposeInt('agentCount'),
    queues: t.field({ type: [Queue], description: 'Queues that ask for it.', resolve: (skill) => skill.queues }),
  }),
})

const AgentPerson = builder.objectRef<PersonChoice>('AgentPerson').implement({
  description: 'A person who takes no calls yet.',
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name'), email: t.exposeString('email') }),
})

const AgentFilter = builder.inputType('AgentFilter', {
  fields: (t) => ({
    search: t.string({ description: 'A part of the name or of the employee number.' }),
    queueId: t.id(),
    groupId: t.id(),
    skillId: t.id(),
    active: t.boolean(),
  }),
})

const PAGE_DEFAULT = 50

builder.objectFields(Tenant, (t) => ({
  agents: t.field({
    type: AgentSetupPage,
    description: 'By name, those who work first.',
    args: {
      filter: t.arg({ type: AgentFilter }),
      offset: t.arg.int({ required: true, defaultValue: 0 }),
      limit: t.arg.int({
        required: true,
        defaultValue: PAGE_DEFAULT,
        description: `At most ${String(AGENTS_PAGE_MAX)}`,
      }),
    },
    complexity: ({ limit }) => ({ field: 1, multiplier: Math.max(1, limit / 25) }),
    resolve: ({ id }, { filter, offset, limit }, { scope }) =>
      listAgents(scope, { tenantId: id, offset, limit, filter: filterOf(filter ?? {}) }),
  }),
  agentGroups: t.field({
    type: [AgentGroup],
    resolve: ({ id }, _args, { scope }) => listGroups(scope, { tenantId: id }),
  }),
  skills: t.field({ type: [Skill], resolve: ({ id }, _args, { scope }) => listSkills(scope, { tenantId: id }) }),
  peopleWithoutAgent: t.field({
    type: [AgentPerson],
    description: 'Who can be made an agent.',
    resolve: ({ id }, _args, { scope }) => listPeopleWithoutAgent(scope, { tenantId: id }),
  }),
}))

const filterOf = (filter: typeof AgentFilter.$inferInput) => {
  const { search, queueId, groupId, skillId, active } = filter
  return {
    search: search?.trim() ? search.trim() : null,
    queueId: queueId ? parseId(idSchema('queue'), 'queueId', queueId) : null,
    groupId: groupId ? parseId(idSchema('group'), 'groupId', groupId) : null,
    skillId: skillId ? parseId(idSchema('skill'), 'skillId', skillId) : null,
    active: active ?? null,
  }
}
