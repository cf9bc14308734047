import { z } from 'zod'
import { idSchema } from '../ids.ts'

/** Why an agent is not ready: a reason code of the tenant's, or one that only the system sets. */
export const notReadyReasonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('code'), reasonId: idSchema('reason') }),
  z.object({
    kind: z.literal('system'),
    code: z.enum(['signedIn', 'ringNoAnswer', 'declined', 'phoneUnreachable', 'connectionLost']),
  }),
])
export type NotReadyReason = z.infer<typeof notReadyReasonSchema>

/** What an agent is doing. The server's state, never the browser's. */
export const agentStatusSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signedOut') }),
  z.object({ kind: z.literal('notReady'), reason: notReadyReasonSchema }),
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('ringing'), callId: idSchema('call') }),
  z.object({ kind: z.literal('talking'), callId: idSchema('call') }),
  /** `inFlow`: the agent has sent the caller into a flow, waits on the line, and gets the caller back. */
  z.object({ kind: z.literal('hold'), callId: idSchema('call'), inFlow: z.literal(true).optional() }),
  z.object({ kind: z.literal('wrapUp'), callId: idSchema('call'), endsAt: z.number().int() }),
])
export type AgentStatus = z.infer<typeof agentStatusSchema>
export type AgentStatusKind = AgentStatus['kind']

/** What rings when a call is presented: the portal's softphone (WebRTC), or a SIP desk phone (plain RTP). */
export const agentDeviceSchema = z.enum(['browser', 'sipPhone'])
export type AgentDevice = z.infer<typeof agentDeviceSchema>
