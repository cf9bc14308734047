import { CONFIG_CHANGED, DEFAULT_DESTINATIONS, PLATFORM_SNAPSHOT, platformSnapshotSchema } from '@seatline/core'
import { eventually } from './edge.ts'
import type { SignallingPath } from './signalling-path.ts'
import type { ToneCarrier } from './tone-carrier.ts'
import { wirePlatform } from './wire-tenants.ts'

type Outgoing = { readonly trunkId: string; readonly prefix: string; readonly carrier: ToneCarrier }

/** Calls out to numbers with these prefixes go over these carriers, once Kamailio knows their gateways. */
export async function publishOutgoing(path: SignallingPath, outgoing: readonly Outgoing[]): Promise<void> {
  const { trunks, ...platform } = wirePlatform()
  const out = outgoing.map(({ trunkId, prefix, carrier }) => ({
    trunkId,
    name: trunkId,
    prefixes: [prefix],
    sourceAddresses: [],
    direction: 'outbound',
    concurrentCallsMax: 10,
    gateways: [carrier.gateway],
    priority: 1,
    setupTimeoutMs: 3_000,
    probed: false,
  }))
  const snapshot = { ...platform, version: 2_000, trunks: [...trunks, ...out], destinations: DEFAULT_DESTINATIONS }
  await path.redis.set(PLATFORM_SNAPSHOT, JSON.stringify(platformSnapshotSchema.parse(snapshot)))
  await path.redis.publish(CONFIG_CHANGED, 'platform')
  await eventually(
    'the gateways in Kamailio',
    async () => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'htable.dump', params: ['gateways'] })
      return (await fetch(path.stack.urls.kamailioRpc, { method: 'POST', body })).text()
    },
    (text) => outgoing.every(({ carrier }) => text.includes(carrier.gateway)),
    15_000,
  )
}
