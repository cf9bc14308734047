import { describe, expect, it } from 'vitest'
import { agentStatusSchema } from '../agents/agent-status.ts'
import { agentCommandSchema } from '../contracts/commands.ts'
import { describeTransition, INPUTS, SITUATIONS } from '../testing/acd-situations.ts'
import type { AcdInput } from './step-types.ts'
import { TRANSITIONS } from './transition-table.ts'

const rows: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = TRANSITIONS
const inputs: Readonly<Record<string, Readonly<Record<string, AcdInput>>>> = INPUTS
const statuses = agentStatusSchema.options.map((option) => option.shape.kind.value)

describe('every agent status answers every input', () => {
  it('has a row for each status, each input and each command there is', () => {
    expect(Object.keys(SITUATIONS).toSorted()).toEqual(statuses.toSorted())
    expect(Object.keys(TRANSITIONS).toSorted()).toEqual(Object.keys(INPUTS).toSorted())
    const commands = agentCommandSchema.options.map((option) => option.shape.kind.value)
    expect(Object.keys(INPUTS)).toEqual(expect.arrayContaining(commands))
  })

  for (const [kind, variants] of Object.entries(inputs))
    for (const [variant, input] of Object.entries(variants))
      for (const status of statuses)
        it(`${status} × ${kind} ${variant}`, () => {
          expect(describeTransition(status, input)).toBe(rows[kind]?.[variant]?.[status])
        })
})
