import { instant } from '@seatline/core'
import { ownTransactions } from '../auth/request-scope.ts'
import { viewerRepository } from '../auth/viewer-repository.ts'
import { parseConfig } from '../config.ts'
import { onboardTenant } from '../onboarding/service.ts'
import { openPlatform } from '../server.ts'

/** Run as a process of its own: onboards a client as the operator up to a step, says so, and waits to be killed. */
const [key = '', stopBefore = '', input = '{}'] = process.argv.slice(2)
const OPERATOR = '00000000-0000-4000-8000-000000000007'
const now = (): ReturnType<typeof instant> => instant(Date.now())
const { platform } = await openPlatform(parseConfig(process.env), now)
const viewer = await viewerRepository(platform.database, now).find(OPERATOR)
if (viewer === null) throw new Error('the seeds have an operator')
const runIn = ownTransactions(platform.database)
const scope = {
  viewer,
  run: () => Promise.reject(new Error('not used')),
  runIn,
  platform,
  origin: { address: null, userAgent: null },
  expiresAt: instant(Date.now() + 60_000),
  renew: () => Promise.reject(new Error('not used')),
}
await onboardTenant(scope, {
  input: JSON.parse(input) as unknown,
  key,
  beforeStep: async (step) => {
    if (step !== stopBefore) return
    process.stdout.write(`at ${step}\n`)
    await new Promise(() => setInterval(() => undefined, 1_000))
  },
})
