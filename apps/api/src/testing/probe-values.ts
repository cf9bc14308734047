import type { CallStory } from './call-story.ts'
import type { ArgumentValues } from './probes.ts'

/** The tenant whose secrets strangers are after, with calls of its own. */
export const SECRET_TENANT = 'ten_demo-travel'
export const STORY: CallStory = {
  callId: 'cal_secret-answered-call',
  tenantId: SECRET_TENANT,
  didId: 'did_travel',
  flowId: 'ivr_travel',
  flowVersionId: 'ivv_travel-1',
  queueId: 'que_travel-booking',
  agentId: 'agt_jonas',
  ani: '+4479460000123',
  dnis: '4008002002',
  arrivesAt: Date.now() - 120_000,
}
export const WAITING: CallStory = {
  ...STORY,
  callId: 'cal_secret-waiting-call',
  ani: '+4479460000456',
  arrivesAt: Date.now() - 20_000,
}

/** The strangers have a call of their own, so that words which every call has are not taken for secrets. */
export const OWN: CallStory = {
  ...STORY,
  callId: 'cal_heating-answered-call',
  tenantId: 'ten_demo-heating',
  didId: 'did_heating',
  flowId: 'ivr_heating',
  flowVersionId: 'ivv_heating-1',
  queueId: 'que_heating-repair',
  agentId: 'agt_li',
  ani: '+8613800000789',
  dnis: '4008001001',
}

/** The tenant's own ids for every argument that there is; `id` of a node is tried for each kind of node. */
export const VALUES: ArgumentValues = {
  id: `"${SECRET_TENANT}"`,
  tenantId: `"${SECRET_TENANT}"`,
  callId: `"${STORY.callId}"`,
  'Query.call.id': `"${STORY.callId}"`,
  queueIds: `["${STORY.queueId}"]`,
  reasonId: '"rsn_travel-1"',
  dispositionId: '"dsp_travel-1"',
  bySeconds: '30',
  muted: 'true',
  personId: '"usr_admin-travel"',
  invitationId: '"inv_travel-open"',
  'InvitePersonInput.email': '"probe@elsewhere.test"',
  'InvitePersonInput.name': '"Probe"',
  'InvitePersonInput.locale': '"en"',
  numberIds: '["num_demo-travel"]',
  flowId: '"ivr_travel"',
  reservedFor: '"probe"',
  csv: '"number,kind"',
  month: '"2026-03"',
  'Query.inventoryNumber.id': '"num_demo-travel"',
  'Mutation.importNumbers.mode': 'ALL_OR_NOTHING',
  'RepointNumberInput.id': '"num_demo-travel"',
  'TakeBackNumberInput.id': '"num_demo-travel"',
  'UpdateInventoryNumberInput.id': '"num_demo-travel"',
  carrier: '"probe"',
  note: '"probe"',
  monthlyFee: '"1"',
  currency: '"CNY"',
  canBeCalledBack: 'true',
  'Mutation.agentSetDisposition.note': '"probe"',
  'Mutation.agentSignIn.device': 'SIP_PHONE',
}
export const NODES = [SECRET_TENANT, STORY.queueId, STORY.agentId, STORY.callId, 'rec_secret-answered-call']
