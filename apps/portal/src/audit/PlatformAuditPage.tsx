import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { operatorMembership } from '../app/pages.ts'
import { useViewer } from '../app/viewer.ts'
import { AuditView } from './AuditView.tsx'
import { PlatformAuditChoicesQuery } from './documents.ts'

const NOTHING = { actions: [], actors: [] }

/** Who changed what at every client, for the operator; times by the operator's clock. */
export function PlatformAuditPage(): ReactNode {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const [{ data }] = useQuery({ query: PlatformAuditChoicesQuery, requestPolicy: 'cache-and-network' })
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.platformAudit')}</h1>
      </div>
      <AuditView
        kind="platform"
        tenantId={null}
        timeZone={operatorMembership(viewer)?.tenant.timeZone ?? 'UTC'}
        choices={data?.platformAuditChoices ?? NOTHING}
      />
    </>
  )
}
