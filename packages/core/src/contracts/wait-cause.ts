import { z } from 'zod'
import { idSchema } from '../ids.ts'

/**
 * Why nobody could be rung for a caller. `allBusy`: agents who may serve the call are signed in, and none of them is ready. `nobodyAble`: agents of the queue are signed
 * in, and none of them has the skills asked for, or may be given the call without a transfer. `guaranteedToOthers`: callers of others, who have fewer agents than they
 * are guaranteed, wait for the same agents and go first; who they are is not said.
 */
export const WAIT_CAUSES = [
  'tenantAtMaximum',
  'nobodySignedIn',
  'nobodyAble',
  'allBusy',
  'guaranteedToOthers',
  'heldForDesignatedAgent',
  'heldForOwnerAgent',
  'heldForLastAgent',
] as const
export const waitCauseSchema = z.object({
  kind: z.enum(WAIT_CAUSES),
  /** The agent for whom the call is held. */
  agentId: idSchema('agent').nullable().default(null),
})
export type WaitCause = z.infer<typeof waitCauseSchema>
