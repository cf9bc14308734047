import type { AdmissionCheck } from './check.ts'

/** This node has a line left, and is not on its way out. */
export const platformCapacity: AdmissionCheck = ({ platformCalls, platformCallsMax, draining }) =>
  draining || platformCalls >= platformCallsMax ? { reason: 'platformFull', sipStatus: 503 } : null
