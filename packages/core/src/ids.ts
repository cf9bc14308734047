import { z } from 'zod'

/** The one table of id prefixes. An id is `<prefix>_<20 random characters>`; it carries no sequence and tells nothing of other tenants. */
export const ID_PREFIX = {
  tenant: 'ten',
  user: 'usr',
  agent: 'agt',
  queue: 'que',
  call: 'cal',
  leg: 'leg',
  did: 'did',
  trunk: 'trk',
  flow: 'ivr',
  flowVersion: 'ivv',
  prompt: 'prm',
  recording: 'rec',
  disposition: 'dsp',
  reason: 'rsn',
  hours: 'hrs',
  event: 'evt',
  command: 'cmd',
  pool: 'pol',
  pricePlan: 'pln',
  branch: 'brn',
  membership: 'mbr',
  invitation: 'inv',
  audit: 'aud',
  actAs: 'act',
  group: 'grp',
  skill: 'skl',
  calendar: 'cld',
  phoneNumber: 'num',
  destination: 'dst',
  listEntry: 'lst',
  announcement: 'ann',
  script: 'scr',
  addOn: 'add',
  seat: 'sub',
  preflight: 'pft',
  alarm: 'alm',
  decision: 'dec',
  callback: 'cbk',
  voicemailBox: 'vbx',
  voicemail: 'vml',
  knownCaller: 'cll',
  survey: 'srv',
  flowTest: 'ivt',
  secret: 'sec',
  task: 'tsk',
  rateTable: 'rat',
  invoice: 'ivc',
  charge: 'chg',
  ledgerEntry: 'led',
  payment: 'pay',
  bankBooking: 'bnk',
  callerEntry: 'cae',
  closing: 'cls',
  contract: 'ctr',
  changeOrder: 'cho',
  resellerStatement: 'rst',
  incident: 'ict',
  carrierRecord: 'ccr',
  reconciliation: 'rcn',
  callerAccount: 'cac',
  reseller: 'rsl',
  onCallList: 'ocl',
} as const

export type IdKind = keyof typeof ID_PREFIX
declare const brand: unique symbol
export type Id<K extends IdKind> = string & { readonly [brand]: K }

export type TenantId = Id<'tenant'>
export type UserId = Id<'user'>
export type AgentId = Id<'agent'>
export type QueueId = Id<'queue'>
export type CallId = Id<'call'>
export type LegId = Id<'leg'>
export type DidId = Id<'did'>
export type TrunkId = Id<'trunk'>
export type FlowId = Id<'flow'>
export type FlowVersionId = Id<'flowVersion'>
export type PromptId = Id<'prompt'>
export type RecordingId = Id<'recording'>
export type DispositionId = Id<'disposition'>
export type ReasonId = Id<'reason'>
export type HoursId = Id<'hours'>
export type EventId = Id<'event'>
export type CommandId = Id<'command'>
export type PoolId = Id<'pool'>
export type PricePlanId = Id<'pricePlan'>
export type BranchId = Id<'branch'>
export type MembershipId = Id<'membership'>
export type InvitationId = Id<'invitation'>
export type AuditId = Id<'audit'>
export type ActAsId = Id<'actAs'>
export type GroupId = Id<'group'>
export type SkillId = Id<'skill'>
export type CalendarId = Id<'calendar'>
export type PhoneNumberId = Id<'phoneNumber'>
export type DestinationId = Id<'destination'>
export type ListEntryId = Id<'listEntry'>
export type AnnouncementId = Id<'announcement'>
export type ScriptId = Id<'script'>
export type AddOnId = Id<'addOn'>
export type SeatId = Id<'seat'>
export type PreflightId = Id<'preflight'>
export type AlarmId = Id<'alarm'>
export type DecisionId = Id<'decision'>
export type CallbackId = Id<'callback'>
export type VoicemailBoxId = Id<'voicemailBox'>
export type VoicemailId = Id<'voicemail'>
export type KnownCallerId = Id<'knownCaller'>
export type SurveyId = Id<'survey'>
export type FlowTestId = Id<'flowTest'>
export type SecretId = Id<'secret'>
export type TaskId = Id<'task'>
export type OnCallListId = Id<'onCallList'>

const ALPHABET = '23456789abcdefghijkmnpqrstuvwxyz'

/** Formats 20 random bytes as an id: 100 bits, no look-alike characters. The caller owns the randomness, so that core stays deterministic. */
export function formatId<K extends IdKind>(kind: K, random: Uint8Array): Id<K> {
  if (random.length < 20) throw new RangeError(`formatId needs 20 random bytes [got:${String(random.length)}]`)
  let text = ''
  for (let i = 0; i < 20; i++) text += ALPHABET.charAt((random[i] ?? 0) & 31)
  return `${ID_PREFIX[kind]}_${text}` as Id<K>
}

/** True when `text` has the form of an id of `kind`. */
export function isId<K extends IdKind>(kind: K, text: string): text is Id<K> {
  return new RegExp(`^${ID_PREFIX[kind]}_[a-z0-9_-]{2,40}$`).test(text)
}

/** The parser for an id of `kind` at an untyped edge. */
export const idSchema = <K extends IdKind>(kind: K): z.ZodType<Id<K>, string> =>
  z.string().refine((text) => isId(kind, text), `must be an id that starts with ${ID_PREFIX[kind]}_`)
