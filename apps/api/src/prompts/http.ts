import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { idSchema, instant } from '@seatline/core'
import type { PromptId, TenantId } from '@seatline/core'
import { Router } from 'express'
import type { Request, RequestHandler, Response } from 'express'
import { scopeOf } from '../auth/request-authentication.ts'
import type { Authenticator } from '../auth/request-authentication.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import type { ViewerRepository } from '../auth/viewer-repository.ts'
import type { Platform } from '../platform.ts'
import { InputRefusedError, InvalidInputError, LimitReachedError, NotFoundError, UserError } from '../user-errors.ts'
import { draftFile } from './draft-store.ts'
import * as service from './service.ts'
import { UPLOAD_BYTES_MAX } from './sound-faults.ts'
import { draftPath, draftUrl, promptPath } from './sound-urls.ts'

type Parts = {
  readonly platform: Platform
  readonly viewers: ViewerRepository
  readonly authenticator: Authenticator
}

/** Of one tenant at once: what is uploaded lies on a disk that all share. */
const UPLOADS_AT_ONCE = 3

/** `POST /prompts/drafts?tenantId&source&originalName` with the file as the body, and the sounds to listen to. */
export function promptSounds(parts: Parts): Router {
  const uploads = new Map<TenantId, number>()
  const router = Router()
  router.post('/drafts', upload(parts, uploads))
  router.get(
    '/drafts/:tenantId/:name',
    audio(parts, {
      pathOf: ({ tenantId, promptId }) => draftPath(tenantId, promptId),
      fileOf: async (scope, { tenantId, promptId }) => {
        const draft = await service.findOwnDraft(scope, { tenantId, draftId: promptId })
        return draft === null ? null : draftFile(tenantId, draft.id)
      },
    }),
  )
  router.get(
    '/:tenantId/:name',
    audio(parts, {
      pathOf: ({ tenantId, promptId }) => promptPath(tenantId, promptId),
      fileOf: async (scope, asked) => (await service.hearPrompt(scope, asked))?.file ?? null,
    }),
  )
  return router
}

function upload({ platform, authenticator }: Parts, uploads: Map<TenantId, number>): RequestHandler {
  return async (request, response) => {
    const authentication = await authenticator.authenticate(request.headers.authorization ?? null, {
      address: request.ip ?? null,
      userAgent: request.headers['user-agent'] ?? null,
    })
    if (authentication.kind === 'refused') {
      const { status, code, message } = authentication
      answerAndHangUp(request, response, status, [{ field: null, code, message }])
      return
    }
    try {
      const draft = await draftOf(authentication.scope, request, uploads)
      const { id, durationMs, sizeBytes } = draft
      response
        .status(201)
        .set('cache-control', 'no-store')
        .json({ draft: { id, durationMs, sizeBytes, audioUrl: draftUrl(authentication.scope, draft) } })
    } catch (error) {
      if (request.destroyed && !request.complete) return
      if (!(error instanceof UserError)) {
        platform.log.error({ err: error }, 'an upload failed')
        answerAndHangUp(request, response, 500, [
          { field: null, code: 'internal', message: 'Something went wrong here. Please try again.' },
        ])
        return
      }
      const issues = error instanceof InputRefusedError ? error.issues : [error]
      answerAndHangUp(
        request,
        response,
        statusOf(error),
        issues.map(({ field, code, message }) => ({ field, code, message })),
      )
    }
  }
}

type Problem = { readonly field: string | null; readonly code: string; readonly message: string }

/** What is still on its way is not waited for. */
function answerAndHangUp(request: Request, response: Response, status: number, errors: readonly Problem[]): void {
  if (!request.complete) response.set('connection', 'close')
  request.resume()
  response.status(status).set('cache-control', 'no-store').json({ errors })
}

function statusOf(error: UserError): number {
  if (error.code === 'upload.tooLarge') return 413
  if (error instanceof NotFoundError) return 404
  if (error.code === 'forbidden') return 403
  return error instanceof LimitReachedError ? 429 : 422
}

