import { InvariantError } from '../assert.ts'
import { FairClaims } from './fair-claims.ts'
import type { PooledCall } from './pool-types.ts'
import type { Line, QueuePlace } from './queue-place.ts'

/** The first call of a queue whom the agent may serve. */
export type Head = { readonly call: PooledCall; readonly line: Line }

const NO_QUEUE = { head: null, plain: null, queueId: '' }

/** The queues that an agent could serve next, each with its first caller. The head is looked up when somebody asks: of a plain queue the figures are enough to compare it. */
export class Claims extends FairClaims<QueuePlace> {
  readonly heads: (Head | null)[] = []

  /** The call and its line; of a plain queue it is the first of the plain line. */
  headOf(index: number): Head {
    const known = this.heads[index] ?? null
    if (known !== null) return known
    const { head, plain, queueId } = this.queues[index] ?? NO_QUEUE
    if (head !== null && plain !== null) return (this.heads[index] = { call: head, line: plain })
    throw new InvariantError(`a queue has figures of a head and no head [queue:${queueId}]`)
  }
}
