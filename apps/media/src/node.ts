import { isId, type Fact, type QueueConfig, type QueueId, type TenantId, type TenantSnapshot } from '@seatline/core'
import type { IncomingCall, UserAgent } from '@seatline/sip'
import type { Redis } from 'ioredis'
import { AcdRunner } from './acd/acd-runner.ts'
import type { CallSide } from './acd/carry-out.ts'
import { admitCall } from './calls/admit-call.ts'
import { TenantRates } from './calls/admission/tenant-rates.ts'
import { CallRegistry } from './calls/call-registry.ts'
import { CallRunner } from './calls/call-runner.ts'
import { createCallers } from './callers/create-callers.ts'
import { PacketWatch } from './calls/packet-watch.ts'
import type { MediaConfig } from './config.ts'
import { KamailioRpc } from './edge/kamailio-rpc.ts'
import type { PhonePresence } from './edge/phone-presence.ts'
import type { RevokedPhones } from './edge/revoked-phones.ts'
import { createPhones } from './edge/create-phones.ts'
import { TrunkSync } from './edge/trunk-sync.ts'
import { Heartbeat } from './journal/heartbeat.ts'
import { Journal } from './journal/journal.ts'
import { Outbox } from './journal/outbox.ts'
import { redisJournalSink } from './journal/redis-sink.ts'
import { LiveFigures } from './limits/live-figures.ts'
import { startHttpServer, type Health } from './metrics/http-server.ts'
import { MediaMetrics } from './metrics/metrics.ts'
import { OutboundPart } from './outbound/outbound-part.ts'
import { createPools } from './pool/create-pools.ts'
import { PoolMetrics } from './pool/pool-metrics.ts'
import type { PoolPart } from './pool/pool-part.ts'
import { replyTo } from './acd/reply-to.ts'
import { ensureRingBack } from './rtp/ring-back.ts'
import { DtmfListener } from './rtp/dtmf/dtmf-listener.ts'
import { NgClient } from './rtp/rtpengine/ng-client.ts'
import { deleteEarlierCalls } from './rtp/rtpengine/delete-earlier-calls.ts'
import { NgCommands } from './rtp/rtpengine/ng-commands.ts'
import { systemClock } from './runtime/clock.ts'
import { Inbox } from './runtime/inbox.ts'
import { messageOf, type Log } from './runtime/log.ts'
import { openRedis } from './runtime/redis.ts'
import { entitledQueues } from './tenants/entitled-queues.ts'
import { createUserAgent } from './sip/create-user-agent.ts'
import { SipLegs } from './sip/sip-legs.ts'
import { SnapshotStore, type SnapshotChange } from './tenants/snapshot-store.ts'

const DRAIN_MS = 1_200
/** One media node: every part of it, wired together. */
export class MediaNode {
  readonly #config: MediaConfig
  readonly #log: Log
  readonly #epoch: number
  readonly #metrics = new MediaMetrics()
  readonly #inbox: Inbox
  readonly #registry = new CallRegistry()
  readonly #rates = new TenantRates()
  readonly #redis: Redis
  /** A command that hangs must not hold up the lease. */
  readonly #poolRedis: Redis
  readonly #subscriber: Redis
  readonly #journalRedis: Redis
  readonly #heartbeat: Heartbeat
  readonly #outbox: Outbox
  readonly #journal: Journal
  readonly #store: SnapshotStore
  readonly #ngClient: NgClient
  readonly #ng: NgCommands
  readonly #userAgent: UserAgent
  readonly #legs: SipLegs
  readonly #pools: PoolPart
  readonly #acd: AcdRunner
  readonly #calls: CallRunner
  readonly #callers: ReturnType<typeof createCallers>
  readonly #outbound: OutboundPart
  readonly #dtmf: DtmfListener
  readonly #presence: PhonePresence
  readonly #trunks: TrunkSync
  readonly #revoked: RevokedPhones
  readonly #watch: PacketWatch
  readonly #figures: LiveFigures
  /** Tenants with queues that stay for calls in progress alone. */
  readonly #holding = new Set<TenantId>()
  #draining = false
  #closeHttp: () => void = () => undefined
  /** Facts of this node itself wait here until it is known who operates it. */
  readonly #pendingNodeFacts: Fact[] = []
  /** This process was taken for lost: the calls it has are over for everybody else. */
  onSelfLost: () => void = () => undefined

