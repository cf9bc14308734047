import { idSchema, isId } from '@seatline/core'
import type { AnnouncementId, DidId, Instant, TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import type { Change } from '../configuration/change-configuration.ts'
import { nameField, parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { InputRefusedError, LimitReachedError, NotFoundError } from '../user-errors.ts'
import type { InputIssue } from '../user-errors.ts'
import { withStates } from './announcement-state.ts'
import type {
  AnnouncedNumber,
  AnnouncementContent,
  AnnouncementPrompt,
  AnnouncementView,
} from './announcement-views.ts'
import * as repository from './repository.ts'

/** Nobody waits through more; and an answer stays small. */
const ANNOUNCEMENTS_MAX = 100

type OfTenant = { readonly tenantId: TenantId }
type OfAnnouncement = OfTenant & { readonly id: AnnouncementId }
export type AnnouncementInput = OfTenant & {
  readonly name: string
  readonly promptId: string
  readonly didIds: readonly string[]
  readonly regions: readonly string[]
  readonly topics: readonly string[]
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  readonly expectedRecoveryAt: Instant | null
  readonly enabled: boolean
  readonly thenHangUp: boolean
}

const inputSchema = z.object({
  name: nameField(60),
  promptId: z.string().refine((id) => isId('prompt', id), {
    message: 'Choose what is played.',
    params: { code: 'required' },
  }),
  didIds: z.array(
    z.string().refine((id) => isId('did', id), {
      message: 'This is not a number of yours.',
      params: { code: 'notFound' },
    }),
  ),
  regions: z.array(nameField(60)).max(100),
  topics: z.array(nameField(80)).max(50),
})

export const listAnnouncements = authorized('configuration.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => readAll(tx, scope, tenantId)),
)

export type AnnouncementChoices = {
  readonly prompts: readonly AnnouncementPrompt[]
  readonly numbers: readonly AnnouncedNumber[]
  readonly regions: readonly string[]
  readonly topics: readonly string[]
}

/** What an announcement is made of: the tenant's prompts and numbers, and for whom it can be. */
export const listChoices = authorized(
  'configuration.view',
  (scope, { tenantId }: OfTenant): Promise<AnnouncementChoices> =>
    scope.run(async (tx) => ({
      prompts: await repository.readPrompts(tx, tenantId),
      numbers: await repository.readNumbers(tx, tenantId),
      regions: await repository.readRegions(tx, tenantId),
      topics: await repository.readTopics(tx, tenantId),
    })),
)

export const createAnnouncement = authorized('announcements.manage', (scope, input: AnnouncementInput) =>
  announceIn(scope, () => Promise.resolve(input)),
)

/** Puts up what `prepare` makes in the same transaction. Only for those who may: see its callers. */
export const announceIn = (
  scope: TenantScope,
  prepare: (tx: Transaction) => Promise<AnnouncementInput>,
): Promise<AnnouncementView> =>
  changeConfiguration(scope, async (tx) => {
    const input = await prepare(tx)
    const content = await checked(tx, input)
    const present = await repository.readAnnouncements(tx, input.tenantId)
    if (present.length >= ANNOUNCEMENTS_MAX)
      throw new LimitReachedError({
        code: 'announcement.tooMany',
        message: `There can be ${String(ANNOUNCEMENTS_MAX)} announcements at most. Archive one first.`,
      })
    const id = await repository.createAnnouncement(tx, input.tenantId, content)
    return changed('create', await one(tx, scope, id), { before: null, after: auditOf(content) })
  })

export const updateAnnouncement = authorized(
  'announcements.manage',
  (scope, input: AnnouncementInput & OfAnnouncement) =>
    changeConfiguration(scope, async (tx) => {
      const before = await one(tx, scope, input.id)
      const content = await checked(tx, input)
      await repository.updateAnnouncement(tx, { tenantId: input.tenantId, id: input.id }, content)
      return changed('update', await one(tx, scope, input.id), {
        before: auditOf(contentOf(before)),
        after: auditOf(content),
      })
    }),
)

/** On or off with one press: in an outage nobody fills in a form. */
export const setAnnouncementEnabled = authorized(
  'announcements.manage',
  (scope, { tenantId, id, enabled }: OfAnnouncement & { readonly enabled: boolean }) =>
    changeConfiguration(scope, async (tx) => {
      const before = await one(tx, scope, id)
      await repository.updateAnnouncement(tx, { tenantId, id }, { ...contentOf(before), enabled })
      return changed(enabled ? 'switchOn' : 'switchOff', await one(tx, scope, id), {
        before: { enabled: before.enabled },
        after: { enabled },
      })
    }),
)

/** Which is heard first. */
export const orderAnnouncements = authorized(
  'announcements.manage',
  (scope, { tenantId, ids }: OfTenant & { readonly ids: readonly AnnouncementId[] }) =>
    changeConfiguration(scope, async (tx) => {
      const present = await repository.readAnnouncements(tx, tenantId)
      const isWhole = new Set(ids).size === present.length && ids.every((id) => present.some((each) => each.id === id))
      if (!isWhole)
        throw new InputRefusedError('The list has changed meanwhile.', [
          { field: 'ids', code: 'announcement.listChanged', message: 'Somebody else changed the list. Load it again.' },
        ])
      for (const [index, id] of ids.entries()) await repository.moveAnnouncement(tx, { tenantId, id }, index + 1)
      const value = await readAll(tx, scope, tenantId)
      const names = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name)
      return {
        value,
        action: 'announcement.order',
        subject: { id: null, name: 'Announcements' },
        before: names(present),
        after: names(value),
        summary: 'Announcements put in order',
      }
    }),
)

export const archiveAnnouncement = authorized('announcements.manage', (scope, { tenantId, id }: OfAnnouncement) =>
  changeConfiguration(scope, async (tx) => {
    const before = await one(tx, scope, id)
    await repository.archiveAnnouncement(tx, { tenantId, id }, new Date(scope.platform.now()))
    return changed('archive', before, { before: auditOf(contentOf(before)), after: null })
  }),
)

async function readAll(tx: Transaction, scope: TenantScope, tenantId: TenantId): Promise<readonly AnnouncementView[]> {
  return withStates(await repository.readAnnouncements(tx, tenantId), {
    features: await repository.readPublishedFeatures(tx, tenantId),
    numbers: await repository.readNumbers(tx, tenantId),
    now: scope.platform.now(),
  })
}

async function one(tx: Transaction, scope: TenantScope, id: AnnouncementId): Promise<AnnouncementView> {
  const found = (await readAll(tx, scope, scope.tenant.id)).find((each) => each.id === id)
  if (found === undefined) throw new NotFoundError('announcement')
  return found
}

/** All faults at once: those of the form, and those that only the rows tell. */
async function checked(tx: Transaction, input: AnnouncementInput): Promise<AnnouncementContent> {
  const { name, promptId, didIds, regions, topics } = parseInput(inputSchema, input)
  const prompt = idSchema('prompt').parse(promptId)
  const dids: readonly DidId[] = [...new Set(didIds)].map((id) => idSchema('did').parse(id))
  const { tenantId, startsAt, endsAt, expectedRecoveryAt, enabled, thenHangUp } = input
  const issues: InputIssue[] = []
  if (!(await repository.hasPrompt(tx, tenantId, prompt)))
    issues.push({ field: 'promptId', code: 'notFound', message: 'There is no such prompt. Choose another.' })
  if ((await repository.countNumbers(tx, tenantId, dids)) !== dids.length)
    issues.push({ field: 'didIds', code: 'notFound', message: 'One of these numbers is not yours any more.' })
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt)
    issues.push({ field: 'endsAt', code: 'announcement.endsBeforeStart', message: 'It must end after it starts.' })
  if (issues.length > 0) throw new InputRefusedError('Some of this cannot be kept as it is.', issues)
  return {
    name,
    promptId: prompt,
    didIds: dids,
    regions: [...new Set(regions)],
    topics: [...new Set(topics)],
    startsAt,
    endsAt,
    expectedRecoveryAt,
    enabled,
    thenHangUp,
  }
}

