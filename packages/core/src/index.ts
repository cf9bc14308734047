export { ID_PREFIX, formatId, idSchema, isId } from './ids.ts'
export type {
  AgentId,
  CallId,
  CommandId,
  DidId,
  DispositionId,
  EventId,
  FlowId,
  FlowVersionId,
  HoursId,
  Id,
  IdKind,
  KnownCallerId,
  LegId,
  PoolId,
  PricePlanId,
  PromptId,
  QueueId,
  ReasonId,
  RecordingId,
  TenantId,
  TrunkId,
  UserId,
  BranchId,
  MembershipId,
  InvitationId,
  AuditId,
  ActAsId,
  GroupId,
  SkillId,
  CalendarId,
  PhoneNumberId,
  DestinationId,
  ListEntryId,
  AnnouncementId,
  ScriptId,
  AddOnId,
  SeatId,
  PreflightId,
  AlarmId,
  VoicemailBoxId,
  CallbackId,
  SurveyId,
  VoicemailId,
  OnCallListId,
} from './ids.ts'
export { instant } from './time.ts'
export type { DurationMs, Instant } from './time.ts'
export { InvariantError, assert, assertNever } from './assert.ts'
export { fail, ok } from './result.ts'
export type { Result } from './result.ts'
export { agentOfExtension, sayAgentNumber } from './agents/agent-number.ts'
export { agentDeviceSchema, agentStatusSchema, notReadyReasonSchema } from './agents/agent-status.ts'
export type { AgentDevice, AgentStatus, AgentStatusKind, NotReadyReason } from './agents/agent-status.ts'
export { hangupCauseSchema, hangupReasonSchema, releasedBySchema } from './calls/hangup-cause.ts'
export type { HangupCause, HangupReason, ReleasedBy } from './calls/hangup-cause.ts'
export { JOURNAL_STREAM, factSchema, journalEventSchema, journalSubjectSchema } from './contracts/journal.ts'
export { routingReasonSchema } from './contracts/routing-reason.ts'
export { WAIT_CAUSES, waitCauseSchema } from './contracts/wait-cause.ts'
export type { Fact, FactKind, FactOf, JournalEvent } from './contracts/journal.ts'
export type { RoutingReason } from './contracts/routing-reason.ts'
export type { WaitCause } from './contracts/wait-cause.ts'
export {
  COMMAND_STREAM,
  COMMAND_TTL_MS,
  agentCommandSchema,
  transferPartySchema,
  transferTargetSchema,
  commandEnvelopeSchema,
  commandErrorCodeSchema,
  commandReplyKey,
  commandReplySchema,
  refusalDetailSchema,
} from './contracts/commands.ts'
export type {
  AgentCommand,
  TransferTarget,
  AgentCommandKind,
  CommandEnvelope,
  CommandErrorCode,
  CommandReply,
  RefusalDetail,
} from './contracts/commands.ts'
export { KNOWN_CALLERS_WRITTEN, knownCallerRecordSchema } from './contracts/known-caller.ts'
export type { KnownCallerRecord } from './contracts/known-caller.ts'
export {
  CONFIG_CHANGED,
  CONFIG_VERSIONS,
  PLATFORM_SNAPSHOT,
  DEFAULT_POOL,
  TENANT_SNAPSHOTS,
  businessHoursSchema,
  platformSnapshotSchema,
  queueConfigSchema,
  tenantSnapshotSchema,
  voicemailBoxSchema,
} from './contracts/snapshot.ts'
export type {
  BusinessHours,
  PlatformSnapshot,
  QueueConfig,
  TenantSnapshot,
  VoicemailBox,
} from './contracts/snapshot.ts'
export {
  LOST_NODES,
  MEDIA_NODES,
  NODE_LOST_MS,
  NODE_SILENT_MS,
  POOLS,
  POOL_AUDIT_MS,
  POOL_LEASE_MARGIN_MS,
  POOL_LEASE_MS,
  POOL_RENEW_MS,
  heldCallSchema,
  nodeOrdersKey,
  poolInputsKey,
  poolLeaseKey,
  poolLeaseSchema,
  poolLogKey,
  poolMessageSchema,
  poolSnapshotKey,
  poolSnapshotPlaceKey,
  poolRuleKey,
  poolLogStoredKey,
  nodeSignSchema,
} from './contracts/pool.ts'
export type {
  HeldCall,
  PoolLease,
  PoolLogBatch,
  PoolLogEntry,
  CallOwner,
  NodeProcess,
  NodeSign,
  PoolLogHead,
  PoolLogStep,
  PoolMessage,
  PoolMessageBody,
  PoolOrder,
  PoolPositions,
  PoolSnapshot,
} from './contracts/pool.ts'
export { REVOKED_PHONE_KEPT_MS, REVOKED_PHONES, REVOKED_PHONES_CHANGED } from './contracts/phones.ts'
export {
  OPERATOR_ROLES,
  PERMISSIONS,
  PLATFORM_PERMISSIONS,
  RIGHTS,
  ROLES,
  TENANT_PERMISSIONS,
  TENANT_ROLES,
  isOperatorRole,
  isPermitted,
  permissionsOf,
  HEAD_OFFICE_PERMISSIONS,
  rolesWith,
} from './roles/roles.ts'
export { explainRights, isPermittedTo, permissionsHeld } from './roles/explain-rights.ts'
export type { ExplainedRight, Standing } from './roles/explain-rights.ts'
export type { OperatorRole, Permission, PlatformPermission, Role, TenantPermission, TenantRole } from './roles/roles.ts'
export { LIFECYCLE, TENANT_STATUSES, canBecome } from './tenants/lifecycle.ts'
export type { Lifecycle, TenantStatus } from './tenants/lifecycle.ts'
export {
  ADD_ONS,
  FEATURES,
  FEATURE_MATRIX,
  SEAT_GRADES,
  TENANT_ATTRIBUTES,
  featuresOf,
  featureGrounds,
} from './entitlements/entitlements.ts'
export type {
  AddOn,
  Entitled,
  Feature,
  FeatureGround,
  SeatGrade,
  TenantAttribute,
} from './entitlements/entitlements.ts'
export { ENFORCED_BY, ENFORCEMENTS } from './entitlements/enforcement.ts'
export type { Enforcement } from './entitlements/enforcement.ts'
export { FEATURE_OF_NODE } from './entitlements/node-features.ts'
export { changeRental, changesFrom, rentedOn } from './entitlements/rentals.ts'
export type { Rental, RentalEdit } from './entitlements/rentals.ts'
export {
  FIGURE_NODES,
  FIGURES_EVERY_MS,
  FIGURES_STALE_MS,
  liveFiguresKey,
  tenantFiguresSchema,
} from './contracts/live-figures.ts'
export type { TenantFigures } from './contracts/live-figures.ts'
export { PREFLIGHT_TRUNK_ID } from './tenants/preflight-trunk.ts'
export { addDays, daysBetween, isLocalDate, isTimeZone, isoDayOf, localTimeAt, startOfDay } from './local-time.ts'
export type { LocalDate, LocalTime } from './local-time.ts'
export { wallTimeSchema } from './business-hours/wall-time.ts'
export type { WallInterval } from './business-hours/wall-time.ts'
export { dutiesAt, onCallDutySchema, onCallListSchema, partiesOnCall } from './on-call/on-call-list.ts'
export type { OnCallDuty, OnCallList } from './on-call/on-call-list.ts'
export { explainOpen, isOpen } from './business-hours/is-open.ts'
export type { OpenAnswer, OpenGround } from './business-hours/is-open.ts'
export { decisionDigest } from './pool/decision-digest.ts'
export { PoolReplay } from './pool/pool-replay.ts'
export type { ReplayFault, ReplayReport } from './pool/pool-replay.ts'
export { causeOf, causeOfRefusal, q850OfSip, sipOfQ850 } from './calls/sip-q850.ts'
export { startLeg, stepLeg, type LegStart } from './calls/step-leg.ts'
export { startCall, startCallback } from './calls/start-call.ts'
export { stepCall } from './calls/step-call.ts'
export type {
  LegEffect,
  LegInput,
  LegInputKind,
  LegPhase,
  LegReport,
  LegState,
  LegStep,
  LegTimer,
  SessionTimer,
} from './calls/leg-types.ts'
export type {
  AgentLeg,
  CallArrival,
  CallbackCall,
  CallEffect,
  CallInput,
  CallInputKind,
  CallPhase,
  CallState,
  CallStep,
  CallTarget,
  Dial,
  DialOutcome,
  FlowStart,
  Recording,
  Talk,
} from './calls/call-types.ts'
export {
  NUMBER_ACTS,
  NUMBER_QUARANTINE_MS,
  NUMBER_STATES,
  NUMBER_TRANSITIONS,
  nextNumberState,
  quarantineEnd,
} from './numbers/number-state.ts'
export type { NumberAct, NumberActFault, NumberStanding, NumberState } from './numbers/number-state.ts'
export { NUMBER_KINDS, faultOfNumber, normalizeNumber } from './numbers/number-kind.ts'
export type { NumberFault, NumberKind } from './numbers/number-kind.ts'
export {
  DESTINATION_CLASSES,
  RULED_CLASSES,
  classOfDestination,
  makeDestinationTable,
  mayCall,
} from './trunks/destination-class.ts'
export type { DestinationClass, DestinationPrefix, DestinationTable } from './trunks/destination-class.ts'
export { CHINA, toDialled } from './trunks/dialled-number.ts'
export type { DiallingPlan } from './trunks/dialled-number.ts'
export { DEFAULT_DESTINATIONS } from './trunks/default-destinations.ts'
export {
  CALLER_ID_RULES,
  FAILOVER_STATUSES_DEFAULT,
  GATEWAY,
  TRUNK_CODECS,
  TRUNK_DIRECTIONS,
  trunkSchema,
} from './trunks/trunk.ts'
export type { Trunk } from './trunks/trunk.ts'
export { LEFT_OUT_REASONS, callerIdFor, chooseTrunks } from './trunks/choose-trunks.ts'
export type {
  LeftOutReason,
  OutboundCaller,
  TrunkCandidate,
  TrunkChoice,
  TrunkRequest,
  TrunkSituation,
} from './trunks/choose-trunks.ts'
export { ATTEMPT_RESULTS, resultOf, shouldTryNext, speaksAgainstGateway } from './trunks/failover.ts'
export type { AttemptEnd, AttemptResult } from './trunks/failover.ts'
export { trunkAlarms } from './trunks/trunk-alarms.ts'
export type { GatewayHealth, TrunkAlarm } from './trunks/trunk-alarms.ts'
export {
  OUTBOUND_REFUSALS,
  TEST_CALL_KEPT_SECONDS,
  TRUNK_REPORTS,
  TRUNK_REPORT_FRESH_MS,
  callAttemptSchema,
  outboundCallSchema,
  testCallKey,
  trunkReportSchema,
} from './contracts/outbound.ts'
export type { CallAttempt, OutboundCall, OutboundRefusal, TrunkReport } from './contracts/outbound.ts'
export { platformCommandSchema, queueCommandSchema } from './contracts/commands.ts'
export type { PlatformCommand, QueueCommand } from './contracts/commands.ts'
export { abandonment, asaMs, countQueue, serviceLevel } from './metrics/queue-figures.ts'
export type { QueueCounts, ServiceLevelRule, ServiceLevelVariant } from './metrics/queue-figures.ts'
export { queuedCallsOf } from './metrics/queued-call.ts'
export type { QueuedCall } from './metrics/queued-call.ts'
export {
  addTimes,
  ahtMs,
  handlingMs,
  occupancy,
  signedInMs,
  timeByStatus,
  utilisation,
} from './metrics/agent-figures.ts'
export type { StatusInterval, TimeByStatus } from './metrics/agent-figures.ts'
export { meanMs, percentOf } from './metrics/share.ts'
export type { Share } from './metrics/share.ts'
export { announcementsFor, topicAnnouncementsFor, withAnnouncements } from './announcements/announcements-for.ts'
export type { PublishedAnnouncement } from './announcements/announcements-for.ts'
export { recoverySentence } from './announcements/recovery-sentence.ts'
export { regionOf, topicsOf, withTopicAnnouncements } from './announcements/topics.ts'
export { MERGE_FIELDS, SCRIPT_SITUATIONS, mergeScript, unknownFields } from './scripts/merge-fields.ts'
export type { MergeField, MergeValues, ScriptSituation } from './scripts/merge-fields.ts'
export { SHAPE_CONTRAST_MIN, TEXT_CONTRAST_MIN, contrastRatio, isHexColor, readableOn } from './branding/contrast.ts'
export { HOME_COUNTRY, comparableNumber, comparableStart } from './lists/comparable-number.ts'
export { compileNumberList, parsePattern } from './lists/number-pattern.ts'
export type { ListedNumber, NumberList, PatternFault } from './lists/number-pattern.ts'
export { SPEECH_LOCALES, speechPartSchema, spokenFile } from './speech/speech-part.ts'
export type { SpeechLocale, SpeechPart } from './speech/speech-part.ts'
export type {
  DueItem,
  WaitingChoice,
  WaitingContext,
  WaitingEffect,
  WaitingInput,
  WaitingInputKind,
  WaitingItem,
  WaitingPhase,
  WaitingState,
  WaitingStep,
  WaitingTimer,
} from './waiting/step-types.ts'
export type {
  VoicemailContext,
  VoicemailEffect,
  VoicemailInput,
  VoicemailPhase,
  VoicemailState,
  VoicemailStep,
} from './voicemail/step-types.ts'
export { startWaiting, stepWaiting } from './waiting/step-waiting.ts'
export { MUSIC_BETWEEN_MS } from './waiting/draft.ts'
export { sayDigits, sayKey, sayMoney, sayNumber, spell, textOfParts, word } from './speech/say-value.ts'
export { VOCABULARY } from './speech/vocabulary.ts'
export { MESSAGE_MS_MIN, MESSAGE_SILENCE_MS, startVoicemail, stepVoicemail } from './voicemail/step-voicemail.ts'
export { TONE_WORD } from './speech/vocabulary.ts'
export { textFile } from './speech/text-file.ts'
export { fixedTextsOf } from './speech/fixed-texts.ts'
export type { FixedText } from './speech/fixed-texts.ts'
export * from './acd/index.ts'
export * from './ivr/index.ts'
