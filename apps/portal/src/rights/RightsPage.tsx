import { Alert, Card, Select, Tabs } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { useViewer } from '../app/viewer.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { RightsHoldersQuery, RightsOfQuery } from './documents.ts'
import { PersonRightsPanel } from './PersonRightsPanel.tsx'
import { RightsTable } from './RightsTable.tsx'
import { useRightsWords } from './use-words.ts'

const TABS = ['person', 'table'] as const

/** What a person of the tenant may do, and why; and the table it follows from. */
export function RightsPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [search, setSearch] = useSearchParams()
  const tab = TABS.find((key) => key === search.get('tab')) ?? 'person'
  const personId = search.get('person')
  const choose = (id: string): void => setSearch({ person: id })
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.rights')}</h1>
      </div>
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch(key === 'person' ? {} : { tab: key })}
        items={[
          {
            key: 'person',
            label: t('rights.ofPerson'),
            children: (
              <div className="stack">
                <PersonChoice tenantId={tenant.id} personId={personId} choose={choose} />
                {personId === null ? (
                  <Card size="small">
                    <EmptyState title={t('rights.nobodyChosen')} advice={t('rights.nobodyChosenAdvice')} />
                  </Card>
                ) : (
                  <OnePerson key={personId} tenantId={tenant.id} personId={personId} timeZone={tenant.timeZone} />
                )}
              </div>
            ),
          },
          { key: 'table', label: t('rights.table'), children: <RightsTable /> },
        ]}
      />
    </>
  )
}

type PersonChoiceProps = {
  readonly tenantId: string
  readonly personId: string | null
  readonly choose: (personId: string) => void
}

function PersonChoice({ tenantId, personId, choose }: PersonChoiceProps): ReactNode {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const words = useRightsWords()
  const [text, setText] = useState('')
  const [{ data, fetching }] = useQuery({ query: RightsHoldersQuery, variables: { tenantId, search: text } })
  const people = data?.tenant?.rightsHolders ?? []
  return (
    <Select
      aria-label={t('rights.person')}
      placeholder={t('rights.choosePerson')}
      style={{ width: 420, maxWidth: '100%' }}
      value={personId}
      loading={fetching}
      // The server searches: a company may have more people than a list holds.
      showSearch={{ filterOption: false, onSearch: setText }}
      notFoundContent={fetching ? <span style={{ display: 'block', height: 60 }} /> : t('rights.noneFound')}
      onChange={choose}
      options={people.map((person) => ({
        value: person.id,
        label: `${person.name}${person.id === viewer.person.id ? ` (${t('rights.yourself')})` : ''} – ${words.roles(person.roles)}`,
      }))}
      data-testid="person-choice"
    />
  )
}

type OnePersonProps = { readonly tenantId: string; readonly personId: string; readonly timeZone: string }

function OnePerson({ tenantId, personId, timeZone }: OnePersonProps): ReactNode {
  const { t } = useTranslation()
  const [{ data, error }] = useQuery({
    query: RightsOfQuery,
    variables: { tenantId, personId },
    requestPolicy: 'cache-and-network',
  })
  const person = data?.tenant?.rightsOf
  if (person !== undefined) return <PersonRightsPanel person={person} timeZone={timeZone} />
  if (error === undefined) return <PageSkeleton />
  const isUnknown = error.graphQLErrors.some(({ extensions }) =>
    ['notFound', 'invalidInput'].includes(String(extensions['code'])),
  )
  return isUnknown ? (
    <EmptyState title={t('rights.unknown')} advice={t('rights.unknownAdvice')} />
  ) : (
    <Alert type="error" showIcon title={t('rights.failed')} />
  )
}
