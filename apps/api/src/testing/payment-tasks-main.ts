import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { openDatabase } from '../database/client.ts'
import { openProvider } from '../payments/provider/open-provider.ts'
import { runTasks } from '../payments/run-tasks.ts'

// The worker's job of asking the payment provider in a process of its own, that a test can kill: what else the worker does takes long to start.
const setting = (name: string): string => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`the test did not set ${name}`)
  return value
}
const stripe = openProvider({ apiKey: 'sk_test_fake-key', webhookSecret: null, apiUrl: setting('STRIPE_API_URL') })
const database = openDatabase(setting('DATABASE_URL'), { connectionsMax: 2 })
const log = pino({ name: 'payment tasks' })
for (;;) {
  await runTasks({ database, stripe, now: () => Date.now(), log })
  await wait(50)
}
