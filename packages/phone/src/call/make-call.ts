import { setTimeout as delay } from 'node:timers/promises'
import { Caller, type PlacedCall } from '../calls/caller.ts'
import type { CallEnd, PhoneCall } from '../calls/phone-call.ts'
import { MediaClock } from '../rtp/media-clock.ts'
import { samplesSource } from '../audio/sources.ts'
import type { CallArguments } from './arguments.ts'
import type { CallReport } from './report.ts'

/** A menu has been spoken when nothing was heard for this long. */
const PIECE_SAID_MS = 900
/** A service that never pauses gets its keys anyway. */
const PRESS_LATEST_MS = 25_000

/** Nobody listens at the server. */
export class ServerUnreachableError extends Error {
  readonly code = 'server.unreachable'
}

type Doing = { pressed: CallReport['pressed']; saidAudio: CallReport['saidAudio'] }

/** Places the call, lives it through, and reports. `hangUp` is aborted by a person who has heard enough. */
export async function makeCall(
  args: CallArguments,
  speech: Int16Array | null,
  hangUp: AbortSignal,
): Promise<CallReport> {
  const clock = new MediaClock()
  const caller = await open(args, clock)
  try {
    const placed = await caller.place({ number: args.number, from: args.from, timeline: true })
    const giveUp = (): void => placed.cancel()
    const timer = setTimeout(giveUp, args.answerTimeoutMs)
    hangUp.addEventListener('abort', giveUp, { once: true })
    const outcome = await placed.outcome
    clearTimeout(timer)
    const doing: Doing = { pressed: [], saidAudio: null }
    if (!outcome.answered) return report(args, placed, null, outcome.end, doing)
    const { call } = outcome
    await live(call, args, speech, doing, { startedAtMs: placed.startedAtMs, hangUp })
    return report(args, placed, call, await call.ended, doing)
  } finally {
    await caller.close()
  }
}

async function open(args: CallArguments, clock: MediaClock): Promise<Caller> {
  try {
    return await Caller.open({ server: args.server, localAddress: args.localAddress, clock })
  } catch (cause) {
    throw new ServerUnreachableError(`nobody listens at ${args.server.host}:${args.server.port}`, { cause })
  }
}

async function live(
  call: PhoneCall,
  args: CallArguments,
  speech: Int16Array | null,
  doing: Doing,
  context: { readonly startedAtMs: number; readonly hangUp: AbortSignal },
): Promise<void> {
  const over = new AbortController()
  const end = (): void => over.abort()
  context.hangUp.addEventListener('abort', end, { once: true })
  void call.ended.then(end)
  const now = (): number => Math.round(performance.now() - context.startedAtMs)
  for (const digits of args.digits) {
    await pieceSaid(call, over.signal)
    if (over.signal.aborted) break
    call.sendDigits(digits)
    doing.pressed = [...doing.pressed, { digits, atMs: now() }]
    await digitsSent(call, over.signal)
  }
  const staying = pause(args.holdMs, over.signal)
  if (speech !== null && args.audioFile !== null && !over.signal.aborted) {
    const fromMs = now()
    await Promise.race([call.audio.play((codec) => samplesSource(codec, speech)), call.ended, staying])
    doing.saidAudio = { file: args.audioFile, fromMs, toMs: now() }
  }
  await staying
  call.hangUp()
}

/** Waits until something was said since now and it is quiet again. */
async function pieceSaid(call: PhoneCall, over: AbortSignal): Promise<void> {
  const sinceMs = performance.now()
  const { ear } = call.audio
  while (!over.aborted && performance.now() - sinceMs < PRESS_LATEST_MS) {
    const heardAtMs = ear.lastSoundAtMs
    if (heardAtMs !== null && heardAtMs > sinceMs && performance.now() - heardAtMs > PIECE_SAID_MS) return
    await pause(50, over)
  }
}

async function digitsSent(call: PhoneCall, over: AbortSignal): Promise<void> {
  while (call.audio.stream.sendingDigits && !over.aborted) await pause(50, over)
}

async function pause(ms: number, over: AbortSignal): Promise<void> {
  // Rejects only when `over` is aborted: the pause is over then.
  await delay(ms, undefined, { signal: over }).catch(() => undefined)
}

function report(
  args: CallArguments,
  placed: PlacedCall,
  call: PhoneCall | null,
  end: CallEnd,
  doing: Doing,
): CallReport {
  const origin = placed.startedAtMs
  const since = (atMs: number): number => Math.round(atMs - origin)
  const { counters } = placed.audio.stream
  return {
    number: args.number,
    from: args.from,
    server: `${args.server.host}:${args.server.port}`,
    ringingAfterMs: placed.ringingAtMs === null ? null : since(placed.ringingAtMs),
    answeredAfterMs: call === null ? null : since(call.answeredAtMs),
    ...doing,
    heard: placed.audio.ear.sounds(origin),
    packetsLost: counters.packetsLost,
    packetsReceived: counters.packetsReceived,
    end: { by: end.by, afterMs: since(end.atMs), status: end.status, reason: end.reason },
  }
}