  constructor(config: MediaConfig, log: Log) {
    this.#config = config
    this.#log = log
    const clock = systemClock
    this.#epoch = clock.now()
    this.#inbox = new Inbox((error) => this.#fault(error))
    this.#redis = openRedis(config, log, {})
    this.#poolRedis = openRedis(config, log, { commandTimeout: 1_000 })
    this.#subscriber = openRedis(config, log, { maxRetriesPerRequest: null })
    this.#journalRedis = openRedis(config, log, { commandTimeout: 5_000 })
    this.#heartbeat = new Heartbeat(
      config.MEDIA_DATA_DIR,
      () => clock.now(),
      (error) => this.#fault(error),
    )
    this.#outbox = new Outbox({
      directory: config.MEDIA_DATA_DIR,
      epoch: this.#epoch,
      sink: redisJournalSink(this.#journalRedis),
    })
    this.#journal = new Journal({ outbox: this.#outbox, clock, nodeId: config.MEDIA_NODE_ID, epoch: this.#epoch })
    this.#store = new SnapshotStore({ redis: this.#redis, directory: config.MEDIA_DATA_DIR, log })
    this.#ngClient = new NgClient(config.RTPENGINE_NG)
    this.#ng = new NgCommands(this.#ngClient)
    this.#userAgent = createUserAgent(config)
    this.#legs = this.#createSipLegs()
    this.#pools = this.#createPools()
    this.#acd = new AcdRunner(this.#pools)
    this.#calls = this.#createCallRunner()
    this.#callers = this.#createCallers()
    this.#outbound = this.#createOutboundPart()
    this.#dtmf = new DtmfListener(({ callId, tag, digit }) => {
      if (isId<'call'>('call', callId)) this.#calls.press(callId, { tag }, digit)
    })
    const rpc = new KamailioRpc(config.KAMAILIO_RPC_URL)
    this.#trunks = new TrunkSync({ rpc, platform: () => this.#store.platform, log })
    const { presence, revoked } = this.#createPhones(rpc)
    this.#presence = presence
    this.#revoked = revoked
    this.#watch = this.#createPacketWatch()
    const [redis, store, registry, acd] = [this.#redis, this.#store, this.#registry, this.#acd]
    this.#figures = new LiveFigures({ redis, nodeId: config.MEDIA_NODE_ID, clock, log, store, registry, acd })
  }

  async start(): Promise<void> {
    const { MEDIA_DTMF_LISTEN, MEDIA_HTTP_LISTEN } = this.#config
    this.#pendingNodeFacts.push({ kind: 'node.started', lastAliveAt: this.#heartbeat.readPrevious() })
    this.#heartbeat.start()
    ensureRingBack(this.#config.PROMPTS_DIR)
    this.#store.onChanged = (change) => this.#configured(change)
    this.#registry.onRemoved = (call) => this.#releaseQueues(call.tenant.tenantId)
    await this.#store.start(this.#subscriber)
    await deleteEarlierCalls(this.#ng, this.#log)
    await this.#dtmf.start(MEDIA_DTMF_LISTEN)
    await this.#pools.start(this.#store.tenants.map(({ poolId }) => poolId))
    await this.#userAgent.start({
      onInvite: (incoming) => this.#invited(incoming),
      // 503 takes this node out of the edge's choice for new calls.
      onOptions: () => (this.#draining ? 503 : 200),
      onNotify: (notify) => {
        if (/^seatline-phone\b/.test(notify.event))
          this.#phoneNotified(notify.header('X-Seatline-Agent')?.trim(), notify.header('X-Seatline-Registered')?.trim())
      },
      onFault: (error) => this.#fault(error),
    })
    this.#outbound.start()
    this.#trunks.start()
    this.#presence.start()
    this.#revoked.start(this.#subscriber)
    this.#watch.start()
    await this.#figures.start()
    this.#observe()
    const server = await startHttpServer({
      listen: MEDIA_HTTP_LISTEN,
      metrics: this.#metrics,
      health: () => this.#health(),
      configurationVersion: (tenantId) =>
        this.#store.tenants.find((tenant) => tenant.tenantId === tenantId)?.version ?? null,
    })
    this.#closeHttp = () => {
      server.close()
      server.closeAllConnections()
    }
    this.#log.info({ nodeId: this.#config.MEDIA_NODE_ID }, 'the media node takes calls')
  }

  /** Takes no new calls, ends those there are, and leaves the journal complete. Within 2 s. */
  async stop(): Promise<void> {
    this.#draining = true
    this.#presence.stop()
    this.#revoked.stop()
    this.#watch.stop()
    this.#figures.stop()
    this.#trunks.stop()
    this.#outbound.stop()
    for (const { state } of this.#registry.all())
      this.#calls.dispatch(state.callId, { kind: 'call.abort', reason: 'nodeLost' })
    // BYEs and rtpengine's deletions are on their way; a moment lets them leave.
    const deadline = Date.now() + DRAIN_MS / 2
    while (this.#registry.size + this.#outbound.size > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await this.#pools.stop(DRAIN_MS / 4)
    await this.#outbox.close(DRAIN_MS / 2)
    this.#legs.stop()
    this.#store.stop()
    this.#dtmf.close()
    this.#ngClient.close()
    this.#closeHttp()
    await this.#userAgent.stop()
    this.#heartbeat.stop()
    for (const redis of [this.#redis, this.#poolRedis, this.#subscriber, this.#journalRedis]) redis.disconnect()
  }

  #createSipLegs(): SipLegs {
    return new SipLegs({
      userAgent: this.#userAgent,
      clock: systemClock,
      tell: (callId, legId, input) => {
        if (!this.#outbound.take(legId, input)) this.#calls.dispatch(callId, { kind: 'leg', legId, input })
      },
      onDigit: (callId, legId, digit) => this.#calls.press(callId, { legId }, digit),
    })
  }

  #createPools(): PoolPart {
    const { MEDIA_NODE_ID } = this.#config
    return createPools({
      process: { nodeId: MEDIA_NODE_ID, epoch: this.#epoch },
      redis: this.#poolRedis,
      openRedis: () => openRedis(this.#config, this.#log, { maxRetriesPerRequest: null }),
      inbox: this.#inbox,
      clock: systemClock,
      log: this.#log,
      metrics: new PoolMetrics(this.#metrics.registry),
      store: this.#store,
      registry: this.#registry,
      journal: this.#journal,
      outbox: this.#outbox,
      side: this.#createCallSide(),
      outbound: () => this.#outbound,
      queuesOf: (tenant) => this.#queuesOf(tenant),
      phones: () => this.#presence.registered,
      phoneHeard: (agentId, registered) => this.#presence.heard(agentId, registered === 'yes'),
      journalNode: (facts) => this.#journalNode(facts),
      onSelfLost: () => this.onSelfLost(),
    })
  }

  /** What the engine's decisions are carried out with. */
  #createCallSide(): CallSide {
    return {
      call: (callId, input) => this.#calls.dispatch(callId, input),
      beginCallback: (ring) => this.#calls.beginCallback(ring),
      tellPosition: ({ callId, position, expectedMs }) => this.#callers.waiting.told(callId, { position, expectedMs }),
      offer: ({ callId, offer }) => this.#callers.waiting.offer(callId, offer),
    }
  }

  /** What everything that makes calls is made with. */
  #callParts() {
    return {
      registry: this.#registry,
      legs: this.#legs,
      ng: this.#ng,
      journal: this.#journal,
      inbox: this.#inbox,
      clock: systemClock,
      log: this.#log,
      promptsDirectory: this.#config.PROMPTS_DIR,
      sipDomain: this.#config.SIP_DOMAIN,
    }
  }

  #createCallRunner(): CallRunner {
    return new CallRunner({
      ...this.#callParts(),
      metrics: this.#metrics,
      acd: (input) => this.#acd.dispatch(input),
      dialler: () => this.#outbound.dialler,
      tenant: (tenantId) => this.#store.tenant(tenantId),
      services: () => this.#callers.services,
    })
  }

  #createCallers(): ReturnType<typeof createCallers> {
    return createCallers({
      ...this.#callParts(),
      config: this.#config,
      redis: this.#redis,
      call: (callId, input) => this.#calls.dispatch(callId, input),
      acd: (input) => this.#acd.dispatch(input),
    })
  }

  #createOutboundPart(): OutboundPart {
    return new OutboundPart({
      ...this.#callParts(),
      userAgent: this.#userAgent,
      redis: this.#redis,
      nodeId: this.#config.MEDIA_NODE_ID,
      callsMax: this.#config.MEDIA_CALLS_MAX,
      store: this.#store,
      reply: replyTo(this.#redis, this.#log),
    })
  }

  #createPhones(rpc: KamailioRpc): ReturnType<typeof createPhones> {
    return createPhones({
      ...this.#callParts(),
      rpc,
      redis: this.#redis,
      config: this.#config,
      acd: (input) => this.#acd.dispatch(input),
      isTalking: (agentId) => this.#acd.isTalking(agentId),
      onRead: () => this.#inbox.post(() => this.#pools.phonesRead()),
    })
  }

  #createPacketWatch(): PacketWatch {
    const { MEDIA_SILENCE_MS: silenceMs, MEDIA_AGENT_SILENCE_MS: agentSilenceMs } = this.#config
    const dispatch: CallSide['call'] = (callId, input) => this.#calls.dispatch(callId, input)
    return new PacketWatch({ ...this.#callParts(), silenceMs, agentSilenceMs, dispatch })
  }

  #invited(incoming: IncomingCall): void {
    incoming.trying()
    const admitted = admitCall(
      {
        store: this.#store,
        registry: this.#registry,
        rates: this.#rates,
        platformCallsMax: this.#config.MEDIA_CALLS_MAX,
        draining: () => this.#draining,
        now: () => systemClock.now(),
        journal: (tenantId: TenantId, facts: readonly Fact[]) => this.#journal.append(tenantId, facts),
        onArrived: (tenantId) => this.#figures.arrived(tenantId),
        onRejected: ({ reason }, tenantId) => {
          this.#metrics.callsRejected.inc({ reason })
          this.#figures.refused(tenantId, reason)
        },
      },
      incoming,
    )
    if (admitted === null) return
    this.#metrics.callsArrived.inc()
    this.#calls.begin(incoming, admitted)
    this.#figures.taken(admitted.tenant.tenantId)
  }

  #configured({ tenants, platform }: SnapshotChange): void {
    this.#inbox.post(() => this.#acd.configure(tenants.map(({ tenantId }) => tenantId)))
    if (!platform || this.#store.platform === null) return
    this.#journalNode(this.#pendingNodeFacts.splice(0))
    this.#trunks.syncNow()
  }

  #journalNode(facts: readonly Fact[]): void {
    const operator = this.#store.platform?.operatorTenantId
    if (operator === undefined) this.#pendingNodeFacts.push(...facts)
    else this.#journal.append(operator, facts)
  }

  /** Every live node is told by the edge; the leader is told once more, in case the edge could not reach it. */
  #phoneNotified(agent: string | undefined, registered: string | undefined): void {
    this.#presence.notified(agent, registered)
    if (agent !== undefined && isId<'agent'>('agent', agent) && (registered === 'yes' || registered === 'no'))
      this.#pools.phoneHeard(agent, registered)
  }

  /** A queue that is published no more stays for as long as a call is there whose version of the configuration has it. */
  #queuesOf(present: TenantSnapshot): readonly QueueConfig[] {
    const { tenantId } = present
    const published = entitledQueues(present)
    const known = new Set(published.map(({ queueId }) => queueId))
    const held = new Map<QueueId, QueueConfig>()
    for (const { tenant } of this.#registry.all())
      if (tenant.tenantId === tenantId)
        for (const queue of tenant.queues) if (!known.has(queue.queueId)) held.set(queue.queueId, queue)
    if (held.size > 0) this.#holding.add(tenantId)
    else this.#holding.delete(tenantId)
    return [...published, ...held.values()]
  }

  #releaseQueues(tenantId: TenantId): void {
    if (this.#holding.has(tenantId)) this.#inbox.post(() => this.#acd.configure([tenantId]))
  }

  #observe(): void {
    this.#metrics.observe({
      calls: () => this.#registry.size,
      outboxBacklog: () => this.#outbox.backlog,
      ngRetries: () => this.#ngClient.retries,
      ngTimeouts: () => this.#ngClient.timeouts,
      sipMalformed: () => this.#userAgent.counters.requestsMalformed + this.#userAgent.counters.responsesMalformed,
      phones: () => this.#presence.count,
    })
  }

  async #health(): Promise<Health> {
    const rtpengine = await this.#ng.ping().then(
      () => true,
      () => false,
    )
    const redis = this.#redis.status === 'ready'
    return { ok: !this.#draining, redis, rtpengine, edge: this.#trunks.healthy, calls: this.#registry.size }
  }

  #fault(error: unknown): void {
    this.#metrics.faults.inc()
    this.#log.error({ error: messageOf(error) }, 'fault')
  }
}
