import { describe, expect, it } from 'vitest'
import { hangupCauseSchema, hangupReasonSchema } from './hangup-cause.ts'

describe('why a leg or a call ended', () => {
  it.each<[string, unknown, boolean]>([
    ['a hang-up', { reason: 'normalClearing', sipStatus: null, q850: 16 }, true],
    ['a busy phone', { reason: 'busy', sipStatus: 486, q850: 17 }, true],
    ['a reason nobody knows', { reason: 'bored', sipStatus: null, q850: 16 }, false],
    ['no Q.850 cause', { reason: 'busy', sipStatus: 486 }, false],
    ['no SIP status at all, not even null', { reason: 'busy', q850: 17 }, false],
    ['a SIP status that is none', { reason: 'busy', sipStatus: 99, q850: 17 }, false],
    ['a Q.850 cause beyond seven bits', { reason: 'busy', sipStatus: 486, q850: 128 }, false],
  ])('%s', (_, cause, accepted) => {
    expect(hangupCauseSchema.safeParse(cause).success).toBe(accepted)
  })

  it('names each reason once', () => {
    expect(new Set(hangupReasonSchema.options).size).toBe(hangupReasonSchema.options.length)
  })
})
