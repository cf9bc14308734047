import { PlayCircleOutlined } from '@ant-design/icons'
import { Button, Card, Collapse } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTenant } from '../app/use-tenant.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { RunView } from './RunView.tsx'
import { usePreflight } from './use-preflight.ts'

/** Whether the tenant can take calls: tried, not assumed. */
export function PreflightPage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const format = useTimeFormat(tenant.timeZone)
  const { runs, starting, start } = usePreflight(tenant.id)
  const [newest, ...earlier] = runs ?? []
  const button = (
    <Button
      type="primary"
      icon={<PlayCircleOutlined aria-hidden />}
      loading={starting || newest?.status === 'RUNNING'}
      onClick={() => void start()}
      data-testid="start-preflight"
    >
      {t('preflight.run')}
    </Button>
  )
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.preflight')}</h1>
        <span className="space" />
        {newest !== undefined && button}
      </div>
      <p className="muted">{t('preflight.intro')}</p>
      {runs === null ? (
        <PageSkeleton />
      ) : newest === undefined ? (
        <Card>
          <EmptyState title={t('preflight.none')} advice={t('preflight.noneAdvice')} action={button} />
        </Card>
      ) : (
        <div className="stack">
          <Card title={t('preflight.at', { time: format.full(newest.startedAt) })}>
            <RunView run={newest} tenantId={tenant.id} />
          </Card>
          {earlier.length > 0 && (
            <>
              <h2 className="section-title">{t('preflight.earlier')}</h2>
              <Collapse
                items={earlier.map((run) => ({
                  key: run.id,
                  label: `${format.full(run.startedAt)} · ${t(run.status === 'PASSED' ? 'preflight.passed' : 'preflight.failed')}`,
                  children: <RunView run={run} tenantId={tenant.id} />,
                }))}
              />
            </>
          )}
        </div>
      )}
    </>
  )
}
