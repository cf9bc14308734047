import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { resolve } from 'node:path'
import { instant } from '@seatline/core'
import type { Instant } from '@seatline/core'
import express from 'express'
import type { ErrorRequestHandler, Express, RequestHandler } from 'express'
import { sealingKey } from '@seatline/sealing'
import { Redis } from 'ioredis'
import { openCommandBus } from './agents/command-bus.ts'
import { sipCredentialIssuer } from './agents/sip-credentials.ts'
import { forgetChangedViewers } from './auth/access-changes.ts'
import { authenticator } from './auth/request-authentication.ts'
import { createTokenVerifier } from './auth/token-verifier.ts'
import { viewerRepository } from './auth/viewer-repository.ts'
import type { ViewerRepository } from './auth/viewer-repository.ts'
import { urlSigner } from './calls/url-signer.ts'
import type { ApiConfig } from './config.ts'
import { openDatabase } from './database/client.ts'
import { REQUEST_BYTES_MAX } from './graphql/limits.ts'
import { buildSchema } from './graphql/schema.ts'
import { graphqlEndpoint } from './graphql/yoga.ts'
import { createMetrics, healthPages } from './http/health.ts'
import type { ApiMetrics } from './http/health.ts'
import { logos } from './http/logos.ts'
import { portalPages } from './http/portal.ts'
import { recordingAudio } from './http/recording-audio.ts'
import { securityHeaders } from './http/security-headers.ts'
import { voicemailAudio } from './http/voicemail-audio.ts'
import { identityAdmin } from './identity-admin/identity-admin.ts'
import { openLiveFeed } from './live/live-feed.ts'
import { openLog } from './log.ts'
import { openMailer } from './mail/mailer.ts'
import { invitationPages } from './people/invitation-routes.ts'
import { paymentProvider } from './payments/provider/payment-provider.ts'
import { paymentEvents } from './payments/webhook-route.ts'
import type { Platform } from './platform.ts'
import { promptSounds } from './prompts/http.ts'
import { soundWorkshop } from './prompts/sound-workshop.ts'
import { SpeechKeeper } from './speech/speech-keeper.ts'

export type RunningApi = { readonly url: string; readonly close: () => Promise<void> }

