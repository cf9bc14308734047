import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useSearchParams } from 'react-router'
import { CalendarsTab } from './CalendarsTab.tsx'
import { HoursTab } from './HoursTab.tsx'

/** Opening hours, and the holiday calendars that hold for them. */
export function HoursPage(): ReactNode {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.hours')}</h1>
      </div>
      <Tabs
        activeKey={search.get('tab') ?? 'hours'}
        onChange={(tab) => setSearch(tab === 'hours' ? {} : { tab })}
        destroyOnHidden
        items={[
          { key: 'hours', label: t('hoursSetup.tabHours'), children: <HoursTab /> },
          { key: 'calendars', label: t('hoursSetup.tabCalendars'), children: <CalendarsTab /> },
        ]}
      />
    </>
  )
}
