import { App as AntdApp, Button, ConfigProvider, Result } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { BrowserRouter, Navigate, Route, Routes } from 'react-router'
import { useMutation, useQuery } from 'urql'
import { SetOwnLanguage } from '../branding/documents.ts'
import { AgentProvider } from '../agents/AgentProvider.tsx'
import { localeOf, rememberedLocale, rememberLocale } from '../i18n/locale.ts'
import type { Locale } from '../i18n/locale.ts'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { AppShell } from './AppShell.tsx'
import { serverClock } from './clock.ts'
import { AgentDesktopPage, OPERATOR_PAGE_ROUTES, OwnRightsPage, TENANT_PAGE_ROUTES } from './page-routes.tsx'
import {
  canOpenOperatorPage,
  OPERATOR_PAGES,
  operatorPagePath,
  OWN_RIGHTS_PATH,
  startPath,
  TENANT_PAGES,
} from './pages.ts'
import { useServices } from './services.ts'
import type { Session } from './session.ts'
import { TenantGate } from './TenantGate.tsx'
import { themeFor } from './theme.ts'
import { ViewerContext, ViewerQuery } from './viewer.ts'
import type { Viewer } from './viewer.ts'

export function App({ session }: { readonly session: Session }): ReactNode {
  const { i18n } = useTranslation()
  const locale = localeOf(i18n.language)
  const setLocale = (chosen: Locale): void => {
    rememberLocale(localStorage, chosen)
    void i18n.changeLanguage(chosen)
  }
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  return (
    <ConfigProvider
      theme={themeFor(locale)}
      locale={locale === 'zh-CN' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
    >
      <AntdApp style={{ height: '100%' }}>
        <SignedIn session={session} setLocale={setLocale} />
      </AntdApp>
    </ConfigProvider>
  )
}

type SignedInProps = { readonly session: Session; readonly setLocale: (locale: Locale) => void }

function SignedIn({ session, setLocale }: SignedInProps): ReactNode {
  const { t, i18n } = useTranslation()
  const { monitor } = useServices()
  const [{ data, error }, reload] = useQuery({ query: ViewerQuery })
  const [, setOwnLanguage] = useMutation(SetOwnLanguage)
  // On this computer at once, and on every other from the next log-in.
  const chooseLocale = (locale: Locale): void => {
    setLocale(locale)
    void setOwnLanguage({ locale })
  }
  // What was heard once stays: a question that fails later must not take the screen, and the phone, away.
  const [known, setKnown] = useState<Viewer | null>(null)
  const heard = data?.viewer ?? null
  if (heard !== null && heard !== known) setKnown(heard)
  const viewer = heard ?? known
  const context = useMemo(() => (viewer === null ? null : { viewer, session }), [viewer, session])
  const personLocale = viewer?.person.locale ?? null

  useEffect(() => monitor.onRecovered(() => reload({ requestPolicy: 'network-only' })), [monitor, reload])
  useEffect(() => {
    if (viewer !== null) serverClock.heard(Date.parse(viewer.serverTime))
  }, [viewer])
  useEffect(() => {
    if (personLocale === null || rememberedLocale(localStorage) !== null) return
    void i18n.changeLanguage(localeOf(personLocale))
  }, [personLocale, i18n])

  if (context === null)
    return error === undefined ? (
      <div style={{ padding: 40 }}>
        <PageSkeleton />
      </div>
    ) : (
      <Result
        status="warning"
        title={t('failure.title')}
        subTitle={t('failure.noViewer')}
        extra={[
          <Button key="again" type="primary" onClick={() => reload({ requestPolicy: 'network-only' })}>
            {t('failure.tryAgain')}
          </Button>,
          <Button key="out" onClick={() => void session.logOut()}>
            {t('shell.logOut')}
          </Button>,
        ]}
      />
    )
  return (
    <ViewerContext value={context}>
      <BrowserRouter>
        <SessionEnded session={session} />
        <WithDesk viewer={context.viewer}>
          <Pages viewer={context.viewer} setLocale={chooseLocale} />
        </WithDesk>
      </BrowserRouter>
    </ViewerContext>
  )
}

function WithDesk({ viewer, children }: { readonly viewer: Viewer; readonly children: ReactNode }): ReactNode {
  return viewer.agent === null ? children : <AgentProvider agentId={viewer.agent.id}>{children}</AgentProvider>
}

function Pages({ viewer, setLocale }: { readonly viewer: Viewer; readonly setLocale: (l: Locale) => void }): ReactNode {
  const { t } = useTranslation()
  const start = startPath(viewer)
  return (
    <Routes>
      <Route element={<AppShell setLocale={setLocale} />}>
        {viewer.agent !== null && <Route path="/desktop" element={<AgentDesktopPage />} />}
        <Route path={OWN_RIGHTS_PATH} element={<OwnRightsPage />} />
        <Route path="/t/:tenantId" element={<TenantGate />}>
          {TENANT_PAGES.map((page) => {
            const Page = TENANT_PAGE_ROUTES[page]
            return Page === undefined ? null : <Route key={page} path={page} element={<Page />} />
          })}
        </Route>
        {OPERATOR_PAGES.filter((page) => canOpenOperatorPage(viewer, page)).map((page) => {
          const Page = OPERATOR_PAGE_ROUTES[page]
          return Page === undefined ? null : <Route key={page} path={operatorPagePath(page)} element={<Page />} />
        })}
        <Route
          path="*"
          element={
            start === null ? (
              <Result status="info" title={t('failure.noRights')} subTitle={t('failure.noRightsAdvice')} />
            ) : (
              <Navigate to={start} replace />
            )
          }
        />
      </Route>
    </Routes>
  )
}

/** The log-in ended and could not be renewed: said once, and the way back leads to the same page. */
function SessionEnded({ session }: { readonly session: Session }): ReactNode {
  const { t } = useTranslation()
  const { modal } = AntdApp.useApp()
  const [ended, setEnded] = useState(false)
  useEffect(() => session.onEnded(() => setEnded(true)), [session])
  useEffect(() => {
    if (!ended) return
    void modal.warning({
      title: t('session.ended'),
      content: t('session.endedAdvice'),
      okText: t('session.logIn'),
      onOk: () => session.logIn(),
    })
  }, [ended, modal, session, t])
  return null
}
