import { method, rawSdp, replyTo } from './raw-sip.ts'
import type { Peer } from './raw-sip.ts'

/**
 * An agent's phone that answers at the moment it is cancelled: its 200 crosses the CANCEL. Resolves when it has been acknowledged and hung up, in whatever
 * order UDP brings the two; rejects when one of them does not come.
 */
export async function answerTheCancel(peer: Peer): Promise<void> {
  const contact = `Contact: <sip:phone@${peer.address}:${peer.port}>`
  const received = (name: string) => peer.inbox.waitFor(name, (message) => method(message) === name, 10_000)
  const invite = await received('INVITE')
  peer.send(replyTo(invite, '180 Ringing', [contact]))
  const cancel = await received('CANCEL')
  const body = rawSdp(peer.address)
  const answer = replyTo(invite, '200 OK', [contact, 'Content-Type: application/sdp'])
  peer.send(answer.replace(/Content-Length: 0\r\n\r\n$/, `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`))
  peer.send(replyTo(cancel, '200 OK'))
  const [, bye] = await Promise.all([received('ACK'), received('BYE')])
  peer.send(replyTo(bye, '200 OK'))
}
