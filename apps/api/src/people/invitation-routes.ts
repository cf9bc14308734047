import { json, Router } from 'express'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Platform } from '../platform.ts'
import { ForbiddenError, InputRefusedError, NotFoundError, UserError } from '../user-errors.ts'
import { acceptInvitation, lookAtInvitation } from './accept-invitation.ts'

const tokenSchema = z.object({ token: z.string().max(200) })
const acceptSchema = tokenSchema.extend({ name: z.unknown().optional(), password: z.unknown().optional() })

/** A person reads and accepts in a handful of requests; who guesses tokens (of 256 bits) needs more. */
const REQUESTS_PER_MINUTE = 30

/** What somebody with the link of an invitation may ask before belonging to anything. Only the token opens it, in the body, where no log sees it. */
export function invitationPages(platform: Platform): Router {
  const router = Router()
  router.use((_request, response, next) => {
    response.set('cache-control', 'no-store')
    next()
  })
  router.use(json({ limit: '8kb' }))
  router.post('/look', (request, response) =>
    answer(platform, request, response, () => lookAtInvitation(platform, tokenSchema.parse(request.body).token)),
  )
  router.post('/accept', (request, response) =>
    answer(platform, request, response, async () => {
      const { token, name, password } = acceptSchema.parse(request.body)
      const subject = await subjectOf(platform, request)
      const origin = { address: request.ip ?? null, userAgent: request.headers['user-agent'] ?? null }
      await acceptInvitation(platform, { token, name, password, subject, origin })
      return { accepted: true }
    }),
  )
  return router
}

/** Who has logged in at the identity provider; null for one who has not. Such a person need not be known here yet. */
async function subjectOf({ tokens }: Platform, request: Request): Promise<string | null> {
  const bearer = /^Bearer ([\w.~+/=-]{1,8192})$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer === undefined) return null
  const verification = await tokens.verify(bearer)
  return verification.kind === 'verified' ? verification.token.subject : null
}

async function answer(
  platform: Platform,
  request: Request,
  response: Response,
  work: () => Promise<object>,
): Promise<void> {
  try {
    if (await isTooOften(platform, request.ip ?? 'unknown')) {
      response
        .status(429)
        .set('retry-after', '60')
        .json({ error: { code: 'tooOften' } })
      return
    }
    response.json(await work())
  } catch (error) {
    const told = problemOf(error)
    if (told.status === 500) platform.log.error({ err: error }, 'an invitation could not be handled')
    response.status(told.status).json({ error: told.error })
  }
}

/** Counted in Redis, for all processes together. Without Redis nobody is refused: the token alone opens the door. */
async function isTooOften({ redis, log }: Platform, address: string): Promise<boolean> {
  const key = `seatline:invitation-requests:${address}`
  try {
    const count = await redis.incr(key)
    if (count === 1) await redis.expire(key, 60)
    return count > REQUESTS_PER_MINUTE
  } catch (error) {
    log.warn({ err: error }, 'requests about invitations cannot be counted')
    return false
  }
}

function problemOf(error: unknown): { readonly status: number; readonly error: object } {
  if (error instanceof z.ZodError) return { status: 400, error: { code: 'badRequest' } }
  if (!(error instanceof UserError)) return { status: 500, error: { code: 'internal' } }
  const { code, message, field } = error
  const issues = error instanceof InputRefusedError ? error.issues : []
  return { status: statusOf(error), error: { code, message, field, issues } }
}

function statusOf(error: UserError): number {
  if (error instanceof NotFoundError) return 404
  if (error instanceof InputRefusedError || error.code === 'invalidInput') return 422
  if (error instanceof ForbiddenError || error.code === 'invitation.otherPerson') return 403
  if (error.code === 'invitation.logInNeeded') return 401
  return error.code === 'identity.unavailable' ? 503 : 409
}
