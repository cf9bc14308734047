import { formatIncrement, formatMicros, simpleDefinition } from '@seatline/billing'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { issueNumber } from '../numbers/stock.ts'
import { toCheckedRow } from '../price-plans/plan-rows.ts'
import { inviteFirstAdmin } from './invite-first-admin.ts'
import { idIn, promptIdOf } from './provision-plan.ts'
import type { ProvisionPlan } from './provision-plan.ts'
import { COMMON_SCRIPTS, FLOW_NAME, HOURS_NAME, MESSAGE_GROUP, REASONS, SURVEY_KEYS } from './templates/common-texts.ts'
import { surveyDefinitionSchema } from '../surveys/survey-views.ts'
import { ANNOUNCEMENT } from './templates/template-prompts.ts'
import { entryNodeOf, flowNodesOf } from './templates/template-flow.ts'

type Step = (tx: Transaction, plan: ProvisionPlan) => Promise<unknown>

/** A prospect becomes the client; without one a new row does. */
const tenant: Step = async (tx, plan) => {
  const { input, tenantId } = plan
  const seatsCount = input.seats.standard + input.seats.professional + input.seats.leader
  const data = {
    name: input.name,
    brandName: input.brandName ?? input.name,
    brandColor: input.brandColor,
    locale: plan.locale,
    timeZone: input.timeZone,
    currency: input.currency,
    status: 'provisioning' as const,
    // Lines are to seats as 1.5 to 1, and a few more so that a small client can be called at all.
    concurrentCallsMax: input.concurrentCallsMax ?? Math.max(10, Math.ceil(seatsCount * 1.5)),
    attributes: [...input.attributes],
    fullPromptId: promptIdOf(plan, 'full'),
    suspendedPromptId: promptIdOf(plan, 'suspended'),
    template: plan.template.key,
    onboardingKey: plan.key,
    onboardingHash: plan.hash,
    contactName: input.contact.name,
    contactEmail: input.contact.email,
    contactPhone: input.contact.phone,
  }
  if (input.prospectId) await tx.tenant.update({ where: { id: tenantId }, data })
  else await tx.tenant.create({ data: { ...data, id: tenantId, kind: 'client', createdAt: plan.at } })
}

const history: Step = (tx, { tenantId, at, by, input }) =>
  tx.tenantStatusChange.create({
    data: {
      id: newId('event'),
      tenantId,
      fromStatus: input.prospectId ? 'prospect' : null,
      toStatus: 'provisioning',
      reason: '',
      at,
      by,
    },
  })

const pricePlan: Step = (tx, { tenantId, input, firstDay, by }) => {
  const { plan } = input
  const head = {
    tenantId,
    planId: newId('pricePlan'),
    version: 1,
    name: plan.name,
    currency: input.currency,
    validFrom: firstDay,
  }
  const definition = simpleDefinition({
    seatPricePerMonth: formatMicros(plan.seatPricePerMonth),
    inboundPerMinute: formatMicros(plan.inboundPerMinute),
    outboundPerMinute: formatMicros(plan.outboundPerMinute),
    increment: formatIncrement(plan),
  })
  return tx.pricePlan.create({ data: { ...toCheckedRow(head, definition), createdBy: by } })
}

const seats: Step = async (tx, { tenantId, input, firstDay }) => {
  const rented = Object.entries(input.seats).filter(([, count]) => count > 0)
  await tx.seatSubscription.createMany({
    data: rented.map(([grade, seatsCount]) => ({
      id: newId('seat'),
      tenantId,
      grade: grade as keyof typeof input.seats,
      seatsCount,
      fromDay: firstDay,
    })),
  })
  await tx.addOn.createMany({
    data: [...new Set(input.addOns)].map((addOn) => ({ id: newId('addOn'), tenantId, addOn, fromDay: firstDay })),
  })
}

const prompts: Step = (tx, { tenantId, locale, prompts: made }) =>
  tx.prompt.createMany({
    data: made.map(({ promptId, key: _, ...prompt }) => ({ id: promptId, tenantId, locale, ...prompt })),
  })

const skills: Step = (tx, { tenantId, template, language, ids }) =>
  tx.skill.createMany({
    data: Object.entries(template.skills).map(([key, name]) => ({
      id: idIn(ids.skills, key),
      tenantId,
      name: name[language],
    })),
  })

const queues: Step = async (tx, plan) => {
  const { tenantId, template, language, ids } = plan
  const entries = Object.entries(template.queues)
  await tx.queue.createMany({
    data: entries.map(([key, { name, description, serviceLevelMs, wrapUpMs }]) => ({
      id: idIn(ids.queues, key),
      tenantId,
      name: name[language],
      description: description[language],
      serviceLevelMs,
      wrapUpMs,
      record: !plan.input.attributes.includes('noRecording'),
      musicPromptId: promptIdOf(plan, 'music'),
    })),
  })
  await tx.queueSkill.createMany({
    data: entries.map(([key, { skill }]) => ({
      tenantId,
      queueId: idIn(ids.queues, key),
      skillId: idIn(ids.skills, skill),
      proficiencyMin: 1,
    })),
  })
}

/** Boxes for messages, addressed to the group of all who answer. */
const boxes: Step = async (tx, plan) => {
  const { tenantId, operatorTenantId: agentTenantId, template, language, input, ids } = plan
  const entries = Object.entries(template.boxes ?? {})
  if (entries.length === 0) return
  const groupId = ids.group
  await tx.agentGroup.create({ data: { id: groupId, tenantId, name: MESSAGE_GROUP[language] } })
  await tx.agentGroupMember.createMany({
    data: input.agentIds.map((agentId) => ({ tenantId, agentTenantId, agentId, groupId })),
  })
  await tx.voicemailBox.createMany({
    data: entries.map(([key, { name, greeting, promisedWithinMs }]) => ({
      id: idIn(ids.boxes, key),
      tenantId,
      name: name[language],
      groupId,
      greetingPromptId: promptIdOf(plan, greeting),
      promisedWithinMs,
    })),
  })
}

