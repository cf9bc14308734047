import { raw, Router } from 'express'
import type { Request, Response } from 'express'
import Stripe from 'stripe'
import type { Platform } from '../platform.ts'
import { operatorTenant, takeEvent } from './handle-event.ts'
import { eventSchema } from './provider/read-event.ts'

/** A message that was signed longer ago, or so far ahead, is somebody's who recorded it. */
export const SIGNATURE_TOLERANCE_SECONDS = 300
const BODY_MAX = '512kb'

/**
 * Where the payment provider tells what happened. Only a body with its signature is believed; it is kept and applied before it is answered, so that a message which
 * was not answered is sent again and one that was is not needed again.
 */
export function paymentEvents(platform: Platform): Router {
  const router = Router()
  router.post('/', raw({ type: () => true, limit: BODY_MAX }), (request, response) => take(platform, request, response))
  return router
}

async function take(platform: Platform, request: Request, response: Response): Promise<void> {
  const secret = platform.payments?.webhookSecret ?? null
  if (secret === null) {
    response.status(404).json({ error: 'notFound' })
    return
  }
  const body: unknown = request.body
  const signature = request.headers['stripe-signature']
  if (!Buffer.isBuffer(body) || typeof signature !== 'string' || !isSigned(platform, { body, signature, secret })) {
    platform.log.warn({ address: request.ip }, 'a message of the payment provider without its signature')
    response.status(400).json({ error: 'signature' })
    return
  }
  const event = eventSchema.safeParse(parsed(body))
  if (!event.success) {
    response.status(400).json({ error: 'form' })
    return
  }
  const operatorId = await operatorTenant(platform.database)
  const state = await takeEvent(platform.database, { operatorId, event: event.data, now: platform.now() })
  if (state === 'refused')
    platform.log.error(
      { event: event.data.id, type: event.data.type },
      'a message of the payment provider contradicts what is known',
    )
  response.json({ received: true, state: state ?? 'known' })
}

function isSigned(
  platform: Platform,
  { body, signature, secret }: { readonly body: Buffer; readonly signature: string; readonly secret: string },
): boolean {
  try {
    Stripe.webhooks.constructEvent(body, signature, secret, SIGNATURE_TOLERANCE_SECONDS, undefined, platform.now())
    return true
  } catch (error) {
    platform.log.debug({ err: error }, 'a signature that does not fit')
    return false
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
