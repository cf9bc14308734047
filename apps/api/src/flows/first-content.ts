import { idSchema } from '@seatline/core'
import type { FlowId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { findTemplate } from '../onboarding/templates/industry-templates.ts'
import { entryNodeOf, flowNodesOf } from '../onboarding/templates/template-flow.ts'
import type { TemplateLocale } from '../onboarding/templates/template.ts'
import type { TenantView } from '../tenants/tenant-views.ts'
import { InputRefusedError, NotFoundError } from '../user-errors.ts'
import { contentFromRow } from './content.ts'
import type { DraftNode, FlowContent } from './flow-views.ts'
import { readFlows } from './repository.ts'

/** What a new flow begins with. */
export type Beginning =
  | { readonly kind: 'empty' }
  | { readonly kind: 'copy'; readonly flowId: FlowId }
  | { readonly kind: 'template'; readonly key: string }

export async function firstContent(tx: Transaction, tenant: TenantView, from: Beginning): Promise<FlowContent> {
  if (from.kind === 'empty') return { entryNodeId: '', nodes: [], layout: {} }
  if (from.kind === 'template') return fromTemplate(tx, tenant, from.key)
  const [flow] = await readFlows(tx, tenant.id, from.flowId)
  if (flow === undefined) throw new NotFoundError('flow')
  return flow.content
}

export const templateLocaleOf = ({ locale }: Pick<TenantView, 'locale'>): TemplateLocale =>
  locale === 'en' ? 'en' : 'zh-CN'

/** The template's menu with the tenant's own queues, boxes and hours where their names are the same; what is not there is chosen in the designer. */
async function fromTemplate(tx: Transaction, tenant: TenantView, key: string): Promise<FlowContent> {
  const template = findTemplate(key)
  if (template === null)
    throw new InputRefusedError('There is no such template.', [
      { field: 'templateKey', code: 'notFound', message: 'There is no such template. Choose another.' },
    ])
  const language = templateLocaleOf(tenant)
  const inUse = { where: { tenantId: tenant.id, archivedAt: null }, orderBy: { createdAt: 'asc' } } as const
  const queues = await tx.queue.findMany(inUse)
  const hours = await tx.businessHours.findMany(inUse)
  const boxes = await tx.voicemailBox.findMany(inUse)
  const named = new Map(queues.map(({ name, id }) => [name, id]))
  const UNCHOSEN = 'unchosen'
  const nodes = flowNodesOf(template, language, {
    promptId: () => idSchema('prompt').parse(`prm_${UNCHOSEN}`),
    queueId: (queue) =>
      idSchema('queue').parse(named.get(template.queues[queue]?.name[language] ?? '') ?? `que_${UNCHOSEN}`),
    boxId: (box) =>
      idSchema('voicemailBox').parse(
        boxes.find(({ name }) => name === template.boxes?.[box]?.name[language])?.id ?? `vbx_${UNCHOSEN}`,
      ),
    hoursId: idSchema('hours').parse(hours[0]?.id ?? `hrs_${UNCHOSEN}`),
  })
  const opened = nodes.map(
    (node) =>
      Object.fromEntries(
        Object.entries(node).map(([field, value]) => [
          field,
          typeof value === 'string' && value.endsWith(`_${UNCHOSEN}`) ? '' : value,
        ]),
      ) as DraftNode,
  )
  return contentFromRow({ entryNodeId: entryNodeOf(template), nodes: opened, layout: {} })
}
