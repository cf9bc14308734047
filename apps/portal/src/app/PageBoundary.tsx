import { Button, Result } from 'antd'
import { Component } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { UnknownTenantError } from './use-tenant.ts'

type State = { readonly error: Error | null }

/** A page that fails does not take the phone with it: navigation and a call in progress stay. `pageKey` changes with the address and begins anew. */
export class PageBoundary extends Component<{ readonly pageKey: string; readonly children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: Error): State {
    return { error }
  }

  override componentDidUpdate(previous: { readonly pageKey: string }): void {
    if (previous.pageKey !== this.props.pageKey && this.state.error !== null) this.setState({ error: null })
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return error instanceof UnknownTenantError ? <NotFound /> : <Broken />
  }
}

function NotFound(): ReactNode {
  const { t } = useTranslation()
  return (
    <Result
      status="404"
      title={t('failure.notFound')}
      subTitle={t('failure.notFoundAdvice')}
      extra={<Button href="/">{t('failure.toStart')}</Button>}
    />
  )
}

function Broken(): ReactNode {
  const { t } = useTranslation()
  return (
    <Result
      status="warning"
      title={t('failure.broken')}
      subTitle={t('failure.brokenAdvice')}
      extra={<Button onClick={() => window.location.reload()}>{t('failure.reload')}</Button>}
    />
  )
}