async function draftOf(scope: RequestScope, request: Request, uploads: Map<TenantId, number>) {
  const tenantId = tenantOf(request.query['tenantId'])
  await service.mayMakePrompts(scope, { tenantId })
  const under = uploads.get(tenantId) ?? 0
  if (under >= UPLOADS_AT_ONCE)
    throw new LimitReachedError({
      code: 'upload.tooMany',
      message: 'Several files are being uploaded. Try again when they are done.',
    })
  uploads.set(tenantId, under + 1)
  const directory = await mkdtemp(join(tmpdir(), 'seatline-upload-'))
  try {
    const path = join(directory, 'upload')
    await receive(request, path)
    return await service.draftFromFile(scope, {
      tenantId,
      path,
      source: request.query['source'] === 'recording' ? 'recording' : 'upload',
      originalName: originalNameOf(request.query['originalName']),
    })
  } finally {
    const left = (uploads.get(tenantId) ?? 1) - 1
    if (left > 0) uploads.set(tenantId, left)
    else uploads.delete(tenantId)
    await rm(directory, { recursive: true, force: true })
  }
}

function tenantOf(text: unknown): TenantId {
  const parsed = idSchema('tenant').safeParse(text)
  if (!parsed.success) throw new InvalidInputError('tenantId', 'This is not an id of the right kind.')
  return parsed.data
}

/** To show, never to open: the last part of a path, without what does not belong in a line. */
function originalNameOf(text: unknown): string | null {
  if (typeof text !== 'string') return null
  const name = (text.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{C}/gu, '').trim().slice(0, 120)
  return name === '' ? null : name
}

async function receive(request: Request, path: string): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > UPLOAD_BYTES_MAX) throw tooLarge()
  await pipeline(limited(request), createWriteStream(path, { mode: 0o600 }))
}

/** Breaks off without hanging up: the sender is to hear why. */
async function* limited(request: Request): AsyncGenerator<Buffer> {
  let received = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    received += (chunk as Buffer).length
    if (received > UPLOAD_BYTES_MAX) throw tooLarge()
    yield chunk as Buffer
  }
}

const tooLarge = (): UserError => {
  const message = `The file is larger than ${String(UPLOAD_BYTES_MAX / 1_048_576)} MB. Save it as MP3 or make it shorter.`
  return new UserError({ code: 'upload.tooLarge', message, field: 'file' })
}

type Asked = { readonly tenantId: TenantId; readonly promptId: PromptId }

/** `pathOf` is what was signed; `fileOf` decides with the rights of now. */
function audio(
  { platform, viewers }: Parts,
  sound: {
    readonly pathOf: (asked: Asked) => string
    readonly fileOf: (scope: RequestScope, asked: Asked) => Promise<string | null>
  },
): RequestHandler {
  return async (request, response) => {
    const asked = askedOf(request)
    const scope = asked === null ? null : await signedScope({ platform, viewers }, sound.pathOf(asked), request)
    const file = asked === null || scope === null ? null : await orNull(() => sound.fileOf(scope, asked))
    if (file === null) {
      response.status(404).type('text/plain').send('There is no such sound, or the link is too old.')
      return
    }
    response.sendFile(file, {
      root: platform.promptsDir,
      acceptRanges: true,
      dotfiles: 'deny',
      headers: { 'content-type': 'audio/wav', 'cache-control': 'private, no-store' },
    })
  }
}

function askedOf(request: Request): Asked | null {
  const tenantId = idSchema('tenant').safeParse(request.params['tenantId'])
  const promptId = idSchema('prompt').safeParse(/^(.+)\.wav$/.exec(String(request.params['name']))?.[1])
  return tenantId.success && promptId.success ? { tenantId: tenantId.data, promptId: promptId.data } : null
}

/** What may not be heard is simply not there. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UserError) return null
    throw error
  }
}

/** The person on whose behalf the address was made, with the rights of now; null when it is forged or too old. */
async function signedScope(
  { platform, viewers }: Pick<Parts, 'platform' | 'viewers'>,
  path: string,
  request: Request,
): Promise<RequestScope | null> {
  const subject = platform.urls.verifyFile(path, request.query)
  const origin = { address: null, userAgent: null }
  return subject === null ? null : scopeOf({ platform, viewers, token: { subject, expiresAt: instant(0) }, origin })
}