/** The question after the calls of some queues. */
const survey: Step = async (tx, plan) => {
  const { tenantId, language, ids } = plan
  const asked = plan.template.survey
  if (asked === undefined) return
  const definition = surveyDefinitionSchema.parse({
    questionPromptId: promptIdOf(plan, asked.question),
    keys: SURVEY_KEYS.map(({ label, ...key }) => ({ ...key, labelEn: label.en, labelZh: label['zh-CN'] })),
    reasons: null,
    thanksPromptId: promptIdOf(plan, asked.thanks),
    timeoutMs: 6_000,
    attemptsMax: 2,
  })
  await tx.survey.create({ data: { id: ids.survey, tenantId, name: asked.name[language], definition } })
  await tx.queue.updateMany({
    where: { tenantId, id: { in: asked.after.map((key) => idIn(ids.queues, key)) } },
    data: { surveyId: ids.survey },
  })
}

const hours: Step = (tx, { tenantId, template, language, input, ids }) =>
  tx.businessHours.create({
    data: {
      id: ids.hours,
      tenantId,
      name: HOURS_NAME[language],
      timeZone: input.timeZone,
      weekly: (input.hours ?? template.hours).map((interval) => ({ ...interval })),
      holidays: [],
    },
  })

const menu: Step = async (tx, plan) => {
  const { tenantId, template, language, ids, by } = plan
  const nodes = flowNodesOf(template, language, {
    promptId: (key) => promptIdOf(plan, key),
    queueId: (key) => idIn(ids.queues, key),
    boxId: (key) => idIn(ids.boxes, key),
    hoursId: ids.hours,
  })
  await tx.flow.create({
    data: { id: ids.flow, tenantId, name: FLOW_NAME[language], publishedVersionId: ids.flowVersion },
  })
  await tx.flowVersion.create({
    data: {
      id: ids.flowVersion,
      tenantId,
      flowId: ids.flow,
      number: 1,
      entryNodeId: entryNodeOf(template),
      nodes: nodes,
      createdBy: by,
    },
  })
}

const numbers: Step = async (tx, { tenantId, operatorTenantId, input, at, by, ids }) => {
  for (const digits of input.numbers)
    await issueNumber(tx, {
      operatorTenantId,
      tenantId,
      number: { digits },
      flowId: ids.flow,
      label: input.brandName ?? input.name,
      at,
      by,
    })
}

/** The operator's people who are to answer: in every queue, with every skill, and as agents of the client in the portal. */
const agents: Step = async (tx, { tenantId, operatorTenantId: agentTenantId, input, ids }) => {
  const { agentIds } = input
  await tx.agentQueue.createMany({
    data: agentIds.flatMap((agentId) =>
      [...ids.queues.values()].map((queueId) => ({ tenantId, agentTenantId, agentId, queueId })),
    ),
  })
  await tx.agentSkill.createMany({
    data: agentIds.flatMap((agentId) =>
      [...ids.skills.values()].map((skillId) => ({ tenantId, agentTenantId, agentId, skillId, proficiency: 5 })),
    ),
  })
  const people = await tx.agent.findMany({ where: { id: { in: [...agentIds] }, userId: { not: null } } })
  await tx.membership.createMany({
    data: people.flatMap(({ userId }) =>
      userId === null ? [] : [{ id: newId('membership'), tenantId, userId, role: 'agent' as const }],
    ),
  })
}

const codes: Step = async (tx, { tenantId, template, language }) => {
  await tx.reason.createMany({
    data: REASONS.map((name, index) => ({ id: newId('reason'), tenantId, name: name[language], position: index + 1 })),
  })
  await tx.disposition.createMany({
    data: template.dispositions.map((name, index) => ({
      id: newId('disposition'),
      tenantId,
      name: name[language],
      position: index + 1,
    })),
  })
}

const scripts: Step = (tx, { tenantId, template, language, ids }) =>
  tx.script.createMany({
    data: [...template.scripts, ...COMMON_SCRIPTS].map(({ name, situation, body, queue }, index) => ({
      id: newId('script'),
      tenantId,
      name: name[language],
      situation,
      body: body[language],
      queueId: queue === null ? null : idIn(ids.queues, queue),
      position: index + 1,
    })),
  })

/** Ready to be switched on. */
const announcement: Step = (tx, plan) =>
  tx.announcement.create({
    data: {
      id: newId('announcement'),
      tenantId: plan.tenantId,
      name: plan.template.announcement.name[plan.language],
      promptId: promptIdOf(plan, ANNOUNCEMENT),
      topics: (plan.template.announcement.forQueues ?? []).map(
        (key) => plan.template.queues[key]?.name[plan.language] ?? key,
      ),
      enabled: false,
    },
  })

/** In the order in which rows refer to each other. */
export const PROVISION_STEPS = {
  tenant,
  history,
  admin: inviteFirstAdmin,
  pricePlan,
  seats,
  prompts,
  skills,
  queues,
  boxes,
  survey,
  hours,
  menu,
  numbers,
  agents,
  codes,
  scripts,
  announcement,
} as const satisfies Record<string, Step>
export type ProvisionStep = keyof typeof PROVISION_STEPS | 'version' | 'audit' | 'committed'
