import { instant, TEST_CALL_KEPT_SECONDS, testCallKey, type OutboundCall, type PlatformCommand } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Clock } from '../runtime/clock.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import type { OutboundCalls } from './outbound-calls.ts'

type TestCallCommand = Extract<PlatformCommand, { kind: 'trunk.testCall' }>

/** Places a test call: plays the prompt when it is answered, hangs up, and writes down every step for whoever asked for it. */
export function placeTestCall(
  parts: { readonly outbound: OutboundCalls; readonly redis: Redis; readonly clock: Clock; readonly log: Log },
  command: TestCallCommand,
): void {
  const { outbound, redis, clock, log } = parts
  const { callId, tenantId, number, promptFile, talkMs, ringMs } = command
  const keep = (call: OutboundCall): void => {
    redis
      .set(testCallKey(callId), JSON.stringify(call), 'EX', TEST_CALL_KEPT_SECONDS)
      .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'a test call cannot be shown'))
  }
  outbound.place({
    callId,
    tenantId,
    number,
    wantedCallerId: command.callerId,
    onlyTrunkId: command.trunkId,
    test: true,
    ringMs,
    onProgress: keep,
    purpose: {
      kind: 'alone',
      onAnswered: ({ play, hangUp }) => {
        if (promptFile !== null)
          play(promptFile).catch((error: unknown) =>
            log.warn({ callId, error: messageOf(error) }, 'the prompt of a test call cannot be played'),
          )
        clock.at(instant(clock.now() + talkMs), hangUp)
      },
    },
  })
}
