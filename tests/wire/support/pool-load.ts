import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_POOL, PoolReplay, poolLogKey } from '@seatline/core'
import type { AgentCommand, AgentId, JournalEvent, PoolLogBatch } from '@seatline/core'
import { DeskPhone, issueCredentials } from '@seatline/phone'
import type { MediaClock } from '@seatline/phone'
import type { Redis } from 'ioredis'
import type { SignallingPath } from './signalling-path.ts'
import { POOL_NUMBERS, POOL_QUEUES } from './pool-tenants.ts'
import { TRUNK_ADDRESS } from './wire-tenants.ts'

/** Longer runs by hand: for example POOL_RUN_SECONDS=600. */
const fromEnvironment = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise)
export const LOAD = {
  seconds: fromEnvironment('POOL_RUN_SECONDS', 15),
  callsPerSecond: fromEnvironment('POOL_RUN_CALLS_PER_SECOND', 10),
  agents: fromEnvironment('POOL_RUN_AGENTS', 60),
}
/** How long each tenant's callers stay, counted from the answer by the music. */
const STAY_MS = [4_000, 6_000, 8_000] as const

/** People at SIP desk phones who answer every call a moment after it rings, signed in for the queues of all tenants and not ready yet. */
export async function signInAll(
  path: SignallingPath,
  agentIds: readonly AgentId[],
  clock: MediaClock,
): Promise<readonly DeskPhone[]> {
  const { stack } = path
  const phones: DeskPhone[] = []
  const signIn = async (agentId: AgentId): Promise<void> => {
    const phone = new DeskPhone({
      server: { host: '127.0.0.1', port: stack.ports.sip },
      localAddress: '127.0.0.1',
      agentId,
      domain: stack.sipDomain,
      credentials: () => issueCredentials(stack.sipCredentialSecret, agentId, Math.floor(Date.now() / 1_000) + 3_600),
      clock,
      behaviour: { kind: 'answer', afterMs: 300 },
      voice: { kind: 'tone', frequencyHz: 500 },
    })
    phones.push(phone)
    if ((await phone.register()) !== 200) throw new Error(`the phone of ${agentId} is not registered`)
    await obeyed(path, { kind: 'agent.signIn', agentId, device: 'sipPhone', queueIds: [...POOL_QUEUES] })
  }
  for (let at = 0; at < agentIds.length; at += 10) await Promise.all(agentIds.slice(at, at + 10).map(signIn))
  return phones
}

export async function allReady(path: SignallingPath, agentIds: readonly AgentId[]): Promise<void> {
  await Promise.all(agentIds.map((agentId) => obeyed(path, { kind: 'agent.ready', agentId })))
}

async function obeyed(path: SignallingPath, command: AgentCommand): Promise<void> {
  const send = () => path.command(command).catch(() => null)
  // While nobody leads a command waits, or is refused as too old and is given again, as an agent would.
  let reply = await send()
  for (let again = 0; again < 3 && (reply === null || (!reply.ok && reply.code === 'command.expired')); again++)
    reply = await send()
  if (reply === null) throw new Error(`no answer to ${command.kind} of ${command.agentId}`)
  if (!reply.ok) throw new Error(`${command.kind} of ${command.agentId} was refused: ${reply.code}`)
}

/** SIPp as the callers of three tenants; resolves when the last has hung up, however the calls went. */
export async function callAll(
  { stack }: SignallingPath,
  { seconds, callsPerSecond }: { readonly seconds: number; readonly callsPerSecond: number },
): Promise<void> {
  const shares = [0.4, 0.3, 0.3]
  await Promise.all(
    POOL_NUMBERS.map((number, index) => {
      const rate = callsPerSecond * (shares[index] ?? 0)
      return sipp({
        number,
        rate,
        calls: Math.round(rate * seconds),
        stayMs: STAY_MS[index] ?? 5_000,
        server: `127.0.0.1:${String(stack.ports.sip)}`,
        localPort: stack.ports.sip + 80 + index,
      })
    }),
  )
}

type Callers = {
  readonly number: string
  readonly rate: number
  readonly calls: number
  readonly stayMs: number
  readonly server: string
  readonly localPort: number
}

async function sipp({ number, rate, calls, stayMs, server, localPort }: Callers): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'seatline-load-'))
  const args = [
    ...['-sf', join(import.meta.dirname, '../scenarios/hang-up-early.xml'), '-nostdin', '-s', number],
    ...['-r', String(rate), '-m', String(calls), '-l', String(calls), '-d', String(stayMs)],
    ...['-i', TRUNK_ADDRESS, '-mi', TRUNK_ADDRESS, '-p', String(localPort), '-t', 'u1'],
    ...['-recv_timeout', '10000', '-timeout', `${String(Math.ceil(calls / rate + stayMs / 1_000 + 25))}s`, server],
  ]
  // Calls of a node that is killed fail at the caller's; what must hold is read from the journal.
  await new Promise<void>((resolve) => execFile('sipp', args, { cwd: directory }, () => resolve()))
  await rm(directory, { recursive: true })
}

export type Path = readonly string[]

/** What each call went through at the engine: who was rung and who was joined, in order. */
export function pathsIn(facts: readonly JournalEvent['fact'][]): ReadonlyMap<string, Path> {
  const paths = new Map<string, string[]>()
  for (const fact of facts) {
    if (fact.kind !== 'call.queued' && fact.kind !== 'call.presented' && fact.kind !== 'call.connected') continue
    const way = paths.get(fact.callId) ?? []
    way.push(fact.kind === 'call.queued' ? `queued ${fact.queueId}` : `${fact.kind.slice(5)} ${fact.agentId}`)
    paths.set(fact.callId, way)
  }
  return paths
}

/** The pool's log through the pure engine: its facts, and whether it decides the same. */
export async function replayPool(redis: Redis): Promise<{
  readonly replay: PoolReplay
  readonly facts: readonly JournalEvent['fact'][]
  /** The same with the time of the decision. */
  readonly told: readonly { readonly at: number; readonly fact: JournalEvent['fact'] }[]
}> {
  const told: { readonly at: number; readonly fact: JournalEvent['fact'] }[] = []
  const replay = new PoolReplay(({ at }, outcome) => told.push(...outcome.facts.map(({ fact }) => ({ at, fact }))))
  for (const [, fields] of await redis.xrange(poolLogKey(DEFAULT_POOL), '-', '+'))
    for (const entry of (JSON.parse(fields[1] ?? '') as PoolLogBatch).entries) replay.take(entry)
  return { replay, told, facts: told.map(({ fact }) => fact) }
}

/** In the order of each call. */
export const orderedFacts = (events: readonly JournalEvent[]): readonly JournalEvent['fact'][] =>
  events.toSorted((a, b) => a.epoch - b.epoch || a.seq - b.seq).map(({ fact }) => fact)
