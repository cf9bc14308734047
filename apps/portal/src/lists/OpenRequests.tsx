import { Badge } from 'antd'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useLocation } from 'react-router'
import { useQuery } from 'urql'
import { OpenListRequestsQuery } from './documents.ts'

/** In the menu: how many requests wait for somebody who may decide; asked anew with each page that is opened. */
export function OpenRequests({ tenantId }: { readonly tenantId: string }): ReactNode {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const [{ data }, ask] = useQuery({ query: OpenListRequestsQuery, variables: { tenantId } })
  useEffect(() => ask({ requestPolicy: 'network-only' }), [pathname, ask])
  const count = data?.tenant?.openListRequests ?? 0
  return count === 0 ? null : (
    <Badge
      count={count}
      size="small"
      color="#9c1820"
      style={{ marginInlineEnd: 8 }}
      title={t('lists.requestsCount', { count })}
      data-testid="open-list-requests"
    />
  )
}
