import type { AgentStatus, Fact, JournalEvent } from '@seatline/core'
import { journalEventSchema } from '@seatline/core'
import type { SeededRandom } from './seeded-random.ts'

/** What the stories are about: rows that must exist. */
export type StoryWorld = {
  readonly operatorTenantId: string
  readonly trunkId: string
  readonly tenants: readonly {
    readonly tenantId: string
    readonly didId: string
    readonly number: string
    readonly queueIds: readonly string[]
    readonly flowId: string
    readonly flowVersionId: string
    readonly dispositionId: string
  }[]
  readonly agents: readonly { readonly agentId: string; readonly homeTenantId: string }[]
}

type Subject = JournalEvent['subject']
const CAUSE = { reason: 'normalClearing', sipStatus: 200, q850: 16 } as const

/**
 * Writes the journal of a made-up day: agents sign in, calls come, wait, are answered, held, abandoned, go back to the queue. Everything is drawn from one
 * seeded source, so that a seed is a journal.
 */
export class JournalWriter {
  readonly events: JournalEvent[] = []
  private readonly seqs = new Map<string, number>()
  private readonly random: SeededRandom
  private readonly node: { readonly nodeId: string; readonly epoch: number }

  constructor(random: SeededRandom, node: { readonly nodeId: string; readonly epoch: number }) {
    this.random = random
    this.node = node
  }

  write(subject: Subject, tenantId: string, at: number, fact: object): void {
    const key = `${subject.kind}/${subject.id}`
    const seq = (this.seqs.get(key) ?? 0) + 1
    this.seqs.set(key, seq)
    this.events.push(
      journalEventSchema.parse({
        v: 1,
        eventId: `evt_${this.random.id()}`,
        at,
        tenantId,
        ...this.node,
        subject,
        seq,
        fact: fact as Fact,
      }),
    )
  }
}

type Agent = { readonly agentId: string; readonly homeTenantId: string; status: AgentStatus; freeAt: number }

/** Signs every agent in, then lets `calls` calls come at the given rate. Events are in order of time. */
export function writeDay(
  world: StoryWorld,
  day: {
    readonly random: SeededRandom
    readonly startsAt: number
    readonly calls: number
    readonly callsPerSecond: number
  },
): readonly JournalEvent[] {
  const { random, startsAt } = day
  const writer = new JournalWriter(random, { nodeId: 'media-1', epoch: startsAt - 1_000 })
  writer.write({ kind: 'node', id: 'media-1' }, world.operatorTenantId, startsAt - 900, {
    kind: 'node.started',
    lastAliveAt: null,
  })
  const agents = world.agents.map((agent): Agent => signIn(writer, world, agent, startsAt))
  for (let index = 0; index < day.calls; index++) {
    const arrivesAt = startsAt + 1_000 + Math.floor((index * 1_000) / day.callsPerSecond)
    writeCall({ writer, world, random, agents }, arrivesAt)
  }
  const lastAt = Math.max(...writer.events.map((event) => event.at))
  for (const agent of agents) signOut(writer, agent, Math.max(agent.freeAt, lastAt) + 5_000)
  return writer.events.toSorted((a, b) => a.at - b.at || compareSubjects(a, b) || a.seq - b.seq)
}

const compareSubjects = (a: JournalEvent, b: JournalEvent): number =>
  a.subject.id === b.subject.id ? 0 : a.subject.id < b.subject.id ? -1 : 1

function signIn(
  writer: JournalWriter,
  world: StoryWorld,
  { agentId, homeTenantId }: StoryWorld['agents'][number],
  at: number,
): Agent {
  const subject: Subject = { kind: 'agent', id: agentId }
  const queues = world.tenants.flatMap(({ tenantId, queueIds }) => queueIds.map((queueId) => ({ tenantId, queueId })))
  writer.write(subject, homeTenantId, at, { kind: 'agent.phoneChanged', agentId, registered: true })
  writer.write(subject, homeTenantId, at, { kind: 'agent.signedIn', agentId, device: 'sipPhone', queues })
  const agent: Agent = { agentId, homeTenantId, status: { kind: 'signedOut' }, freeAt: at + 500 }
  change(writer, agent, { at, to: { kind: 'notReady', reason: { kind: 'system', code: 'signedIn' } }, served: null })
  change(writer, agent, { at: at + 500, to: { kind: 'ready' }, served: null })
  return agent
}

