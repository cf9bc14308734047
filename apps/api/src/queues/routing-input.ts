import { queueRoutingSchema } from '@seatline/core'
import type { QueueRouting } from '@seatline/core'
import type { z } from 'zod'
import type { InputIssue } from '../user-errors.ts'
import { overflowTargets } from './routing-references.ts'

export type ReadRouting =
  { readonly ok: true; readonly routing: QueueRouting } | { readonly ok: false; readonly issues: readonly InputIssue[] }

/** A routing as it was sent: its form, and what can be said of it without looking anything up. Paths begin with `routing`. */
export function readRouting(sent: unknown): ReadRouting {
  const parsed = queueRoutingSchema.safeParse(sent)
  const issues = parsed.success ? issuesWithin(parsed.data) : parsed.error.issues.map(issueOfForm)
  if (!parsed.success || issues.length > 0) return { ok: false, issues: issues.map(inRouting) }
  return { ok: true, routing: parsed.data }
}

export const inRouting = (issue: InputIssue): InputIssue => ({
  ...issue,
  field: issue.field === '' ? 'routing' : `routing.${issue.field}`,
})

/** A schema speaks of milliseconds and of types; people fill in seconds, and leave fields empty. */
function issueOfForm(issue: z.core.$ZodIssue): InputIssue {
  const field = issue.path.map(String).join('.')
  const isTime = /Ms$|MsPerPriority$/.test(field)
  const amount = (value: number | bigint): string => (isTime ? `${String(Number(value) / 1_000)} s` : String(value))
  switch (issue.code) {
    case 'too_small':
      return { field, code: 'tooSmall', message: `Give at least ${amount(issue.minimum)} here.` }
    case 'too_big':
      return { field, code: 'tooBig', message: `Give at most ${amount(issue.maximum)} here.` }
    case 'invalid_format':
      return { field, code: 'key.invalid', message: 'A key is one of the digits, * or #.' }
    case 'invalid_type':
      return { field, code: 'required', message: 'Fill this in.' }
    default:
      return { field, code: 'invalid', message: 'This is not one of the things that can stand here. Choose again.' }
  }
}

function issuesWithin(routing: QueueRouting): readonly InputIssue[] {
  return [
    ...twiceInHunt(routing),
    ...ruleTwice(routing),
    ...stepsOutOfOrder(routing),
    ...offersNotSetUp(routing),
    ...keysTwice(routing),
    ...overflowBeforeStep(routing),
  ]
}

function twiceInHunt({ huntOrder }: QueueRouting): readonly InputIssue[] {
  return huntOrder.flatMap((id, at) =>
    huntOrder.indexOf(id) < at
      ? [
          {
            field: `huntOrder.${String(at)}`,
            code: 'hunt.twice',
            message: 'This agent stands in the order twice. Remove one.',
          },
        ]
      : [],
  )
}

function ruleTwice({ rules }: QueueRouting): readonly InputIssue[] {
  return rules.flatMap(({ kind }, at) =>
    rules.findIndex((other) => other.kind === kind) < at
      ? [
          {
            field: `rules.${String(at)}.kind`,
            code: 'rule.twice',
            message: 'This rule stands there twice: the second would never decide anything. Remove one.',
          },
        ]
      : [],
  )
}

function stepsOutOfOrder({ steps }: QueueRouting): readonly InputIssue[] {
  return steps.flatMap(({ afterMs }, at) => {
    const before = steps[at - 1]?.afterMs ?? 0
    return at > 0 && afterMs <= before
      ? [
          {
            field: `steps.${String(at)}.afterMs`,
            code: 'steps.order',
            message: `A step comes later than the one before it: give more than ${String(before / 1_000)} s.`,
          },
        ]
      : []
  })
}

function offersNotSetUp({ steps, waiting }: QueueRouting): readonly InputIssue[] {
  return steps.flatMap(({ offer }, at) =>
    offer !== null && waiting[offer] === null
      ? [
          {
            field: `steps.${String(at)}.offer`,
            code: 'offer.notSetUp',
            message: `Callers cannot be offered ${offer === 'callback' ? 'a callback' : 'voicemail'} before it has a key: see "While waiting".`,
          },
        ]
      : [],
  )
}

function keysTwice({ waiting }: QueueRouting): readonly InputIssue[] {
  const keys = (['advert', 'voicemail', 'callback'] as const).flatMap((choice) => {
    const { key } = waiting[choice] ?? {}
    return key === undefined ? [] : [{ choice, key }]
  })
  return keys.flatMap(({ choice, key }, at) => {
    const other = keys.slice(0, at).find((each) => each.key === key)
    return other === undefined
      ? []
      : [
          {
            field: `waiting.${choice}.key`,
            code: 'key.twice',
            message: `Key ${key} is taken: it is for ${KEY_MEANS[other.choice]}. Choose another.`,
          },
        ]
  })
}

const KEY_MEANS = { advert: 'the advert', voicemail: 'voicemail', callback: 'the callback' } as const

/** A step that comes when the call is no longer there was meant otherwise. */
function overflowBeforeStep({ overflow, steps }: QueueRouting): readonly InputIssue[] {
  const endMs = overflow.wait?.afterMs
  if (endMs === undefined) return []
  return steps.flatMap(({ afterMs }, at) =>
    afterMs >= endMs
      ? [
          {
            field: `steps.${String(at)}.afterMs`,
            code: 'steps.afterOverflow',
            message: `The call leaves the queue after ${String(endMs / 1_000)} s: this step would never come.`,
          },
        ]
      : [],
  )
}

/** Numbers outside that the routing calls, each with its field. */
export function outsideNumbers(routing: QueueRouting): readonly { readonly number: string; readonly field: string }[] {
  const { outsideNumber } = routing
  return [
    ...(outsideNumber === null ? [] : [{ number: outsideNumber.number, field: 'outsideNumber.number' }]),
    ...overflowTargets(routing).flatMap(({ ground, to }) =>
      to.kind === 'number' ? [{ number: to.number, field: `overflow.${ground}.to.number` }] : [],
    ),
  ]
}

/** Whether callers of the queue can get to voicemail. */
export const usesVoicemail = (routing: QueueRouting): boolean =>
  routing.waiting.voicemail !== null || overflowTargets(routing).some(({ to }) => to.kind === 'voicemail')
