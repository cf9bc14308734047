import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { SeatGrade } from '../tenants/schema.ts'

export const CreateAgentInput = builder.inputType('CreateAgentInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    userId: t.id({ description: 'A person who logs in; left out: an agent at a desk phone.' }),
    name: t.string({ required: true }),
    grade: t.field({ type: SeatGrade, required: true }),
    employeeNumber: t.string(),
    branchId: t.id(),
    emergencyOnly: t.boolean({ description: 'Takes calls of emergency queues alone.' }),
    expert: t.boolean({ description: 'Reached by transfer alone.' }),
    queueIds: t.idList({ required: true, description: "Empty for the operator's: those are assigned to clients." }),
  }),
})
export const UpdateAgentInput = builder.inputType('UpdateAgentInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    agentId: t.id({ required: true }),
    name: t.string({ required: true }),
    grade: t.field({ type: SeatGrade, required: true }),
    employeeNumber: t.string(),
    branchId: t.id(),
    emergencyOnly: t.boolean({ description: 'Takes calls of emergency queues alone.' }),
    expert: t.boolean({ description: 'Reached by transfer alone.' }),
    queueIds: t.idList({ required: true }),
  }),
})
export const SetAgentsActiveInput = builder.inputType('SetAgentsActiveInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    agentIds: t.idList({ required: true }),
    active: t.boolean({ required: true }),
  }),
})
const SkillLevelInput = builder.inputType('SkillLevelInput', {
  fields: (t) => ({
    skillId: t.id({ required: true }),
    proficiency: t.int({ required: true, description: '1 to 10' }),
  }),
})
export const AssignAgentsInput = builder.inputType('AssignAgentsInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    agentIds: t.idList({ required: true }),
    addQueueIds: t.idList(),
    removeQueueIds: t.idList(),
    addGroupIds: t.idList(),
    removeGroupIds: t.idList(),
    setSkills: t.field({ type: [SkillLevelInput] }),
    removeSkillIds: t.idList(),
  }),
})
const AgentSkillCellInput = builder.inputType('AgentSkillCellInput', {
  fields: (t) => ({
    agentId: t.id({ required: true }),
    skillId: t.id({ required: true }),
    proficiency: t.int({ description: '1 to 10; left out: the agent has not the skill.' }),
  }),
})
export const SetAgentSkillsInput = builder.inputType('SetAgentSkillsInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    cells: t.field({ type: [AgentSkillCellInput], required: true }),
  }),
})
export const AssignSharedAgentsInput = builder.inputType('AssignSharedAgentsInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true, description: 'The client.' }),
    agentIds: t.idList({ required: true }),
    addQueueIds: t.idList(),
    removeQueueIds: t.idList(),
  }),
})
export const SaveAgentGroupInput = builder.inputType('SaveAgentGroupInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    groupId: t.id({ description: 'Left out: a new one.' }),
    name: t.string({ required: true }),
    branchId: t.id(),
    memberIds: t.idList({ required: true }),
    leaderIds: t.idList({ required: true, description: 'Of the members.' }),
  }),
})
export const SaveSkillInput = builder.inputType('SaveSkillInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    skillId: t.id({ description: 'Left out: a new one.' }),
    name: t.string({ required: true }),
  }),
})
export const ImportAgentsInput = builder.inputType('ImportAgentsInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    csv: t.string({ required: true }),
    tryOnly: t.boolean({ required: true, description: 'Only say what would happen.' }),
  }),
})

type Ids = readonly string[] | null | undefined
export const tenantIdOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)
export const agentIdsOf = (ids: Ids) => (ids ?? []).map((id) => parseId(idSchema('agent'), 'agentIds', id))
export const queueIdsOf = (ids: Ids, field = 'queueIds') =>
  (ids ?? []).map((id) => parseId(idSchema('queue'), field, id))
export const groupIdsOf = (ids: Ids, field = 'groupIds') =>
  (ids ?? []).map((id) => parseId(idSchema('group'), field, id))
export const skillIdsOf = (ids: Ids, field = 'skillIds') =>
  (ids ?? []).map((id) => parseId(idSchema('skill'), field, id))
export const branchIdOf = (id: string | null | undefined) => (id ? parseId(idSchema('branch'), 'branchId', id) : null)
