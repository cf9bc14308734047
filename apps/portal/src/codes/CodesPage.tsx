import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { useMaySetUp } from '../configuration/use-may-set-up.ts'
import { CodeList } from './CodeList.tsx'
import { CodesQuery } from './documents.ts'

/** The two lists of words that agents choose from. */
export function CodesPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const mayEdit = useMaySetUp('CODES_MANAGE')
  const [{ data }, reload] = useQuery({ query: CodesQuery, variables: { tenantId: tenant.id } })
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const lists = data?.tenant
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.codes')}</h1>
      </div>
      {lists === undefined || lists === null ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <div className="two-columns">
          <CodeList kind="REASON" codes={lists.reasons} mayEdit={mayEdit} onChanged={again} />
          {tenant.kind === 'CLIENT' && (
            <CodeList kind="DISPOSITION" codes={lists.dispositions} mayEdit={mayEdit} onChanged={again} />
          )}
        </div>
      )}
    </>
  )
}
