import type { RequestScope } from '../auth/request-scope.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { keepTenantVersion } from '../config-publisher/tenant-versions.ts'
import { issuesOfFault } from '../configuration/snapshot-issues.ts'
import type { Transaction } from '../database/client.ts'
import { InputRefusedError } from '../user-errors.ts'
import type { ProvisionPlan } from './provision-plan.ts'
import { PROVISION_STEPS } from './provision-steps.ts'
import type { ProvisionStep } from './provision-steps.ts'

/** Told before each step: tests cut the work off there. */
export type BeforeStep = (step: ProvisionStep) => Promise<void>

/** Writes a client whole: its rows, their first version for the media plane, and the audit. What it throws undoes all of it. */
export async function provisionTenant(
  tx: Transaction,
  scope: RequestScope,
  plan: ProvisionPlan,
  beforeStep: BeforeStep,
): Promise<void> {
  for (const [name, step] of Object.entries(PROVISION_STEPS)) {
    await beforeStep(name as ProvisionStep)
    await step(tx, plan)
  }
  await beforeStep('version')
  const { tenantId, input, template, at, by } = plan
  const action = 'tenant.onboard'
  const occasion = { at, by, action, summary: `Made from the template "${template.name.en}"` }
  const kept = await keepTenantVersion(tx, tenantId, occasion)
  if (!kept.ok) throw new InputRefusedError('The configuration would not work.', issuesOfFault(kept.error))
  await beforeStep('audit')
  await recordAudit(tx, scope, {
    tenantId,
    action,
    subject: { id: tenantId, name: input.name },
    after: {
      template: template.key,
      status: 'provisioning',
      admin: input.admin.email,
      numbers: [...input.numbers],
      seats: { ...input.seats },
      addOns: [...input.addOns],
      attributes: [...input.attributes],
      agents: [...input.agentIds],
    },
    version: kept.value.version,
  })
}
