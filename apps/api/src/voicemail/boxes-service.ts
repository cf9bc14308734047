import { idSchema } from '@seatline/core'
import type { TenantId, VoicemailBoxId } from '@seatline/core'
import { z } from 'zod'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import type { Change } from '../configuration/change-configuration.ts'
import { nameField, parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { requireFeature } from '../entitlements/require-feature.ts'
import { LimitReachedError, NotFoundError } from '../user-errors.ts'
import type { BoxContent, VoicemailBoxView } from './box-views.ts'
import * as repository from './boxes-repository.ts'

const BOXES_MAX = 200

type OfTenant = { readonly tenantId: TenantId }
type OfBox = OfTenant & { readonly boxId: VoicemailBoxId }
export type BoxInput = {
  readonly name: string
  readonly groupId: string | null
  readonly agentId: string | null
  readonly greetingPromptId: string
  readonly lengthMaxSeconds: number
  readonly promisedWithinMinutes: number
  readonly branchId: string | null
}

const chosen = <K extends 'group' | 'agent' | 'prompt' | 'branch'>(kind: K) =>
  idSchema(kind).or(z.literal('').transform(() => null))

const inputSchema = z
  .object({
    name: nameField(60),
    groupId: chosen('group').nullable(),
    agentId: chosen('agent').nullable(),
    greetingPromptId: z.string().min(1, 'Choose what callers hear first.').pipe(idSchema('prompt')),
    lengthMaxSeconds: z
      .number()
      .int()
      .min(5, 'A message needs five seconds at least.')
      .max(600, 'A message may last ten minutes at most.'),
    promisedWithinMinutes: z
      .number()
      .int()
      .min(1, 'Promise one minute at least.')
      .max(7 * 24 * 60, 'Promise a week at most.'),
    branchId: chosen('branch').nullable(),
  })
  .superRefine(({ groupId, agentId }, context) => {
    if ((groupId === null) === (agentId === null))
      context.addIssue({
        code: 'custom',
        path: [groupId === null ? 'groupId' : 'agentId'],
        message: 'Choose one group or one agent who gets the messages.',
        params: { code: 'voicemail.oneAddressee' },
      })
  })

export const listBoxes = authorized(
  ['configuration.view', 'voicemail.handleAll', 'voicemail.handleOwn'],
  (scope, { tenantId }: OfTenant) => scope.run((tx) => repository.readBoxes(tx, tenantId)),
)

/** Groups and agents whom messages can go to. */
export const listAddressees = authorized(
  ['configuration.view', 'voicemail.handleAll'],
  (scope, { tenantId }: OfTenant) => scope.run((tx) => repository.readAddressees(tx, tenantId)),
)

export const createBox = authorized(
  'voicemail.manage',
  (scope, { tenantId, input }: OfTenant & { readonly input: BoxInput }) =>
    changeConfiguration(scope, async (tx) => {
      await requireFeature(tx, scope, 'voicemail')
      const content = await checked(tx, tenantId, input)
      if ((await repository.readBoxes(tx, tenantId)).length >= BOXES_MAX)
        throw new LimitReachedError({
          code: 'voicemail.tooManyBoxes',
          message: `There can be ${String(BOXES_MAX)} boxes at most. Archive one first.`,
        })
      const id = await repository.createBox(tx, tenantId, content)
      return changed('create', await present(tx, scope, id), { before: null, after: content })
    }),
)

export const updateBox = authorized(
  'voicemail.manage',
  (scope, { tenantId, boxId, input }: OfBox & { readonly input: BoxInput }) =>
    changeConfiguration(scope, async (tx) => {
      const before = await present(tx, scope, boxId)
      const content = await checked(tx, tenantId, input)
      await repository.updateBox(tx, { tenantId, id: boxId }, content)
      return changed('update', await present(tx, scope, boxId), { before: contentOf(before), after: content })
    }),
)

/** Its messages stay, and are dealt with as before. Who still leads callers into it is told so, and nothing happens. */
export const archiveBox = authorized('voicemail.manage', (scope, { tenantId, boxId }: OfBox) =>
  changeConfiguration(scope, async (tx) => {
    const before = await present(tx, scope, boxId)
    await repository.archiveBox(tx, { tenantId, id: boxId }, new Date(scope.platform.now()))
    return changed('archive', before, { before: contentOf(before), after: null })
  }),
)

async function present(tx: Transaction, scope: TenantScope, id: VoicemailBoxId): Promise<VoicemailBoxView> {
  const box = (await repository.readBoxes(tx, scope.tenant.id)).find((each) => each.id === id)
  if (box === undefined) throw new NotFoundError('voicemail box')
  return box
}

async function checked(tx: Transaction, tenantId: TenantId, input: BoxInput): Promise<BoxContent> {
  const { lengthMaxSeconds, promisedWithinMinutes, ...rest } = parseInput(inputSchema, input)
  const content = {
    ...rest,
    lengthMaxMs: lengthMaxSeconds * 1_000,
    promisedWithinMs: promisedWithinMinutes * 60_000,
  }
  const missing = await repository.missingFor(tx, tenantId, content)
  refuseIfAny(
    missing.map((field) => ({ field, code: 'notFound', message: 'This is not there any more. Choose another.' })),
  )
  return content
}

const contentOf = (view: VoicemailBoxView): BoxContent => ({
  name: view.name,
  groupId: view.addressee.kind === 'group' ? view.addressee.id : null,
  agentId: view.addressee.kind === 'agent' ? view.addressee.id : null,
  greetingPromptId: view.greeting.id,
  lengthMaxMs: view.lengthMaxMs,
  promisedWithinMs: view.promisedWithinMs,
  branchId: view.branchId,
})

const changed = (
  verb: string,
  view: VoicemailBoxView,
  change: { readonly before: BoxContent | null; readonly after: BoxContent | null },
): Change<VoicemailBoxView> => ({
  value: view,
  action: `voicemailBox.${verb}`,
  subject: { id: view.id, name: view.name },
  summary: `Voicemail box "${view.name}": ${verb}`,
  ...change,
})
