/**
 * One way in which each administrative mutation succeeds, in an order in which they can follow each other: for the test that each leaves exactly one entry in
 * the audit. Whoever adds a mutation adds a line here, or to `UNAUDITED` with the reason.
 */
export type AuditedMutation = {
  readonly as: string
  /** The arguments, in their brackets; `{{name}}` is something that was kept before. */
  readonly args: string
  /** 0 for one of `UNAUDITED` that others need; 2 where two things are made, each with an entry of its own. */
  readonly leaves?: 0 | 2
  /** Rows that it needs, written by the owner of the tables. */
  readonly rows?: string
  /** The id in its answer, for those that come later. `type` is the answer's. */
  readonly keep?: { readonly name: string; readonly type: string; readonly path?: string }
}

/** Commands of agents are kept in the journal of calls, act by act; they are no administration. */
export const isAgentCommand = (name: string): boolean => name.startsWith('agent') && /^agent[A-Z]/.test(name)

/** Why these leave no entry. */
export const UNAUDITED: Readonly<Record<string, string>> = {
  previewDestinationImport: 'says what a file would do; keeps nothing',
  sipCredentials: 'gives the viewer a password for the own phone; changes nothing',
  callBack: 'is a command of an agent, kept in the journal of calls, and needs the engine',
  cancelCallback: 'is audited (callback.cancel), and needs the engine: tried where there is one',
  placeTestCall: 'is audited (trunk.testCall), and needs a telephone engine: tried where there is one',
  payInvoice: 'is audited (invoice.pay), and needs a payment provider: tried where there is one',
  topUpBalance: 'is audited (balance.topUp), and needs a payment provider: tried where there is one',
  startPaymentMethodSetUp: 'is audited (paymentMethod.setUp), and needs a payment provider: tried where there is one',
  setOwnLanguage: "the viewer's own taste",
  previewCarrierFile: 'says what a file would do; keeps nothing',
  previewNumberImport: 'says what a file would do; keeps nothing',
  speakPrompt: 'makes a draft to listen to; kept by createPrompt',
}

const T = 'tenantId: "ten_demo-travel"'
const queue = (name: string): string =>
  `{ name: "${name}", description: "", record: true, requiredSkills: [], musicPromptId: "prm_travel-music", ringTimeoutSeconds: 20, serviceLevelSeconds: 20, wrapUpSeconds: 30 }`
const hours = (name: string): string =>
  `{ name: "${name}", timeZone: "Europe/London", followsCalendars: true, holidays: [], weekly: [{ day: 1, from: "09:00", to: "17:00" }] }`
const calendar = (name: string): string =>
  `{ name: "${name}", year: 2031, days: [{ date: "2031-01-01", name: "New Year", intervals: [] }] }`
const script = (name: string): string => `name: "${name}", body: "Hello", situation: GREETING`
const announcement = (name: string): string =>
  `name: "${name}", didIds: [], enabled: false, thenHangUp: false, promptId: "prm_travel-closed"`
const trunk = (name: string, address: string): string =>
  `{ name: "${name}", direction: INBOUND, sourceAddresses: ["${address}"], gateways: [], prefixes: [], codecs: [PCMA], priority: 50, concurrentCallsMax: 10, callerIdRule: OWN_NUMBERS, addDigits: "", stripDigits: 0, alarmPercent: 80, alarmFailures: 5, enabled: true, failoverStatuses: [503], probed: false, setupTimeoutMs: 4000 }`
const box = (name: string): string =>
  `{ name: "${name}", groupId: "grp_travel-desk", greetingPromptId: "prm_travel-voicemail", lengthMaxSeconds: 60, promisedWithinMinutes: 60 }`
const onCall = (name: string): string =>
  `{ name: "${name}", queueId: "que_travel-changes", timeZone: "Europe/London", duties: [{ number: "02071234567", days: [1, 7], from: "18:00", to: "08:00" }] }`
const survey = (name: string): string =>
  `{ name: "${name}", questionPromptId: "prm_travel-survey", timeoutSeconds: 6, attemptsMax: 2, queueIds: [], keys: [{ key: "1", score: 5, satisfied: true, labelEn: "Yes", labelZh: "是" }, { key: "2", score: 1, satisfied: false, labelEn: "No", labelZh: "否" }] }`
