// Runs before a media container is stopped: Kamailio sends this node no new calls, and the node lives until its last call is over.
// The time is limited by the pod's terminationGracePeriodSeconds.
import { setTimeout as delay } from 'node:timers/promises'

const { KAMAILIO_RPC_URL, MEDIA_SIP_LISTEN, MEDIA_HTTP_LISTEN } = process.env

async function rpc(method, params) {
  const response = await fetch(KAMAILIO_RPC_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = await response.json()
  if (error) throw new Error(`${method}: ${error.message}`)
  return result
}

/** Kamailio knows the node by its name; its list tells which one has our address and port. */
async function destinationOf(port) {
  const { RECORDS: sets } = await rpc('dispatcher.list', [])
  const own = process.env.HOSTNAME ?? ''
  const uris = sets.flatMap(({ SET }) => SET.TARGETS.map(({ DEST }) => DEST.URI))
  return uris.find((uri) => uri.startsWith(`sip:${own}.`) && uri.includes(`:${port}`))
}

async function openCalls() {
  const text = await (await fetch(`http://${MEDIA_HTTP_LISTEN}/metrics`)).text()
  const match = /^seatline_media_calls(?:\{[^}]*\})? (\d+)/m.exec(text)
  return match === null ? 0 : Number(match[1])
}

const destination = await destinationOf(MEDIA_SIP_LISTEN.split(':')[1])
// "d": disabled, and no probe brings it back.
if (destination !== undefined) await rpc('dispatcher.set_state', ['d', 1, destination])
while ((await openCalls()) > 0) await delay(2_000)
