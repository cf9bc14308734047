import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import type { AgentSetupView, ImportIssue, ImportReport } from './agent-views.ts'
import * as agents from './agents-service.ts'
import * as assignment from './assignment-service.ts'
import * as groups from './groups-service.ts'
import { importAgents } from './import-service.ts'
import {
  agentIdsOf,
  AssignAgentsInput,
  AssignSharedAgentsInput,
  branchIdOf,
  CreateAgentInput,
  groupIdsOf,
  ImportAgentsInput,
  queueIdsOf,
  SaveAgentGroupInput,
  SaveSkillInput,
  SetAgentsActiveInput,
  SetAgentSkillsInput,
  skillIdsOf,
  tenantIdOf,
  UpdateAgentInput,
} from './inputs.ts'
import { AgentGroup, AgentSetup, Skill } from './schema.ts'

type Changed = { readonly agents: readonly AgentSetupView[] }
const AgentsChanged = builder.objectRef<Changed>('AgentsChanged').implement({
  fields: (t) => ({ agents: t.field({ type: [AgentSetup], resolve: (changed) => changed.agents }) }),
})

const AgentImportIssue = builder.objectRef<ImportIssue>('AgentImportIssue').implement({
  fields: (t) => ({
    line: t.exposeInt('line'),
    field: t.exposeString('field', { description: 'The column; empty: the whole line or file.' }),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
  }),
})
const AgentImport = builder.objectRef<ImportReport>('AgentImport').implement({
  description: 'What an import of agents did, or would do. With an issue nothing of it is kept.',
  fields: (t) => ({
    kept: t.exposeBoolean('kept'),
    created: t.exposeInt('created'),
    updated: t.exposeInt('updated'),
    issues: t.field({ type: [AgentImportIssue], resolve: (report) => report.issues }),
  }),
})

const contentOf = (input: typeof CreateAgentInput.$inferInput) => ({
  tenantId: tenantIdOf(input.tenantId),
  name: input.name,
  grade: input.grade,
  employeeNumber: input.employeeNumber ?? null,
  branchId: branchIdOf(input.branchId),
  queueIds: queueIdsOf(input.queueIds),
  emergencyOnly: input.emergencyOnly ?? false,
  expert: input.expert ?? false,
})