function signOut(writer: JournalWriter, agent: Agent, at: number): void {
  change(writer, agent, { at, to: { kind: 'signedOut' }, served: null })
  writer.write({ kind: 'agent', id: agent.agentId }, agent.homeTenantId, at, {
    kind: 'agent.signedOut',
    agentId: agent.agentId,
  })
}

type Served = { readonly tenantId: string; readonly queueId: string }

function change(
  writer: JournalWriter,
  agent: Agent,
  to: { readonly at: number; readonly to: AgentStatus; readonly served: Served | null },
): void {
  writer.write({ kind: 'agent', id: agent.agentId }, agent.homeTenantId, to.at, {
    kind: 'agent.stateChanged',
    agentId: agent.agentId,
    from: agent.status,
    to: to.to,
    servedTenantId: to.served?.tenantId ?? null,
    queueId: to.served?.queueId ?? null,
  })
  agent.status = to.to
}

type Stage = {
  readonly writer: JournalWriter
  readonly world: StoryWorld
  readonly random: SeededRandom
  readonly agents: readonly Agent[]
}

function writeCall(stage: Stage, arrivesAt: number): void {
  const { writer, world, random } = stage
  const tenant = random.pick(world.tenants)
  const callId = `cal_${random.id()}`
  const legId = `leg_${random.id()}`
  const subject: Subject = { kind: 'call', id: callId }
  const say = (at: number, fact: object): void => {
    writer.write(subject, tenant.tenantId, at, fact)
  }
  const sipCallId = `${callId}@carrier`
  let at = arrivesAt
  say(at, {
    kind: 'call.arrived',
    callId,
    legId,
    trunkId: world.trunkId,
    didId: tenant.didId,
    ani: `+8613${random.digits(9)}`,
    dnis: tenant.number,
    sipCallId,
  })
  say(at, {
    kind: 'leg.started',
    legId,
    callId,
    direction: 'inbound',
    party: 'caller',
    agentId: null,
    trunkId: world.trunkId,
    sipCallId,
  })
  at += 20
  say(at, { kind: 'leg.answered', legId, callId })
  say(at, { kind: 'call.answered', callId })
  say(at, { kind: 'ivr.started', callId, flowId: tenant.flowId, flowVersionId: tenant.flowVersionId })
  for (const node of ['hours', 'greeting', 'menu'])
    say(at, {
      kind: 'ivr.nodeEntered',
      callId,
      nodeId: node,
      nodeKind: node === 'greeting' ? 'play' : node,
      label: node,
    })
  at += random.between(500, 4_000)
  const end = (releasedBy: string): void => {
    say(at, { kind: 'leg.ended', legId, callId, releasedBy, cause: CAUSE })
    say(at, { kind: 'call.ended', callId, releasedBy, cause: CAUSE })
  }
  if (random.chance(0.1)) {
    say(at, { kind: 'ivr.ended', callId, outcome: 'callerLeft' })
    say(at, { kind: 'call.abandoned', callId, queueId: null, waitedMs: 0, phase: 'ivr' })
    end('caller')
    return
  }
  const queueId = random.pick(tenant.queueIds)
  say(at, { kind: 'ivr.digitsCollected', callId, nodeId: 'menu', digits: '1', variable: 'choice' })
  say(at, { kind: 'ivr.ended', callId, outcome: 'queued' })
  const enqueuedAt = at
  say(at, { kind: 'call.queued', callId, queueId, priority: 0, position: 1, enqueuedAt, requeued: false })
  const answered = serve(stage, { callId, tenantId: tenant.tenantId, queueId, at, enqueuedAt, say })
  at = answered.at
  if (!answered.joined) say(at, { kind: 'call.abandoned', callId, queueId, waitedMs: at - enqueuedAt, phase: 'queue' })
  else if (random.chance(0.7))
    say(at + 200, {
      kind: 'call.dispositionSet',
      callId,
      agentId: answered.agentId,
      dispositionId: tenant.dispositionId,
      note: 'erledigt 好',
    })
  end('caller')
}

