import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Input, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useTenant } from '../app/use-tenant.ts'
import { useFaultText } from '../configuration/use-change.ts'
import { usePermission } from '../configuration/use-permission.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { ListFilter } from './documents.ts'
import { EntryDialog } from './EntryDialog.tsx'
import { ExportLists } from './ExportLists.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { ListTable } from './ListTable.tsx'
import { NoteDialog } from './NoteDialog.tsx'
import type { Act } from './NoteDialog.tsx'
import { useListPages } from './use-list-pages.ts'
import type { ListPages } from './use-list-pages.ts'

const VIEWS = {
  all: [],
  requests: ['REQUESTED'],
  inForce: ['APPROVED'],
  past: ['EXPIRED', 'REFUSED', 'REMOVED'],
} as const
type View = keyof typeof VIEWS
const isView = (text: string | null): text is View => text !== null && Object.hasOwn(VIEWS, text)

/** Who is refused and who never is: open requests first. */
export function ListsPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const mayApply = usePermission('LISTS_APPLY')
  const mayDecide = usePermission('LISTS_DECIDE')
  const textOf = useFaultText()
  const [choice, set] = useChoice()
  const filter = useMemo(
    (): ListFilter => ({ states: [...VIEWS[choice.view]], list: choice.list, number: choice.number }),
    [choice.view, choice.list, choice.number],
  )
  const pages = useListPages(tenant.id, filter)
  const [making, setMaking] = useState<'apply' | 'add' | null>(null)
  const [importing, setImporting] = useState(false)
  const [act, setAct] = useState<Act | null>(null)
  const isLocked = pages.locked !== null
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.lists')}</h1>
        <span className="space" />
        <ExportLists tenantId={tenant.id} filter={filter} timeZone={tenant.timeZone} />
        {mayDecide && (
          <Button icon={<UploadOutlined aria-hidden />} disabled={isLocked} onClick={() => setImporting(true)}>
            {t('lists.import')}
          </Button>
        )}
        {(mayApply || mayDecide) && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            disabled={isLocked}
            onClick={() => setMaking(mayDecide ? 'add' : 'apply')}
            data-testid="new-list-entry"
          >
            {mayDecide ? t('lists.add') : t('lists.apply')}
          </Button>
        )}
      </div>
      {pages.locked === null ? null : (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('lists.locked')}
          description={textOf(pages.locked)}
          data-testid="lists-locked"
        />
      )}
      {pages.failed && <Alert type="error" showIcon title={t('lists.cannotRead')} />}
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <Filters choice={choice} set={set} openRequests={pages.openRequests} />
        <ListTable
          entries={pages.entries}
          timeZone={tenant.timeZone}
          mayDecide={mayDecide}
          onAct={setAct}
          empty={<EmptyState title={t(`lists.none.${choice.view}`)} advice={t(`lists.noneAdvice.${choice.view}`)} />}
        />
        <Pager pages={pages} />
      </Card>
      <EntryDialog tenantId={tenant.id} mode={making} onClose={() => setMaking(null)} onDone={pages.reload} />
      <NoteDialog tenantId={tenant.id} act={act} onClose={() => setAct(null)} onDone={pages.reload} />
      <ImportDialog tenantId={tenant.id} isOpen={importing} onClose={() => setImporting(false)} onDone={pages.reload} />
    </>
  )
}

type Choice = { readonly view: View; readonly list: 'BLACK' | 'WHITE' | null; readonly number: string }
type SetChoice = (key: keyof Choice, value: string) => void

/** What is shown stands in the address: it can be sent to somebody. */
function useChoice(): readonly [Choice, SetChoice] {
  const [search, setSearch] = useSearchParams()
  const view = search.get('view')
  const list = search.get('list')
  const choice: Choice = {
    view: isView(view) ? view : 'all',
    list: list === 'BLACK' || list === 'WHITE' ? list : null,
    number: search.get('number') ?? '',
  }
  const set: SetChoice = (key, value) =>
    setSearch((last) => {
      const next = new URLSearchParams(last)
      if (value === '' || value === 'all') next.delete(key)
      else next.set(key, value)
      return next
    })
  return [choice, set]
}

type FiltersProps = { readonly choice: Choice; readonly set: SetChoice; readonly openRequests: number }

function Filters({ choice, set, openRequests }: FiltersProps): ReactNode {
  const { t } = useTranslation()
  return (
    <div className="row" style={{ padding: 12, gap: 16 }}>
      <Segmented
        aria-label={t('lists.state')}
        value={choice.view}
        onChange={(view) => set('view', view)}
        options={(Object.keys(VIEWS) as View[]).map((value) => ({
          value,
          label: value === 'requests' ? t('lists.requestsCount', { count: openRequests }) : t(`lists.views.${value}`),
        }))}
      />
      <Segmented
        aria-label={t('lists.list')}
        value={choice.list ?? 'all'}
        onChange={(list) => set('list', list)}
        options={[
          { value: 'all', label: t('lists.bothLists') },
          ...(['BLACK', 'WHITE'] as const).map((value) => ({ value, label: t(`lists.kind.${value}`) })),
        ]}
      />
      <Input.Search
        allowClear
        defaultValue={choice.number}
        placeholder={t('lists.search')}
        aria-label={t('lists.search')}
        style={{ maxWidth: 240 }}
        onSearch={(number) => set('number', number)}
      />
    </div>
  )
}

function Pager({ pages }: { readonly pages: ListPages }): ReactNode {
  const { t } = useTranslation()
  const { entries, firstRow, totalCount, next, previous } = pages
  return (
    <div className="row" style={{ padding: 12, justifyContent: 'flex-end', minHeight: 56 }}>
      <span className="muted figures" role="status">
        {entries === null || totalCount === 0
          ? ''
          : t('calls.range', { first: firstRow, last: firstRow + entries.length - 1, total: totalCount })}
      </span>
      <Button disabled={previous === null} onClick={previous ?? undefined}>
        {t('lists.previous')}
      </Button>
      <Button disabled={next === null} onClick={next ?? undefined}>
        {t('lists.next')}
      </Button>
    </div>
  )
}
