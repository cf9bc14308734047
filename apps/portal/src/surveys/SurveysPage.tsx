import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { usePermission } from '../configuration/use-permission.ts'
import { FeatureGate } from '../seats/FeatureGate.tsx'
import { ResultsTab } from './ResultsTab.tsx'
import { SurveyListTab } from './SurveyListTab.tsx'

/** What callers answered, and what they are asked. */
export function SurveysPage(): ReactNode {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const maySee = usePermission('CONFIGURATION_VIEW')
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.surveys')}</h1>
      </div>
      <FeatureGate feature="SATISFACTION_KEYS" />
      <Tabs
        activeKey={search.get('tab') ?? 'results'}
        onChange={(tab) => setSearch({ tab })}
        destroyOnHidden
        items={[
          { key: 'results', label: t('surveys.results'), children: <ResultsTab /> },
          ...(maySee ? [{ key: 'list', label: t('surveys.list'), children: <SurveyListTab /> }] : []),
        ]}
      />
    </>
  )
}
