import { publishDueFlows } from '../flows/due-flows.ts'
import type { DueFlowsParts } from '../flows/due-flows.ts'
import { healSecrets } from '../flows/secrets-service.ts'
import { repeat } from './repeat.ts'

/** A flow is heard so long after its time at the latest. */
const PUBLISH_MS = 2_000
const SECRETS_MS = 10_000

/** Publishes flows at their time, and gives Redis back the secrets that it has lost. */
export function runFlowJobs(parts: DueFlowsParts): { readonly stop: () => void } {
  const { log } = parts
  const publish = async (): Promise<void> => {
    const flows = await publishDueFlows(parts)
    if (flows > 0) log.info({ flows }, 'flows are published at their time')
  }
  const jobs = [
    repeat(PUBLISH_MS, publish, { log, what: 'the search for flows to publish' }),
    repeat(SECRETS_MS, () => healSecrets(parts), { log, what: 'comparing the secrets with Redis' }),
  ]
  return {
    stop: () => {
      for (const job of jobs) job.stop()
    },
  }
}
