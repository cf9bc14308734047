import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildAudioSdp } from '../sdp/audio-sdp.ts'
import { TcpTransport } from '../transport/tcp-transport.ts'
import type { CallSession } from './call-session.ts'
import type { IncomingCall } from './incoming-call.ts'
import { UserAgent, type UserAgentHandlers } from './user-agent.ts'

const LOOPBACK = '127.0.0.1'
const SDP = buildAudioSdp({
  address: LOOPBACK,
  port: 4_000,
  codecs: ['PCMA'],
  telephoneEventPayload: 101,
  direction: 'sendrecv',
  sessionId: 1,
})

/** Waits until `ready` holds, at most 5 s. */
async function until(ready: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000
  while (!ready()) {
    if (Date.now() > deadline) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const probe = new TcpTransport({ ...transportOptions(9), listen: { host: LOOPBACK, port: 0 } })
  await probe.start({ onMessage: () => undefined, onFramingError: () => undefined, onConnected: () => undefined })
  const port = probe.listeningPort ?? 0
  await probe.stop()
  return port
}

/** A user agent on `port` whose requests go to `peerPort`. */
async function startAgent(port: number, peerPort: number, handlers: UserAgentHandlers): Promise<UserAgent> {
  const agent = new UserAgent({
    transport: new TcpTransport({ ...transportOptions(peerPort), listen: { host: LOOPBACK, port } }),
    user: 'media',
    domain: 'test.invalid',
    contactHost: LOOPBACK,
    contactPort: port,
    product: 'test',
    credentials: null,
  })
  await agent.start(handlers)
  return agent
}

const transportOptions = (port: number): ConstructorParameters<typeof TcpTransport>[0] => ({
  listen: null,
  nextHop: { host: LOOPBACK, port },
  localAddress: null,
  persistent: false,
})

describe('two user agents over TCP', () => {
  let callee: UserAgent
  let caller: UserAgent
  let calleePort: number
  let incoming: IncomingCall[]
  let events: string[]
  let onInvite: (call: IncomingCall) => void

  beforeEach(async () => {
    incoming = []
    events = []
    onInvite = () => undefined
    calleePort = await freePort()
    const callerPort = await freePort()
    callee = await startAgent(calleePort, callerPort, {
      onInvite: (call) => {
        incoming.push(call)
        call.handlers = { onCancel: () => events.push('cancelled') }
        onInvite(call)
      },
    })
    caller = await startAgent(callerPort, calleePort, {})
  })
  afterEach(async () => {
    await caller.stop()
    await callee.stop()
  })

  const call = (sessions: CallSession[]): ReturnType<UserAgent['invite']> =>
    caller.invite(
      { to: `sip:media@${LOOPBACK}:${String(calleePort)}`, from: 'sip:138@test.invalid', sdp: SDP },
      {
        onRinging: ({ status }) => events.push(`ringing ${String(status)}`),
        onAnswered: ({ session }) => {
          events.push('answered')
          sessions.push(session)
          session.handlers = { onBye: () => events.push('caller hears BYE') }
        },
        onFailed: ({ status }) => events.push(`failed ${String(status)}`),
      },
    )

  const answer = (each: IncomingCall): CallSession | null => {
    const session = each.accept({ sdp: SDP })
    if (session !== null)
      session.handlers = {
        onAck: () => events.push('ack'),
        onBye: () => events.push('callee hears BYE'),
        onModify: (request) => {
          events.push(request.method)
          request.accept({ sdp: request.sdp })
        },
      }
    return session
  }

  test('a call is answered, changed, refreshed and hung up', async () => {
    const sessions: CallSession[] = []
    onInvite = (each) => {
      each.progress(180)
      answer(each)
    }
    call(sessions)
    await until(() => events.includes('ack'))
    const [session] = sessions
    expect((await session?.reinvite(SDP))?.status).toBe(200)
    expect((await session?.refresh(SDP))?.status).toBe(200)
    session?.bye()
    await until(() => events.includes('callee hears BYE'))
    expect(events).toEqual(['ringing 180', 'answered', 'ack', 'INVITE', 'ack', 'UPDATE', 'callee hears BYE'])
  })

  test('a cancelled call is answered 487 and ends once', async () => {
    onInvite = (each) => each.progress(180)
    const placed = call([])
    await until(() => events.includes('ringing 180'))
    placed.cancel()
    placed.cancel()
    await until(() => events.includes('failed 487'))
    expect(events).toEqual(['ringing 180', 'cancelled', 'failed 487'])
    expect(incoming[0]?.accept({ sdp: SDP })).toBeNull()
  })

  test('an answer that crosses the CANCEL is acknowledged and hung up', async () => {
    const placed = call([])
    await until(() => incoming.length === 1)
    // Both leave before either can arrive.
    placed.cancel()
    const [first] = incoming
    if (first !== undefined) answer(first)
    await until(() => events.includes('callee hears BYE'))
    expect(events.filter((event) => event.startsWith('failed'))).toEqual(['failed 487'])
    expect(events).not.toContain('answered')
  })

  test('crossing BYEs end both sides, each with a 200', async () => {
    const sessions: CallSession[] = []
    let other: CallSession | null = null
    onInvite = (each) => {
      other = answer(each)
    }
    call(sessions)
    await until(() => events.includes('ack'))
    const theirs: CallSession | null = other
    sessions[0]?.bye()
    ;(theirs as CallSession | null)?.bye()
    expect([sessions[0]?.ended, (theirs as CallSession | null)?.ended]).toEqual([true, true])
    // Neither is told of the other's: both had hung up.
    await until(() => caller.counters.messagesReceived >= 3 && callee.counters.messagesReceived >= 4)
    expect(events).toEqual(['answered', 'ack'])
  })

  test('a hang-up before the ACK waits for it', async () => {
    const sessions: CallSession[] = []
    onInvite = (each) => answer(each)?.bye()
    call(sessions)
    await until(() => events.includes('caller hears BYE'))
    expect(events).toEqual(['answered', 'caller hears BYE'])
  })

  test('a peer that cannot be reached fails with 503', async () => {
    await callee.stop()
    call([])
    await until(() => events.includes('failed 503'))
  })
})

describe('what is no proper message', () => {
  let agent: UserAgent
  let socket: Socket
  let received: string

  beforeEach(async () => {
    received = ''
    const port = await freePort()
    agent = await startAgent(port, 9, {})
    socket = connect(port, LOOPBACK)
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('utf8')
    })
    socket.on('error', () => undefined)
  })
  afterEach(async () => {
    socket.destroy()
    await agent.stop()
  })

  const headers = (method: string, cseq = `1 ${method}`): string =>
    [
      `Via: SIP/2.0/TCP ${LOOPBACK}:5;branch=z9hG4bK${method}`,
      'From: <sip:a@test.invalid>;tag=1',
      'To: <sip:media@test.invalid>',
      'Call-ID: hard@test',
      `CSeq: ${cseq}`,
      'Contact: <sip:a@127.0.0.1>',
      '',
    ].join('\r\n')

  test.each([
    ['a malformed request', `INVITE <sip:media@x> SIP/2.0\r\n${headers('INVITE')}Content-Length: 0\r\n\r\n`, '400'],
    ['another version', `INVITE sip:media@x SIP/7.0\r\n${headers('INVITE')}Content-Length: 0\r\n\r\n`, '505'],
    ['a negative length', `INVITE sip:media@x SIP/2.0\r\n${headers('INVITE')}Content-Length: -5\r\n\r\n`, '400'],
    ['a CSeq of another method', `INVITE sip:media@x SIP/2.0\r\n${headers('INVITE', '1 BYE')}l: 0\r\n\r\n`, '400'],
    ['an unknown method', `NEWMETHOD sip:media@x SIP/2.0\r\n${headers('NEWMETHOD')}l: 0\r\n\r\n`, '405'],
    ['a foreign scheme', `INVITE nobody:x@y SIP/2.0\r\n${headers('INVITE')}l: 0\r\n\r\n`, '4'],
    ['an unknown extension', `INVITE sip:media@x SIP/2.0\r\nRequire: nope\r\n${headers('INVITE')}l: 0\r\n\r\n`, '420'],
    ['a stranger', `INVITE sip:nobody@x SIP/2.0\r\n${headers('INVITE')}l: 0\r\n\r\n`, '404'],
    ['a BYE for no dialog', `BYE sip:media@x SIP/2.0\r\n${headers('BYE')}l: 0\r\n\r\n`, '481'],
  ])('%s is answered', async (_, request, status) => {
    socket.write(request)
    await until(() => received.includes(`SIP/2.0 ${status}`))
  })

  test('rubbish, stray answers and ACKs are met with silence, and the next request is served', async () => {
    socket.write(`SIP/2.0 200 OK\r\n${headers('INVITE')}l: 0\r\n\r\n`)
    socket.write(`ACK sip:media@x SIP/2.0\r\n${headers('ACK')}l: 0\r\n\r\n`)
    socket.write('hello\r\n\r\n')
    socket.write(`OPTIONS sip:127.0.0.1 SIP/2.0\r\n${headers('OPTIONS')}l: 0\r\n\r\n`)
    await until(() => received.includes('SIP/2.0 200 OK'))
    expect(received.match(/^SIP\/2\.0/gm)).toHaveLength(1)
    expect(agent.counters.faults).toBe(0)
  })

  test('a ping gets its pong', async () => {
    socket.write('\r\n\r\n')
    await until(() => received === '\r\n')
  })
})
