import { DEFAULT_FLAGS } from './flags.ts'
import type { AcdState } from './pool-types.ts'

/** A pool with nobody in it. */
export const emptyAcdState = (): AcdState => ({
  flags: DEFAULT_FLAGS,
  queues: {},
  tenants: {},
  agents: {},
  calls: [],
  callbacks: {},
  memories: {},
  unclaimedPhones: {},
  closingQueues: {},
})
