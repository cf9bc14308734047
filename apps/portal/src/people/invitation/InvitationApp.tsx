import { App as AntdApp, Button, Card, ConfigProvider, Result, Segmented, Skeleton } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Doorway } from '../../app/session.ts'
import { themeFor } from '../../app/theme.ts'
import { LOCALE_NAMES, LOCALES, localeOf, rememberedLocale, rememberLocale } from '../../i18n/locale.ts'
import type { Locale } from '../../i18n/locale.ts'
import { useTimeFormat } from '../../ui/time-format.ts'
import { AcceptForm } from './AcceptForm.tsx'
import { AcceptWithLogIn } from './AcceptWithLogIn.tsx'
import { FaultView } from './FaultView.tsx'
import { lookAtInvitation } from './invitation-client.ts'
import type { OpenInvitation, Problem } from './invitation-client.ts'

type State =
  | { readonly kind: 'reading' }
  | { readonly kind: 'open'; readonly invitation: OpenInvitation }
  | { readonly kind: 'fault'; readonly problem: Problem }
  | { readonly kind: 'accepted'; readonly email: string }

type InvitationAppProps = { readonly token: string; readonly doorway: Doorway }

/** The page behind the link in the mail. It stands outside the log-in: whoever comes here may not have one yet. */
export function InvitationApp({ token, doorway }: InvitationAppProps): ReactNode {
  const { i18n, t } = useTranslation()
  const locale = localeOf(i18n.language)
  const [state, setState] = useState<State>({ kind: 'reading' })
  const read = async (): Promise<void> => {
    const answer = await lookAtInvitation(token)
    if (!answer.ok) {
      setState({ kind: 'fault', problem: answer.problem })
      return
    }
    setState({ kind: 'open', invitation: answer.value })
    if (rememberedLocale(localStorage) === null) await i18n.changeLanguage(localeOf(answer.value.locale))
  }
  useEffect(() => {
    void read()
    // Once: the address names one invitation.
  }, [])
  useEffect(() => {
    document.documentElement.lang = locale
    document.title = t('shell.product')
  }, [locale, t])
  const setLocale = (chosen: Locale): void => {
    rememberLocale(localStorage, chosen)
    void i18n.changeLanguage(chosen)
  }
  return (
    <ConfigProvider
      theme={themeFor(locale)}
      locale={locale === 'zh-CN' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
    >
      <AntdApp>
        <main style={{ maxWidth: 520, margin: '0 auto', padding: '40px 16px' }}>
          <div className="row" style={{ justifyContent: 'space-between', marginBottom: 16 }}>
            <strong>{t('shell.product')}</strong>
            <Segmented
              aria-label={t('shell.language')}
              value={locale}
              onChange={setLocale}
              options={LOCALES.map((value) => ({ value, label: <span lang={value}>{LOCALE_NAMES[value]}</span> }))}
            />
          </div>
          <Card>
            <Content
              state={state}
              token={token}
              doorway={doorway}
              onAgain={() => {
                setState({ kind: 'reading' })
                void read()
              }}
              onFault={(problem) => setState({ kind: 'fault', problem })}
              onAccepted={(email) => setState({ kind: 'accepted', email })}
            />
          </Card>
        </main>
      </AntdApp>
    </ConfigProvider>
  )
}

type ContentProps = InvitationAppProps & {
  readonly state: State
  readonly onAgain: () => void
  readonly onFault: (problem: Problem) => void
  readonly onAccepted: (email: string) => void
}

function Content({ state, token, doorway, onAgain, onFault, onAccepted }: ContentProps): ReactNode {
  const { t } = useTranslation()
  switch (state.kind) {
    case 'reading':
      return <Skeleton active paragraph={{ rows: 8 }} title={{ width: '60%' }} aria-label={t('invitation.reading')} />
    case 'fault':
      return <FaultView problem={state.problem} onAgain={onAgain} />
    case 'accepted':
      return (
        <Result
          status="success"
          title={t('invitation.done')}
          subTitle={t('invitation.doneAdvice', { email: state.email })}
          extra={
            <Button type="primary" href="/" data-testid="go-to-portal">
              {t('invitation.go')}
            </Button>
          }
        />
      )
    case 'open': {
      const given = {
        invitation: state.invitation,
        token,
        onFault,
        onAccepted: () => onAccepted(state.invitation.email),
      }
      return (
        <>
          <Invitation invitation={state.invitation} />
          {state.invitation.needs === 'password' ? (
            <AcceptForm {...given} />
          ) : (
            <AcceptWithLogIn {...given} doorway={doorway} />
          )}
        </>
      )
    }
  }
}

function Invitation({ invitation }: { readonly invitation: OpenInvitation }): ReactNode {
  const { t, i18n } = useTranslation()
  // The reader's own clock: which company's clock it is, nobody has told them yet.
  const format = useTimeFormat(Intl.DateTimeFormat().resolvedOptions().timeZone)
  const roles = invitation.roles.map((role) => t(`role.${screaming(role)}`)).join(i18n.language === 'en' ? ', ' : '、')
  const brand = invitation.tenant.name
  return (
    <div
      style={{ borderInlineStart: `4px solid ${invitation.tenant.color}`, paddingInlineStart: 14, marginBottom: 20 }}
    >
      <h1 style={{ fontSize: 22, margin: 0 }}>{t('invitation.title', { brand })}</h1>
      <p style={{ marginBottom: 4 }}>{t('invitation.intro', { brand, roles })}</p>
      <p className="muted" style={{ margin: 0 }}>
        {t('invitation.until', { time: format.full(invitation.expiresAt) })}
      </p>
    </div>
  )
}

type RoleWord =
  | 'ADMIN'
  | 'REPORT_VIEWER'
  | 'LEADER'
  | 'QA'
  | 'AGENT'
  | 'EXPERT'
  | 'OPERATOR_ADMIN'
  | 'OPERATOR_SUPERVISOR'
  | 'OPERATOR_FINANCE'

const screaming = (role: string): RoleWord => role.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase() as RoleWord
