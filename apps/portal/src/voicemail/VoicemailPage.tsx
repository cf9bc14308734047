import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { usePermission } from '../configuration/use-permission.ts'
import { FeatureGate } from '../seats/FeatureGate.tsx'
import { BoxesTab } from './BoxesTab.tsx'
import { FiguresTab } from './FiguresTab.tsx'
import { MessagesTab } from './MessagesTab.tsx'

/** What callers have left: to be heard, called back and settled; how well that goes; and the boxes. */
export function VoicemailPage(): ReactNode {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const maySetUp = usePermission('CONFIGURATION_VIEW')
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.voicemail')}</h1>
      </div>
      <FeatureGate feature="VOICEMAIL" />
      <Tabs
        activeKey={search.get('tab') ?? 'messages'}
        onChange={(tab) => setSearch({ tab })}
        destroyOnHidden
        items={[
          { key: 'messages', label: t('voicemail.messages'), children: <MessagesTab /> },
          { key: 'figures', label: t('voicemail.figures'), children: <FiguresTab /> },
          ...(maySetUp ? [{ key: 'boxes', label: t('voicemail.boxes'), children: <BoxesTab /> }] : []),
        ]}
      />
    </>
  )
}
