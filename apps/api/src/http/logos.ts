import { idSchema } from '@seatline/core'
import express, { Router } from 'express'
import type { RequestHandler } from 'express'
import type { Authenticator } from '../auth/request-authentication.ts'
import { LOGO_BYTES_MAX, LOGO_TYPES } from '../branding/logo-image.ts'
import type { LogoKind } from '../branding/logo-image.ts'
import { isLogoFile } from '../branding/logo-store.ts'
import * as branding from '../branding/service.ts'
import type { Platform } from '../platform.ts'
import { ForbiddenError, InputRefusedError, NotFoundError, UserError } from '../user-errors.ts'

/** An SVG opened by itself runs nothing and loads nothing, whatever may have slipped through. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

/**
 * `GET /logos/<tenant>/<file>`: whoever was shown the name may load it, without logging in, since an `img` sends no token; nobody can guess one.
 * `PUT /logos/<tenant>`: the picture as it is, with the bearer token of one who may change the brand.
 */
export function logos(platform: Platform, authenticator: Authenticator): Router {
  const router = Router()
  router.get('/:tenant/:name', serve(platform))
  router.put(
    '/:tenant',
    authenticate(authenticator),
    express.raw({ type: () => true, limit: LOGO_BYTES_MAX + 1 }),
    upload(),
  )
  return router
}

const serve =
  ({ assetsDir }: Platform): RequestHandler =>
  (request, response) => {
    const file = `${String(request.params['tenant'])}/${String(request.params['name'])}`
    const notThere = (): void => {
      if (!response.headersSent) response.status(404).type('text/plain').send('There is no such picture.')
    }
    if (!isLogoFile(file)) {
      notThere()
      return
    }
    const kind = file.slice(file.lastIndexOf('.') + 1) as LogoKind
    response.sendFile(
      file,
      {
        root: assetsDir,
        dotfiles: 'deny',
        headers: {
          'content-type': LOGO_TYPES[kind],
          'content-security-policy': POLICY,
          'cache-control': 'public, max-age=31536000, immutable',
          'cross-origin-resource-policy': 'same-origin',
          'content-disposition': 'inline',
        },
      },
      (error) => {
        // A request that the browser gave up is no missing file.
        if (error !== undefined) notThere()
      },
    )
  }

/** Before anything of the body is read. */
const authenticate =
  (authenticator: Authenticator): RequestHandler =>
  async (request, response, next) => {
    const origin = { address: request.ip ?? null, userAgent: request.headers['user-agent'] ?? null }
    const authentication = await authenticator.authenticate(request.headers.authorization ?? null, origin)
    if (authentication.kind === 'refused') {
      const { status, code, message } = authentication
      response.status(status).json({ code, message, issues: [] })
      return
    }
    response.locals['scope'] = authentication.scope
    next()
  }

const upload = (): RequestHandler => async (request, response) => {
  const tenantId = idSchema('tenant').safeParse(request.params['tenant'])
  const body: unknown = request.body
  try {
    if (!tenantId.success) throw new NotFoundError('tenant')
    const bytes = Buffer.isBuffer(body) ? body : new Uint8Array()
    const scope = response.locals['scope'] as Parameters<typeof branding.setLogo>[0]
    const { logoUrl } = await branding.setLogo(scope, { tenantId: tenantId.data, bytes })
    response.json({ logoUrl })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { code, message } = error
    response
      .status(statusOf(error))
      .json({ code, message, issues: error instanceof InputRefusedError ? error.issues : [] })
  }
}

const statusOf = (error: UserError): number =>
  error instanceof NotFoundError ? 404 : error instanceof ForbiddenError ? 403 : 422
