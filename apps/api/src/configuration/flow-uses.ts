import { flowNodeSchema } from '@seatline/core'
import type { FlowNode } from '@seatline/core'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'

/** Where something of the configuration is in use. */
export type Use = {
  readonly kind: 'flow' | 'announcement' | 'script' | 'queue'
  readonly name: string
  readonly detail: string
}

/** The steps of the published menus that point at something, by the id that they point at. */
export async function flowUses(
  tx: Transaction,
  tenantId: string,
  idOf: (node: FlowNode) => string | null,
): Promise<ReadonlyMap<string, readonly Use[]>> {
  const flows = await tx.flow.findMany({ where: { tenantId, archivedAt: null }, orderBy: { name: 'asc' } })
  const versions = await tx.flowVersion.findMany({
    where: { tenantId, id: { in: flows.flatMap(({ publishedVersionId }) => publishedVersionId ?? []) } },
  })
  const uses = new Map<string, Use[]>()
  for (const flow of flows) {
    const version = versions.find(({ id }) => id === flow.publishedVersionId)
    for (const node of z.array(flowNodeSchema).parse(version?.nodes ?? [])) {
      const id = idOf(node)
      if (id === null) continue
      uses.set(id, [...(uses.get(id) ?? []), { kind: 'flow', name: flow.name, detail: node.label }])
    }
  }
  return uses
}

/** `menu "Main menu" (step "Repairs")`, for a sentence. */
export const describeUses = (uses: readonly Use[]): string =>
  uses
    .map(({ kind, name, detail }) => `${USE_WORD[kind]} "${name}"${detail === '' ? '' : ` (step "${detail}")`}`)
    .join(', ')

const USE_WORD = { flow: 'menu', announcement: 'announcement', script: 'script', queue: 'queue' } as const
