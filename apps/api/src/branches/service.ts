import type { AgentId, BranchId, DidId, QueueId, TenantId, UserId } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { announceAccessChange } from '../auth/access-changes.ts'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { withClearConflicts } from '../configuration/change-configuration.ts'
import { nameField, parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { InputRefusedError, LimitReachedError, NotFoundError, UserError } from '../user-errors.ts'
import type { InputIssue } from '../user-errors.ts'
import type { BranchPartsView, BranchPartView, BranchView } from './branch-views.ts'
import * as repository from './repository.ts'

const BRANCHES_MAX = 500

const nameSchema = z.object({ name: nameField() })

type OfTenant = { readonly tenantId: TenantId }
type OfBranch = OfTenant & { readonly branchId: BranchId }

/** Those of the viewer's own sight: all, or the one the viewer is confined to. */
export const listBranches = authorized('tenant.view', (scope, { tenantId }: OfTenant): Promise<BranchView[]> =>
  scope.run((tx) => repository.readBranches(tx, tenantId)),
)

export const listParts = authorized('branches.manage', (scope, { tenantId }: OfTenant): Promise<BranchPartsView> =>
  scope.run((tx) => repository.readParts(tx, tenantId)),
)

export const createBranch = authorized(
  'branches.manage',
  (scope, input: OfTenant & { readonly name: string }): Promise<BranchView> => {
    const { name } = parseInput(nameSchema, input)
    // The operator's people work in their clients' companies; it has no branches itself.
    if (scope.tenant.kind === 'operator')
      throw new UserError({ code: 'branch.clientsOnly', message: 'Only client companies have branches.' })
    return change(scope, async (tx) => {
      const known = await repository.readBranches(tx, input.tenantId)
      if (known.length >= BRANCHES_MAX)
        throw new LimitReachedError({
          code: 'branch.tooMany',
          message: `A company has at most ${String(BRANCHES_MAX)} branches.`,
        })
      const branch = await repository.createBranch(tx, input.tenantId, name)
      return { value: branch, action: 'branch.create', subject: branch, before: null, after: { name } }
    })
  },
)

export const renameBranch = authorized(
  'branches.manage',
  (scope, input: OfBranch & { readonly name: string }): Promise<BranchView> => {
    const { name } = parseInput(nameSchema, input)
    return change(scope, async (tx) => {
      const before = await branchInUse(tx, input)
      const branch = await repository.renameBranch(tx, input.branchId, name)
      return {
        value: branch,
        action: 'branch.rename',
        subject: branch,
        before: { name: before.name },
        after: { name },
      }
    })
  },
)

/** Only an empty branch is closed: what is left in it would be seen by nobody. */
export const archiveBranch = authorized('branches.manage', (scope, input: OfBranch): Promise<BranchView> =>
  change(scope, async (tx) => {
    const before = await branchInUse(tx, input)
    const now = new Date(scope.platform.now())
    const parts = await repository.readParts(tx, input.tenantId)
    const left = Object.values(parts)
      .flat()
      .filter((part: BranchPartView<string>) => part.branchId === input.branchId)
      .map(({ name }) => name)
    const invitations = await repository.countOpenInvitations(tx, input.branchId, now)
    if (left.length > 0 || invitations > 0)
      throw new UserError({
        code: 'branch.notEmpty',
        message:
          left.length > 0
            ? `Move what is in it first: ${left.slice(0, 10).join(', ')}${left.length > 10 ? ', …' : ''}.`
            : 'Somebody is invited to it. Withdraw the invitation first.',
      })
    const branch = await repository.archiveBranch(tx, input.branchId, now)
    return { value: branch, action: 'branch.archive', subject: branch, before: { name: before.name }, after: null }
  }),
)

export type Move = OfTenant & {
  /** null: to the head office. */
  readonly branchId: BranchId | null
  readonly queueIds: readonly QueueId[]
  readonly numberIds: readonly DidId[]
  readonly agentIds: readonly AgentId[]
  readonly personIds: readonly UserId[]
}

const KINDS = [
  ['queues', 'queueIds'],
  ['numbers', 'numberIds'],
  ['agents', 'agentIds'],
  ['people', 'personIds'],
] as const

/** Gives queues, numbers, agents and people to a branch, or back to the head office. Who is moved sees the new part, and nothing else, at once. */
export const moveToBranch = authorized('branches.manage', async (scope, input: Move): Promise<BranchPartsView> => {
  const { tenantId, branchId } = input
  const personIds = new Set<string>(input.personIds)
  if (personIds.has(scope.viewer.person.id) && branchId !== null)
    throw new InputRefusedError('You would lock yourself out.', [
      { field: 'personIds', code: 'branch.oneself', message: 'Somebody else has to confine you to a branch.' },
    ])
  const { parts, subjects } = await change(scope, async (tx) => {
    const branch = branchId === null ? null : await branchInUse(tx, { tenantId, branchId })
    const parts = await repository.readParts(tx, tenantId)
    refuseUnknown(parts, input)
    await repository.move(tx, input)
    const after = await repository.readParts(tx, tenantId)
    const names = await branchNames(tx, tenantId)
    return {
      value: { parts: after, subjects: await repository.readSubjects(tx, input.personIds) },
      action: 'branch.move',
      subject: { id: branchId, name: branch?.name ?? 'Head office' },
      before: placesOf(parts, input, names),
      after: placesOf(after, input, names),
    }
  })
  await announceAccessChange(scope.platform, { subjects, tenantIds: [tenantId], agentIds: input.agentIds })
  return parts
})

function refuseUnknown(parts: BranchPartsView, input: Move): void {
  const issues = KINDS.flatMap(([kind, field]): InputIssue[] => {
    const known = new Set<string>(parts[kind].map(({ id }) => id))
    return input[field].flatMap((id, index) =>
      known.has(id)
        ? []
        : { field: `${field}.${String(index)}`, code: 'notFound', message: 'There is no such thing here any more.' },
    )
  })
  if (issues.length > 0) throw new InputRefusedError('Some of this is not there to be moved.', issues)
  if (KINDS.every(([, field]) => input[field].length === 0))
    throw new InputRefusedError('Nothing was chosen.', [
      { field: 'input', code: 'required', message: 'Choose what to move.' },
    ])
}

const branchNames = async (tx: Transaction, tenantId: TenantId): Promise<ReadonlyMap<BranchId, string>> =>
  new Map((await repository.readBranches(tx, tenantId)).map(({ id, name }) => [id, name]))

/** For the audit: where each thing that was moved is. */
function placesOf(
  parts: BranchPartsView,
  input: Move,
  names: ReadonlyMap<BranchId, string>,
): Record<string, Record<string, string>> {
  const placesIn = ([kind, field]: (typeof KINDS)[number]): [string, Record<string, string>] => {
    const moved = parts[kind].filter(({ id }) => (input[field] as readonly string[]).includes(id))
    return [
      kind,
      Object.fromEntries(
        moved.map(({ name, branchId }) => [
          name,
          branchId === null ? 'Head office' : (names.get(branchId) ?? branchId),
        ]),
      ),
    ]
  }
  return Object.fromEntries(KINDS.map(placesIn))
}

async function branchInUse(tx: Transaction, { tenantId, branchId }: OfBranch): Promise<BranchView> {
  const branch = await repository.findBranch(tx, { tenantId, id: branchId })
  if (branch === null || branch.isArchived) throw new NotFoundError('branch')
  return branch
}

type BranchChange<T> = Omit<Parameters<typeof recordAudit>[2], 'tenantId'> & { readonly value: T }

/** Branches decide who sees what, not how calls run: there is no version of the configuration for them. */
const change = <T>(scope: TenantScope, work: (tx: Transaction) => Promise<BranchChange<T>>): Promise<T> =>
  withClearConflicts(() =>
    scope.run(async (tx) => {
      const { value, ...act } = await work(tx)
      const { id, name } = act.subject
      await recordAudit(tx, scope, { ...act, subject: { id, name }, tenantId: scope.tenant.id })
      return value
    }),
  )
