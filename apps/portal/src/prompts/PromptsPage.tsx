import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Input, Progress } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { usePermission } from '../configuration/use-permission.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PromptsQuery } from './documents.ts'
import type { PromptRow } from './documents.ts'
import { PromptDrawer } from './PromptDrawer.tsx'
import { PromptTable } from './PromptTable.tsx'
import { RemovePrompt } from './RemovePrompt.tsx'

/** What the tenant's callers hear. */
export function PromptsPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const mayEdit = usePermission('PROMPTS_MANAGE')
  const [search, setSearch] = useSearchParams()
  const [{ data, error }, reload] = useQuery({
    query: PromptsQuery,
    variables: { tenantId: tenant.id },
    requestPolicy: 'cache-and-network',
  })
  const [removing, setRemoving] = useState<PromptRow | null>(null)
  const prompts = data?.tenant?.prompts ?? null
  const storage = data?.tenant?.storage ?? null
  const words = search.get('q') ?? ''
  const opened = search.get('prompt')
  const set = (key: 'q' | 'prompt', value: string | null): void =>
    setSearch((last) => {
      const next = new URLSearchParams(last)
      if (value === null || value === '') next.delete(key)
      else next.set(key, value)
      return next
    })
  const refresh = (): void => reload({ requestPolicy: 'network-only' })
  const shown = prompts?.filter((prompt) => matches(prompt, words)) ?? null
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.prompts')}</h1>
        <span className="space" />
        {storage === null ? null : <Storage {...storage} />}
        <ExportButton prompts={shown ?? []} />
        {mayEdit && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => set('prompt', 'new')}
            data-testid="new-prompt"
          >
            {t('prompts.create')}
          </Button>
        )}
      </div>
      {error === undefined ? null : <Alert type="error" showIcon title={t('prompts.cannotRead')} />}
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <div style={{ padding: 12 }}>
          <Input.Search
            allowClear
            defaultValue={words}
            placeholder={t('prompts.search')}
            aria-label={t('prompts.search')}
            style={{ maxWidth: 320 }}
            onSearch={(value) => set('q', value)}
          />
        </div>
        <PromptTable
          prompts={shown}
          mayEdit={mayEdit}
          onOpen={(prompt) => set('prompt', prompt.id)}
          onRemove={setRemoving}
          empty={
            words === '' ? (
              <EmptyState title={t('prompts.none')} advice={t('prompts.noneAdvice')} />
            ) : (
              <EmptyState title={t('prompts.noneMatch')} advice={t('prompts.noneMatchAdvice')} />
            )
          }
        />
      </Card>
      <PromptDrawer
        prompt={opened === 'new' ? 'new' : (prompts?.find(({ id }) => id === opened) ?? null)}
        mayEdit={mayEdit}
        onClose={() => set('prompt', null)}
        onSaved={() => {
          set('prompt', null)
          refresh()
        }}
      />
      <RemovePrompt prompt={removing} onClose={() => setRemoving(null)} onRemoved={refresh} />
    </>
  )
}

const matches = ({ name, text }: PromptRow, words: string): boolean =>
  `${name} ${text}`.toLowerCase().includes(words.trim().toLowerCase())

const MEBIBYTE = 1_048_576

/** How full the storage is that prompts and recordings share. */
function Storage({ usedBytes, maxBytes }: { readonly usedBytes: number; readonly maxBytes: number }): ReactNode {
  const { t } = useTranslation()
  const percent = maxBytes === 0 ? 100 : Math.min(100, (usedBytes / maxBytes) * 100)
  return (
    <span className="row" style={{ gap: 8 }} data-testid="storage">
      <span className="muted figures">
        {t('prompts.storage', { used: (usedBytes / MEBIBYTE).toFixed(1), max: (maxBytes / MEBIBYTE).toFixed(0) })}
      </span>
      <Progress
        percent={percent}
        showInfo={false}
        size="small"
        style={{ width: 90 }}
        status={percent > 90 ? 'exception' : 'normal'}
        aria-label={t('prompts.storageShare')}
      />
    </span>
  )
}

function ExportButton({ prompts }: { readonly prompts: readonly PromptRow[] }): ReactNode {
  const { t } = useTranslation()
  const header = [t('setUp.name'), t('prompts.kind'), t('prompts.language'), t('prompts.seconds'), t('prompts.text')]
  const rows = prompts.map(({ name, kind, locale, durationMs, text }) => [
    name,
    t(`prompts.kinds.${kind}`),
    locale,
    (durationMs / 1_000).toFixed(1),
    text,
  ])
  return (
    <Button
      icon={<DownloadOutlined aria-hidden />}
      disabled={prompts.length === 0}
      onClick={() => downloadText('prompts.csv', toCsv(header, rows))}
    >
      {t('setUp.export')}
    </Button>
  )
}
