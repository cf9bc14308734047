import { Button, Card } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useClient, useQuery } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import type { ChangeAnswer } from '../configuration/use-change.ts'
import { DedicateAgent, DedicateTrunk, ResourcesQuery } from './documents.ts'
import type { Resource } from './documents.ts'

export type ResourceListsProps = {
  readonly tenantId: string
  readonly mayEdit: boolean
  readonly onSaved: () => void
}

/** Trunks and agents of the operator: shared by all, or kept for one client. */
export function ResourceLists({ tenantId, mayEdit, onSaved }: ResourceListsProps): ReactNode {
  const { t } = useTranslation()
  const client = useClient()
  const change = useChange()
  const [{ data }, read] = useQuery({ query: ResourcesQuery, requestPolicy: 'cache-and-network' })
  const keep = async (mutate: () => Promise<{ data?: { result: ChangeAnswer } | undefined }>): Promise<void> => {
    if (!(await change.save(mutate))) return
    read({ requestPolicy: 'network-only' })
    onSaved()
  }
  const resources = data?.consoleResources
  return (
    <div className="stack">
      <Faults faults={change.faults} />
      <ResourceList
        title={t('console.trunks')}
        resources={resources?.trunks ?? []}
        tenantId={tenantId}
        onKeep={
          mayEdit
            ? (id, wanted) => void keep(() => client.mutation(DedicateTrunk, { id, tenantId: wanted }).toPromise())
            : null
        }
      />
      <ResourceList
        title={t('console.agents')}
        resources={resources?.agents ?? []}
        tenantId={tenantId}
        onKeep={
          mayEdit
            ? (id, wanted) => void keep(() => client.mutation(DedicateAgent, { id, tenantId: wanted }).toPromise())
            : null
        }
      />
    </div>
  )
}

type ResourceListProps = {
  readonly title: string
  readonly resources: readonly Resource[]
  readonly tenantId: string
  readonly onKeep: ((id: string, tenantId: string | null) => void) | null
}

function ResourceList({ title, resources, tenantId, onKeep }: ResourceListProps): ReactNode {
  const { t } = useTranslation()
  const whose = (resource: Resource): string =>
    resource.tenantId === null
      ? t('console.shared')
      : resource.tenantId === tenantId
        ? t('console.forThis')
        : t('console.forOther')
  return (
    <Card size="small" title={title}>
      {resources.map((resource) => (
        <div key={resource.id} className="row" style={{ padding: '4px 0' }}>
          <span>{resource.name}</span>
          <span className="muted">{whose(resource)}</span>
          <span className="space" style={{ flex: 1 }} />
          {onKeep !== null && resource.tenantId === null && (
            <Button size="small" onClick={() => onKeep(resource.id, tenantId)} data-testid={`keep-${resource.id}`}>
              {t('console.keepForThis')}
            </Button>
          )}
          {onKeep !== null && resource.tenantId === tenantId && (
            <Button size="small" onClick={() => onKeep(resource.id, null)} data-testid={`share-${resource.id}`}>
              {t('console.share')}
            </Button>
          )}
        </div>
      ))}
    </Card>
  )
}
