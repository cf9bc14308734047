import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useLocation, useNavigate } from 'react-router'
import { DESKTOP_PATH } from '../app/pages.ts'
import { BrandName } from '../ui/Brand.tsx'
import { useAgentDesk } from './agent-desk.ts'

/** A call that rings or is talked while the agent looks at another page. */
export function RingBanner(): ReactNode {
  const { t } = useTranslation()
  const { view, actions } = useAgentDesk()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const isShown = (view?.kind === 'ringing' || view?.kind === 'talking') && pathname !== DESKTOP_PATH
  if (!isShown) return null
  const { facts } = view
  const toDesk = (): void => void navigate(DESKTOP_PATH)
  return (
    <aside className="ring-banner" aria-label={t('desk.callElsewhere')}>
      <BrandName
        name={facts.brand ?? ''}
        color={facts.brandColor}
        logoUrl={facts.details?.tenant.brand.logoUrl ?? null}
      />
      <div className="desk-caller figures">{facts.ani}</div>
      <div className="row" style={{ marginTop: 12 }}>
        {view.kind === 'ringing' && (
          <Button
            type="primary"
            onClick={() => {
              actions.answer()
              toDesk()
            }}
          >
            {t('desk.answer')}
          </Button>
        )}
        <Button onClick={toDesk}>{t('desk.toDesktop')}</Button>
      </div>
    </aside>
  )
}
