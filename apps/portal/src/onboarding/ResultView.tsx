import { PhoneOutlined } from '@ant-design/icons'
import { Alert, App, Button, Card, Space } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { useMutation } from 'urql'
import { tenantPagePath } from '../app/pages.ts'
import { RunView } from '../preflight/RunView.tsx'
import { usePreflight } from '../preflight/use-preflight.ts'
import { ChangeTenantStatusMutation } from './documents.ts'
import type { TenantFile } from './documents.ts'

type Props = { readonly file: TenantFile; readonly tookMs: number; readonly startOver: () => void }

/** The client is made: it is checked at once, opened, and called. */
export function ResultView({ file, tookMs, startOver }: Props): ReactNode {
  const { t } = useTranslation()
  const { tenant, invitations } = file
  const { runs, start } = usePreflight(tenant.id)
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current || runs === null || runs.length > 0) return
    asked.current = true
    void start()
  }, [runs, start])
  const newest = runs?.[0]
  const invitation = invitations[0]
  const isBeingChecked = newest === undefined || newest.status === 'RUNNING'
  return (
    <div className="stack" data-testid="onboarding-result">
      <Alert
        type="success"
        showIcon
        style={{ background: '#e5f4e9', borderColor: '#b7dfc1' }}
        title={
          <span data-testid="onboarded" data-tenant={tenant.id} data-took-ms={Math.round(tookMs)}>
            {t('onboarding.made', { name: tenant.name })}{' '}
            {t('onboarding.madeIn', { seconds: (tookMs / 1_000).toFixed(1) })}
          </span>
        }
        description={
          invitation === undefined
            ? null
            : invitation.sendProblem === null
              ? t('onboarding.invitationSent', { email: invitation.email })
              : t('onboarding.invitationProblem', { email: invitation.email, problem: invitation.sendProblem })
        }
      />
      <Card
        title={t('pages.preflight')}
        extra={
          !isBeingChecked && (
            <Button size="small" onClick={() => void start()}>
              {t('preflight.run')}
            </Button>
          )
        }
      >
        <div style={{ minHeight: 260 }}>{newest !== undefined && <RunView run={newest} tenantId={tenant.id} />}</div>
      </Card>
      <OpenCard file={file} mayOpen={newest?.status === 'PASSED'} />
      <Space>
        <Button onClick={startOver} data-testid="another-client">
          {t('onboarding.newOne')}
        </Button>
        <Link to={tenantPagePath(tenant.id, 'preflight')}>{t('onboarding.toClient')}</Link>
      </Space>
    </div>
  )
}

function OpenCard({ file, mayOpen }: { readonly file: TenantFile; readonly mayOpen: boolean }): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [{ fetching }, changeStatus] = useMutation(ChangeTenantStatusMutation)
  const [isOpen, setOpen] = useState(file.tenant.status !== 'PROVISIONING')
  const open = async (): Promise<void> => {
    const { data, error } = await changeStatus({
      tenantId: file.tenant.id,
      status: 'TRIAL',
      reason: t('onboarding.openReason'),
    })
    const answer = data?.changeTenantStatus
    if (answer?.__typename === 'TenantFile') setOpen(true)
    else void message.error(t('onboarding.failed', { reason: error?.message ?? answer?.message ?? '' }))
  }
  if (!isOpen)
    return (
      <Card>
        <p>{t('onboarding.openHint')}</p>
        <Button
          type="primary"
          size="large"
          disabled={!mayOpen}
          loading={fetching}
          onClick={() => void open()}
          data-testid="open-for-callers"
        >
          {t('onboarding.openForCallers')}
        </Button>
      </Card>
    )
  return (
    <Card data-testid="call-now">
      <div className="muted">{t('onboarding.isOpen')}</div>
      <h2>{t('onboarding.callNow')}</h2>
      {file.numbers.map((number) => (
        <div key={number} className="call-now figures">
          <PhoneOutlined aria-hidden /> <a href={`tel:${number}`}>{number}</a>
        </div>
      ))}
      <p className="muted">{t('onboarding.callNowHint')}</p>
    </Card>
  )
}
