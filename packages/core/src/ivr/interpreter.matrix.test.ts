import { expect, test } from 'vitest'
import { describeFact } from '../testing/describe-fact.ts'
import { IVR_SITUATIONS, inputsFor } from '../testing/ivr-situations.ts'
import { describeEffect, type IvrStory } from '../testing/ivr-story.ts'
import { instant } from '../time.ts'
import { stepIvr } from './interpreter.ts'
import type { IvrInput } from './step-types.ts'

const NOW = instant(1_772_442_000_000)

function show({ context, state }: IvrStory, input: IvrInput): string {
  const step = stepIvr(context, state, input, NOW)
  if (step.state === state && step.effects.length === 0 && step.facts.length === 0) return '--'
  const parts = [step.state.phase, step.facts.map(describeFact).join(', '), step.effects.map(describeEffect).join(' ')]
  return parts.filter((part) => part !== '').join(' | ')
}

/** Each place with each input: next phase, facts, effects; `--` nothing at all. Whoever changes the interpreter reads the difference in the table. */
test('every place has an answer to every input, as the table says', async () => {
  const table = Object.entries(IVR_SITUATIONS).map(([situation, begin]) => {
    const told = begin()
    const answers = Object.entries(inputsFor(told.state)).map(([name, input]) => [name, show(told, input)])
    const deaf = answers.filter(([, answer]) => answer === '--').length
    return [
      situation,
      ...answers
        .filter(([, answer]) => answer !== '--')
        .map(([name, answer]) => `  ${String(name)}: ${String(answer)}`),
      `  the other ${String(deaf)}: --`,
    ].join('\n')
  })
  await expect(`${table.join('\n\n')}\n`).toMatchFileSnapshot('../testing/ivr-matrix.txt')
})
