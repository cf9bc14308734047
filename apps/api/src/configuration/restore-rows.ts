import type { Transaction } from '../database/client.ts'
import type { KeptSource, Row } from './kept-source.ts'
import { textOf } from './kept-source.ts'

/** Tables whose rows are put away by `archivedAt`, in the order in which they point at each other, with the columns that come back. */
const ARCHIVED = {
  branch: ['name', 'createdAt'],
  prompt: [
    'name',
    'kind',
    'text',
    'locale',
    'file',
    'durationMs',
    'sha256',
    'source',
    'originalName',
    'sizeBytes',
    'createdAt',
  ],
  skill: ['name', 'createdAt'],
  businessHours: ['name', 'timeZone', 'weekly', 'holidays', 'followsCalendars', 'createdAt'],
  holidayCalendar: ['year', 'name', 'days', 'createdAt'],
  flow: ['name', 'publishedVersionId', 'createdAt'],
  queue: [
    'name',
    'ringTimeoutMs',
    'wrapUpMs',
    'serviceLevelMs',
    'musicPromptId',
    'record',
    'description',
    'branchId',
    'routing',
    'surveyId',
    'createdAt',
  ],
  announcement: [
    'name',
    'promptId',
    'didIds',
    'regions',
    'topics',
    'startsAt',
    'endsAt',
    'expectedRecoveryAt',
    'enabled',
    'thenHangUp',
    'position',
    'createdAt',
  ],
  script: ['name', 'situation', 'body', 'queueId', 'position', 'createdAt'],
  agentGroup: ['name', 'branchId', 'createdAt'],
  survey: ['name', 'definition', 'createdAt'],
  onCallList: ['name', 'queueId', 'timeZone', 'duties', 'createdAt'],
  voicemailBox: [
    'name',
    'groupId',
    'agentId',
    'greetingPromptId',
    'lengthMaxMs',
    'promisedWithinMs',
    'branchId',
    'createdAt',
  ],
} as const
type ArchivedTable = keyof typeof ARCHIVED

const COMPANY = [
  'brandName',
  'brandColor',
  'story',
  'logoFile',
  'locale',
  'timeZone',
  'fullPromptId',
  'suspendedPromptId',
  'regions',
] as const

/** What the tables have in common. Their generated types have nothing in common that could be named. */
type Table = {
  readonly updateMany: (input: { where: object; data: object }) => Promise<unknown>
  readonly upsert: (input: { where: object; create: object; update: object }) => Promise<unknown>
}

type Restored = { readonly tenantId: string; readonly target: KeptSource; readonly at: Date }

/** Brings a tenant's rows to what the plan says; what is not in it is put away. */
export async function restoreRows(tx: Transaction, { tenantId, target, at }: Restored): Promise<void> {
  for (const table of Object.keys(ARCHIVED) as ArchivedTable[])
    await restoreTable(tx, table, { tenantId, rows: target[table], at })
  await restoreFlowVersions(tx, tenantId, target.flowVersion)
  for (const row of target.did)
    await tx.did.updateMany({
      where: { tenantId, id: textOf(row, 'id') },
      data: asData(pick(row, ['flowId', 'label', 'branchId'])),
    })
  await restoreCodes(tx, 'reason', { tenantId, rows: target.reason })
  await restoreCodes(tx, 'disposition', { tenantId, rows: target.disposition })
  await restoreLinks(tx, tenantId, target)
  await tx.tenant.update({ where: { id: tenantId }, data: asData(pick(target.tenant, COMPANY)) })
}

/** Everything is put away first, so that things which have exchanged their names do not meet. */
async function restoreTable(
  tx: Transaction,
  name: ArchivedTable,
  { tenantId, rows, at }: { readonly tenantId: string; readonly rows: readonly Row[]; readonly at: Date },
): Promise<void> {
  const table = tx[name] as unknown as Table
  await table.updateMany({ where: { tenantId, archivedAt: null }, data: { archivedAt: at } })
  for (const row of rows) {
    const id = textOf(row, 'id')
    const values = { ...pick(row, ARCHIVED[name]), archivedAt: null }
    await table.upsert({ where: { id }, create: { id, tenantId, ...values }, update: values })
  }
}

/** Versions of a menu never change; one that is gone is made again. */
async function restoreFlowVersions(tx: Transaction, tenantId: string, rows: readonly Row[]): Promise<void> {
  const columns = [
    'id',
    'flowId',
    'number',
    'entryNodeId',
    'nodes',
    'layout',
    'note',
    'tests',
    'createdAt',
    'createdBy',
  ] as const
  await tx.flowVersion.createMany({
    skipDuplicates: true,
    data: rows.map((row) => asData({ tenantId, ...pick(row, columns) })),
  })
}

/** Reasons and dispositions have unique names even when they are out of use. */
async function restoreCodes(
  tx: Transaction,
  name: 'reason' | 'disposition',
  { tenantId, rows }: { readonly tenantId: string; readonly rows: readonly Row[] },
): Promise<void> {
  const table = tx[name] as unknown as Table & {
    readonly findMany: (input: object) => Promise<readonly { readonly id: string; readonly name: string }[]>
  }
  const wanted = new Map(rows.map((row) => [textOf(row, 'name'), textOf(row, 'id')]))
  for (const present of await table.findMany({ where: { tenantId } })) {
    const isKept = rows.some((row) => row['id'] === present.id)
    const isInTheWay = wanted.has(present.name) && wanted.get(present.name) !== present.id
    const name = isKept ? present.id : isInTheWay ? `${present.name} (${present.id.slice(-6)})` : present.name
    await table.updateMany({ where: { tenantId, id: present.id }, data: { name, active: false } })
  }
  for (const row of rows) {
    const id = textOf(row, 'id')
    const values = { ...pick(row, ['name', 'position']), active: true }
    await table.upsert({ where: { id }, create: { id, tenantId, ...values }, update: values })
  }
}

async function restoreLinks(tx: Transaction, tenantId: string, target: KeptSource): Promise<void> {
  await tx.queueSkill.deleteMany({ where: { tenantId } })
  await tx.queueSkill.createMany({
    data: target.queueSkill.map((row) => asData({ tenantId, ...pick(row, ['queueId', 'skillId', 'proficiencyMin']) })),
  })
  await tx.agentGroupMember.deleteMany({ where: { tenantId } })
  await tx.agentGroupMember.createMany({
    data: target.agentGroupMember.map((row) =>
      asData({ tenantId, ...pick(row, ['groupId', 'agentTenantId', 'agentId', 'leads']) }),
    ),
  })
  await tx.agentSkill.deleteMany({ where: { tenantId } })
  await tx.agentSkill.createMany({
    data: target.agentSkill.map((row) =>
      asData({ tenantId, ...pick(row, ['skillId', 'agentTenantId', 'agentId', 'proficiency']) }),
    ),
  })
  // Those whom the operator lends are not the tenant's to write.
  const own = { tenantId, agentTenantId: tenantId }
  await tx.agentQueue.deleteMany({ where: own })
  await tx.agentQueue.createMany({
    data: target.agentQueue
      .filter((row) => row['agentTenantId'] === tenantId)
      .map((row) => asData({ ...own, ...pick(row, ['agentId', 'queueId']) })),
  })
}

const pick = (row: Row, columns: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(columns.flatMap((column) => (row[column] === undefined ? [] : [[column, row[column]]])))

/** Values that were kept as JSON go back into the very table that they came from: their form is known, to us if not to the compiler. */
const asData = (values: object): never => values as never
