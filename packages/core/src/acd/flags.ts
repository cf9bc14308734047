/**
 * Changes of the engine, each with a number for ever. The flags that are on are part of the state and of the log, so an old log replays to the decisions it held,
 * whatever has been switched on since. A change of what the engine decides gets a new number here; a number is never used again.
 */
export const ENGINE_FLAGS = {
  /** The freed agent takes the next caller of the queue that is furthest from its target. Off: the caller who is first over all queues. */
  fairShare: 1,
  /** The skills that queues and flows ask for count. Off: every agent of the queue is able. */
  requiredSkills: 2,
  /** After a call that was held for the agent, another one that waits goes first. Off: held calls always do. */
  heldCallsTakeTurns: 3,
  /** A caller for whom nobody could be rung is told of with the causes (`why-waiting.ts`). Who is rung is the same. Off: the facts of a log from before say nothing of it. */
  tellsWhyWaiting: 4,
  /** An agent who becomes free while a call rings at all phones of a queue, and for whom nobody waits, is rung too. Off: only those who were free when it began to ring. */
  ringAllJoins: 5,
} as const
export type EngineFlag = keyof typeof ENGINE_FLAGS

export const DEFAULT_FLAGS: readonly number[] = Object.values(ENGINE_FLAGS)

export const isOn = (flags: readonly number[], flag: EngineFlag): boolean => flags.includes(ENGINE_FLAGS[flag])