const STOCK = `INSERT INTO phone_number (id, tenant_id, number, kind) VALUES
  ('num_audited-1', 'ten_operator', '4009990011', 'tollFree'), ('num_audited-2', 'ten_operator', '4009990012', 'tollFree')`

const MAPPING = `{ columns: { startedAt: "Start", calling: "From", called: "To", duration: "Seconds", price: "Price" }, delimiter: ",", timeZone: "Asia/Shanghai", timeFormat: "iso", durationUnit: "seconds", decimalMark: ".", numberStyle: "asDialled", currency: "CNY", direction: "outbound" }`
const draftOf = (name: string): string =>
  `INSERT INTO invoice (id, tenant_id, kind, status, currency, created_at, net_micros, tax_micros, rounding_micros, payable_micros, tax_table, bill_to)
    VALUES ('ivc_${name}', 'ten_demo-travel', 'invoice', 'draft', 'GBP', now(), 5000000, 0, 0, 5000000,
      '{"mode":"exclusive","rounding":"coinHalfUp","rates":[{"category":"standard","treatment":"exempt","percent":"0"}]}', '{"name":"","address":"","taxId":"","email":""}');
   INSERT INTO invoice_line (tenant_id, invoice_id, position, line_id, kind, subject, from_day, until_day, quantity, unit, details, amount_micros, tax_category, evidence)
    VALUES ('ten_demo-travel', 'ivc_${name}', 0, '${name}', 'oneOff', 'Set-up', '2026-03-01', '2026-04-01', '1', 'piece', '{}', 5000000, 'standard', '{"kind":"lines","lineIds":[]}');`
const DRAFTS = `${draftOf('audited-1')} ${draftOf('audited-2')}`

const CONTRACT_TERMS = `{ scope: "All calls", renewal: "automatic", renewalMonths: 12, noticeDays: 60, answerWithinSeconds: "20", creditCapPercent: "30", promises: [{ indicator: "availability", target: "99.9", serious: "99.5", missed: { of: "monthFees", percent: "5" } }] }`

type More = Omit<AuditedMutation, 'as' | 'args'>
const admin = (args: string, more: More = {}): AuditedMutation => ({ as: 'admin-travel', args, ...more })
const operator = (args: string, more: More = {}): AuditedMutation => ({ as: 'operator', args, ...more })

