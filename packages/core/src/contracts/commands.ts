import { z } from 'zod'
import { agentDeviceSchema, notReadyReasonSchema } from '../agents/agent-status.ts'
import { SEAT_GRADES } from '../entitlements/entitlements.ts'
import { idSchema } from '../ids.ts'
import { TENANT_STATUSES } from '../tenants/lifecycle.ts'

const agentId = idSchema('agent')

/** One who is rung for a caller, by somebody's choice and not the queue's. */
export const transferPartySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), agentId }),
  z.object({ kind: z.literal('number'), number: z.string().min(3).max(40) }),
])
export type TransferParty = z.infer<typeof transferPartySchema>

/** Where an agent sends the caller. A flow that `returns` gives the caller back to the same agent. */
export const transferTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), agentId }),
  z.object({ kind: z.literal('queue'), queueId: idSchema('queue') }),
  z.object({ kind: z.literal('flow'), flowId: idSchema('flow'), returns: z.boolean() }),
  z.object({ kind: z.literal('number'), number: z.string().min(3).max(40) }),
  /** Who is on call now, one after the other. `parties` is filled in by who takes the command, from the list as it is published. */
  z.object({
    kind: z.literal('onCall'),
    listId: idSchema('onCallList'),
    parties: z.array(transferPartySchema).max(100).readonly().default([]),
  }),
])
export type TransferTarget = z.infer<typeof transferTargetSchema>

/** What an agent (through the API) asks of the engine. The engine answers each command exactly once. */
export const agentCommandSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('agent.signIn'),
    agentId,
    device: agentDeviceSchema,
    queueIds: z.array(idSchema('queue')).min(1),
  }),
  z.object({ kind: z.literal('agent.signOut'), agentId }),
  z.object({ kind: z.literal('agent.ready'), agentId }),
  /** While talking or ringing it is kept and takes effect when the call (and its wrap-up) is over. */
  z.object({ kind: z.literal('agent.notReady'), agentId, reason: notReadyReasonSchema }),
  z.object({ kind: z.literal('agent.endWrapUp'), agentId }),
  z.object({ kind: z.literal('agent.extendWrapUp'), agentId, byMs: z.number().int().min(1_000).max(600_000) }),
  z.object({ kind: z.literal('agent.setMuted'), agentId, muted: z.boolean() }),
  z.object({ kind: z.literal('agent.hangUp'), agentId, callId: idSchema('call') }),
  z.object({
    kind: z.literal('agent.setDisposition'),
    agentId,
    callId: idSchema('call'),
    dispositionId: idSchema('disposition'),
    note: z.string().max(2_000),
  }),
  z.object({ kind: z.literal('agent.transfer'), agentId, callId: idSchema('call'), to: transferTargetSchema }),
  /**
   * The agent is rung for this callback, and then its caller is called: one attempt. `asked` for one that the engine does not have: of a message that was left; it is
   * for this agent alone.
   */
  z.object({
    kind: z.literal('agent.callBack'),
    agentId,
    tenantId: idSchema('tenant'),
    callbackId: idSchema('callback'),
    asked: z
      .object({
        /** The call in which the message was left. */
        callId: idSchema('call'),
        queueId: idSchema('queue'),
        number: z.string().min(3).max(40),
      })
      .nullable(),
  }),
  /** Ends the flow into which the agent sent the caller; both are joined again. */
  z.object({ kind: z.literal('agent.takeBack'), agentId, callId: idSchema('call') }),
])
export type AgentCommand = z.infer<typeof agentCommandSchema>
export type AgentCommandKind = AgentCommand['kind']

