import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { AuditView } from './AuditView.tsx'
import { AuditChoicesQuery } from './documents.ts'
import { OperatorAccessList } from './OperatorAccessList.tsx'

const NOTHING = { actions: [], actors: [] }

/** Who changed what in the tenant, and when the operator was in. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [search, setSearch] = useSearchParams()
  const [{ data }] = useQuery({
    query: AuditChoicesQuery,
    variables: { tenantId: tenant.id },
    requestPolicy: 'cache-and-network',
  })
  const tab = search.get('tab') === 'operator' ? 'operator' : 'acts'
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.audit')}</h1>
      </div>
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch(key === 'operator' ? { tab: key } : {})}
        destroyOnHidden
        items={[
          {
            key: 'acts',
            label: t('audit.acts'),
            children: (
              <AuditView
                kind="tenant"
                tenantId={tenant.id}
                timeZone={tenant.timeZone}
                choices={data?.tenant?.auditChoices ?? NOTHING}
              />
            ),
          },
          {
            key: 'operator',
            label: t('audit.operatorAccess'),
            children: (
              <OperatorAccessList
                tenantId={tenant.id}
                timeZone={tenant.timeZone}
                showActs={(sessionId) => setSearch({ session: sessionId })}
              />
            ),
          },
        ]}
      />
    </>
  )
}
