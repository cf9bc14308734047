import { z } from 'zod'
import { agentDeviceSchema, agentStatusSchema } from '../agents/agent-status.ts'
import { hangupCauseSchema, releasedBySchema } from '../calls/hangup-cause.ts'
import { idSchema } from '../ids.ts'
import { DESTINATION_CLASSES } from '../trunks/destination-class.ts'
import { routingReasonSchema } from './routing-reason.ts'
import { waitCauseSchema } from './wait-cause.ts'

const call = idSchema('call')
const leg = idSchema('leg')
const agent = idSchema('agent')
const queue = idSchema('queue')

/**
 * What became true, past tense. A fact becomes one journal event; every figure, record and bill is derived from these and from nothing else.
 * Times inside a fact are epoch milliseconds.
 */
export const factSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call.arrived'),
    callId: call,
    legId: leg,
    trunkId: idSchema('trunk'),
    didId: idSchema('did'),
    ani: z.string(),
    dnis: z.string(),
    sipCallId: z.string(),
    /** A call that the platform made itself to try a tenant out: never billed, never in a figure. */
    test: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('call.rejected'),
    reason: z.enum([
      'unknownNumber',
      'tenantFull',
      'tenantSuspended',
      'tenantNotOpen',
      'tenantTooFast',
      'callerBlocked',
      'platformFull',
    ]),
    sipStatus: z.number().int(),
    ani: z.string(),
    dnis: z.string(),
    sipCallId: z.string(),
  }),
  /** A call out was begun. Each gateway that is tried for it is a leg. */
  z.object({
    kind: z.literal('call.dialled'),
    callId: call,
    /** The number shown to the called party. */
    ani: z.string(),
    /** The number called, as dialled where the trunks are. */
    dnis: z.string(),
    destinationClass: z.enum(DESTINATION_CLASSES),
    test: z.boolean(),
  }),
  z.object({ kind: z.literal('call.answered'), callId: call }),
  z.object({
    kind: z.literal('ivr.started'),
    callId: call,
    flowId: idSchema('flow'),
    flowVersionId: idSchema('flowVersion'),
  }),
  z.object({
    kind: z.literal('ivr.nodeEntered'),
    callId: call,
    nodeId: z.string(),
    nodeKind: z.string(),
    label: z.string(),
  }),
  z.object({
    kind: z.literal('ivr.digitsCollected'),
    callId: call,
    nodeId: z.string(),
    digits: z.string(),
    variable: z.string().nullable(),
  }),
  /**
   * What an agent may see of what the flow knows, from here on and instead of what was told before: as the queue's step chooses, all else what is hidden there.
   * Never the digits of a PIN or a payment, nor a secret. A flow that knows nothing tells nothing.
   */
  z.object({ kind: z.literal('ivr.variablesShown'), callId: call, variables: z.record(z.string(), z.string()) }),
  z.object({
    kind: z.literal('ivr.inputFailed'),
    callId: call,
    nodeId: z.string(),
    why: z.enum(['noInput', 'invalid']),
    attempt: z.number().int(),
  }),
  z.object({
    kind: z.literal('ivr.ended'),
    callId: call,
    outcome: z.enum(['queued', 'hungUp', 'callerLeft', 'failed', 'transferred', 'voicemail', 'callback', 'returned']),
  }),
  /** `requeued` is true when the call came back to the queue; `enqueuedAt` is then still the first time, so the caller keeps the place. */
  z.object({
    kind: z.literal('call.queued'),
    callId: call,
    queueId: queue,
    priority: z.number().int(),
    position: z.number().int(),
    enqueuedAt: z.number().int(),
    requeued: z.boolean(),
    /** Why nobody was rung at once. None: somebody was, or the fact is older than the causes. */
    causes: z.array(waitCauseSchema).optional(),
  }),
  z.object({
    kind: z.literal('call.presented'),
    callId: call,
    queueId: queue,
    agentId: agent,
    presentation: z.number().int(),
    reason: routingReasonSchema,
  }),
  z.object({
    kind: z.literal('call.presentationEnded'),
    callId: call,
    queueId: queue,
    agentId: agent,
    presentation: z.number().int(),
    outcome: z.enum(['answered', 'noAnswer', 'declined', 'unreachable', 'callerLeft', 'agentLeft', 'otherAnswered']),
    sipStatus: z.number().int().nullable(),
  }),
  z.object({
    kind: z.literal('call.connected'),
    callId: call,
    queueId: queue,
    agentId: agent,
    legId: leg,
    waitedMs: z.number().int(),
  }),
  /** An outside number is called for the caller, because nobody answered, by overflow, or by transfer. Each is followed by exactly one `call.outsideEnded`. */
  z.object({ kind: z.literal('call.outsideRung'), callId: call, queueId: queue, number: z.string() }),
  /** Recorded as at an agent; the wait is over. */
  z.object({
    kind: z.literal('call.outsideAnswered'),
    callId: call,
    queueId: queue,
    number: z.string(),
    legId: leg,
    waitedMs: z.number().int().min(0),
  }),
  z.object({
    kind: z.literal('call.outsideEnded'),
    callId: call,
    queueId: queue,
    outcome: z.enum(['talked', 'busy', 'noAnswer', 'failed', 'callerLeft']),
  }),
  /** The caller has waited so long that less is asked of the agent, or more agents may take the call. */
  z.object({
    kind: z.literal('call.requirementRelaxed'),
    callId: call,
    queueId: queue,
    step: z.number().int().min(1),
    /** Why nobody was rung even so. */
    causes: z.array(waitCauseSchema).optional(),
  }),
  /** The queue gave the call up. */
  z.object({
    kind: z.literal('call.overflowed'),
    callId: call,
    queueId: queue,
    why: z.enum(['wait', 'length', 'noAgent', 'noAnswer']),
    to: z.enum(['queue', 'voicemail', 'flow', 'number', 'announcement']),
    waitedMs: z.number().int(),
  }),
  /** The caller chose not to wait any longer; not abandoned. */
  z.object({
    kind: z.literal('call.leftQueue'),
    callId: call,
    queueId: queue,
    to: z.enum(['voicemail', 'callback', 'flow', 'transfer']),
    waitedMs: z.number().int(),
  }),
  /** What the caller was told, to be compared with what came true. */
  z.object({
    kind: z.literal('call.toldWait'),
    callId: call,
    queueId: queue,
    position: z.number().int().min(1),
    expectedMs: z.number().int().min(0).nullable(),
  }),
  /** The place in the queue is kept: the callback waits since `enqueuedAt`, as the caller did. */
  z.object({
    kind: z.literal('callback.requested'),
    callId: call,
    callbackId: idSchema('callback'),
    queueId: queue,
    number: z.string(),
    enqueuedAt: z.number().int(),
  }),
  /** Exactly one dial; `callId` is the call that the attempt makes. */
  z.object({
    kind: z.literal('callback.attempted'),
    callId: call,
    callbackId: idSchema('callback'),
    queueId: queue,
    agentId: agent,
    attempt: z.number().int().min(1),
  }),
  z.object({
    kind: z.literal('callback.attemptEnded'),
    callId: call,
    callbackId: idSchema('callback'),
    attempt: z.number().int().min(1),
    outcome: z.enum(['answered', 'busy', 'noAnswer', 'failed', 'agentGone']),
  }),
  /** Exactly one for each callback.requested; `callId` is the call in which it was asked for. */
  z.object({
    kind: z.literal('callback.ended'),
    callId: call,
    callbackId: idSchema('callback'),
    outcome: z.enum(['reached', 'givenUp', 'cancelled']),
    attempts: z.number().int().min(0),
  }),
  /** A message that the caller left; the capture is turned into a file as a recording is. */
  z.object({
    kind: z.literal('voicemail.left'),
    callId: call,
    voicemailId: idSchema('voicemail'),
    boxId: idSchema('voicemailBox'),
    recordingId: idSchema('recording'),
    lengthMs: z.number().int().min(0),
    promisedAt: z.number().int(),
    captureFile: z.string().nullable(),
    streams: z.array(
      z.object({ party: z.enum(['caller']), ssrc: z.number().int().nullable(), localPort: z.number().int() }),
    ),
  }),
  z.object({
    kind: z.literal('survey.answered'),
    callId: call,
    agentId: agent.nullable(),
    queueId: queue.nullable(),
    surveyId: z.string(),
    /** The key pressed, and what it stands for in the survey. */
    score: z.number().int(),
    satisfied: z.boolean(),
    reasonKey: z.string().nullable(),
  }),
  /** The agent sent the caller into a flow; `returns` when the caller comes back to the same agent. */
  z.object({
    kind: z.literal('call.sentToFlow'),
    callId: call,
    agentId: agent,
    flowId: idSchema('flow'),
    returns: z.boolean(),
  }),
  z.object({ kind: z.literal('call.returnedToAgent'), callId: call, agentId: agent }),
  /** Blind transfer by an agent. */
  z.object({
    kind: z.literal('call.transferred'),
    callId: call,
    agentId: agent,
    to: z.enum(['queue', 'agent', 'flow', 'number', 'onCall']),
    target: z.string(),
  }),
  z.object({ kind: z.literal('call.held'), callId: call, agentId: agent }),
  z.object({ kind: z.literal('call.retrieved'), callId: call, agentId: agent }),
  /** The agent's side vanished while talking; the caller goes back to the queue. */
  z.object({ kind: z.literal('call.agentLost'), callId: call, agentId: agent }),
  z.object({ kind: z.literal('call.disconnected'), callId: call, agentId: agent, by: releasedBySchema }),
  z.object({
    kind: z.literal('call.abandoned'),
    callId: call,
    queueId: queue.nullable(),
    waitedMs: z.number().int(),
    phase: z.enum(['ivr', 'queue', 'ringing']),
  }),
  /** Exactly one for each call.arrived. */
  z.object({ kind: z.literal('call.ended'), callId: call, releasedBy: releasedBySchema, cause: hangupCauseSchema }),
  z.object({
    kind: z.literal('call.dispositionSet'),
    callId: call,
    agentId: agent,
    dispositionId: idSchema('disposition'),
    note: z.string(),
  }),
  z.object({
    kind: z.literal('leg.started'),
    legId: leg,
    callId: call,
    direction: z.enum(['inbound', 'outbound']),
    /** `outside`: a number rung in an agent's place, or to which the caller was given on. */
    party: z.enum(['caller', 'agent', 'outside']),
    agentId: agent.nullable(),
    trunkId: idSchema('trunk').nullable(),
    sipCallId: z.string(),
  }),
  z.object({ kind: z.literal('leg.ringing'), legId: leg, callId: call }),
  z.object({ kind: z.literal('leg.answered'), legId: leg, callId: call }),
  /** Exactly one for each leg.started. */
  z.object({
    kind: z.literal('leg.ended'),
    legId: leg,
    callId: call,
    releasedBy: releasedBySchema,
    cause: hangupCauseSchema,
  }),
  /** One recorded segment: from the answer of an agent or outside number until that one leaves, or the caller is sent into a flow. */
  z.object({
    kind: z.literal('recording.started'),
    recordingId: idSchema('recording'),
    callId: call,
    /** Null: the caller talks to an outside number. */
    agentId: agent.nullable(),
    segment: z.number().int(),
    rtpengineCallId: z.string(),
  }),
  z.object({
    kind: z.literal('recording.stopped'),
    recordingId: idSchema('recording'),
    callId: call,
    agentId: agent.nullable(),
    segment: z.number().int(),
    /** Talk time that the file must cover, hold included. */
    expectedMs: z.number().int(),
    /** The packet capture, relative to rtpengine's recording directory; null when rtpengine named none. */
    captureFile: z.string().nullable(),
    /** Where each party's packets come from and which way they go in the capture. */
    streams: z.array(
      z.object({ party: z.enum(['caller', 'agent']), ssrc: z.number().int().nullable(), localPort: z.number().int() }),
    ),
  }),
  z.object({
    kind: z.literal('agent.signedIn'),
    agentId: agent,
    device: agentDeviceSchema,
    queues: z.array(z.object({ tenantId: idSchema('tenant'), queueId: queue })),
  }),
  z.object({ kind: z.literal('agent.signedOut'), agentId: agent }),
  /** `since` of the new status is the event's `at`. `servedTenantId` is the tenant of the call that binds the agent, else null. */
  z.object({
    kind: z.literal('agent.stateChanged'),
    agentId: agent,
    from: agentStatusSchema,
    to: agentStatusSchema,
    servedTenantId: idSchema('tenant').nullable(),
    queueId: queue.nullable(),
  }),
  z.object({ kind: z.literal('agent.muteChanged'), agentId: agent, muted: z.boolean() }),
  /** The agent's phone (browser or SIP) came or went, as Kamailio's registrar says. */
  z.object({ kind: z.literal('agent.phoneChanged'), agentId: agent, registered: z.boolean() }),
  /** A media node began with an empty memory: the node's calls that were open ended at its last sign of life. */
  z.object({ kind: z.literal('node.started'), lastAliveAt: z.number().int().nullable() }),
  /** A process of a media node is gone and does not come back: what it had open ended when it was last heard of. Told by another node, once. */
  z.object({
    kind: z.literal('node.lost'),
    lostNodeId: z.string(),
    lostEpoch: z.number().int(),
    lastAliveAt: z.number().int(),
  }),
  /** The engine of a pool runs here from now on; `takenOver` from a node that was lost, `gapMs` is how long nobody decided. */
  z.object({
    kind: z.literal('pool.led'),
    poolId: idSchema('pool'),
    token: z.number().int(),
    takenOver: z.boolean(),
    gapMs: z.number().int().min(0),
  }),
  /** What the engine held for true and was not, and for how long: a ghost. None without a fault. */
  z.object({
    kind: z.literal('pool.corrected'),
    poolId: idSchema('pool'),
    what: z.enum(['callGone', 'callUnknown', 'agentPhone', 'agentBound', 'talkUnknown']),
    subjectId: z.string(),
    ghostMs: z.number().int().min(0),
  }),
])
export type Fact = z.infer<typeof factSchema>
export type FactKind = Fact['kind']
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>

/** What the event is about, and the order within it. */
export const journalSubjectSchema = z.object({ kind: z.enum(['call', 'agent', 'node']), id: z.string() })

/**
 * One entry of the journal. `eventId` is unique for ever (a repeated delivery has the same one); `seq` counts from 1 without a gap within `subject`
 * of one `epoch` of a node. `tenantId` is the tenant whose call or agent it is; for node events and calls to unknown numbers it is the operator's.
 */
export const journalEventSchema = z.object({
  v: z.literal(1),
  eventId: idSchema('event'),
  at: z.number().int(),
  tenantId: idSchema('tenant'),
  nodeId: z.string(),
  /** Start of the media node's process, epoch milliseconds. */
  epoch: z.number().int(),
  subject: journalSubjectSchema,
  seq: z.number().int().min(1),
  fact: factSchema,
})
export type JournalEvent = z.infer<typeof journalEventSchema>

/** Redis stream of the journal: each entry has one field `event` with the JSON of a JournalEvent. */
export const JOURNAL_STREAM = 'seatline:journal'
