import type { Permission, Role } from '@seatline/core'

/** Core's names as GraphQL has them: `bill.view` is `BILL_VIEW`. */
type Screaming<S extends string> = S extends `${infer Head}.${infer Tail}`
  ? `${Uppercase<Snake<Head>>}_${Screaming<Tail>}`
  : Uppercase<Snake<S>>
type Snake<S extends string> = S extends `${infer Letter}${infer Rest}`
  ? `${Letter extends Lowercase<Letter> ? Letter : `_${Letter}`}${Snake<Rest>}`
  : S

/** A permission or role without its words is a fault of types: the table must be readable whole. */
export type RoleTexts = Readonly<Record<Screaming<Role>, string>>
export type PermissionTexts = Readonly<Record<Screaming<Permission>, string>>

const roles: RoleTexts = {
  OPERATOR_ADMIN: 'Operator: administrator',
  OPERATOR_SUPERVISOR: 'Operator: supervisor',
  OPERATOR_FINANCE: 'Operator: finance',
  ADMIN: 'Administrator',
  REPORT_VIEWER: 'Report viewer',
  LEADER: 'Team leader',
  QA: 'Quality assurance',
  AGENT: 'Agent',
  EXPERT: 'Expert',
}

const permissions: PermissionTexts = {
  TENANT_VIEW: 'Sees that the company is here, its name and brand.',
  AGENT_WORK: 'Signs in for queues and takes calls.',
  LIVE_VIEW_QUEUES: 'Sees now how many callers wait in which queue.',
  LIVE_VIEW_CALLS: "Sees the calls that are going on, with the callers' numbers.",
  LIVE_VIEW_AGENTS: 'Sees now what each agent does.',
  CALLS_VIEW_ALL: 'Looks up every call: who called, what happened, who took it.',
  CALLS_VIEW_OWN: 'Looks up the calls taken as an agent.',
  RECORDINGS_PLAY_ALL: 'Hears every recording.',
  RECORDINGS_PLAY_OWN: 'Hears the recordings of the calls taken as an agent.',
  BILL_VIEW: 'Sees the bill, and what each line is made of.',
  PEOPLE_VIEW: 'Sees who belongs to the company, with which rights.',
  PEOPLE_MANAGE: 'Invites people, gives and takes roles, and lets people go.',
  BRANCHES_MANAGE: 'Opens and closes branches, and says what and who belongs to which.',
  CONFIGURATION_VIEW: 'Sees how everything is set up: queues, hours, menus, numbers, agents.',
  CONFIGURATION_ROLL_BACK: 'Compares versions of the configuration and goes back to an earlier one.',
  AGENTS_MANAGE: 'Sets up agents, their groups, skills and queues.',
  QUEUES_MANAGE: 'Makes queues and changes how they work.',
  HOURS_MANAGE: 'Sets opening hours and holidays.',
  FLOWS_MANAGE: 'Changes the menus that callers hear.',
  PROMPTS_MANAGE: 'Uploads, records and speaks prompts.',
  ANNOUNCEMENTS_MANAGE: 'Puts up announcements, such as for an outage.',
  NUMBERS_ROUTE: 'Says to which menu each number leads.',
  CODES_MANAGE: 'Keeps the reasons for being not ready and the outcomes of calls.',
  SCRIPTS_MANAGE: 'Writes what agents say and when.',
  BRANDING_MANAGE: 'Sets name, logo, colour, language and time zone.',
  LISTS_VIEW: 'Sees the black and white lists.',
  LISTS_APPLY: 'Applies for an entry of the black or white list, with a reason.',
  LISTS_DECIDE: 'Approves or refuses entries of the black and white lists.',
  SEATS_VIEW: 'Sees the seats that are rented, and which features come with them.',
  SEATS_CHANGE: 'Rents more seats or fewer.',
  AUDIT_VIEW: 'Sees who changed what, and when the operator was in.',
  PREFLIGHT_RUN: 'Has the company checked with simulated calls.',
  PLATFORM_VIEW_CONSOLE: 'Sees all clients with their state, usage and alarms.',
  PLATFORM_MANAGE_TENANTS: 'Takes clients on, sets their limits, suspends and ends them.',
  PLATFORM_ACT_AS: "Works as a client's administrator for an hour, with a reason that the client reads.",
  PLATFORM_VIEW_NUMBERS: 'Sees the stock of numbers, and who has which.',
  PLATFORM_MANAGE_NUMBERS: 'Issues numbers and takes them back.',
  PLATFORM_VIEW_TRUNKS: 'Sees the lines to the carriers.',
  PLATFORM_MANAGE_TRUNKS: 'Sets up the lines to the carriers.',
  PLATFORM_VIEW_AUDIT: 'Sees who changed what at every client.',
}

export const rightsEn = {
  role: roles,
  permission: permissions,
  rights: {
    ofPerson: 'What may this person do?',
    table: 'Who may do what',
    person: 'Person',
    choosePerson: 'Choose a person',
    searchPerson: 'Name or e-mail',
    nobodyChosen: 'Choose a person above',
    nobodyChosenAdvice: 'You see each right, and by which role it is held, or who could do it instead.',
    noneFound: 'Nobody by that name',
    yourself: 'You',
    what: 'Right',
    allows: 'What it allows',
    may: 'May',
    yes: 'Yes',
    no: 'No',
    why: 'Why',
    byRoles: 'As {{roles}}',
    byActingAs: 'While acting as the administrator, until {{until}}',
    byBranch: 'Not in a branch: it concerns the whole company. Confined to {{branch}}.',
    couldBe: 'Could be done by: {{roles}}',
    wholeCompany: 'Whole company',
    wholeCompanyMeaning: 'Nobody who is confined to a branch has it, whatever the role.',
    ofPlatform: 'Rights over the platform',
    ofTenant: 'Rights in the company',
    show: 'Show',
    showAll: 'All',
    showHeld: 'Only what may be done',
    showMissing: 'Only what may not be done',
    holds: '{{held}} of {{all}} rights',
    roles: 'Roles',
    branch: 'Branch',
    headOffice: 'Head office: the whole company',
    noRoles: 'no role here',
    export: 'Export CSV',
    own: 'My rights',
    ownAdvice: 'What you may do, and why. Ask the administrator when you need more.',
    unknown: 'There is no such person here',
    unknownAdvice: 'The person may have left. Choose another.',
    failed: 'The rights cannot be read. Load the page again.',
  },
}
