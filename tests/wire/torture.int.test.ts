import { Caller, MediaClock } from '@seatline/phone'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf, storyOf } from './support/call-story.ts'
import { eventually } from './support/edge.ts'
import { startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { header, status, tcpPeer, udpPeer } from './support/raw-sip.ts'
import type { Peer, RawMessage } from './support/raw-sip.ts'
import { request } from './support/sip-requests.ts'
import { NUMBERS, TRUNK_ADDRESS } from './support/wire-tenants.ts'
import { TORTURE_MESSAGES } from './torture/messages.ts'
import type { TortureMessage } from './torture/messages.ts'

let path: SignallingPath
const clock = new MediaClock()
const PROBE = 'probe-behind-torture'

beforeAll(async () => {
  path = await startSignallingPath({ portBase: 4_840, rtpPorts: { min: 30_000, max: 30_999 } })
})
afterAll(async () => {
  await path.stop()
})

/** Final answers to the message itself, once an ordinary OPTIONS sent behind it has been answered on a connection of its own. */
async function answersTo(
  torture: TortureMessage,
  send: Peer,
  probe: Peer,
  transport: 'UDP' | 'TCP',
): Promise<RawMessage[]> {
  send.send(torture.bytes)
  for (let round = 0; round < 3; round++) {
    const callId = `${PROBE}-${torture.name}-${round}`
    const uri = `sip:media@127.0.0.1:${path.stack.ports.sip}`
    probe.send(request(probe, { method: 'OPTIONS', uri, transport, callId }))
    await probe.inbox.waitFor('answer to the probe', (message) => header(message, 'Call-ID') === callId)
  }
  return finalAnswers(send)
}

const finalAnswers = (peer: Peer): RawMessage[] => peer.inbox.messages.filter((message) => status(message) >= 200)

function judge(torture: TortureMessage, answers: readonly RawMessage[]): void {
  const statuses = answers.map(status)
  switch (torture.outcome) {
    case 'answered': {
      expect(statuses).not.toEqual([])
      break
    }
    case 'refused': {
      expect(statuses.filter((code) => code < 400)).toEqual([])
      break
    }
    case 'ignored': {
      expect(statuses).toEqual([])
      break
    }
    case 'tolerated': {
      expect(statuses.length).toBeLessThanOrEqual(1)
      break
    }
  }
}

async function ordinaryCallWorks(): Promise<void> {
  const server = { host: '127.0.0.1', port: path.stack.ports.sip }
  const caller = await Caller.open({ server, localAddress: TRUNK_ADDRESS, clock })
  const placed = await caller.place({ number: NUMBERS.wait, from: '13800000000', watchHz: [700] })
  const outcome = await placed.outcome
  if (!outcome.answered) throw new Error(`not answered: ${outcome.end.status ?? 0}`)
  expect(await outcome.call.audio.ear.waitForTone(700, 5_000)).not.toBeNull()
  outcome.call.hangUp()
  await eventually(
    'call over',
    async () => storyOf(await path.journal(), placed.sipCallId)?.ended ?? null,
    (ended) => ended !== null,
  )
  expect(faultsOf(await path.journal(), placed.sipCallId)).toEqual([])
  await caller.close()
}

describe('RFC 4475 over UDP, from a trunk, against the edge and media behind it', () => {
  it.each(TORTURE_MESSAGES)('$section $name: $what', async (torture) => {
    const server = { host: '127.0.0.1', port: path.stack.ports.sip }
    const [send, probe] = [await udpPeer(server, TRUNK_ADDRESS), await udpPeer(server, TRUNK_ADDRESS)]
    try {
      const answers = await answersTo(torture, send, probe, 'UDP')
      // An answer that comes from media takes a moment longer than one of the edge.
      if (torture.outcome === 'answered' && answers.length === 0)
        await send.inbox.waitFor('final answer', (message) => status(message) >= 200)
      judge(torture, finalAnswers(send))
    } finally {
      await Promise.all([send.close(), probe.close()])
    }
  })

  it('leaves an ordinary call working, and the edge did not restart', ordinaryCallWorks)
})

describe('RFC 4475 over TCP, straight at media', () => {
  it.each(TORTURE_MESSAGES)('$section $name: $what', async (torture) => {
    const server = { host: '127.0.0.1', port: path.stack.ports.mediaSip }
    const [send, probe] = [await tcpPeer(server, '127.0.0.1'), await tcpPeer(server, '127.0.0.1')]
    try {
      await answersTo(torture, send, probe, 'TCP')
    } finally {
      await Promise.all([send.close(), probe.close()])
    }
  })

  it('leaves an ordinary call working', ordinaryCallWorks)
})

describe('after all that', () => {
  it('neither part has crashed or complained of a fault of its own', async () => {
    const health = await fetch(path.stack.urls.mediaHealth)
    expect(health.ok).toBe(true)
    const failure = await Promise.race([path.stack.failed, Promise.resolve(null)])
    expect(failure).toBeNull()
  })
})
