import { z } from 'zod'
import { mailOf } from '../config.ts'
import type { MailConfig } from '../config.ts'

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
  /** As of the API: for reminders of what is not paid, and documents of billing. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('Seatline <no-reply@seatline.test>'),
  MAIL_DIR: z.string().min(1).optional(),
  /** As of the API: without it nothing is asked of a payment provider. */
  STRIPE_API_KEY: z.string().min(8).optional(),
  STRIPE_API_URL: z.url().optional(),
})
export type WorkerConfig = z.infer<typeof schema>

export const mailOfWorker = (config: WorkerConfig): MailConfig => mailOf(config)

/** Reads the settings once. The error names each setting that is wrong, in one sentence. */
export function parseWorkerConfig(env: Readonly<Record<string, string | undefined>>): WorkerConfig {
  const parsed = schema.safeParse(env)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The worker can not start, its settings are wrong: ${problems.join('; ')}.`)
}
