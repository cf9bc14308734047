import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { canOpen, tenantPagePath } from '../app/pages.ts'
import { useMembershipOfPage } from '../app/use-tenant.ts'
import { FeaturesQuery } from './documents.ts'
import type { FeatureState } from './documents.ts'
import { useFeatureWords } from './use-feature-words.ts'

/**
 * Says at the top of a page that its feature is not rented, and what would bring it; the page below stays to be read. Only who may see the seats is told; the server
 * refuses the change to everybody.
 */
export function FeatureGate({ feature }: { readonly feature: FeatureState['feature'] }): ReactNode {
  const { t } = useTranslation()
  const membership = useMembershipOfPage()
  const words = useFeatureWords()
  const maySee = canOpen(membership, 'seats')
  const tenantId = membership.tenant.id
  const [{ data }] = useQuery({ query: FeaturesQuery, variables: { tenantId }, pause: !maySee })
  const state = data?.seatOverview.features.find((each) => each.feature === feature)
  if (state === undefined || state.has) return null
  const name = t(`featureName.${feature}`)
  const isBarred = state.reason === 'BARRED'
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      data-testid={`gate-${feature}`}
      title={isBarred ? t('featureGate.barred', { feature: name }) : t('featureGate.title', { feature: name })}
      description={isBarred ? t('featureGate.barredAdvice') : t('featureGate.advice', { ways: words.ways(state) })}
      action={<Link to={tenantPagePath(tenantId, 'seats')}>{t('featureGate.toSeats')}</Link>}
    />
  )
}
