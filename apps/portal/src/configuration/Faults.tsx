import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Fault } from './use-change.ts'

/** What is wrong with the whole of a form. */
export function Faults({ faults }: { readonly faults: readonly Fault[] }): ReactNode {
  const { t } = useTranslation()
  if (faults.length === 0) return null
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      data-testid="faults"
      style={{ marginBottom: 16 }}
      title={t('setUp.notSaved')}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 18 }}>
          {faults.map(({ field, text }) => (
            <li key={`${field ?? ''}${text}`}>{text}</li>
          ))}
        </ul>
      }
    />
  )
}
