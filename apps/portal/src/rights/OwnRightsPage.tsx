import { Alert, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { useViewer } from '../app/viewer.ts'
import type { Membership } from '../app/viewer.ts'
import { BrandName } from '../ui/Brand.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { OwnRightsQuery } from './documents.ts'
import { PersonRightsPanel } from './PersonRightsPanel.tsx'

/** What the viewer may do, for each company they belong to: nobody needs a right to know their own. */
export function OwnRightsPage(): ReactNode {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const [search, setSearch] = useSearchParams()
  const [first] = viewer.memberships
  const chosen = viewer.memberships.find(({ tenant }) => tenant.id === search.get('tenant')) ?? first
  return (
    <>
      <div className="page-head">
        <h1>{t('rights.own')}</h1>
        <span className="space" />
        {viewer.memberships.length > 1 && (
          <Select
            aria-label={t('shell.tenant')}
            style={{ minWidth: 240 }}
            value={chosen?.tenant.id ?? null}
            onChange={(tenantId) => setSearch({ tenant: tenantId })}
            options={viewer.memberships.map(({ tenant }) => ({
              value: tenant.id,
              label: <BrandName name={tenant.brand.name} color={tenant.brand.color} />,
            }))}
            data-testid="own-rights-tenant"
          />
        )}
      </div>
      <p className="muted">{t('rights.ownAdvice')}</p>
      {chosen !== undefined && <InTenant key={chosen.tenant.id} tenant={chosen.tenant} />}
    </>
  )
}

function InTenant({ tenant }: { readonly tenant: Membership['tenant'] }): ReactNode {
  const { t } = useTranslation()
  const [{ data, error }] = useQuery({
    query: OwnRightsQuery,
    variables: { tenantId: tenant.id },
    requestPolicy: 'cache-and-network',
  })
  const person = data?.tenant?.ownRights
  if (person !== undefined) return <PersonRightsPanel person={person} timeZone={tenant.timeZone} />
  return error === undefined ? <PageSkeleton /> : <Alert type="error" showIcon title={t('rights.failed')} />
}
