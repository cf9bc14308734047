import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually, startEdge } from './support/edge.ts'
import type { Edge } from './support/edge.ts'
import { header, listeningPeer, method, replyTo, status, tcpPeer, udpPeer, webSocketPeer } from './support/raw-sip.ts'
import type { Peer, RawMessage } from './support/raw-sip.ts'
import { ephemeralCredential, register, request } from './support/sip-requests.ts'

const KAMAILIO_START = fileURLToPath(new URL('../../infra/kamailio/start', import.meta.url))
const PORT_BASE = 4650
const NODE_A = { host: '127.0.0.1', port: PORT_BASE + 12 }
const NODE_B = { host: '127.0.0.1', port: PORT_BASE + 13 }
const TRUNK_ADDRESS = '127.0.0.9'
const STRANGER_ADDRESS = '127.0.0.66'
const DIALLED = `sip:4008001001@127.0.0.1:${PORT_BASE + 10}`

let edge: Edge
let nodeA: Peer
const opened: Peer[] = []

/** Media answers a call at once, in two steps, as the real one does. */
const answersCalls = (message: RawMessage): string | null => {
  if (method(message) === 'INVITE') {
    const contact = [`Contact: <sip:media@127.0.0.1:${NODE_A.port};transport=tcp>`, 'X-Seatline-Secret: inside']
    return replyTo(message, '100 Trying') + replyTo(message, '200 OK', contact)
  }
  return method(message) === 'BYE' ? replyTo(message, '200 OK') : null
}

const keep = async <T extends Peer>(peer: Promise<T>): Promise<T> => {
  const ready = await peer
  opened.push(ready)
  return ready
}
const caller = (address = TRUNK_ADDRESS): Promise<Peer> => keep(udpPeer(edge.sip, address))
const nowSeconds = (): number => Math.floor(Date.now() / 1000)
const credentialOf = (agentId: string, validSeconds = 300): { username: string; password: string } =>
  ephemeralCredential(edge.credentialSecret, agentId, nowSeconds() + validSeconds)

const presenceOf = (agentId: string, registered: 'yes' | 'no') => (message: RawMessage) =>
  method(message) === 'NOTIFY' &&
  header(message, 'Event') === 'seatline-phone' &&
  header(message, 'X-Seatline-Agent') === agentId &&
  header(message, 'X-Seatline-Registered') === registered

beforeAll(async () => {
  nodeA = await listeningPeer(NODE_A, answersCalls)
  edge = await startEdge({
    portBase: PORT_BASE,
    mediaNodes: [`${NODE_A.host}:${NODE_A.port}`, `${NODE_B.host}:${NODE_B.port}`],
    settings: { DISPATCHER_INTERVAL: '1' },
  })
  await edge.rpc('htable.sets', 'trunks', TRUNK_ADDRESS, 'trk_test')
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((peer) => peer.close()))
})
afterAll(async () => {
  await edge.stop()
  await nodeA.close()
})

describe('start', () => {
  it('accepts its configuration file without a warning', async () => {
    const { stderr } = await promisify(execFile)(KAMAILIO_START, ['-c'], {
      env: { ...process.env, SIP_CREDENTIAL_SECRET: 'x', KAMAILIO_RUNTIME_DIR: `${tmpdir()}/seatline-edge-check` },
    })
    expect(stderr).toContain('config file ok')
    expect(stderr).not.toMatch(/ERROR|WARNING|CRITICAL/)
  })

  it('says in one sentence which setting is wrong', async () => {
    const run = promisify(execFile)(KAMAILIO_START, ['-c'], {
      env: { PATH: process.env['PATH'], SIP_CREDENTIAL_SECRET: 'x', SIP_LISTEN: 'here' },
    })
    await expect(run).rejects.toThrow("kamailio: SIP_LISTEN must be ADDRESS:PORT, not 'here'")
  })
})