type Waiting = {
  readonly callId: string
  readonly tenantId: string
  readonly queueId: string
  readonly at: number
  readonly enqueuedAt: number
  readonly say: (at: number, fact: object) => void
}

/** Presents the call to the agent who is free first; answers when the talk (or the caller's patience) is over. */
function serve(
  stage: Stage,
  call: Waiting,
): { readonly at: number; readonly joined: boolean; readonly agentId: string } {
  const { random, writer } = stage
  const agent = stage.agents.toSorted((a, b) => a.freeAt - b.freeAt)[0]
  if (agent === undefined) throw new RangeError('a story needs an agent')
  const { callId, queueId, tenantId, say } = call
  const { agentId } = agent
  const served = { tenantId, queueId }
  let at = Math.max(call.at, agent.freeAt)
  if (at - call.at > 30_000) return { at: call.at + 30_000, joined: false, agentId }
  say(at, {
    kind: 'call.presented',
    callId,
    queueId,
    agentId,
    presentation: 1,
    reason: { method: 'longestIdle', candidates: 1, idleMs: 0, waitedMs: at - call.enqueuedAt },
  })
  change(writer, agent, { at, to: { kind: 'ringing', callId: callId as never }, served })
  at += random.between(200, 3_000)
  const legId = `leg_${random.id()}`
  say(at, {
    kind: 'call.presentationEnded',
    callId,
    queueId,
    agentId,
    presentation: 1,
    outcome: 'answered',
    sipStatus: 200,
  })
  say(at, {
    kind: 'leg.started',
    legId,
    callId,
    direction: 'outbound',
    party: 'agent',
    agentId,
    trunkId: null,
    sipCallId: `${legId}@media`,
  })
  say(at, { kind: 'leg.answered', legId, callId })
  say(at, { kind: 'call.connected', callId, queueId, agentId, legId, waitedMs: at - call.enqueuedAt })
  change(writer, agent, { at, to: { kind: 'talking', callId: callId as never }, served })
  const recordingId = `rec_${random.id()}`
  const recorded = { recordingId, callId, agentId, segment: 1 }
  const connectedAt = at
  say(at, { kind: 'recording.started', ...recorded, rtpengineCallId: callId })
  at += random.between(1_000, 20_000)
  if (random.chance(0.3)) {
    say(at, { kind: 'call.held', callId, agentId })
    change(writer, agent, { at, to: { kind: 'hold', callId: callId as never }, served })
    at += random.between(500, 5_000)
    say(at, { kind: 'call.retrieved', callId, agentId })
    change(writer, agent, { at, to: { kind: 'talking', callId: callId as never }, served })
    at += random.between(500, 5_000)
  }
  say(at, { kind: 'call.disconnected', callId, agentId, by: 'caller' })
  say(at, { kind: 'recording.stopped', ...recorded, expectedMs: at - connectedAt, captureFile: null, streams: [] })
  say(at, { kind: 'leg.ended', legId, callId, releasedBy: 'caller', cause: CAUSE })
  const wrapUpMs = random.between(1_000, 10_000)
  change(writer, agent, { at, to: { kind: 'wrapUp', callId: callId as never, endsAt: at + wrapUpMs }, served })
  change(writer, agent, { at: at + wrapUpMs, to: { kind: 'ready' }, served: null })
  agent.freeAt = at + wrapUpMs
  return { at, joined: true, agentId }
}
