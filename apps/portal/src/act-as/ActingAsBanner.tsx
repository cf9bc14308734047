import { UserSwitchOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useNavigate } from 'react-router'
import { useClient, useMutation } from 'urql'
import { useServerSecond } from '../app/clock.ts'
import { operatorPagePath } from '../app/pages.ts'
import { ViewerQuery } from '../app/viewer.ts'
import type { Membership } from '../app/viewer.ts'
import { EndActingAsMutation } from './documents.ts'
import { useActAsFault } from './use-act-as-fault.ts'

const MINUTE_MS = 60_000

/** On every page of a tenant in which the viewer acts as the administrator: why, for how long still, and the way out. */
export function ActingAsBanner({ membership }: { readonly membership: Membership }): ReactNode {
  const { tenant, actingAs } = membership
  return actingAs === null ? null : <Banner tenant={tenant} actingAs={actingAs} />
}

type BannerProps = {
  readonly tenant: Membership['tenant']
  readonly actingAs: NonNullable<Membership['actingAs']>
}

function Banner({ tenant, actingAs }: BannerProps): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const faultOf = useActAsFault()
  const [{ fetching }, end] = useMutation(EndActingAsMutation)
  const isOver = useIsOver(actingAs.expiresAt)
  const endNow = async (): Promise<void> => {
    const { data, error } = await end({ input: { tenantId: tenant.id } })
    const fault = faultOf(error, data?.endActingAs)
    if (fault !== null) {
      void message.error(fault)
      return
    }
    void message.success(t('actAs.ended', { name: tenant.name }))
    void navigate(operatorPagePath('console'))
  }
  return (
    <section className="acting-as" aria-label={t('actAs.banner', { name: tenant.name })} data-testid="acting-as-banner">
      <UserSwitchOutlined aria-hidden style={{ fontSize: 20 }} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <strong>{t('actAs.banner', { name: tenant.name })}</strong>
        <div style={{ overflowWrap: 'anywhere' }}>
          {isOver ? t('actAs.over') : t('actAs.bannerReason', { reason: actingAs.reason })}
        </div>
      </div>
      {!isOver && <Remaining expiresAt={actingAs.expiresAt} />}
      <Button loading={fetching} onClick={() => void endNow()} data-testid="end-acting-as">
        {t('actAs.end')}
      </Button>
    </section>
  )
}

/** When the hour is over the server has ended it: what the viewer is now is asked anew. */
function useIsOver(expiresAt: string): boolean {
  const client = useClient()
  const isOver = useServerSecond() >= Date.parse(expiresAt)
  const asked = useRef(false)
  useEffect(() => {
    if (!isOver || asked.current) return
    asked.current = true
    void client.query(ViewerQuery, {}, { requestPolicy: 'network-only' }).toPromise()
  }, [isOver, client])
  return isOver
}

function Remaining({ expiresAt }: { readonly expiresAt: string }): ReactNode {
  const { t } = useTranslation()
  const minutes = Math.floor((Date.parse(expiresAt) - useServerSecond()) / MINUTE_MS)
  return (
    <span className="figures" data-testid="acting-as-remaining">
      {minutes < 1
        ? t('actAs.lessThanAMinute')
        : t('actAs.remaining', { minutes: t('actAs.minutes', { count: minutes }) })}
    </span>
  )
}
