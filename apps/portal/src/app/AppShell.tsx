import {
  AccountBookOutlined,
  BankOutlined,
  ClusterOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  LogoutOutlined,
  MenuOutlined,
  PhoneOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
} from '@ant-design/icons'
import { Button, Dropdown, Grid, Layout, Menu, Select } from 'antd'
import { Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link, Outlet, useLocation, useNavigate, useParams } from 'react-router'
import { useAgentDeskMaybe } from '../agents/agent-desk.ts'
import { LOCALE_NAMES, LOCALES } from '../i18n/locale.ts'
import type { Locale } from '../i18n/locale.ts'
import { OpenMessages } from '../voicemail/VoicemailReminder.tsx'
import { OpenRequests } from '../lists/OpenRequests.tsx'
import { PhoneBadge } from '../softphone/PhoneBadge.tsx'
import { BrandName } from '../ui/Brand.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { ConnectionBadge } from './ConnectionBadge.tsx'
import { PageBoundary } from './PageBoundary.tsx'
import { OPERATOR_PAGE_ROUTES, TENANT_PAGE_ROUTES } from './page-routes.tsx'
import {
  canOpen,
  canOpenOperatorPage,
  DESKTOP_PATH,
  groupOf,
  operatorGroupOf,
  manageableMemberships,
  OPERATOR_PAGES,
  operatorPagePath,
  OWN_RIGHTS_PATH,
  PAGE_GROUPS,
  TENANT_PAGES,
  tenantPagePath,
} from './pages.ts'
import type { TenantPage } from './pages.ts'
import type { PageGroup } from './pages.ts'
import { useTenantAccess } from './use-tenant.ts'
import { useViewer } from './viewer.ts'
import type { Membership } from './viewer.ts'

const GROUP_ICONS: Readonly<Record<PageGroup, ReactNode>> = {
  service: <DashboardOutlined aria-hidden />,
  setUp: <SettingOutlined aria-hidden />,
  company: <BankOutlined aria-hidden />,
  operator: <ClusterOutlined aria-hidden />,
  finance: <AccountBookOutlined aria-hidden />,
}

/** Navigation by right at the side; who, for whom, and whether all is connected at the top. */
export function AppShell({ setLocale }: { readonly setLocale: (locale: Locale) => void }): ReactNode {
  const { t } = useTranslation()
  const screens = Grid.useBreakpoint()
  const { pathname } = useLocation()
  const [opened, setOpened] = useState(false)
  const narrow = screens.lg === false
  return (
    <Layout className="shell" hasSider>
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <Layout.Sider className="shell-sider" theme="light" width={232} collapsedWidth={64} collapsed={narrow && !opened}>
        <div className="shell-logo">
          <PhoneOutlined aria-hidden style={{ color: '#0f5bb5', fontSize: 20 }} />
          {(!narrow || opened) && t('shell.product')}
        </div>
        <nav aria-label={t('shell.navigation')}>
          <MainMenu />
        </nav>
      </Layout.Sider>
      <Layout>
        <Layout.Header className="shell-header">
          {narrow && (
            <Button
              type="text"
              icon={<MenuOutlined aria-hidden />}
              aria-label={t('shell.toggleMenu')}
              aria-expanded={opened}
              onClick={() => setOpened(!opened)}
            />
          )}
          <TenantChoice />
          <span className="shell-header-space" />
          <PhoneState />
          <ConnectionBadge />
          <LanguageChoice setLocale={setLocale} />
          <PersonMenu />
        </Layout.Header>
        <Layout.Content id="main" className="shell-content" tabIndex={-1} role="main">
          <PageBoundary pageKey={pathname}>
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </PageBoundary>
        </Layout.Content>
      </Layout>
    </Layout>
  )
}

/** The tenant of the page; beside a tenant's pages the first that the viewer may look after. */
function useMembership(): Membership | null {
  const { viewer } = useViewer()
  const { tenantId } = useParams()
  const access = useTenantAccess(tenantId)
  return access ?? (tenantId === undefined ? (manageableMemberships(viewer)[0] ?? null) : null)
}

type MenuItem = { readonly key: string; readonly label: ReactNode; readonly icon?: ReactNode }
type MenuGroup = MenuItem & { readonly children: MenuItem[] }

