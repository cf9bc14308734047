import type { Locale, Role } from '../generated/prisma/client.ts'
import { DEMO_CLIENTS } from './demo-clients.ts'

export const OPERATOR_ID = 'ten_operator'
export const TRUNK_ID = 'trk_demo-carrier'

export type DemoUser = {
  readonly userId: string
  /** The `sub` of the identity provider's token: the same as in infra/keycloak/realm-seatline.json. */
  readonly subject: string
  readonly tenantId: string
  readonly name: string
  readonly email: string
  readonly locale: Locale
  readonly roles: readonly { readonly tenantId: string; readonly role: Role }[]
}

export type DemoAgent = {
  readonly agentId: string
  readonly employeeNumber: string
  readonly tenantId: string
  readonly userId: string | null
  readonly name: string
  readonly queues: readonly { readonly tenantId: string; readonly queueId: string }[]
}

const subject = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const [HEATING, TRAVEL, CLINIC] = ['ten_demo-heating', 'ten_demo-travel', 'ten_demo-clinic'] as const
const everywhere = (role: Role): DemoUser['roles'] =>
  [OPERATOR_ID, HEATING, TRAVEL, CLINIC].map((tenantId) => ({ tenantId, role }))

const user = (
  number: number,
  name: string,
  fields: Omit<DemoUser, 'userId' | 'subject' | 'email' | 'name'> & { readonly logIn: string },
): DemoUser => {
  const { logIn, ...rest } = fields
  return { userId: `usr_${logIn}`, subject: subject(number), name, email: `${logIn}@seatline.test`, ...rest }
}

const adminOf = (tenantId: string): DemoUser['roles'] => [{ tenantId, role: 'admin' }]

export const DEMO_USERS: readonly DemoUser[] = [
  user(1, 'Mei Lin', { logIn: 'mei', tenantId: OPERATOR_ID, locale: 'en', roles: everywhere('agent') }),
  user(2, 'Jonas Weber', {
    logIn: 'jonas',
    tenantId: OPERATOR_ID,
    locale: 'en',
    roles: [OPERATOR_ID, TRAVEL, CLINIC].map((tenantId) => ({ tenantId, role: 'agent' })),
  }),
  user(3, '李伟', {
    logIn: 'li',
    tenantId: HEATING,
    locale: 'zh_CN',
    roles: [{ tenantId: HEATING, role: 'agent' }],
  }),
  user(4, '陈静', { logIn: 'admin-heating', tenantId: HEATING, locale: 'zh_CN', roles: adminOf(HEATING) }),
  user(5, 'Olivia Grant', { logIn: 'admin-travel', tenantId: TRAVEL, locale: 'en', roles: adminOf(TRAVEL) }),
  user(6, 'Dr. Anna Zhou', { logIn: 'admin-clinic', tenantId: CLINIC, locale: 'en', roles: adminOf(CLINIC) }),
  user(7, 'Harbor Operations', {
    logIn: 'operator',
    tenantId: OPERATOR_ID,
    locale: 'en',
    roles: [
      { tenantId: OPERATOR_ID, role: 'operatorAdmin' },
      { tenantId: OPERATOR_ID, role: 'operatorSupervisor' },
    ],
  }),
  user(8, 'Harbor Finance', {
    logIn: 'finance',
    tenantId: OPERATOR_ID,
    locale: 'en',
    roles: [{ tenantId: OPERATOR_ID, role: 'operatorFinance' }],
  }),
]

const queuesOf = (tenantIds: readonly string[]): DemoAgent['queues'] =>
  DEMO_CLIENTS.filter(({ tenantId }) => tenantIds.includes(tenantId)).flatMap(({ tenantId, queues }) =>
    queues.map(({ queueId }) => ({ tenantId, queueId })),
  )
const ALL = [HEATING, TRAVEL, CLINIC]

/** Twelve more, who answer by themselves: for demonstrations and load. */
const simulated = Array.from({ length: 12 }, (_, index): DemoAgent => {
  const number = String(index + 1).padStart(2, '0')
  return {
    agentId: `agt_sim${number}`,
    employeeNumber: `9${number}`,
    tenantId: OPERATOR_ID,
    userId: null,
    name: `Simulated ${number}`,
    queues: queuesOf(ALL),
  }
})

export const DEMO_AGENTS: readonly DemoAgent[] = [
  {
    agentId: 'agt_mei',
    tenantId: OPERATOR_ID,
    employeeNumber: '101',
    userId: 'usr_mei',
    name: 'Mei Lin',
    queues: queuesOf(ALL),
  },
  {
    agentId: 'agt_jonas',
    employeeNumber: '102',
    tenantId: OPERATOR_ID,
    userId: 'usr_jonas',
    name: 'Jonas Weber',
    queues: queuesOf([TRAVEL, CLINIC]),
  },
  {
    agentId: 'agt_li',
    tenantId: HEATING,
    employeeNumber: '201',
    userId: 'usr_li',
    name: '李伟',
    queues: queuesOf([HEATING]),
  },
  ...simulated,
]
