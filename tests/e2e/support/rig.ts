import { startStack } from '@seatline/stack'
import type { Stack } from '@seatline/stack'

/** The whole of Seatline for a test: real parts on ports of their own, a fresh database, the demo tenants. */
export function startRig(env: Parameters<typeof startStack>[0] = {}): Promise<Stack> {
  return startStack({
    portBase: Number(process.env['SEATLINE_TEST_PORT_BASE'] ?? 4600),
    rtpPorts: {
      min: Number(process.env['SEATLINE_TEST_RTP_MIN'] ?? 24_576),
      max: Number(process.env['SEATLINE_TEST_RTP_MAX'] ?? 32_767),
    },
    ...env,
  })
}
