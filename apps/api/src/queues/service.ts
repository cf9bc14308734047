import type { QueueId, TenantId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { membershipIn } from '../auth/viewer.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { describeRouting } from '../configuration/describe-routing.ts'
import { describeUses } from '../configuration/flow-uses.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, NotFoundError } from '../user-errors.ts'
import { readQueueInput, refuseUnknown } from './queue-input.ts'
import type { QueueInput } from './queue-input.ts'
import type { QueueSettings } from './queue-views.ts'
import { publishedDestinations, requireRoutingFeatures } from './routing-checks.ts'
import { routingNames } from './routing-names.ts'
import * as repository from './repository.ts'

type OfTenant = { readonly tenantId: TenantId }

export const listQueueSettings = authorized('configuration.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => repository.readQueueSettings(tx, tenantId)),
)

export const createQueue = authorized(
  'queues.manage',
  async (scope, { tenantId, input }: OfTenant & { readonly input: unknown }) => {
    const parsed = withOwnBranch(scope, readQueueInput(input))
    const destinations = await publishedDestinations(scope)
    return changeConfiguration(scope, async (tx) => {
      await refuseUnknown(tx, { tenantId, queueId: null, destinations }, parsed)
      if (parsed.routing !== null) await requireRoutingFeatures(tx, scope, parsed.routing)
      const id = newId('queue')
      await repository.writeQueue(tx, tenantId, id, parsed)
      const made = await settingsOf(tx, tenantId, id)
      const { name } = made
      return {
        value: made,
        action: 'queue.create',
        subject: { id, name },
        after: await comparable(tx, made),
        summary: `Queue "${name}" made`,
      }
    })
  },
)

export const updateQueue = authorized(
  'queues.manage',
  async (scope, { tenantId, queueId, input }: OfTenant & { readonly queueId: QueueId; readonly input: unknown }) => {
    const parsed = withOwnBranch(scope, readQueueInput(input))
    const destinations = await publishedDestinations(scope)
    return changeConfiguration(scope, async (tx) => {
      const before = await settingsOf(tx, tenantId, queueId)
      await refuseUnknown(tx, { tenantId, queueId, destinations }, parsed)
      if (parsed.routing !== null) await requireRoutingFeatures(tx, scope, parsed.routing)
      await repository.writeQueue(tx, tenantId, queueId, parsed)
      const made = await settingsOf(tx, tenantId, queueId)
      return {
        value: made,
        action: 'queue.update',
        subject: { id: queueId, name: made.name },
        before: await comparable(tx, before),
        after: await comparable(tx, made),
        summary: `Queue "${made.name}" changed`,
      }
    })
  },
)

/** Calls of the past keep their queue: it is put away, not deleted. */
export const archiveQueue = authorized(
  'queues.manage',
  (scope, { tenantId, queueId }: OfTenant & { readonly queueId: QueueId }) =>
    changeConfiguration(scope, async (tx) => {
      const before = await settingsOf(tx, tenantId, queueId)
      if (before.uses.length > 0)
        throw new InputRefusedError('The queue is in use.', [
          {
            field: 'queueId',
            code: 'queue.inUse',
            message: `Callers get into it by ${describeUses(before.uses)}. Lead them elsewhere first.`,
          },
        ])
      await tx.queue.update({ where: { id: queueId }, data: { archivedAt: new Date(scope.platform.now()) } })
      return {
        value: before,
        action: 'queue.archive',
        subject: { id: queueId, name: before.name },
        before: await comparable(tx, before),
        summary: `Queue "${before.name}" removed`,
      }
    }),
)

async function settingsOf(tx: Transaction, tenantId: TenantId, id: string): Promise<QueueSettings> {
  const [found] = await repository.readQueueSettings(tx, tenantId, id)
  if (found === undefined) throw new NotFoundError('queue')
  return found
}

/** Who is confined to a branch makes queues of that branch. */
function withOwnBranch(scope: TenantScope, input: QueueInput): QueueInput {
  const branchId = membershipIn(scope.viewer, scope.tenant.id)?.branchId ?? null
  return branchId === null ? input : { ...input, branchId }
}

/** What a person would compare, for the audit. */
async function comparable(tx: Transaction, queue: QueueSettings) {
  const { id: _, tenantId, uses: __, agentsCount: ___, routing, ...settings } = queue
  return {
    ...settings,
    music: settings.music.name,
    branch: settings.branch?.name ?? null,
    requiredSkills: settings.requiredSkills.map(
      ({ skill, proficiencyMin }) => `${skill.name} ≥ ${String(proficiencyMin)}`,
    ),
    ...describeRouting(routing, await routingNames(tx, tenantId, routing)),
  }
}
