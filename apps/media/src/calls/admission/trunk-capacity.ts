import type { AdmissionCheck } from './check.ts'

/** The carrier's connection has a line left. */
export const trunkCapacity: AdmissionCheck = ({ trunkCalls, trunkCallsMax }) =>
  trunkCalls >= trunkCallsMax ? { reason: 'platformFull', sipStatus: 503 } : null
