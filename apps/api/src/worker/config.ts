import { z } from 'zod'

const listen = z
  .string()
  .regex(/^[^:]+:\d{1,5}$/, 'must be host:port')
  .transform((text) => {
    const [host = '', port = ''] = text.split(':')
    return { host, port: Number(port) }
  })

const schema = z.object({
  DATABASE_URL: z.url(),
  REDIS_URL: z.url(),
  RECORDING_SPOOL_DIR: z.string().min(1),
  RECORDINGS_DIR: z.string().min(1),
  WORKER_HTTP_LISTEN: listen.optional(),
  /** As of the API: without it nothing is asked of a payment provider. */
  STRIPE_API_KEY: z.string().min(8).optional(),
  STRIPE_API_URL: z.url().optional(),
})
export type WorkerConfig = z.infer<typeof schema>

/** Reads the settings once. The error names each setting that is wrong, in one sentence. */
export function parseWorkerConfig(env: Readonly<Record<string, string | undefined>>): WorkerConfig {
  const parsed = schema.safeParse(env)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The worker can not start, its settings are wrong: ${problems.join('; ')}.`)
}
