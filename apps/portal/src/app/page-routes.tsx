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
  bill: page(() => import('../billing/BillPage.tsx'), 'BillPage'),
}

export const OPERATOR_PAGE_ROUTES: Partial<Readonly<Record<OperatorPage, Page>>> = {}

export const AgentDesktopPage = page(() => import('../agents/AgentDesktopPage.tsx'), 'AgentDesktopPage')
