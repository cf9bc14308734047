import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { isGroupAlive, signalGroup } from './process-group.ts'

/** See guard.ts. Ctrl-C and a closing terminal are for the stack; the guard leaves when its pipe closes. */

const GRACE_MS = 8_000
const watched = new Map<number, NodeJS.Signals>()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, pid, signal] = line.split(' ')
  if (verb === 'watch') watched.set(Number(pid), signal as NodeJS.Signals)
  if (verb === 'forget') watched.delete(Number(pid))
}

for (const [pid, signal] of watched) signalGroup(pid, signal)
const deadline = performance.now() + GRACE_MS
while ([...watched.keys()].some(isGroupAlive) && performance.now() < deadline) await delay(50)
for (const pid of watched.keys()) signalGroup(pid, 'SIGKILL')
