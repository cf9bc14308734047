import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'

/**
 * The rows a version is made from, by table: what is compared, and what a roll-back restores. What is archived is left out: restoring archives whatever is not
 * here. People are in it to be compared by name, never to be restored.
 */
export async function readSource(tx: Transaction, tenantId: string): Promise<ConfigurationSource> {
  const own = { where: { tenantId } } as const
  const inUse = { where: { tenantId, archivedAt: null }, orderBy: { id: 'asc' } } as const
  const flows = await tx.flow.findMany({
    ...inUse,
    // What is drawn and not published is nobody's configuration yet.
    omit: {
      nameKey: true,
      draft: true,
      draftRevision: true,
      draftBy: true,
      draftAt: true,
      scheduledVersionId: true,
      scheduledAt: true,
    },
  })
  return {
    tenant: await tx.tenant.findUniqueOrThrow({
      where: { id: tenantId },
      select: {
        brandName: true,
        brandColor: true,
        story: true,
        logoFile: true,
        locale: true,
        timeZone: true,
        fullPromptId: true,
        suspendedPromptId: true,
        regions: true,
      },
    }),
    branch: await tx.branch.findMany({ ...inUse, omit: { nameKey: true } }),
    prompt: await tx.prompt.findMany({ ...inUse, omit: { nameKey: true } }),
    skill: await tx.skill.findMany({ ...inUse, omit: { nameKey: true } }),
    queue: await tx.queue.findMany({ ...inUse, omit: { nameKey: true } }),
    queueSkill: await tx.queueSkill.findMany({ ...own, orderBy: [{ queueId: 'asc' }, { skillId: 'asc' }] }),
    businessHours: await tx.businessHours.findMany({ ...inUse, omit: { nameKey: true } }),
    holidayCalendar: await tx.holidayCalendar.findMany({ ...inUse, omit: { nameKey: true } }),
    flow: flows,
    flowVersion: await tx.flowVersion.findMany({
      where: { tenantId, id: { in: flows.flatMap(({ publishedVersionId }) => publishedVersionId ?? []) } },
      orderBy: { id: 'asc' },
    }),
    did: await tx.did.findMany({
      where: { tenantId, releasedAt: null },
      orderBy: { id: 'asc' },
      omit: { numberKey: true },
    }),
    reason: await tx.reason.findMany({ where: { tenantId, active: true }, orderBy: { id: 'asc' } }),
    disposition: await tx.disposition.findMany({ where: { tenantId, active: true }, orderBy: { id: 'asc' } }),
    announcement: await tx.announcement.findMany({ ...inUse, omit: { nameKey: true } }),
    script: await tx.script.findMany({ ...inUse, omit: { nameKey: true } }),
    ...(await readMessageRows(tx, tenantId)),
    ...(await readPeopleRows(tx, tenantId)),
  }
}

async function readPeopleRows(tx: Transaction, tenantId: string) {
  const own = { where: { tenantId } } as const
  const inUse = { where: { tenantId, archivedAt: null }, orderBy: { id: 'asc' } } as const
  return {
    agentGroup: await tx.agentGroup.findMany({ ...inUse, omit: { nameKey: true } }),
    agentGroupMember: await tx.agentGroupMember.findMany({ ...own, orderBy: [{ groupId: 'asc' }, { agentId: 'asc' }] }),
    agentSkill: await tx.agentSkill.findMany({ ...own, orderBy: [{ agentId: 'asc' }, { skillId: 'asc' }] }),
    agentQueue: await tx.agentQueue.findMany({
      ...own,
      orderBy: [{ agentId: 'asc' }, { queueId: 'asc' }],
      omit: { createdAt: true },
    }),
    agent: await tx.agent.findMany({
      where: { active: true, OR: [{ tenantId }, { queues: { some: { tenantId } } }] },
      select: { id: true, tenantId: true, name: true, grade: true, branchId: true, employeeNumber: true },
      orderBy: { id: 'asc' },
    }),
  }
}

async function readMessageRows(tx: Transaction, tenantId: string) {
  const inUse = { where: { tenantId, archivedAt: null }, orderBy: { id: 'asc' }, omit: { nameKey: true } } as const
  return {
    voicemailBox: await tx.voicemailBox.findMany(inUse),
    onCallList: await tx.onCallList.findMany(inUse),
    survey: await tx.survey.findMany(inUse),
  }
}

type Rows = readonly Readonly<Record<string, unknown>>[]
export const SOURCE_TABLES = [
  'branch',
  'prompt',
  'skill',
  'queue',
  'queueSkill',
  'businessHours',
  'holidayCalendar',
  'flow',
  'flowVersion',
  'did',
  'reason',
  'disposition',
  'announcement',
  'script',
  'voicemailBox',
  'onCallList',
  'survey',
  'agentGroup',
  'agentGroupMember',
  'agentSkill',
  'agentQueue',
  'agent',
] as const
export type SourceTable = (typeof SOURCE_TABLES)[number]
export type ConfigurationSource = Readonly<Record<SourceTable, Rows>> & {
  readonly tenant: Readonly<Record<string, unknown>>
}

/** As it is kept: instants as text. */
export const sourceToJson = (source: ConfigurationSource): Prisma.InputJsonObject =>
  JSON.parse(JSON.stringify(source)) as Prisma.InputJsonObject
