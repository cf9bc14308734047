import { BenchCall, flowTestSchema, instant, mockedHttpSchema } from '@seatline/core'
import type { BenchView, TestBench } from '@seatline/core'
import { z } from 'zod'

const atMs = z.number().int().min(0).max(14_400_000)

/** What somebody at the test bench has done so far, each at its time: the call is played anew with it, and comes out the same. */
export const handSchema = z.object({
  setup: flowTestSchema.omit({ name: true, acts: true, expect: true }),
  acts: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('press'), atMs, key: z.string().regex(/^[0-9*#]$/) }),
        z.object({ kind: z.literal('hangUp'), atMs }),
        z.object({ kind: z.literal('answer'), atMs, answer: mockedHttpSchema.shape.answer }),
      ]),
    )
    .max(500),
  /** The clock stands here when all is done. */
  untilMs: atMs,
  /** Then lets the next thing happen, whenever that is. */
  goOn: z.boolean().default(false),
})
export type Hand = z.infer<typeof handSchema>

export type HandPlayed = BenchView & {
  readonly path: readonly string[]
  /** When the next thing happens without the caller; null: nothing does. */
  readonly nextAtMs: number | null
}

/** One call, played by hand on a clock that moves only when told to. */
export function playByHand(bench: TestBench, { setup, acts, untilMs, goOn }: Hand): HandPlayed {
  const call = new BenchCall(bench, setup, { holdUnmocked: true })
  const startedAt = call.now - call.atMs
  const advance = (to: number): void => call.advanceTo(instant(startedAt + to))
  for (const act of acts) {
    advance(act.atMs)
    if (call.outcome !== null) break
    if (act.kind === 'press') call.press(act.key as Parameters<BenchCall['press']>[0])
    else if (act.kind === 'hangUp') call.hangUp()
    else call.answer(act.answer)
  }
  advance(untilMs)
  if (goOn) call.proceed()
  const next = call.nextDueAt()
  return { ...call.view(), path: [...call.path], nextAtMs: next === null ? null : next - startedAt }
}