export const AUDITED: Readonly<Record<string, AuditedMutation>> = {
  createBranch: admin(`(input: { ${T}, name: "North" })`, { keep: { name: 'branch', type: 'Branch' } }),
  renameBranch: admin(`(input: { ${T}, branchId: "{{branch}}", name: "Far North" })`),
  moveToBranch: admin(`(input: { ${T}, branchId: null, queueIds: ["que_travel-changes"] })`),
  archiveBranch: admin(`(input: { ${T}, branchId: "{{branch}}" })`),
  startActingAs: operator(`(input: { ${T}, reason: "The client asked for help" })`),
  endActingAs: operator(`(input: { ${T} })`),

  createQueue: admin(`(${T}, input: ${queue('Lost luggage')})`, { keep: { name: 'queue', type: 'QueueSettings' } }),
  updateQueue: admin(`(${T}, queueId: "{{queue}}", input: ${queue('Luggage')})`),
  archiveQueue: admin(`(${T}, queueId: "{{queue}}")`),
  createHours: admin(`(${T}, input: ${hours('Mondays')})`, { keep: { name: 'hours', type: 'HoursSettings' } }),
  updateHours: admin(`(${T}, hoursId: "{{hours}}", input: ${hours('Every Monday')})`),
  archiveHours: admin(`(${T}, hoursId: "{{hours}}")`),
  createHolidayCalendar: admin(`(${T}, input: ${calendar('Bank holidays')})`, {
    keep: { name: 'calendar', type: 'HolidayCalendar' },
  }),
  updateHolidayCalendar: admin(`(${T}, calendarId: "{{calendar}}", input: ${calendar('Holidays')})`),
  importCalendarDays: admin(`(${T}, calendarId: "{{calendar}}", csv: "2031-12-25,Christmas")`),
  copyHolidayCalendar: admin(`(${T}, calendarId: "{{calendar}}", year: 2032)`),
  archiveHolidayCalendar: admin(`(${T}, calendarId: "{{calendar}}")`),
  routeNumber: admin(`(${T}, didId: "did_travel", input: { flowId: "ivr_travel", label: "Main line" })`),

  createFlow: admin(`(input: { ${T}, name: "Night line", copyOfFlowId: "ivr_travel" })`, {
    keep: { name: 'flow', type: 'Flow' },
  }),
  renameFlow: admin(`(input: { ${T}, flowId: "{{flow}}", name: "At night" })`),
  saveFlowTest: admin(
    `(input: { ${T}, flowId: "{{flow}}", script: { name: "Says nothing", at: "2031-01-01T10:00", expect: {} } })`,
    { keep: { name: 'flowTest', type: 'FlowTest' } },
  ),
  deleteFlowTest: admin(`(input: { ${T}, flowId: "{{flow}}", testId: "{{flowTest}}" })`),
  publishFlow: admin(`(input: { ${T}, flowId: "{{flow}}", revision: 1, note: "First" })`),
  saveFlowDraft: admin(
    `(input: { ${T}, flowId: "{{flow}}", revision: 2, entryNodeId: "end", nodes: [{ nodeId: "end", kind: "hangUp", label: "End" }], layout: {} })`,
  ),
  discardFlowDraft: admin(`(input: { ${T}, flowId: "{{flow}}", revision: 3 })`),
  publishFlowVersion: admin(
    `(input: { ${T}, flowId: "ivr_travel", flowVersionId: "ivv_travel-1", at: "{{tomorrow}}T10:00:00.000Z" })`,
  ),
  cancelFlowSchedule: admin(`(input: { ${T}, flowId: "ivr_travel" })`),
  archiveFlow: admin(`(input: { ${T}, flowId: "{{flow}}" })`),
  setFlowSecret: admin(`(input: { ${T}, name: "CRM_TOKEN", value: "not to be seen" })`),
  removeFlowSecret: admin(`(input: { ${T}, name: "CRM_TOKEN" })`),

  saveSkill: admin(`(input: { ${T}, name: "Norwegian" })`, { keep: { name: 'skill', type: 'Skill' } }),
  archiveSkill: admin(`(${T}, skillId: "{{skill}}")`),
  saveAgentGroup: admin(`(input: { ${T}, name: "Weekend", memberIds: ["agt_jonas"], leaderIds: [] })`, {
    keep: { name: 'group', type: 'AgentGroup' },
  }),
  archiveAgentGroup: admin(`(${T}, groupId: "{{group}}")`),
  createAgent: admin(`(input: { ${T}, name: "Desk Phone", grade: STANDARD, queueIds: ["que_travel-changes"] })`, {
    keep: { name: 'agent', type: 'AgentSetup' },
  }),
  updateAgent: admin(
    `(input: { ${T}, agentId: "{{agent}}", name: "Front Desk", grade: STANDARD, queueIds: ["que_travel-changes"] })`,
  ),
  assignAgents: admin(`(input: { ${T}, agentIds: ["{{agent}}"], addQueueIds: ["que_travel-booking"] })`),
  setAgentSkills: admin(
    `(input: { ${T}, cells: [{ agentId: "{{agent}}", skillId: "skl_travel-rail", proficiency: 5 }] })`,
  ),
  setAgentsActive: admin(`(input: { ${T}, agentIds: ["{{agent}}"], active: false })`),
  importAgents: admin(`(input: { ${T}, tryOnly: false, csv: "employeeNumber,name\\n777,Second Desk" })`),
  assignSharedAgents: operator(`(input: { ${T}, agentIds: ["agt_sim12"], removeQueueIds: ["que_travel-changes"] })`),

  createCode: admin(`(input: { ${T}, kind: REASON, name: "Errand" })`, { keep: { name: 'code', type: 'Code' } }),
  renameCode: admin(`(input: { ${T}, kind: REASON, id: "{{code}}", name: "Errands" })`),
  orderCodes: admin(`(input: { ${T}, kind: REASON, ids: ["{{code}}", {{reasons}}] })`),
  setCodeArchived: admin(`(input: { ${T}, kind: REASON, id: "{{code}}", archived: true })`),
  createScript: admin(`(input: { ${T}, ${script('Short')} })`, { keep: { name: 'script', type: 'Script' } }),
  updateScript: admin(`(input: { ${T}, id: "{{script}}", ${script('Shorter')} })`),
  archiveScript: admin(`(input: { ${T}, id: "{{script}}" })`),
  createAnnouncement: admin(`(input: { ${T}, ${announcement('Fog')} })`, {
    keep: { name: 'announcement', type: 'Announcement' },
  }),
  updateAnnouncement: admin(`(input: { ${T}, id: "{{announcement}}", ${announcement('Dense fog')} })`),
  setAnnouncementEnabled: admin(`(input: { ${T}, id: "{{announcement}}", enabled: true })`),
  orderAnnouncements: admin(`(input: { ${T}, ids: ["{{announcement}}", "ann_travel-strike"] })`),
  archiveAnnouncement: admin(`(input: { ${T}, id: "{{announcement}}" })`),
  announceOutage: admin(
    `(input: { ${T}, name: "Storm", text: "No ferries today.", voice: ENGLISH, topics: ["Changes"], expectedRecoveryAt: "2031-01-01T18:00:00.000Z", sayRecovery: true })`,
  ),
  createOnCallList: admin(`(${T}, input: ${onCall('Visa experts')})`, { keep: { name: 'onCall', type: 'OnCallList' } }),
  updateOnCallList: admin(`(${T}, listId: "{{onCall}}", input: ${onCall('Night experts')})`),
  archiveOnCallList: admin(`(${T}, listId: "{{onCall}}")`),
  createVoicemailBox: admin(`(${T}, input: ${box('Late calls')})`, { keep: { name: 'box', type: 'VoicemailBox' } }),
  updateVoicemailBox: admin(`(${T}, boxId: "{{box}}", input: ${box('Night calls')})`),
  archiveVoicemailBox: admin(`(${T}, boxId: "{{box}}")`),
  assignVoicemail: admin(`(input: { ${T}, voicemailId: "vml_travel-1", agentId: "agt_jonas" })`),
  hearVoicemail: admin(`(input: { ${T}, voicemailId: "vml_travel-1" })`),
  recordVoicemailAttempt: admin(`(input: { ${T}, voicemailId: "vml_travel-1", outcome: NO_ANSWER, note: "" })`),
  settleVoicemail: admin(`(input: { ${T}, voicemailId: "vml_travel-1", state: DONE, note: "Called back" })`),
  saveSurvey: admin(`(${T}, input: ${survey('After changes')})`, { keep: { name: 'survey', type: 'Survey' } }),
  archiveSurvey: admin(`(${T}, surveyId: "{{survey}}")`),
  updateBranding: admin(
    `(input: { ${T}, name: "Meridian Travel Ltd", brandName: "Meridian", brandColor: "#0b6e4f", locale: "en", timeZone: "Europe/London" })`,
  ),
  removeLogo: admin(`(${T})`),

  speakPrompt: admin(`(input: { ${T}, text: "There is fog today", voice: ENGLISH })`, {
    leaves: 0,
    keep: { name: 'draft', type: 'PromptDraft' },
  }),
  createPrompt: admin(`(input: { ${T}, draftId: "{{draft}}", kind: SPEECH, locale: "en", name: "Fog" })`, {
    keep: { name: 'prompt', type: 'Prompt' },
  }),
  updatePrompt: admin(`(input: { ${T}, promptId: "{{prompt}}", kind: SPEECH, locale: "en", name: "Fog again" })`),
  archivePrompt: admin(`(${T}, promptId: "{{prompt}}")`),

  applyForListEntry: admin(
    `(input: { ${T}, list: BLACK, direction: INBOUND, number: "+447946000001", reason: "Calls at night" })`,
    { keep: { name: 'entry', type: 'ListEntry' } },
  ),
  decideListEntry: admin(`(input: { ${T}, entryId: "{{entry}}", approve: true })`),
  addListEntry: admin(
    `(input: { ${T}, list: BLACK, direction: INBOUND, number: "+447946000002", reason: "Calls at night" })`,
  ),
  removeListEntry: admin(`(${T}, entryId: "{{entry}}")`),
  importListEntries: admin(`(input: { ${T}, list: BLACK, reason: "From before", csv: "number\\n+447946000003" })`),

  saveKnownCaller: admin(
    `(input: { ${T}, number: "+447946000011", name: "Ada", vipClass: 2, pin: "2468", fields: [{ name: "tier", value: "gold" }] })`,
    { keep: { name: 'caller', type: 'KnownCaller' } },
  ),
  importKnownCallers: admin(`(input: { ${T}, onlyCheck: false, csv: "number,name\\n+447946000012,Ben" })`),
  exportKnownCallers: admin(`(${T})`),
  archiveKnownCaller: admin(`(${T}, callerId: "{{caller}}")`),
  saveCallerRegions: admin(`(${T}, regions: [{ name: "London", prefixes: ["+4420"] }])`),
  importCallerRegions: admin(`(${T}, onlyCheck: false, csv: "region,prefix\\nLeeds,+44113")`),

  invitePerson: admin(
    `(input: { ${T}, email: "new@meridian.test", name: "New Person", locale: "en", roles: [LEADER] })`,
    { keep: { name: 'invitation', type: 'SentInvitation', path: 'invitation' } },
  ),
  resendInvitation: admin(`(${T}, invitationId: "{{invitation}}")`),
  withdrawInvitation: admin(`(${T}, invitationId: "{{invitation}}")`),
  changePerson: admin(`(input: { ${T}, personId: "usr_jonas", roles: [AGENT, LEADER] })`),
  removePerson: admin(`(${T}, personId: "usr_jonas")`),

  rollBackConfiguration: admin(`(${T}, version: 1, reason: "As it was before")`),
  startPreflight: admin(`(${T})`),

  changeSeats: operator(`(input: { ${T}, grade: STANDARD, quantity: 3, fromDay: "{{tomorrow}}" })`),
  changeAddOn: operator(`(input: { ${T}, addOn: MENU, quantity: 1, fromDay: "{{tomorrow}}" })`),
  setTenantLimits: operator(
    `(input: { ${T}, attributes: [], concurrentCallsMax: 400, apiRequestsPerMinuteMax: 3000, storageMegabytesMax: 50000 })`,
  ),
  setPoolShare: operator(`(input: { ${T}, poolId: "pol_default", agentsMin: 1, agentsMax: 10, weight: 1 })`),
  setTenantDestinations: operator(`(${T}, classes: [LOCAL])`),
  dedicateAgent: operator(`(agentId: "agt_sim11", ${T})`),
  dedicateTrunk: operator(`(trunkId: "trk_demo-carrier", tenantId: null)`),
  acknowledgeAlarm: operator(`(${T}, alarmId: "alm_audited")`, {
    rows: `INSERT INTO alarm (id, tenant_id, kind, dedupe_key, raised_at) VALUES ('alm_audited', 'ten_demo-travel', 'storage', 'audited', now())`,
  }),
  finaliseInvoice: operator(`(input: { ${T}, invoiceId: "ivc_audited-1" })`, { rows: DRAFTS }),
  sendInvoice: operator(`(input: { ${T}, invoiceId: "ivc_audited-1" })`),
  writeDebitNote: operator(
    `(input: { ${T}, invoiceId: "ivc_audited-1", reason: "One call was left out", lines: [{ lineId: "audited-1", amount: "1.50" }] })`,
  ),
  writeCreditNote: operator(`(input: { ${T}, invoiceId: "ivc_audited-1", reason: "These were not their calls" })`),
  voidInvoice: operator(`(input: { ${T}, invoiceId: "ivc_audited-2", reason: "Made by mistake" })`),
  startClosing: operator(`(month: "2024-01")`),
  saveCallerAccount: admin(`(input: { ${T}, number: "700100", name: "Probe", pin: "2468", blocked: false })`, {
    keep: { name: 'callerAccount', type: 'CallerAccount' },
  }),
  bookOnCallerAccount: admin(
    `(input: { ${T}, accountId: "{{callerAccount}}", amount: "50", note: "", key: "audited-key" })`,
  ),
  exportCallerAccounts: admin(`(${T})`),
  setLinePrice: admin(
    `(input: { ${T}, didId: "did_travel", perCall: "0", perMinute: "1.20", increment: "1/1", warnSeconds: 10 })`,
  ),
  enterTransfer: operator(
    `(input: { ${T}, amount: "100", currency: "GBP", receivedOn: "2026-03-02", reference: "B-audited", payer: "Travel", note: "" })`,
    { keep: { name: 'transfer', type: 'Payment' } },
  ),
  refundPayment: operator(`(paymentId: "{{transfer}}", amount: "40", reason: "Paid too much")`),
  reverseTransfer: operator(`(paymentId: "pay_audited", reason: "Entered twice")`, {
    rows: `INSERT INTO payment (id, tenant_id, method, reference, currency, asked_micros, charge, status, created_at, updated_at)
      VALUES ('pay_audited', 'ten_demo-travel', 'bankTransfer', 'B-audited-1', 'GBP', 5, 'pending', 'pending', now(), now())`,
  }),
  importBankStatement: operator(
    `(input: { csv: "date,amount,reference,text\\n2026-03-02,9,B-audited-2,hello", currency: "GBP", onlyCheck: false })`,
  ),
  assignBankBooking: operator(`(input: { bookingId: "bnk_audited-1", ${T} })`, {
    rows: `INSERT INTO bank_booking (id, tenant_id, reference, day, currency, micros, text, payer, state, imported_at) VALUES
      ('bnk_audited-1', 'ten_operator', 'B-audited-3', '2026-03-02', 'GBP', 7, '', '', 'unmatched', now()),
      ('bnk_audited-2', 'ten_operator', 'B-audited-4', '2026-03-02', 'GBP', 7, '', '', 'unmatched', now())`,
  }),
  setBankBookingAside: operator(`(bookingId: "bnk_audited-2", reason: "Interest")`),
  tryPaymentTaskAgain: operator(`(id: "tsk_audited")`, {
    rows: `INSERT INTO payment_task (id, tenant_id, kind, key, input, state, next_at, created_at)
      VALUES ('tsk_audited', 'ten_demo-travel', 'customer.create', 'audited', '{}', 'failed', now(), now())`,
  }),
  setAutomaticCollection: admin(`(${T}, enabled: true)`, {
    rows: `INSERT INTO payment_customer (tenant_id, method_ref, updated_at) VALUES ('ten_demo-travel', 'pm_audited', now())`,
  }),
  createProspect: operator(`(input: { name: "Lakeside Hotels" })`),
  createTrunk: operator(`(input: ${trunk('Second carrier', '198.51.100.7')})`, {
    keep: { name: 'trunk', type: 'Trunk' },
  }),
  updateTrunk: operator(`(id: "{{trunk}}", input: ${trunk('Second line', '198.51.100.8')})`),
  archiveTrunk: operator(`(id: "{{trunk}}")`),
  importDestinations: operator(`(csv: "prefix,class\\n0990,premium", mode: ALL_OR_NOTHING)`),
  resetDestinations: operator(''),
  importNumbers: operator(`(csv: "number,kind\\n4009990001,tollFree\\n4009990002,tollFree", mode: ALL_OR_NOTHING)`),
  reserveNumbers: operator(`(input: { numberIds: ["num_audited-1"], reservedFor: "Lakeside Hotels" })`, {
    rows: STOCK,
  }),
  releaseNumbers: operator(`(input: { numberIds: ["num_audited-1"] })`),
  updateInventoryNumber: operator(
    `(input: { id: "num_audited-1", carrier: "Harbor", monthlyFee: "9.90", currency: "GBP", canBeCalledBack: true, note: "" })`,
  ),
  issueNumbers: operator(`(input: { ${T}, numberIds: ["num_audited-1"], flowId: "ivr_travel" })`),
  repointNumber: operator(`(input: { id: "num_audited-1", flowId: "ivr_travel", label: "Second line" })`),
  takeBackNumber: operator(`(input: { id: "num_audited-1" })`),
  onboardTenant: operator(
    `(idempotencyKey: "audited-client", input: { name: "Lakeside Hotels", template: "travelBooking", language: "en", timeZone: "Europe/London", currency: "GBP", admin: { name: "Grace Lee", email: "grace@lakeside.test" }, numbers: ["4009990012"], agentIds: ["agt_mei"], seats: { standard: 2, professional: 1, leader: 0 }, plan: { name: "Standard", seatPricePerMonth: "299", inboundPerMinute: "0.12", outboundPerMinute: "0.18", firstSeconds: 6, thenSeconds: 6 } })`,
    // The client, and the invitation of its first administrator.
    { leaves: 2 },
  ),
  saveCarrier: operator(`(input: { carrier: "Harbor Telecom", trunkIds: ["trk_demo-carrier"], mapping: ${MAPPING} })`, {
    keep: { name: 'carrier', type: 'Carrier' },
  }),
  importCarrierRecords: operator(
    `(carrierId: "{{carrier}}", fileName: "march.csv", csv: "Start,From,To,Seconds,Price\\n2026-03-01T10:00:00Z,02161002002,13900001111,60,0.06", mode: ALL_OR_NOTHING)`,
  ),
  setTrunkCost: operator(
    `(input: { trunkId: "trk_demo-carrier", direction: OUTBOUND, fromDay: "2026-03-01", currency: "CNY", csv: "prefix,destination,band,status,pricePerMinute,increment,connectionFee,minimumCharge\\n,Everywhere,,,0.05,6/6,," })`,
  ),
  saveSellerProfile: operator(
    `(input: { name: "Harbor Cloud", address: "1 Quay", taxId: "GB1", phone: "", email: "", bankName: "Bank", bankAccount: "1", bankCode: "2", paymentTerms: "14 days" })`,
  ),
  saveDocumentSchedule: operator(
    `(input: { ${T}, locale: "en", invoices: ["a@b.test"], callLists: [], dailies: [], statements: [] })`,
  ),
  requestReconciliation: operator(`(from: "2026-03-01", until: "2026-03-02")`),
  createContract: operator(
    `(input: { ${T}, number: "2031-7", title: "Answering", fromDay: "2031-01-01", terms: ${CONTRACT_TERMS} })`,
    { keep: { name: 'contract', type: 'Contract' } },
  ),
  changeContract: operator(
    `(input: { ${T}, contractId: "{{contract}}", validFrom: "2031-06-01", note: "", terms: ${CONTRACT_TERMS} })`,
  ),
  giveContractNotice: operator(
    `(input: { ${T}, contractId: "{{contract}}", on: "2031-02-01", by: "Meridian Travel" })`,
  ),
  requestChange: admin(`(input: { ${T}, contractId: "{{contract}}", title: "Night line", text: "From spring on" })`, {
    keep: { name: 'change', type: 'ChangeOrder' },
  }),
  answerChange: operator(
    `(input: { ${T}, changeOrderId: "{{change}}", approve: true, answer: "Gladly", effectiveOn: "2031-09-01" })`,
  ),
  openIncident: operator(
    `(input: { ${T}, title: "Calls did not come in", severity: OUTAGE, openedAt: "2026-01-01T08:00:00.000Z" })`,
    { keep: { name: 'incident', type: 'Incident' } },
  ),
  markIncident: operator(
    `(input: { ${T}, incidentId: "{{incident}}", step: RESOLVED, at: "2026-01-01T08:50:00.000Z", cause: "A cable" })`,
  ),
  saveReseller: operator(
    `(input: { name: "Riverside Agency", contactEmail: "", role: COMMISSION, basis: CHARGES, percent: "5", clients: [{ tenantId: "ten_demo-travel", from: "2026-01-01" }] })`,
    { keep: { name: 'reseller', type: 'Reseller' } },
  ),
  makeResellerStatement: operator(`(resellerId: "{{reseller}}", month: "2026-01", currency: "GBP")`),
  changeTenantStatus: operator(`(${T}, status: SUSPENDED, reason: "Not paid for two months")`),
}