/** What the operator asks of the platform. It is answered when the call has been begun or refused; how it goes is written under `testCallKey`. */
export const platformCommandSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('trunk.testCall'),
    callId: idSchema('call'),
    /** In whose name it is placed: by that tenant's rules and numbers. */
    tenantId: idSchema('tenant'),
    number: z.string().max(40),
    callerId: z.string().nullable(),
    /** Only over this trunk; null: as any call. */
    trunkId: idSchema('trunk').nullable(),
    /** Played when it is answered, relative to the prompt directory; null: silence. */
    promptFile: z.string().nullable(),
    /** Hung up so long after the answer. */
    talkMs: z.number().int().min(500).max(60_000),
    /** Given up when nobody answers for so long. */
    ringMs: z.number().int().min(1_000).max(120_000),
  }),
])
export type PlatformCommand = z.infer<typeof platformCommandSchema>

/** What a leader asks of the engine. It is answered when the engine has been told; what comes of it is in the journal. */
export const queueCommandSchema = z.discriminatedUnion('kind', [
  /** Whoever asked for it is not called back any more, unless it rings already. */
  z.object({ kind: z.literal('callback.cancel'), tenantId: idSchema('tenant'), callbackId: idSchema('callback') }),
])
export type QueueCommand = z.infer<typeof queueCommandSchema>

export const commandEnvelopeSchema = z.object({
  v: z.literal(1),
  commandId: idSchema('command'),
  sentAt: z.number().int(),
  command: z.discriminatedUnion('kind', [agentCommandSchema, platformCommandSchema, queueCommandSchema]),
})
export type CommandEnvelope = z.infer<typeof commandEnvelopeSchema>

/** Why a command was refused: said to the agent in their language by its code. */
export const commandErrorCodeSchema = z.enum([
  'agent.unknown',
  'agent.notSignedIn',
  'agent.alreadySignedIn',
  'agent.onCall',
  'agent.notInWrapUp',
  'agent.notOnThisCall',
  /** Of a transfer: who or what the call was to go to cannot take it now, or is not the tenant's. */
  'transfer.notPossible',
  /** The number may not be called: by its class, the black list, or because it is none. The talk goes on. */
  'transfer.numberRefused',
  /** The list is empty at this hour, or none of those on it can be reached. */
  'transfer.nobodyOnCall',
  /** It is over, somebody calls back already, or the agent may not. */
  'callback.notPossible',
  /** Who calls back must be ready: the own phone rings first. */
  'callback.agentNotReady',
  'agent.queueNotAllowed',
  'agent.seatsExhausted',
  'tenant.notOpen',
  'agent.phoneNotRegistered',
  'command.expired',
  'command.malformed',
  'engine.unavailable',
])
export type CommandErrorCode = z.infer<typeof commandErrorCodeSchema>
/** Which tenant refused a sign-in and why. The agent works for that tenant, so nothing here is new to the agent. */
export const refusalDetailSchema = z.object({
  tenantId: idSchema('tenant'),
  tenantName: z.string(),
  status: z.enum(TENANT_STATUSES),
  /** Of the seat that is missing; these three are null where it is not a matter of seats. */
  grade: z.enum(SEAT_GRADES).nullable(),
  rented: z.number().int().nullable(),
  inUse: z.number().int().nullable(),
})
export type RefusalDetail = z.infer<typeof refusalDetailSchema>

export const commandReplySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), commandId: idSchema('command') }),
  z.object({
    ok: z.literal(false),
    commandId: idSchema('command'),
    code: commandErrorCodeSchema,
    message: z.string(),
    detail: refusalDetailSchema.optional(),
  }),
])
export type CommandReply = z.infer<typeof commandReplySchema>

/** Redis stream the API appends to; each entry has one field `command` with the JSON of a CommandEnvelope. */
export const COMMAND_STREAM = 'seatline:commands'
/** Redis list on which the reply is pushed (LPUSH, EXPIRE 30 s); the API waits with BRPOP. */
export const commandReplyKey = (commandId: string): string => `seatline:reply:${commandId}`
/** A command older than this is refused as `command.expired`, never carried out late. */
export const COMMAND_TTL_MS = 5_000
