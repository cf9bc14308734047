import type { TenantId } from '@seatline/core'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import { sendTenantVersion } from '../config-publisher/tenant-versions.ts'
import { parseInput } from '../configuration/parse-input.ts'
import { withClearConflicts } from '../configuration/change-configuration.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { resend } from '../people/invitation-service.ts'
import { InputRefusedError, UserError } from '../user-errors.ts'
import { issuesWithStock } from './check-stock.ts'
import { hashOf, idempotencyKey, onboardingInput } from './onboarding-input.ts'
import type { OnboardingInput } from './onboarding-input.ts'
import { findFirstInvitation } from './invite-first-admin.ts'
import type { OnboardedView } from './onboarding-views.ts'
import { discardPromptFiles, keepPromptFiles, makePromptFiles, sweepPromptFiles } from './prompt-files.ts'
import { planProvision } from './provision-plan.ts'
import { provisionTenant } from './provision-tenant.ts'
import type { BeforeStep } from './provision-tenant.ts'
import * as repository from './repository.ts'
import { findTemplate } from './templates/industry-templates.ts'
import { promptsOf } from './templates/template-prompts.ts'

type Onboarding = { readonly input: unknown; readonly key: string; readonly beforeStep?: BeforeStep }

/**
 * Makes a client ready to take calls: all of it or nothing. The key is the caller's: the same key with the same input is the same client, however often it is sent, and
 * whatever became of the first attempt. Two clients may have the same name; it is no key.
 */
export const onboardTenant = authorizedPlatform(
  'platform.manageTenants',
  async (scope, { input: sent, key: sentKey, beforeStep }: Onboarding): Promise<OnboardedView> => {
    const { key, ...input } = parseInput(onboardingInput.safeExtend({ key: idempotencyKey }), {
      ...(sent as object),
      key: sentKey,
    })
    const hash = hashOf(input)
    const known = await scope.run((tx) => findOnboarded(tx, key, hash))
    if (known !== null) return { tenantId: known, repeated: true }
    const issues = await scope.run((tx) => issuesWithStock(tx, scope.operatorTenantId, input))
    if (issues.length > 0) throw new InputRefusedError('Some of this cannot be kept as it is.', issues)
    const tenantId = input.prospectId ?? newId('tenant')
    return { ...(await make(scope, { tenantId, input, key, hash, beforeStep: beforeStep ?? goOn })) }
  },
)

const goOn: BeforeStep = () => Promise.resolve()

type Work = {
  readonly tenantId: TenantId
  readonly input: OnboardingInput
  readonly key: string
  readonly hash: string
  readonly beforeStep: BeforeStep
}

async function make(scope: PlatformScope, work: Work): Promise<OnboardedView> {
  const { platform } = scope
  const { tenantId } = work
  await sweep(scope)
  let made: TenantId | null = null
  try {
    made = await withClearConflicts(() => write(scope, work))
  } finally {
    if (made !== tenantId) await discardPromptFiles(platform.promptsDir, tenantId)
  }
  if (made !== tenantId) return { tenantId: made, repeated: true }
  await keepPromptFiles(platform.promptsDir, tenantId)
  await sendTenantVersion(platform, tenantId).catch((error: unknown) =>
    platform.log.warn({ err: error, tenantId }, 'the first version of a client waits to be sent'),
  )
  await sendInvitation(scope, tenantId)
  return { tenantId, repeated: false }
}

/** The client is made whatever becomes of the mail: the invitation then says what was wrong, and can be sent again. */
async function sendInvitation(scope: PlatformScope, tenantId: TenantId): Promise<void> {
  try {
    const invitationId = await scope.runIn({ tenantIds: [tenantId] }, (tx) => findFirstInvitation(tx, tenantId))
    if (invitationId !== null) await resend(scope, { tenantId, invitationId })
  } catch (error) {
    scope.platform.log.warn({ err: error, tenantId }, 'the invitation of a first administrator was not sent')
  }
}

/** The files first, then every row in one transaction. Answers another tenant when somebody with the same key was quicker. */
async function write(scope: PlatformScope, { tenantId, input, key, hash, beforeStep }: Work): Promise<TenantId> {
  const { operatorTenantId, platform, viewer } = scope
  const template = findTemplate(input.template)
  const prompts = await makePromptFiles(platform.promptsDir, tenantId, {
    prompts: template === null ? [] : promptsOf(template, input.language, input.brandName ?? input.name),
    locale: input.language,
  })
  const wall = { tenantIds: [operatorTenantId, tenantId], operator: true, userId: viewer.person.id }
  return scope.runIn(wall, async (tx) => {
    await repository.lockOnboarding(tx, key)
    const quicker = await findOnboarded(tx, key, hash)
    if (quicker !== null) return quicker
    const by = viewer.person.id
    const plan = planProvision({ tenantId, operatorTenantId, input, key, hash, now: platform.now(), by, prompts })
    await provisionTenant(tx, scope, plan, beforeStep)
    await beforeStep('committed')
    return tenantId
  })
}

async function findOnboarded(tx: Transaction, key: string, hash: string): Promise<TenantId | null> {
  const known = await repository.findByOnboardingKey(tx, key)
  if (known === null) return null
  if (known.hash === hash) return known.tenantId
  throw new UserError({
    code: 'onboarding.keyUsed',
    message: `This key made the client "${known.name}" with other data. Use a new key for another client.`,
    field: 'key',
  })
}

/** Files of attempts that were cut off are taken away by the next one. */
async function sweep(scope: PlatformScope): Promise<void> {
  const { platform } = scope
  const swept = await sweepPromptFiles(platform.promptsDir, platform.now(), (tenantId) =>
    scope.runIn({ tenantIds: [tenantId] }, (tx) => repository.hasPrompts(tx, tenantId)),
  )
  if (swept.length > 0) platform.log.info({ swept }, 'prompt files of onboardings that were cut off are removed')
}
