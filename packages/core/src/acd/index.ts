export type {
  AcdEffect,
  AcdFact,
  AcdInput,
  AcdOutcome,
  AcdState,
  AcdStep,
  AgentAttributes,
  CallPhase as PooledCallPhase,
  Channel,
  PooledAgent,
  PooledCall,
  PooledCallback,
  Ring,
  ServedCall,
  TakenSeat,
} from './step-types.ts'
export { seatsInUse } from './seats.ts'
export type { SeatOffer } from './seat-offer.ts'
export {
  DEFAULT_QUEUE_ROUTING,
  ROUTING_METHODS,
  UNKNOWN_CALLER,
  callerFactsSchema,
  knownCallersKey,
  overflowTargetSchema,
  poolShareSchema,
  queueRoutingSchema,
  requirementStepSchema,
  routingRuleSchema,
  waitingExperienceSchema,
} from './queue-routing.ts'
export type {
  CallerFacts,
  OverflowTarget,
  PoolShare,
  QueueRouting,
  RequirementStep,
  RoutingMethod,
  RoutingRule,
  RoutingRuleKind,
  WaitingExperience,
} from './queue-routing.ts'
export { emptyAcdState, stepAcd } from './engine.ts'
export { AcdPool } from './pool.ts'
export type { WhyNot } from './why-not.ts'
export { callbackCallId } from './callback-id.ts'
export { expectedWaitMs } from './expected-wait.ts'
export { compareQueuedCalls, priorityParts } from './order.ts'
export { DEFAULT_FLAGS, ENGINE_FLAGS } from './flags.ts'