const contentOf = (view: AnnouncementView): AnnouncementContent => ({
  name: view.name,
  promptId: view.prompt.id,
  didIds: view.numbers.map(({ id }) => id),
  regions: view.regions,
  topics: view.topics,
  startsAt: view.startsAt,
  endsAt: view.endsAt,
  expectedRecoveryAt: view.expectedRecoveryAt,
  enabled: view.enabled,
  thenHangUp: view.thenHangUp,
})

const auditOf = ({
  startsAt,
  endsAt,
  expectedRecoveryAt,
  didIds,
  regions,
  topics,
  ...content
}: AnnouncementContent) => ({
  ...content,
  didIds: [...didIds],
  regions: [...regions],
  topics: [...topics],
  expectedRecoveryAt: expectedRecoveryAt === null ? null : new Date(expectedRecoveryAt).toISOString(),
  startsAt: startsAt === null ? null : new Date(startsAt).toISOString(),
  endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
})

const changed = (
  verb: string,
  view: AnnouncementView,
  change: Required<Pick<Change<AnnouncementView>, 'before' | 'after'>>,
): Change<AnnouncementView> => ({
  value: view,
  action: `announcement.${verb}`,
  subject: { id: view.id, name: view.name },
  summary: `Announcement "${view.name}": ${verb}`,
  ...change,
})
