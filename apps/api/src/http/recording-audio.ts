import type { RequestHandler } from 'express'
import { scopeOf } from '../auth/request-authentication.ts'
import type { ViewerRepository } from '../auth/viewer-repository.ts'
import * as calls from '../calls/service.ts'
import { instant } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import type { Platform } from '../platform.ts'

/**
 * `GET /recordings/<id>.wav?expires&tenant&subject&signature`: the signature says on whose behalf and whose recording, the person's present rights and row-level security decide anew.
 * Everything that is not to be heard is simply not there.
 */
export function recordingAudio(platform: Platform, viewers: ViewerRepository): RequestHandler {
  return async (request, response) => {
    const id = /^(rec_[a-z0-9_-]{2,40})\.wav$/.exec(String(request.params['name']))?.[1]
    const signed = id === undefined ? null : platform.urls.verify(id, request.query)
    const file = id === undefined || signed === null ? null : await playableFile({ id, ...signed, platform, viewers })
    if (file === null) {
      response.status(404).type('text/plain').send('There is no such recording, or the link is too old.')
      return
    }
    // The root is given, so that a data directory with a dot in its name is no hidden file.
    response.sendFile(file, {
      root: platform.recordingsDir,
      acceptRanges: true,
      dotfiles: 'deny',
      headers: {
        'content-type': 'audio/wav',
        'cache-control': 'private, no-store',
        'content-disposition': `inline; filename="${id ?? 'recording'}.wav"`,
      },
    })
  }
}

async function playableFile(asked: {
  readonly id: string
  readonly subject: string
  readonly tenantId: TenantId
  readonly platform: Platform
  readonly viewers: ViewerRepository
}): Promise<string | null> {
  const { id, subject, tenantId, platform, viewers } = asked
  const scope = await scopeOf({
    platform,
    viewers,
    token: { subject, expiresAt: instant(0) },
    origin: { address: null, userAgent: null },
  })
  const recording = scope === null ? null : await calls.findRecording(scope, { id, tenantId })
  if (scope === null || recording === null) return null
  if (!calls.isPlayable(recording) || !calls.mayPlay(scope, recording)) return null
  return recording.file
}
