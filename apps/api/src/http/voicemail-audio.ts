import { idSchema, instant } from '@seatline/core'
import type { RequestHandler } from 'express'
import { scopeOf } from '../auth/request-authentication.ts'
import type { ViewerRepository } from '../auth/viewer-repository.ts'
import type { Platform } from '../platform.ts'
import { audioPath, hearable } from '../voicemail/messages-service.ts'

/**
 * `GET /voicemails/<tenant>/<id>.wav?expires&subject&signature`: the signature says on whose behalf, the person's present rights and row-level security decide
 * anew. Everything that is not to be heard is simply not there.
 */
export function voicemailAudio(platform: Platform, viewers: ViewerRepository): RequestHandler {
  return async (request, response) => {
    const file = await playableFile({
      tenant: String(request.params['tenant']),
      name: String(request.params['name']),
      query: request.query,
      platform,
      viewers,
    })
    if (file === null) {
      response.status(404).type('text/plain').send('There is no such message, or the link is too old.')
      return
    }
    response.sendFile(file, {
      root: platform.recordingsDir,
      acceptRanges: true,
      dotfiles: 'deny',
      headers: {
        'content-type': 'audio/wav',
        'cache-control': 'private, no-store',
        'content-disposition': 'inline; filename="message.wav"',
      },
    })
  }
}

async function playableFile(asked: {
  readonly tenant: string
  readonly name: string
  readonly query: unknown
  readonly platform: Platform
  readonly viewers: ViewerRepository
}): Promise<string | null> {
  const { platform, viewers } = asked
  const tenantId = idSchema('tenant').safeParse(asked.tenant)
  const voicemailId = idSchema('voicemail').safeParse(/^([^.]+)\.wav$/.exec(asked.name)?.[1])
  if (!tenantId.success || !voicemailId.success) return null
  const subject = platform.urls.verifyFile(audioPath(voicemailId.data, tenantId.data), asked.query)
  if (subject === null) return null
  const scope = await scopeOf({
    platform,
    viewers,
    token: { subject, expiresAt: instant(0) },
    origin: { address: null, userAgent: null },
  })
  if (scope === null) return null
  const message = await hearable(scope, { tenantId: tenantId.data, voicemailId: voicemailId.data })
  return message?.file ?? null
}
