import { mergeScript, MERGE_FIELDS, SCRIPT_SITUATIONS, unknownFields } from '@seatline/core'
import type { QueueId, ScriptId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorized } from '../auth/authorized.ts'
import type { RequestScope, TenantScope } from '../auth/request-scope.ts'
import type { DesktopCallView } from '../agents/agent-views.ts'
import { permits } from '../auth/viewer.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { nameField, parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { InputRefusedError, LimitReachedError, NotFoundError } from '../user-errors.ts'
import * as repository from './repository.ts'
import type { ScriptContent, ScriptView, SpokenScriptView } from './script-views.ts'

/** More than anybody finds during a call. */
const SCRIPTS_MAX = 200

const contentSchema = z.object({
  name: nameField(60),
  situation: z.enum(SCRIPT_SITUATIONS),
  body: z
    .string()
    .trim()
    .min(1, 'Write what is to be said.')
    .max(4_000, 'Use at most 4000 characters.')
    .superRefine((body, context) => {
      for (const name of unknownFields(body))
        context.addIssue({
          code: 'custom',
          message: `There is no field {{${name}}}. Use ${MERGE_FIELDS.map((field) => `{{${field}}}`).join(', ')}.`,
          params: { code: 'script.unknownField' },
        })
    }),
})

type Content = {
  readonly name: string
  readonly situation: ScriptContent['situation']
  readonly body: string
  readonly queueId: QueueId | null
}
type Create = Content & { readonly tenantId: TenantId }
type OfScript = { readonly tenantId: TenantId; readonly id: ScriptId }

export const listScripts = authorized('configuration.view', (scope, { tenantId }: { readonly tenantId: TenantId }) =>
  scope.run((tx) => repository.readScripts(tx, tenantId)),
)

export const createScript = authorized('scripts.manage', (scope, input: Create) =>
  changeConfiguration(scope, async (tx) => {
    const content = await checked(tx, input)
    if ((await repository.countScripts(tx, input.tenantId)) >= SCRIPTS_MAX)
      throw new LimitReachedError({ code: 'script.tooMany', message: `There can be ${String(SCRIPTS_MAX)} at most.` })
    const script = await repository.createScript(tx, input.tenantId, content)
    return changed('create', script, { before: null, after: content })
  }),
)

export const updateScript = authorized('scripts.manage', (scope, input: Create & OfScript) =>
  changeConfiguration(scope, async (tx) => {
    const before = await present(tx, input)
    const content = await checked(tx, input)
    const script = await repository.updateScript(tx, { tenantId: input.tenantId, id: input.id }, content)
    return changed('update', script, { before: contentOf(before), after: content })
  }),
)

export const archiveScript = authorized('scripts.manage', (scope: TenantScope, input: OfScript) =>
  changeConfiguration(scope, async (tx) => {
    const before = await present(tx, input)
    await repository.archiveScript(tx, { tenantId: input.tenantId, id: input.id }, new Date(scope.platform.now()))
    return changed('archive', before, { before: contentOf(before), after: null })
  }),
)

type OfCall = { readonly tenantId: TenantId; readonly call: DesktopCallView }

const spokenScripts = authorized('agent.work', async (scope, { tenantId, call }: OfCall) => {
  const scripts = await scope.run((tx) => repository.readScriptsFor(tx, { tenantId, queueId: call.queue?.id ?? null }))
  const values = {
    brand: call.tenant.brand.name,
    agent: scope.viewer.agent?.name ?? scope.viewer.person.name,
    caller: call.ani,
    queue: call.queue?.name ?? '',
  }
  return scripts.map(({ id, name, situation, body }) => ({ id, name, situation, text: mergeScript(body, values) }))
})

/** What the agent who has the call may read out, with everything filled in; nothing for one who may no longer work for the tenant. */
export function scriptsOfCall(scope: RequestScope, call: DesktopCallView): Promise<SpokenScriptView[]> {
  const tenantId = call.tenant.id
  return permits(scope.viewer, tenantId, 'agent.work') ? spokenScripts(scope, { tenantId, call }) : Promise.resolve([])
}

async function checked(tx: Transaction, input: Create): Promise<ScriptContent> {
  const content = parseInput(contentSchema, input)
  const { queueId, tenantId } = input
  if (queueId !== null && !(await repository.queueExists(tx, tenantId, queueId)))
    throw new InputRefusedError('There is no such queue.', [
      { field: 'queueId', code: 'notFound', message: 'There is no such queue. Choose another, or all queues.' },
    ])
  return { ...content, queueId }
}

async function present(tx: Transaction, { tenantId, id }: OfScript): Promise<ScriptView> {
  const script = await repository.findScript(tx, tenantId, id)
  if (script === null) throw new NotFoundError('script')
  return script
}

const contentOf = ({ name, situation, body, queue }: ScriptView): ScriptContent => ({
  name,
  situation,
  body,
  queueId: queue?.id ?? null,
})

function changed(
  verb: string,
  script: ScriptView | null,
  change: { readonly before: ScriptContent | null; readonly after: ScriptContent | null },
) {
  if (script === null) throw new NotFoundError('script')
  const subject = { id: script.id, name: script.name }
  return { value: script, action: `script.${verb}`, subject, ...change, summary: `Script "${script.name}": ${verb}` }
}
