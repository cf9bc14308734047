import { createHash, createHmac, randomBytes } from 'node:crypto'
import { header } from './raw-sip.ts'
import type { Peer, RawMessage } from './raw-sip.ts'

const token = (): string => randomBytes(6).toString('hex')

export type RequestParts = {
  readonly method: string
  readonly uri: string
  readonly from?: string
  readonly to?: string
  readonly callId?: string
  readonly cseq?: number
  readonly transport?: 'UDP' | 'TCP' | 'WS'
  readonly headers?: readonly string[]
}

/** A correct request of `peer`, but for what the test puts into it. */
export function request(peer: Peer, parts: RequestParts): string {
  const transport = parts.transport ?? 'UDP'
  return [
    `${parts.method} ${parts.uri} SIP/2.0`,
    `Via: SIP/2.0/${transport} ${peer.address}:${peer.port};branch=z9hG4bK${token()};rport`,
    'Max-Forwards: 70',
    `From: ${parts.from ?? `<sip:caller@${peer.address}>`};tag=${token()}`,
    `To: ${parts.to ?? `<${parts.uri}>`}`,
    `Call-ID: ${parts.callId ?? token()}`,
    `CSeq: ${parts.cseq ?? 1} ${parts.method}`,
    `Contact: <sip:${/sip:([^@>;]+)@/.exec(parts.from ?? '')?.[1] ?? 'caller'}@${peer.address}:${peer.port};transport=${transport.toLowerCase()}>`,
    ...(parts.headers ?? []),
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
}

export type Credential = { readonly username: string; readonly password: string }

/** What the API issues: user name `expiry:agent`, password HMAC of it. */
export function ephemeralCredential(secret: string, agentId: string, expiresAtSeconds: number): Credential {
  const username = `${expiresAtSeconds}:${agentId}`
  return { username, password: createHmac('sha1', secret).update(username).digest('base64') }
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

/** The Authorization header that answers a challenge (RFC 3261 22.4, qop=auth or none). */
export function authorization(challenge: RawMessage, credential: Credential, uri: string, method = 'REGISTER'): string {
  const field = header(challenge, 'WWW-Authenticate') ?? ''
  const part = (name: string): string => new RegExp(`${name}="?([^",]+)"?`).exec(field)?.[1] ?? ''
  const ha1 = md5(`${credential.username}:${part('realm')}:${credential.password}`)
  const ha2 = md5(`${method}:${uri}`)
  const qop = part('qop')
  const cnonce = token()
  const response =
    qop === '' ? md5(`${ha1}:${part('nonce')}:${ha2}`) : md5(`${ha1}:${part('nonce')}:00000001:${cnonce}:auth:${ha2}`)
  const quality = qop === '' ? '' : `, qop=auth, nc=00000001, cnonce="${cnonce}"`
  return `Authorization: Digest username="${credential.username}", realm="${part('realm')}", nonce="${part('nonce')}", uri="${uri}", response="${response}"${quality}`
}

/** Registers (or with expires 0 unregisters) and gives the final answer. */
export async function register(
  peer: Peer,
  options: {
    readonly agentId: string
    readonly domain: string
    readonly credential: Credential
    readonly transport?: 'UDP' | 'TCP' | 'WS'
    readonly expiresSeconds?: number
    readonly callId?: string
  },
): Promise<RawMessage> {
  const uri = `sip:${options.domain}`
  const callId = options.callId ?? token()
  const aor = `<sip:${options.agentId}@${options.domain}>`
  const send = (cseq: number, extra: readonly string[]): void => {
    peer.send(
      request(peer, {
        method: 'REGISTER',
        uri,
        from: aor,
        to: aor,
        callId,
        cseq,
        transport: options.transport ?? 'UDP',
        headers: [`Expires: ${options.expiresSeconds ?? 120}`, ...extra],
      }),
    )
  }
  const answerTo = (cseq: number): Promise<RawMessage> =>
    peer.inbox.waitFor(
      `answer to REGISTER ${cseq}`,
      (message) => header(message, 'Call-ID') === callId && header(message, 'CSeq')?.startsWith(`${cseq} `) === true,
    )
  const first = peer.inbox.messages.length * 2 + 1
  send(first, [])
  const challenge = await answerTo(first)
  if (!challenge.startLine.includes('401')) return challenge
  send(first + 1, [authorization(challenge, options.credential, uri)])
  return answerTo(first + 1)
}
