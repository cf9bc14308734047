import { Alert, Drawer, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { Differences } from './Differences.tsx'
import { CompareQuery } from './documents.ts'
import { useFaultText } from './use-change.ts'

export type CompareDrawerProps = {
  readonly before: number
  readonly after: number
  readonly newest: number
  readonly onChoose: (before: number, after: number) => void
  readonly onClose: () => void
}

export function CompareDrawer({ before, after, newest, onChoose, onClose }: CompareDrawerProps): ReactNode {
  const { t } = useTranslation()
  const choose = (label: string, value: number, set: (version: number) => void): ReactNode => (
    <label>
      <span className="muted">{label}</span>{' '}
      <InputNumber
        min={1}
        max={newest}
        precision={0}
        value={value}
        aria-label={label}
        onChange={(version) => {
          if (version !== null) set(version)
        }}
      />
    </label>
  )
  return (
    <Drawer open size={680} onClose={onClose} title={t('versions.compareTitle', { before, after })}>
      <div className="row" style={{ marginBottom: 16 }}>
        {choose(t('versions.before'), before, (version) => onChoose(version, after))}
        {choose(t('versions.after'), after, (version) => onChoose(before, version))}
      </div>
      <Comparison before={before} after={after} />
    </Drawer>
  )
}

function Comparison(versions: { readonly before: number; readonly after: number }): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const textOf = useFaultText()
  const [{ data, error }] = useQuery({ query: CompareQuery, variables: { tenantId: tenant.id, ...versions } })
  const result = data?.result
  if (error !== undefined) return <Alert type="error" showIcon title={t('setUp.noAnswer')} />
  if (result === undefined) return <PageSkeleton />
  if (result.__typename !== 'ConfigurationComparison') return <Alert type="warning" showIcon title={textOf(result)} />
  if (result.differences.length === 0)
    return <EmptyState title={t('versions.same')} advice={t('versions.sameAdvice')} />
  return <Differences differences={result.differences} />
}
