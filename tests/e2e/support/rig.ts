import { startStack } from '@seatline/stack'
import type { Stack, StackOptions } from '@seatline/stack'

const keptDataDir = process.env['SEATLINE_TEST_DATA']
const builtPortal = process.env['SEATLINE_TEST_PORTAL_DIST']
const portal = process.env['SEATLINE_TEST_PORTAL']

/**
 * The whole of Seatline for a test: real parts on ports of their own, a fresh database, the demo tenants.
 * SEATLINE_TEST_PORTAL names a built portal other than that of the workspace; SEATLINE_TEST_DATA names a folder to keep what the stack writes, logs above all, when one looks for a fault.
 */
export function startRig(options: StackOptions = {}): Promise<Stack> {
  return startStack({
    portBase: Number(process.env['SEATLINE_TEST_PORT_BASE'] ?? 4600),
    rtpPorts: {
      min: Number(process.env['SEATLINE_TEST_RTP_MIN'] ?? 24_576),
      max: Number(process.env['SEATLINE_TEST_RTP_MAX'] ?? 32_767),
    },
    ...(builtPortal === undefined ? {} : { without: ['portal'], env: { api: { PORTAL_DIST: builtPortal } } }),
    ...(keptDataDir === undefined ? {} : { dataDir: keptDataDir, durable: false }),
    ...(portal === undefined ? {} : { env: { api: { PORTAL_DIST: portal } } }),
    ...options,
  })
}
