import type { TrunkId } from '../ids.ts'

/** The platform's own trunk: what comes over it is a call that tries a tenant out. Never billed, in no figure, and the only one that a tenant in provisioning takes. */
export const PREFLIGHT_TRUNK_ID = 'trk_preflight' as TrunkId
