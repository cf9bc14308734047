import { Drawer, Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { ActAsButton } from '../act-as/ActAsButton.tsx'
import { operatorMembership, tenantPagePath } from '../app/pages.ts'
import { useViewer } from '../app/viewer.ts'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { AlarmList } from './AlarmList.tsx'
import { STATUS_COLOR } from './console-view.ts'
import { ConsoleTenantQuery } from './documents.ts'
import type { Figures } from './documents.ts'
import { LimitsForm } from './LimitsForm.tsx'
import { PoolForm } from './PoolForm.tsx'
import { ResourceLists } from './ResourceLists.tsx'
import { StateForm } from './StateForm.tsx'
import { TenantNow } from './TenantNow.tsx'

export type TenantDrawerProps = {
  readonly tenantId: string
  readonly figures: Figures | undefined
  readonly onClose: () => void
  readonly onChanged: () => void
}

/** One client: what it does now, and what the operator sets for it. */
export function TenantDrawer({ tenantId, figures, onClose, onChanged }: TenantDrawerProps): ReactNode {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const permissions = operatorMembership(viewer)?.permissions ?? []
  const mayEdit = permissions.includes('PLATFORM_MANAGE_TENANTS')
  const [{ data }, read] = useQuery({
    query: ConsoleTenantQuery,
    variables: { tenantId },
    requestPolicy: 'cache-and-network',
  })
  const tenant = data?.consoleTenant.tenantId === tenantId ? data.consoleTenant : null
  const changed = (): void => {
    read({ requestPolicy: 'network-only' })
    onChanged()
  }
  return (
    <Drawer
      open
      size={640}
      onClose={onClose}
      title={tenant === null ? '' : t('console.details', { name: tenant.name })}
      extra={tenant !== null && <ActAsButton tenantId={tenantId} tenantName={tenant.name} />}
      data-testid="tenant-drawer"
    >
      {tenant === null ? (
        <PageSkeleton />
      ) : (
        <>
          <div className="row">
            <strong style={{ color: STATUS_COLOR[tenant.status] }}>{t(`tenantStatus.${tenant.status}`)}</strong>
            <Link to={tenantPagePath(tenantId, 'seats')}>{t('pages.seats')}</Link>
            <Link to={tenantPagePath(tenantId, 'bill')}>{t('pages.bill')}</Link>
          </div>
          <Tabs
            items={[
              { key: 'now', label: t('console.overview'), children: <TenantNow tenant={tenant} figures={figures} /> },
              {
                key: 'limits',
                label: t('console.limits'),
                children: <LimitsForm key={tenantId} tenant={tenant} mayEdit={mayEdit} onSaved={changed} />,
              },
              ...(permissions.includes('LIVE_VIEW_AGENTS')
                ? [
                    {
                      key: 'pool',
                      label: t('pools.title'),
                      children: <PoolForm tenantId={tenantId} mayEdit={mayEdit} onSaved={changed} />,
                    },
                  ]
                : []),
              {
                key: 'state',
                label: t('console.stateTab'),
                children: mayEdit ? (
                  <StateForm key={tenant.status} tenant={tenant} onSaved={changed} />
                ) : (
                  <p className="muted">{t(`tenantStatus.${tenant.status}`)}</p>
                ),
              },
              {
                key: 'resources',
                label: t('console.resources'),
                children: <ResourceLists tenantId={tenantId} mayEdit={mayEdit} onSaved={changed} />,
              },
              ...(permissions.includes('PLATFORM_VIEW_ALARMS')
                ? [
                    {
                      key: 'alarms',
                      label: t('console.alarmsTab'),
                      children: <AlarmList tenantId={tenantId} timeZone={tenant.timeZone} onChanged={changed} />,
                    },
                  ]
                : []),
            ]}
          />
        </>
      )}
    </Drawer>
  )
}