/** Starts the API as configured; resolves when it listens. */
export async function startApi(config: ApiConfig, now: () => Instant = systemClock): Promise<RunningApi> {
  const { platform, redis, close } = await openPlatform(config, now)
  const server = createServer(createApi({ config, platform, redis }).app)
  // A slow or silent client may not hold a connection for long before it has said what it wants.
  server.headersTimeout = 10_000
  // Long enough for the largest prompt over a slow line.
  server.requestTimeout = 120_000
  try {
    await listen(server, config.listen)
  } catch (error) {
    await close()
    throw error
  }
  const speech = new SpeechKeeper({ promptsDir: config.promptsDir, redis, log: platform.log })
  await speech.start()
  const { address, port } = server.address() as AddressInfo
  platform.log.info({ address, port }, 'the API listens')
  return {
    url: `http://${address}:${String(port)}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      speech.stop()
      await closed
      await close()
    },
  }
}

const systemClock = (): Instant => instant(Date.now())

export type OpenPlatform = {
  readonly platform: Platform
  readonly redis: Redis
  readonly close: () => Promise<void>
}

/** Opens every connection the API has to the outside. */
export async function openPlatform(
  config: ApiConfig,
  now: () => Instant,
  commandReplyTimeoutMs?: number,
): Promise<OpenPlatform> {
  const log = openLog(config.logLevel)
  const database = openDatabase(config.databaseUrl, { connectionsMax: 20 })
  const redis = new Redis(config.redisUrl, { maxRetriesPerRequest: 1 })
  redis.on('error', (error) => log.warn({ err: error }, 'redis connection failed'))
  const live = await openLiveFeed(config.redisUrl, log)
  const commands = openCommandBus({
    redisUrl: config.redisUrl,
    now,
    log,
    ...(commandReplyTimeoutMs === undefined ? {} : { replyTimeoutMs: commandReplyTimeoutMs }),
  })
  const { wsUrl, domain, credentialSecret } = config.sip
  const platform: Platform = {
    database,
    redis,
    commands,
    live,
    tokens: createTokenVerifier({ identity: config.identity, production: config.production, now }),
    sipCredentials: sipCredentialIssuer({ wsUrl, domain, secret: credentialSecret, now }),
    identityAdmin: identityAdmin({ ...config.identity, ...config.identity.admin, log }),
    mailer: openMailer(config.mail),
    portalUrl: config.portalUrl,
    urls: urlSigner(credentialSecret, now),
    now,
    log,
    recordingsDir: config.recordingsDir,
    assetsDir: resolve(config.assetsDir),
    promptsDir: config.promptsDir,
    sounds: soundWorkshop(),
    preflight: config.preflight,
    payments: config.payments === null ? null : paymentProvider(config.payments),
    secretsKey: config.secretsKey === null ? null : sealingKey(config.secretsKey),
  }
  return {
    platform,
    redis,
    async close() {
      live.close()
      platform.mailer.close()
      redis.disconnect()
      await commands.close()
      await database.close()
    },
  }
}

type AppParts = { readonly config: ApiConfig; readonly platform: Platform; readonly redis: Redis }

export type Api = { readonly app: Express; readonly graphql: ReturnType<typeof graphqlEndpoint> }

/** Everything that answers, on an open platform; `graphql` also answers without a network. */
export function createApi({ config, platform, redis }: AppParts): Api {
  const viewers: ViewerRepository = viewerRepository(platform.database, platform.now)
  forgetChangedViewers(platform.live, viewers)
  const metrics = createMetrics()
  const logIns = authenticator(platform, viewers)
  const graphql = graphqlEndpoint({
    schema: buildSchema(),
    platform,
    authenticator: logIns,
    introspection: !config.production,
  })
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.trustProxy)
  app.use(measure(metrics))
  app.use(healthPages(platform, redis, metrics.registry))
  app.use(securityHeaders({ identityUrl: config.identity.url, sipWsUrl: config.sip.wsUrl }))
  app.get('/config.json', portalConfig(config))
  app.use('/graphql', limitBody, graphql as unknown as RequestHandler)
  app.use('/invitations', invitationPages(platform))
  app.use('/payment-events', paymentEvents(platform))
  app.use('/logos', logos(platform, logIns))
  app.get('/recordings/:name', recordingAudio(platform, viewers))
  app.get('/voicemails/:tenant/:name', voicemailAudio(platform, viewers))
  app.use('/prompts', promptSounds({ platform, viewers, authenticator: logIns }))
  if (config.portalDist !== null) app.use(portalPages(config.portalDist))
  app.use(((_request, response) => void response.status(404).json({ error: 'notFound' })) as RequestHandler)
  app.use(lastResort(platform))
  return { app, graphql }
}

/** What the portal must know before anyone is logged in; nothing in it is secret. */
function portalConfig(config: ApiConfig): RequestHandler {
  const body = {
    identity: {
      authority: `${config.identity.url}/realms/${config.identity.realm}`,
      clientId: config.identity.clientId,
    },
    sip: { wsUrl: config.sip.wsUrl, domain: config.sip.domain },
    graphqlPath: '/graphql',
  }
  return (_request, response) => void response.set('cache-control', 'no-cache').json(body)
}

/** Yoga reads the body itself; what says it is too long, or does not say how long it is, is refused before. */
const limitBody: RequestHandler = (request, response, next) => {
  const length = request.headers['content-length']
  if (request.method === 'POST' && length === undefined) {
    response
      .status(411)
      .json({ errors: [{ message: 'Say how long the request is.', extensions: { code: 'tooLarge' } }] })
    return
  }
  if (Number(length ?? 0) > REQUEST_BYTES_MAX) {
    response.status(413).json({ errors: [{ message: 'The request is too large.', extensions: { code: 'tooLarge' } }] })
    return
  }
  next()
}

/** Paths are named from a short list, so that a scanner cannot fill the memory with labels. */
const measure =
  ({ requestSeconds }: ApiMetrics): RequestHandler =>
  (request, response, next) => {
    const first = `/${request.path.split('/')[1] ?? ''}`
    const path = [
      '/graphql',
      '/recordings',
      '/logos',
      '/invitations',
      '/payment-events',
      '/prompts',
      '/voicemails',
      '/config.json',
      '/readyz',
      '/healthz',
      '/metrics',
    ].includes(first)
      ? first
      : '/portal'
    const done = requestSeconds.startTimer({ path })
    response.on('close', () => void done({ status: response.statusCode }))
    next()
  }

const lastResort =
  ({ log }: Platform): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const status = (error as { readonly status?: unknown } | null)?.status
    const isClientFault = typeof status === 'number' && status >= 400 && status < 500
    if (!isClientFault) log.error({ err: error, path: request.path }, 'an HTTP request failed')
    response.status(isClientFault ? status : 500).json({ error: isClientFault ? 'badRequest' : 'internal' })
  }

function listen(server: Server, { host, port }: ApiConfig['listen']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new Error(`The API cannot start: port ${String(port)} is in use.`) : error)
    })
    server.listen(port, host, () => resolve())
  })
}
