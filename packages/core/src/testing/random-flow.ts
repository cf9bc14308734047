import { idOf } from './acd-builders.ts'
import * as build from './flow-builders.ts'
import type { Flow, FlowNode } from '../ivr/flow.ts'
import type { SeededRandom } from './seeded-random.ts'

type Make = (nodeId: string) => FlowNode

/** Flows as nobody would draw them: ways that lead anywhere, also in circles, to nothing and to nodes that are not there. */
export function randomFlow(random: SeededRandom, name: string, otherNames: readonly string[]): Flow {
  const nodeIds = Array.from(
    { length: random.between(1, 12) },
    (_, index) => `node-${String.fromCharCode(CODE_OF_A + index)}`,
  )
  const somewhere = (): string | null =>
    random.chance(0.1) ? null : random.chance(0.03) ? 'gone' : (random.pick(nodeIds) ?? null)
  const kinds = [...talking(random, somewhere), ...deciding(random, somewhere)]
  const leaving = destinations(random, somewhere, otherNames)
  const nodes = nodeIds.map((nodeId): FlowNode => {
    // What ends a walk is rare, so that callers get about.
    const make = random.pick(random.chance(0.8) ? kinds : leaving) ?? build.hangUp
    return make(nodeId)
  })
  return build.otherFlow(name, ...nodes)
}

const CODE_OF_A = 97
type Somewhere = () => string | null

function talking(random: SeededRandom, somewhere: Somewhere): readonly Make[] {
  const interruptible = random.chance(0.7)
  return [
    (id) => build.play(id, { interruptible, next: somewhere() }),
    (id) => build.say(id, { text: '{{topic}} {{customerNumber:digits}}', interruptible, next: somewhere() }),
    (id) =>
      build.menu(id, {
        interruptible,
        choices: { 1: somewhere() ?? 'gone', 2: somewhere() ?? 'gone' },
        attemptsMax: random.between(1, 3),
        invalidPromptId: random.chance(0.5) ? idOf('prompt', 'invalid') : null,
        onFailure: somewhere(),
      }),
    (id) =>
      build.collect(id, {
        digitsMin: 2,
        digitsMax: random.between(1, 4),
        next: somewhere(),
        onFailure: somewhere(),
      }),
    (id) => build.survey(id, { next: somewhere() }),
    (id) => build.pin(id, { onVerified: somewhere(), onFailure: somewhere(), onUnavailable: somewhere() }),
    (id) =>
      build.pin(id, {
        check: { kind: 'http', request: build.payment(id).request },
        onVerified: somewhere(),
        onFailure: somewhere(),
        onUnavailable: somewhere(),
      }),
    (id) =>
      build.payment(id, {
        onPaid: somewhere(),
        onDeclined: somewhere(),
        onFailure: somewhere(),
        onUnavailable: somewhere(),
      }),
  ]
}

function deciding(random: SeededRandom, somewhere: Somewhere): readonly Make[] {
  return [
    (id) => build.hours(id, { onOpen: somewhere(), onClosed: somewhere() }),
    (id) => build.setVariable(id, { value: '{{topic}}{{topic}}x', next: somewhere() }),
    (id) =>
      build.condition(id, {
        branches: [{ variable: 'topic', operator: 'isEmpty', value: '', next: somewhere() }],
        otherwise: somewhere(),
      }),
    (id) => build.lookup(id, { onKnown: somewhere(), onUnknown: somewhere() }),
    (id) => build.listBranch(id, { branches: [{ kind: 'member', next: somewhere() }], otherwise: somewhere() }),
    (id) =>
      build.http(id, {
        retries: random.between(0, 2),
        saves: [{ path: 'a', variable: 'topic' }],
        onSuccess: somewhere(),
        onFailure: somewhere(),
        onTimeout: somewhere(),
      }),
  ]
}

function destinations(random: SeededRandom, somewhere: Somewhere, others: readonly string[]): readonly Make[] {
  const other = () => idOf('flow', random.pick(others) ?? 'gone')
  return [
    (id) => build.queue(id, { afterTalk: random.chance(0.5) ? somewhere() : null }),
    (id) => build.transferNumber(id, { number: '02155', onFailure: somewhere() }),
    (id) => build.transferExtension(id, { onFailure: somewhere() }),
    (id) => build.transferOnCall(id, { onFailure: somewhere() }),
    (id) => build.voicemail(id, { next: somewhere() }),
    (id) => build.callbackOffer(id, { next: somewhere(), onDeclined: somewhere() }),
    (id) => build.subFlow(id, { flowId: other(), next: somewhere() }),
    (id) => build.goToFlow(id, { flowId: other() }),
    (id) => build.returnToMenu(id),
    (id) => build.sendBack(id, { next: somewhere() }),
    (id) => build.hangUp(id),
  ]
}