describe('callers', () => {
  it('from an unknown source get no answer and are counted', async () => {
    const before = await edge.counter('dropped_unknown_source')
    const stranger = await caller(STRANGER_ADDRESS)
    stranger.send(request(stranger, { method: 'INVITE', uri: DIALLED }))
    stranger.send(request(stranger, { method: 'OPTIONS', uri: DIALLED }))
    await eventually(
      'drops',
      () => edge.counter('dropped_unknown_source'),
      (count) => count === before + 2,
    )
    expect(stranger.inbox.messages).toEqual([])
  })

  it('from a trunk reach media with number, trunk and source; headers of ours made up outside are gone both ways', async () => {
    const trunk = await caller()
    const callId = 'spoof@test'
    const spoofed = ['X-Seatline-Trunk: trk_other', 'X-Seatline-Dnis: 4008009009', 'X-Seatline-Agent: agt_x']
    trunk.send(request(trunk, { method: 'INVITE', uri: DIALLED, callId, headers: spoofed }))
    const invite = await nodeA.inbox.waitFor('INVITE', (message) => header(message, 'Call-ID') === callId)
    expect(invite.startLine).toBe(`INVITE sip:media@127.0.0.1:${NODE_A.port};transport=tcp SIP/2.0`)
    expect(invite.headers.get('x-seatline-trunk')).toEqual(['trk_test'])
    expect(invite.headers.get('x-seatline-dnis')).toEqual(['4008001001'])
    expect(invite.headers.get('x-seatline-source')).toEqual([`${TRUNK_ADDRESS}:${trunk.port};transport=udp`])
    expect(invite.headers.has('x-seatline-agent')).toBe(false)
    const answer = await trunk.inbox.waitFor('200', (message) => status(message) === 200)
    expect(answer.headers.has('x-seatline-secret')).toBe(false)
  })

  it('stay with their node inside the dialog', async () => {
    const trunk = await caller()
    const callId = 'dialog@test'
    trunk.send(request(trunk, { method: 'INVITE', uri: DIALLED, callId }))
    const answer = await trunk.inbox.waitFor('200', (message) => status(message) === 200)
    const routes = (answer.headers.get('record-route') ?? []).map((route) => `Route: ${route}`)
    expect(routes).toHaveLength(2)
    const target = `sip:media@127.0.0.1:${NODE_A.port};transport=tcp`
    trunk.send(
      request(trunk, { method: 'BYE', uri: target, to: header(answer, 'To') ?? '', callId, cseq: 2, headers: routes }),
    )
    await nodeA.inbox.waitFor('BYE', (message) => method(message) === 'BYE' && header(message, 'Call-ID') === callId)
    await trunk.inbox.waitFor('200 to BYE', (message) => header(message, 'CSeq') === '2 BYE' && status(message) === 200)
  })

  it('cannot use the edge to reach anything but media', async () => {
    const before = await edge.counter('dropped_relay_attempt')
    const victim = await keep(listeningPeer({ host: '127.0.0.1', port: PORT_BASE + 30 }))
    const trunk = await caller()
    const uri = `sip:victim@127.0.0.1:${PORT_BASE + 30};transport=tcp`
    const to = '<sip:victim@example.com>;tag=made-up'
    trunk.send(request(trunk, { method: 'BYE', uri, to, headers: [`Route: <sip:127.0.0.1:${PORT_BASE + 10};lr>`] }))
    const answer = await trunk.inbox.waitFor('refusal', (message) => status(message) >= 400)
    expect(status(answer)).toBe(481)
    expect(await edge.counter('dropped_relay_attempt')).toBe(before + 1)
    expect(victim.inbox.messages).toEqual([])
  })

  it('get 483 when the request has gone round in circles', async () => {
    const trunk = await caller()
    trunk.send(request(trunk, { method: 'INVITE', uri: DIALLED }).replace('Max-Forwards: 70', 'Max-Forwards: 0'))
    const answer = await trunk.inbox.waitFor('answer', () => true)
    expect(status(answer)).toBe(483)
  })

  it('with a scanner as user agent are dropped, and their address stays dropped', async () => {
    const scanner = await caller('127.0.0.67')
    const headers = ['User-Agent: friendly-scanner']
    scanner.send(request(scanner, { method: 'REGISTER', uri: `sip:${edge.sipDomain}`, headers }))
    await eventually(
      'scanner counted',
      () => edge.counter('dropped_scanner'),
      (count) => count === 1,
    )
    scanner.send(request(scanner, { method: 'REGISTER', uri: `sip:${edge.sipDomain}` }))
    await eventually(
      'ban counted',
      () => edge.counter('dropped_banned'),
      (count) => count === 1,
    )
    expect(scanner.inbox.messages).toEqual([])
  })
})

