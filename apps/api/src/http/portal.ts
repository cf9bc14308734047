import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'
import type { Response } from 'express'

/** Built files carry a hash in their name and never change; the page that names them is asked for each time. */
const setCaching = (response: Response, path: string): void => {
  const cached = path.includes(join('/', 'assets', '/'))
  response.set('cache-control', cached ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** The built portal; every path that is no file is a place inside it, so it gets the page. */
export function portalPages(directory: string): Router {
  const page = join(directory, 'index.html')
  if (!existsSync(page))
    throw new Error(`The API cannot start: PORTAL_DIST has no index.html, the portal is not built [${directory}]`)
  const router = Router()
  router.use(express.static(directory, { index: 'index.html', setHeaders: setCaching, fallthrough: true }))
  router.get(/^\/(?!assets\/|graphql|recordings\/|invitations\/|config\.json).*/, (request, response, next) => {
    if (request.accepts('html') === false) {
      next()
      return
    }
    response.sendFile('index.html', { root: directory, headers: { 'cache-control': 'no-cache' } })
  })
  return router
}