function useMenuGroups(): readonly MenuGroup[] {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const membership = useMembership()
  const link = (path: string, text: string, mark: ReactNode = null): MenuItem => ({
    key: path,
    label: (
      <Link to={path}>
        {mark}
        {text}
      </Link>
    ),
  })
  return PAGE_GROUPS.flatMap((group): MenuGroup[] => {
    const children =
      group === 'operator' || group === 'finance'
        ? OPERATOR_PAGES.filter(
            (page) =>
              operatorGroupOf(page) === group && OPERATOR_PAGE_ROUTES[page] && canOpenOperatorPage(viewer, page),
          ).map((page) => link(operatorPagePath(page), t(`pages.${page}`)))
        : TENANT_PAGES.filter(
            (page) =>
              groupOf(page) === group && TENANT_PAGE_ROUTES[page] && membership !== null && canOpen(membership, page),
          ).map((page) =>
            link(
              tenantPagePath(membership?.tenant.id ?? '', page),
              t(`pages.${page}`),
              membership === null ? null : <PageMark page={page} membership={membership} />,
            ),
          )
    return children.length === 0
      ? []
      : [{ key: group, icon: GROUP_ICONS[group], label: t(`pageGroups.${group}`), children }]
  })
}

/** What waits behind a page. */
function PageMark({ page, membership }: { readonly page: TenantPage; readonly membership: Membership }): ReactNode {
  const { tenant, permissions } = membership
  if (page === 'voicemail') return <OpenMessages tenantId={tenant.id} />
  return page === 'lists' && permissions.includes('LISTS_DECIDE') ? <OpenRequests tenantId={tenant.id} /> : null
}

function MainMenu(): ReactNode {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const { pathname } = useLocation()
  const groups = useMenuGroups()
  const desktop: MenuItem[] =
    viewer.agent === null
      ? []
      : [
          {
            key: DESKTOP_PATH,
            icon: <CustomerServiceOutlined aria-hidden />,
            label: <Link to={DESKTOP_PATH}>{t('pages.desktop')}</Link>,
          },
        ]
  return (
    <Menu
      mode="inline"
      selectedKeys={[pathname]}
      defaultOpenKeys={[...PAGE_GROUPS]}
      items={[...desktop, ...groups]}
      style={{ borderInlineEnd: 0 }}
    />
  )
}

/** For which client the screen is: a choice for those who have several. */
function TenantChoice(): ReactNode {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const membership = useMembership()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  if (membership === null || !pathname.startsWith('/t/')) return null
  const page = TENANT_PAGES.find((candidate) => pathname.endsWith(`/${candidate}`)) ?? 'live'
  const own = manageableMemberships(viewer).filter((candidate) => canOpen(candidate, page))
  // The operator's people also look at clients of which they are no members.
  const choices = own.some(({ tenant }) => tenant.id === membership.tenant.id) ? own : [membership, ...own]
  if (choices.length < 2)
    return (
      <strong data-testid="tenant-brand">
        <BrandName {...membership.tenant.brand} />
      </strong>
    )
  return (
    <Select
      aria-label={t('shell.tenant')}
      data-testid="tenant-choice"
      value={membership.tenant.id}
      style={{ minWidth: 220 }}
      onChange={(tenantId) => void navigate(tenantPagePath(tenantId, page))}
      options={choices.map(({ tenant }) => ({
        value: tenant.id,
        label: <BrandName {...tenant.brand} />,
      }))}
    />
  )
}

function PhoneState(): ReactNode {
  const desk = useAgentDeskMaybe()
  return desk === null ? null : <PhoneBadge phone={desk.phone} />
}

function LanguageChoice({ setLocale }: { readonly setLocale: (locale: Locale) => void }): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <Select
      aria-label={t('shell.language')}
      data-testid="language"
      variant="borderless"
      value={i18n.language as Locale}
      style={{ width: 100 }}
      onChange={setLocale}
      options={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
    />
  )
}

function PersonMenu(): ReactNode {
  const { t } = useTranslation()
  const { viewer, session } = useViewer()
  const navigate = useNavigate()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'rights', icon: <SafetyCertificateOutlined aria-hidden />, label: t('rights.own') },
          { key: 'logOut', icon: <LogoutOutlined aria-hidden />, label: t('shell.logOut') },
        ],
        onClick: ({ key }) => void (key === 'rights' ? navigate(OWN_RIGHTS_PATH) : session.logOut()),
      }}
    >
      <Button type="text" data-testid="person-menu" aria-haspopup="menu">
        {viewer.person.name}
      </Button>
    </Dropdown>
  )
}