describe('floods', () => {
  it('from a stranger are answered up to the limit, then the address is banned', async () => {
    const flooder = await caller('127.0.0.68')
    for (let i = 0; i < 400; i++) flooder.send(request(flooder, { method: 'REGISTER', uri: `sip:${edge.sipDomain}` }))
    await eventually(
      'flood counted',
      async () => (await edge.counter('dropped_flood')) + (await edge.counter('dropped_banned')),
      (count) => count >= 100,
    )
    expect(flooder.inbox.messages.length).toBeLessThan(300)
  })

  it('of calls from one trunk are refused with 503 above its limit, and the trunk is not banned', async () => {
    const trunk = await caller()
    for (let i = 0; i < 300; i++) trunk.send(request(trunk, { method: 'INVITE', uri: DIALLED, callId: `rush-${i}` }))
    await trunk.inbox.waitFor('503', (message) => message.startLine === 'SIP/2.0 503 Trunk Call Rate Exceeded')
    expect(await edge.counter('rejected_trunk_rate')).toBeGreaterThan(0)
    await eventually(
      'the trunk calls again',
      async () => {
        const callId = `calm-${Date.now()}`
        trunk.send(request(trunk, { method: 'INVITE', uri: DIALLED, callId }))
        return status(
          await trunk.inbox.waitFor(
            callId,
            (message) => header(message, 'Call-ID') === callId && status(message) >= 200,
          ),
        )
      },
      (code) => code === 200,
    )
  })
})