builder.mutationFields((t) => ({
  createAgent: t.field({
    type: AgentSetup,
    errors: administrationErrors('CreateAgent'),
    args: { input: t.arg({ type: CreateAgentInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      agents.createAgent(scope, {
        ...contentOf(input),
        userId: input.userId ? parseId(idSchema('user'), 'userId', input.userId) : null,
      }),
  }),
  updateAgent: t.field({
    type: AgentSetup,
    errors: administrationErrors('UpdateAgent'),
    args: { input: t.arg({ type: UpdateAgentInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      agents.updateAgent(scope, {
        ...contentOf(input),
        agentId: parseId(idSchema('agent'), 'agentId', input.agentId),
      }),
  }),
  setAgentsActive: t.field({
    type: AgentsChanged,
    description: 'Who is deactivated is signed out at once, after a call in progress.',
    errors: administrationErrors('SetAgentsActive'),
    args: { input: t.arg({ type: SetAgentsActiveInput, required: true }) },
    resolve: async (_root, { input }, { scope }) => ({
      agents: await agents.setAgentsActive(scope, {
        tenantId: tenantIdOf(input.tenantId),
        agentIds: agentIdsOf(input.agentIds),
        active: input.active,
      }),
    }),
  }),
  importAgents: t.field({
    type: AgentImport,
    errors: administrationErrors('ImportAgents'),
    args: { input: t.arg({ type: ImportAgentsInput, required: true }) },
    resolve: (_root, { input }, { scope }) => importAgents(scope, { ...input, tenantId: tenantIdOf(input.tenantId) }),
  }),
}))

builder.mutationFields((t) => ({
  assignAgents: t.field({
    type: AgentsChanged,
    description: 'The same for many agents: groups and skills also of shared ones, queues of the own.',
    errors: administrationErrors('AssignAgents'),
    args: { input: t.arg({ type: AssignAgentsInput, required: true }) },
    resolve: async (_root, { input }, { scope }) => ({
      agents: await assignment.assignAgents(scope, {
        tenantId: tenantIdOf(input.tenantId),
        agentIds: agentIdsOf(input.agentIds),
        addQueueIds: queueIdsOf(input.addQueueIds, 'addQueueIds'),
        removeQueueIds: queueIdsOf(input.removeQueueIds, 'removeQueueIds'),
        addGroupIds: groupIdsOf(input.addGroupIds, 'addGroupIds'),
        removeGroupIds: groupIdsOf(input.removeGroupIds, 'removeGroupIds'),
        setSkills: (input.setSkills ?? []).map(({ skillId, proficiency }) => ({
          skillId: parseId(idSchema('skill'), 'setSkills', skillId),
          proficiency,
        })),
        removeSkillIds: skillIdsOf(input.removeSkillIds, 'removeSkillIds'),
      }),
    }),
  }),
  setAgentSkills: t.field({
    type: AgentsChanged,
    description: 'Cells of the matrix of agents and skills.',
    errors: administrationErrors('SetAgentSkills'),
    args: { input: t.arg({ type: SetAgentSkillsInput, required: true }) },
    resolve: async (_root, { input }, { scope }) => ({
      agents: await assignment.setAgentSkills(scope, {
        tenantId: tenantIdOf(input.tenantId),
        cells: input.cells.map(({ agentId, skillId, proficiency }) => ({
          agentId: parseId(idSchema('agent'), 'cells', agentId),
          skillId: parseId(idSchema('skill'), 'cells', skillId),
          proficiency: proficiency ?? null,
        })),
      }),
    }),
  }),
  assignSharedAgents: t.field({
    type: AgentsChanged,
    description: "The operator's agents for a client's queues.",
    errors: administrationErrors('AssignSharedAgents'),
    args: { input: t.arg({ type: AssignSharedAgentsInput, required: true }) },
    resolve: async (_root, { input }, { scope }) => ({
      agents: await assignment.assignSharedAgents(scope, {
        tenantId: tenantIdOf(input.tenantId),
        agentIds: agentIdsOf(input.agentIds),
        addQueueIds: queueIdsOf(input.addQueueIds, 'addQueueIds'),
        removeQueueIds: queueIdsOf(input.removeQueueIds, 'removeQueueIds'),
      }),
    }),
  }),
}))

builder.mutationFields((t) => ({
  saveAgentGroup: t.field({
    type: AgentGroup,
    errors: administrationErrors('SaveAgentGroup'),
    args: { input: t.arg({ type: SaveAgentGroupInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      groups.saveGroup(scope, {
        tenantId: tenantIdOf(input.tenantId),
        groupId: input.groupId ? parseId(idSchema('group'), 'groupId', input.groupId) : null,
        name: input.name,
        branchId: branchIdOf(input.branchId),
        memberIds: agentIdsOf(input.memberIds),
        leaderIds: agentIdsOf(input.leaderIds),
      }),
  }),
  archiveAgentGroup: t.field({
    type: AgentGroup,
    errors: administrationErrors('ArchiveAgentGroup'),
    args: { tenantId: t.arg.id({ required: true }), groupId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId, groupId }, { scope }) =>
      groups.archiveGroup(scope, {
        tenantId: tenantIdOf(tenantId),
        groupId: parseId(idSchema('group'), 'groupId', groupId),
      }),
  }),
  saveSkill: t.field({
    type: Skill,
    errors: administrationErrors('SaveSkill'),
    args: { input: t.arg({ type: SaveSkillInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      groups.saveSkill(scope, {
        tenantId: tenantIdOf(input.tenantId),
        skillId: input.skillId ? parseId(idSchema('skill'), 'skillId', input.skillId) : null,
        name: input.name,
      }),
  }),
  archiveSkill: t.field({
    type: Skill,
    errors: administrationErrors('ArchiveSkill'),
    args: { tenantId: t.arg.id({ required: true }), skillId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId, skillId }, { scope }) =>
      groups.archiveSkill(scope, {
        tenantId: tenantIdOf(tenantId),
        skillId: parseId(idSchema('skill'), 'skillId', skillId),
      }),
  }),
}))
