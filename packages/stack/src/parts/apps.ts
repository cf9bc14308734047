import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { answersHttp } from '../health.ts'
import type { MediaNodePart, PartContext, PartName, PartSpec } from '../part.ts'

/** The processes that are this repository's own code, run by the Node that runs the stack. */

const LOOPBACK = '127.0.0.1'
/** Where test calls come from: the seeds' trunk trk_preflight has it as its source address. */
export const PREFLIGHT_ADDRESS = '127.0.0.10'
const listen = (port: number): string => `${LOOPBACK}:${port}`
const http = (port: number): string => `http://${listen(port)}`

function nodePart(
  name: PartName,
  entry: string,
  context: PartContext,
  rest: Pick<PartSpec, 'env' | 'isReady'>,
): PartSpec {
  return { name, command: process.execPath, args: [path.join(context.paths.root, entry)], ...rest }
}

export function identityPart(context: PartContext): PartSpec {
  return nodePart('identity', 'packages/identity/src/main.ts', context, {
    env: {
      IDENTITY_LISTEN: listen(context.ports.identity),
      REALM_FILE: path.join(context.paths.root, 'infra/keycloak/realm-seatline.json'),
      IDENTITY_PEOPLE_FILE: path.join(context.paths.data, 'identity', 'people.json'),
      PORTAL_URL: http(context.ports.web),
    },
    isReady: () => answersHttp(`${http(context.ports.identity)}/realms/seatline/.well-known/openid-configuration`),
  })
}

/** The ports and the folder of a media node. */
function placeOf({ ports, paths }: PartContext, node: MediaNodePart) {
  return node === 'media'
    ? {
        id: 'media-1',
        sip: ports.mediaSip,
        ng: ports.rtpengineNg,
        dtmf: ports.mediaDtmf,
        http: ports.mediaHttp,
        data: paths.media,
      }
    : {
        id: 'media-2',
        sip: ports.mediaSip2,
        ng: ports.rtpengineNg2,
        dtmf: ports.mediaDtmf2,
        http: ports.mediaHttp2,
        data: `${paths.media}-2`,
      }
}

export function mediaPart(context: PartContext, node: MediaNodePart): PartSpec {
  const { ports, paths } = context
  const place = placeOf(context, node)
  mkdirSync(place.data, { recursive: true })
  mkdirSync(paths.prompts, { recursive: true })
  return nodePart(node, 'apps/media/src/main.ts', context, {
    env: {
      REDIS_URL: context.redisUrl,
      MEDIA_NODE_ID: place.id,
      MEDIA_SIP_LISTEN: listen(place.sip),
      MEDIA_PROXY: listen(ports.sipInternal),
      KAMAILIO_RPC_URL: `${http(ports.kamailioRpc)}/rpc`,
      RTPENGINE_NG: listen(place.ng),
      MEDIA_DTMF_LISTEN: listen(place.dtmf),
      MEDIA_ADDRESS: LOOPBACK,
      PROMPTS_DIR: paths.prompts,
      MEDIA_DATA_DIR: place.data,
      MEDIA_HTTP_LISTEN: listen(place.http),
      SIP_DOMAIN: context.sipDomain,
      SEATLINE_SECRETS_KEY: context.secretsKey,
    },
    isReady: () => answersHttp(`${http(place.http)}/healthz`),
  })
}

export function apiPart(context: PartContext): PartSpec {
  const { ports, paths } = context
  return nodePart('api', 'apps/api/src/main.ts', context, {
    env: {
      API_LISTEN: listen(ports.web),
      DATABASE_URL: context.databaseUrl,
      REDIS_URL: context.redisUrl,
      IDENTITY_URL: http(ports.identity),
      IDENTITY_REALM: 'seatline',
      SIP_WS_URL: `ws://${listen(ports.sipWebSocket)}`,
      SIP_DOMAIN: context.sipDomain,
      SIP_CREDENTIAL_SECRET: context.sipCredentialSecret,
      SEATLINE_SECRETS_KEY: context.secretsKey,
      PORTAL_DIST: paths.portalDist,
      PORTAL_URL: http(ports.web),
      MAIL_DIR: path.join(paths.data, 'mail'),
      RECORDINGS_DIR: paths.recordings,
      PROMPTS_DIR: paths.prompts,
      ASSETS_DIR: paths.assets,
      PREFLIGHT_SIP_SERVER: listen(ports.sip),
      PREFLIGHT_ADDRESS,
      SEATLINE_ENV: 'development',
    },
    isReady: () => answersHttp(`${http(ports.web)}/healthz`),
  })
}

export function workerPart(context: PartContext): PartSpec {
  const { ports, paths } = context
  mkdirSync(paths.recordings, { recursive: true })
  mkdirSync(paths.recordingSpool, { recursive: true })
  return nodePart('worker', 'apps/api/src/worker-main.ts', context, {
    env: {
      DATABASE_URL: context.databaseUrl,
      REDIS_URL: context.redisUrl,
      RECORDING_SPOOL_DIR: paths.recordingSpool,
      MAIL_DIR: path.join(paths.data, 'mail'),
      RECORDINGS_DIR: paths.recordings,
      WORKER_HTTP_LISTEN: listen(ports.workerHttp),
    },
    isReady: () => answersHttp(`${http(ports.workerHttp)}/healthz`),
  })
}