describe('agents’ phones', () => {
  it('register with the credential of their agent, and media hears of it', async () => {
    const phone = await caller(STRANGER_ADDRESS)
    const options = { agentId: 'agt_udp', domain: edge.sipDomain, credential: credentialOf('agt_udp') }
    expect(status(await register(phone, options))).toBe(200)
    await nodeA.inbox.waitFor('presence yes', presenceOf('agt_udp', 'yes'))
    expect(status(await register(phone, { ...options, expiresSeconds: 0 }))).toBe(200)
    await nodeA.inbox.waitFor('presence no', presenceOf('agt_udp', 'no'))
  })

  it('are challenged again with a wrong password, refused with an expired or another agent’s credential', async () => {
    const phone = await caller(STRANGER_ADDRESS)
    const attempt = (credential: { username: string; password: string }): Promise<RawMessage> =>
      register(phone, { agentId: 'agt_one', domain: edge.sipDomain, credential })
    expect(status(await attempt({ ...credentialOf('agt_one'), password: 'guess' }))).toBe(401)
    expect((await attempt(credentialOf('agt_one', -60))).startLine).toBe('SIP/2.0 403 Credential Expired')
    expect((await attempt(credentialOf('agt_two'))).startLine).toBe('SIP/2.0 403 Credential Of Another Agent')
    expect(nodeA.inbox.messages.filter(presenceOf('agt_one', 'yes'))).toEqual([])
  })

  it('in a browser are gone for media as soon as the WebSocket closes', async () => {
    const browser = await webSocketPeer(edge.webSocketUrl)
    const options = {
      agentId: 'agt_web',
      domain: edge.sipDomain,
      credential: credentialOf('agt_web'),
      transport: 'WS',
    } as const
    expect(status(await register(browser, options))).toBe(200)
    await nodeA.inbox.waitFor('presence yes', presenceOf('agt_web', 'yes'))
    await browser.close()
    await nodeA.inbox.waitFor('presence no', presenceOf('agt_web', 'no'))
  })

  it('with two tabs stay registered when one closes', async () => {
    const [first, second] = [await webSocketPeer(edge.webSocketUrl), await keep(webSocketPeer(edge.webSocketUrl))]
    const options = {
      agentId: 'agt_tabs',
      domain: edge.sipDomain,
      credential: credentialOf('agt_tabs'),
      transport: 'WS',
    } as const
    expect(status(await register(first, options))).toBe(200)
    expect(status(await register(second, options))).toBe(200)
    await first.close()
    await eventually(
      'three notices',
      () => nodeA.inbox.messages.filter(presenceOf('agt_tabs', 'yes')).length,
      (count) => count >= 3,
    )
    expect(nodeA.inbox.messages.filter(presenceOf('agt_tabs', 'no'))).toEqual([])
  })

  it('on TCP are gone for media when the connection breaks', async () => {
    const phone = await tcpPeer(edge.sip, STRANGER_ADDRESS)
    const options = {
      agentId: 'agt_tcp',
      domain: edge.sipDomain,
      credential: credentialOf('agt_tcp'),
      transport: 'TCP',
    } as const
    expect(status(await register(phone, options))).toBe(200)
    await nodeA.inbox.waitFor('presence yes', presenceOf('agt_tcp', 'yes'))
    await phone.close()
    await nodeA.inbox.waitFor('presence no', presenceOf('agt_tcp', 'no'))
  })

  it('ring when media calls the agent, over the connection that they opened; unregistered agents give 480', async () => {
    const browser = await keep(webSocketPeer(edge.webSocketUrl))
    const options = {
      agentId: 'agt_ring',
      domain: edge.sipDomain,
      credential: credentialOf('agt_ring'),
      transport: 'WS',
    } as const
    expect(status(await register(browser, options))).toBe(200)
    const media = await keep(tcpPeer(edge.internal, '127.0.0.1'))
    const headers = ['X-Seatline-Call: cal_x', 'X-Seatline-Brand: 暖家']
    media.send(request(media, { method: 'INVITE', uri: `sip:agt_ring@${edge.sipDomain}`, transport: 'TCP', headers }))
    const invite = await browser.inbox.waitFor('INVITE', (message) => method(message) === 'INVITE')
    expect(header(invite, 'X-Seatline-Call')).toBe('cal_x')
    expect(header(invite, 'X-Seatline-Brand')).toBe('暖家')
    browser.send(replyTo(invite, '486 Busy Here'))
    await media.inbox.waitFor('486', (message) => status(message) === 486)

    media.send(request(media, { method: 'INVITE', uri: `sip:agt_nobody@${edge.sipDomain}`, transport: 'TCP' }))
    await media.inbox.waitFor('480', (message) => status(message) === 480)
  })

  it('cannot place calls', async () => {
    const browser = await keep(webSocketPeer(edge.webSocketUrl))
    browser.send(request(browser, { method: 'INVITE', uri: DIALLED, transport: 'WS' }))
    const answer = await browser.inbox.waitFor('answer', () => true)
    expect(status(answer)).toBe(403)
  })
})

describe('media nodes', () => {
  it('that die get no new calls; when none is left callers get 503, and calls go on when one is back', async () => {
    const trunk = await caller()
    const outcome = async (callId: string): Promise<number> => {
      trunk.send(request(trunk, { method: 'INVITE', uri: DIALLED, callId }))
      const mine = (message: RawMessage): boolean => header(message, 'Call-ID') === callId && status(message) >= 200
      return status(await trunk.inbox.waitFor(`outcome of ${callId}`, mine, 10_000))
    }
    // Node B never listened, so calls that round robin gave to it have failed over to A.
    expect(await outcome('a1')).toBe(200)
    expect(await outcome('a2')).toBe(200)
    await nodeA.close()
    expect(await outcome('none')).toBe(503)
    expect(await edge.counter('rejected_no_media_node')).toBeGreaterThanOrEqual(1)
    nodeA = await listeningPeer(NODE_A, answersCalls)
    await nodeA.inbox.waitFor('probe', (message) => method(message) === 'OPTIONS')
    await eventually(
      'node A live again',
      () => outcome(`back-${Date.now()}`),
      (code) => code === 200,
      10_000,
    )
  })

  it('are shown with all counters on the metrics page', async () => {
    const page = await (await fetch(edge.metricsUrl)).text()
    expect(page).toContain('kamailio_script_dropped_unknown_source')
    expect(page).toContain('kamailio_script_rejected_no_media_node')
  })
})
