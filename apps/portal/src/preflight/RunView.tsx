import { CheckCircleFilled, ExclamationCircleFilled, InfoCircleFilled, LoadingOutlined } from '@ant-design/icons'
import { Progress } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link } from 'react-router'
import { tenantPagePath } from '../app/pages.ts'
import { CHECK_TEXTS, foundOf, isKnownCheck } from './check-texts.ts'
import type { Check, Run } from './documents.ts'

const ICONS: Readonly<Record<Check['state'], ReactNode>> = {
  RUNNING: <LoadingOutlined aria-hidden style={{ color: '#0f5bb5' }} />,
  OK: <CheckCircleFilled aria-hidden style={{ color: '#1d7a35' }} />,
  WARNING: <InfoCircleFilled aria-hidden style={{ color: '#9a5b00' }} />,
  PROBLEM: <ExclamationCircleFilled aria-hidden style={{ color: '#c0232c' }} />,
}

const isCall = ({ code }: Check): boolean => code.startsWith('call.')

/** One preflight: what was looked at, what was called, what is to be mended and where. */
export function RunView({ run, tenantId }: { readonly run: Run; readonly tenantId: string }): ReactNode {
  const { t } = useTranslation()
  const over = run.checks.filter(({ state }) => state !== 'RUNNING').length
  const problems = run.checks.filter(({ state }) => state === 'PROBLEM').length
  const status = run.status === 'RUNNING' ? 'active' : run.status === 'PASSED' ? 'success' : 'exception'
  const word =
    run.status === 'RUNNING'
      ? t('preflight.running')
      : run.status === 'PASSED'
        ? t('preflight.passed')
        : `${t('preflight.failed')} · ${t('preflight.problems', { count: problems })}`
  return (
    <div data-testid="preflight-run" data-status={run.status}>
      <div className="preflight-head" role="status">
        <strong className={`preflight-word ${status}`}>{word}</strong>
        <Progress
          aria-label={t('preflight.running')}
          percent={run.checks.length === 0 ? 0 : Math.round((over * 100) / run.checks.length)}
          status={status}
          showInfo={false}
        />
      </div>
      <div className="preflight-lists">
        <CheckList
          title={t('preflight.looked')}
          checks={run.checks.filter((check) => !isCall(check))}
          tenantId={tenantId}
        />
        <CheckList title={t('preflight.called')} checks={run.checks.filter(isCall)} tenantId={tenantId} />
      </div>
    </div>
  )
}

function CheckList(props: {
  readonly title: string
  readonly checks: readonly Check[]
  readonly tenantId: string
}): ReactNode {
  if (props.checks.length === 0) return null
  return (
    <section>
      <h3>{props.title}</h3>
      <ul className="checks">
        {props.checks.map((check) => (
          <CheckRow key={check.key} check={check} tenantId={props.tenantId} />
        ))}
      </ul>
    </section>
  )
}

function CheckRow({ check, tenantId }: { readonly check: Check; readonly tenantId: string }): ReactNode {
  const { t } = useTranslation()
  const { code, subject, state } = check
  if (!isKnownCheck(code)) return null
  const texts = CHECK_TEXTS[code]
  const found = foundOf(check.found)
  const values = { subject, ...found }
  const page = texts.page
  const isTold = state === 'PROBLEM' || state === 'WARNING'
  return (
    <li data-testid={`check-${code}`} data-state={state}>
      {ICONS[state]}
      <div>
        <span className="visually-hidden">{t(`preflight.state.${state}`)}: </span>
        {t(texts.title, values)}
        {code === 'call.choice' && <span className="muted"> → {found['reached'] ?? found['wanted'] ?? ''}</span>}
        {isTold && (
          <div className={state === 'PROBLEM' ? 'tone-error' : 'muted'}>
            {t(texts.advice, values)}{' '}
            {page !== null && (
              <Link className="mend" to={tenantPagePath(tenantId, page)}>
                {t('preflight.mend')}
              </Link>
            )}
          </div>
        )}
      </div>
    </li>
  )
}
