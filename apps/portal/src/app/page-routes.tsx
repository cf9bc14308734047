import { lazy } from 'react'
import type { ComponentType, LazyExoticComponent } from 'react'
import type { OperatorPage, TenantPage } from './pages.ts'

type Page = LazyExoticComponent<ComponentType>

const page = <K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K): Page =>
  lazy(async () => ({ default: (await load())[name] }))

/** Each screen is loaded when it is first opened. What is not listed is not built yet and stands in no menu. */
export const TENANT_PAGE_ROUTES: Partial<Readonly<Record<TenantPage, Page>>> = {
  live: page(() => import('../queues/LivePage.tsx'), 'LivePage'),
  calls: page(() => import('../calls/CallsPage.tsx'), 'CallsPage'),
  voicemail: page(() => import('../voicemail/VoicemailPage.tsx'), 'VoicemailPage'),
  callbacks: page(() => import('../callbacks/CallbacksPage.tsx'), 'CallbacksPage'),
  surveys: page(() => import('../surveys/SurveysPage.tsx'), 'SurveysPage'),
  decisions: page(() => import('../decisions/DecisionsPage.tsx'), 'DecisionsPage'),
  callers: page(() => import('../known-callers/CallersPage.tsx'), 'CallersPage'),
  lists: page(() => import('../lists/ListsPage.tsx'), 'ListsPage'),
  prompts: page(() => import('../prompts/PromptsPage.tsx'), 'PromptsPage'),
  preflight: page(() => import('../preflight/PreflightPage.tsx'), 'PreflightPage'),
  rights: page(() => import('../rights/RightsPage.tsx'), 'RightsPage'),
  branches: page(() => import('../branches/BranchesPage.tsx'), 'BranchesPage'),
  numbers: page(() => import('../number-routing/NumbersPage.tsx'), 'NumbersPage'),
  codes: page(() => import('../codes/CodesPage.tsx'), 'CodesPage'),
  scripts: page(() => import('../scripts/ScriptsPage.tsx'), 'ScriptsPage'),
  announcements: page(() => import('../announcements/AnnouncementsPage.tsx'), 'AnnouncementsPage'),
  branding: page(() => import('../branding/BrandingPage.tsx'), 'BrandingPage'),
  agents: page(() => import('../agent-setup/AgentsPage.tsx'), 'AgentsPage'),
  flows: page(() => import('../flows/FlowsPage.tsx'), 'FlowsPage'),
  queues: page(() => import('../queue-setup/QueuesPage.tsx'), 'QueuesPage'),
  hours: page(() => import('../hours/HoursPage.tsx'), 'HoursPage'),
  versions: page(() => import('../configuration/VersionsPage.tsx'), 'VersionsPage'),
  people: page(() => import('../people/PeoplePage.tsx'), 'PeoplePage'),
  seats: page(() => import('../seats/SeatsPage.tsx'), 'SeatsPage'),
  bill: page(() => import('../billing/BillPage.tsx'), 'BillPage'),
  invoices: page(() => import('../finance/ClientInvoicesPage.tsx'), 'ClientInvoicesPage'),
  payments: page(() => import('../payments/PaymentsPage.tsx'), 'PaymentsPage'),
  callerAccounts: page(() => import('../caller-accounts/CallerAccountsPage.tsx'), 'CallerAccountsPage'),
  seatUse: page(() => import('../seat-use/SeatUsePage.tsx'), 'SeatUsePage'),
  contract: page(() => import('../contracts/ContractPage.tsx'), 'ContractPage'),
  audit: page(() => import('../audit/AuditPage.tsx'), 'AuditPage'),
}

export const OPERATOR_PAGE_ROUTES: Partial<Readonly<Record<OperatorPage, Page>>> = {
  console: page(() => import('../console/ConsolePage.tsx'), 'ConsolePage'),
  onboarding: page(() => import('../onboarding/OnboardingPage.tsx'), 'OnboardingPage'),
  inventory: page(() => import('../inventory/InventoryPage.tsx'), 'InventoryPage'),
  trunks: page(() => import('../trunks/TrunksPage.tsx'), 'TrunksPage'),
  platformPayments: page(() => import('../payments/PlatformPaymentsPage.tsx'), 'PlatformPaymentsPage'),
  contracts: page(() => import('../contracts/ContractDeskPage.tsx'), 'ContractDeskPage'),
  platformAudit: page(() => import('../audit/PlatformAuditPage.tsx'), 'PlatformAuditPage'),
  finance: page(() => import('../finance/FinancePage.tsx'), 'FinancePage'),
  platformInvoices: page(() => import('../finance/PlatformInvoicesPage.tsx'), 'PlatformInvoicesPage'),
  closing: page(() => import('../finance/ClosingPage.tsx'), 'ClosingPage'),
  accounts: page(() => import('../finance/AccountsPage.tsx'), 'AccountsPage'),
  reconciliation: page(() => import('../finance/ReconciliationPage.tsx'), 'ReconciliationPage'),
  margin: page(() => import('../finance/MarginPage.tsx'), 'MarginPage'),
}

export const OwnRightsPage = page(() => import('../rights/OwnRightsPage.tsx'), 'OwnRightsPage')
export const AgentDesktopPage = page(() => import('../agents/AgentDesktopPage.tsx'), 'AgentDesktopPage')
