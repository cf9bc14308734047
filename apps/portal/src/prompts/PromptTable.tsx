import { Button, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { RowActions } from '../configuration/form-parts.tsx'
import { LOCALE_NAMES, localeOf } from '../i18n/locale.ts'
import { formatDuration } from '../ui/duration.ts'
import type { PromptRow } from './documents.ts'
import { PlayButton } from './PlayButton.tsx'

export type PromptTableProps = {
  readonly prompts: readonly PromptRow[] | null
  readonly mayEdit: boolean
  readonly onOpen: (prompt: PromptRow) => void
  readonly onRemove: (prompt: PromptRow) => void
  readonly empty: ReactNode
}

export function PromptTable({ prompts, mayEdit, onOpen, onRemove, empty }: PromptTableProps): ReactNode {
  const { t } = useTranslation()
  const columns: TableColumnsType<PromptRow> = [
    {
      title: <span className="visually-hidden">{t('prompts.play')}</span>,
      key: 'play',
      width: 56,
      render: (_, prompt) => <PlayButton name={prompt.name} audioUrl={prompt.audioUrl} />,
    },
    {
      title: t('setUp.name'),
      key: 'name',
      width: 150,
      sorter: (a, b) => a.name.localeCompare(b.name),
      render: (_, prompt) => (
        <Button type="link" style={{ padding: 0 }} onClick={() => onOpen(prompt)} data-testid={`open-${prompt.id}`}>
          {prompt.name}
        </Button>
      ),
    },
    {
      title: t('prompts.text'),
      key: 'text',
      render: (_, { text, kind }) =>
        text === '' ? <span className="muted">{t(`prompts.noText.${kind}`)}</span> : <Excerpt text={text} />,
    },
    {
      title: t('prompts.language'),
      key: 'locale',
      width: 90,
      render: (_, { locale }) => LOCALE_NAMES[localeOf(locale)],
    },
    {
      title: t('prompts.length'),
      key: 'length',
      width: 80,
      align: 'right',
      className: 'figures',
      sorter: (a, b) => a.durationMs - b.durationMs,
      render: (_, { durationMs }) => formatDuration(durationMs),
    },
    {
      title: t('prompts.source'),
      key: 'source',
      width: 110,
      render: (_, { source, originalName, kind }) => (
        <span title={originalName ?? undefined}>
          {kind === 'MUSIC' && source === 'SPEECH' ? t('prompts.kinds.MUSIC') : t(`prompts.sources.${source}`)}
        </span>
      ),
    },
    { title: t('setUp.uses'), key: 'uses', width: 200, render: (_, { uses }) => <Uses uses={uses} /> },
    {
      title: <span className="visually-hidden">{t('prompts.actions')}</span>,
      key: 'actions',
      width: 150,
      align: 'right',
      render: (_, prompt) => (
        <RowActions
          name={prompt.name}
          mayEdit={mayEdit}
          onOpen={() => onOpen(prompt)}
          onRemove={() => onRemove(prompt)}
        />
      ),
    },
  ]
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={prompts === null ? [] : [...prompts]}
      loading={prompts === null}
      scroll={{ x: 1000 }}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      locale={{ emptyText: prompts === null ? <div style={{ height: 240 }} /> : empty }}
      data-testid="prompts-table"
    />
  )
}

function Excerpt({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="two-lines" title={text}>
      {text}
    </span>
  )
}

const SHOWN_MAX = 2

export function Uses({
  uses,
  all = false,
}: {
  readonly uses: PromptRow['uses']
  /** Those too that a row of the list has no room for. */
  readonly all?: boolean
}): ReactNode {
  const { t } = useTranslation()
  if (uses.length === 0) return <span className="muted">{t('setUp.notUsed')}</span>
  const shown = all ? uses.length : SHOWN_MAX
  const words = uses.map(({ kind, name, detail }) =>
    [t(`prompts.uses.${kind}`), name, detail].filter((word) => word !== '').join(' · '),
  )
  return (
    <span title={words.join('\n')}>
      {words.slice(0, shown).map((word) => (
        <div key={word}>{word}</div>
      ))}
      {words.length > shown && <span className="muted">{t('prompts.more', { count: words.length - shown })}</span>}
    </span>
  )
}
