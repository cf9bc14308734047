import type { FlowVersionId } from '@seatline/core'
import { authorizedUnconfined } from '../auth/authorized.ts'
import type { Transaction } from '../database/client.ts'
import { NotFoundError } from '../user-errors.ts'
import { compareContents } from './compare-contents.ts'
import type { FlowChange, FlowContent } from './flow-views.ts'
import { findVersion } from './repository.ts'
import type { FlowKey } from './repository.ts'
import { presentFlow } from './service.ts'
import type { OfFlow } from './service.ts'

type Compared = OfFlow & { readonly before: FlowVersionId | null; readonly after: FlowVersionId | null }

/** What is different between two versions, or a version and what is drawn. */
export const compareDrawings = authorizedUnconfined(
  'configuration.view',
  (scope, { tenantId, flowId, before, after }: Compared): Promise<readonly FlowChange[]> =>
    scope.run(async (tx) => {
      const key = { tenantId, id: flowId }
      return compareContents(await contentOf(tx, key, before), await contentOf(tx, key, after))
    }),
)

async function contentOf(tx: Transaction, key: FlowKey, id: FlowVersionId | null): Promise<FlowContent> {
  const { content } = await presentFlow(tx, key)
  if (id === null) return content
  const version = await findVersion(tx, { tenantId: key.tenantId, id, flowId: key.id })
  if (version === null) throw new NotFoundError('version')
  return version
}
