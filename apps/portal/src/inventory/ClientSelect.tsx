import { Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { ClientsQuery } from './documents.ts'

/** One of the operator's clients, found by its name. */
export function ClientSelect(props: {
  readonly id?: string
  readonly value?: string | null
  readonly onChange?: (tenantId: string | null) => void
  readonly allowClear?: boolean
  readonly placeholder?: string
}): ReactNode {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [{ data, fetching }] = useQuery({ query: ClientsQuery, variables: { search } })
  return (
    <Select
      {...(props.id === undefined ? {} : { id: props.id })}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      allowClear={props.allowClear ?? false}
      aria-label={props.placeholder ?? t('inventory.chooseClient')}
      loading={fetching}
      value={props.value ?? null}
      placeholder={props.placeholder ?? t('inventory.chooseClient')}
      onChange={(tenantId: string | undefined) => props.onChange?.(tenantId ?? null)}
      options={(data?.console.rows ?? []).map(({ tenantId, name }) => ({ value: tenantId, label: name }))}
      style={{ width: '100%' }}
    />
  )
}
