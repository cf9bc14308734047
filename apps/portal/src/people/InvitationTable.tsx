import { App, Button, Segmented, Table, Tooltip } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import type { Membership } from '../app/viewer.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { InvitationsQuery, ResendInvitationMutation, WithdrawInvitationMutation } from './documents.ts'
import type { InvitationRow, SentInvitation } from './documents.ts'
import { useRefusalWords } from './people-words.ts'

type InvitationTableProps = {
  readonly tenant: Membership['tenant']
  /** Counts up when an invitation has gone out. */
  readonly version: number
  readonly onSent: (sent: SentInvitation) => void
}

const isPending = ({ state }: InvitationRow): boolean => state === 'OPEN' || state === 'EXPIRED'
const BADGE = { OPEN: '', EXPIRED: 'warn', ACCEPTED: 'good', WITHDRAWN: '' } as const

export function InvitationTable({ tenant, version, onSent }: InvitationTableProps): ReactNode {
  const { t } = useTranslation()
  const [shown, setShown] = useState<'pending' | 'all'>('pending')
  const [{ data }, reload] = useQuery({
    query: InvitationsQuery,
    variables: { tenantId: tenant.id },
    requestPolicy: 'cache-and-network',
    context: useVersionedContext(version),
  })
  const all = data?.invitations ?? null
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const columns = useColumns(tenant, { again, onSent })
  return (
    <>
      <div className="row" style={{ padding: '12px 14px' }}>
        <h2 style={{ margin: 0, fontSize: 16 }}>{t('people.invitations')}</h2>
        <span className="shell-header-space" />
        <Segmented
          aria-label={t('people.showInvitations')}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'pending', label: t('people.pending') },
            { value: 'all', label: t('people.allInvitations') },
          ]}
        />
      </div>
      <Table
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={(all ?? []).filter((row) => shown === 'all' || isPending(row))}
        loading={all === null}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        className="wide"
        locale={{
          emptyText: <EmptyState title={t('people.noInvitations')} advice={t('people.noInvitationsAdvice')} />,
        }}
        data-testid="invitation-table"
      />
    </>
  )
}

/** Another context object asks the server again. */
function useVersionedContext(version: number): { readonly version: number } {
  const [known, setKnown] = useState({ version })
  if (known.version === version) return known
  const next = { version }
  setKnown(next)
  return next
}

type Deeds = { readonly again: () => void; readonly onSent: (sent: SentInvitation) => void }

function useColumns(tenant: Membership['tenant'], deeds: Deeds): TableColumnsType<InvitationRow> {
  const { t } = useTranslation()
  const format = useTimeFormat(tenant.timeZone)
  return [
    {
      title: t('people.name'),
      key: 'name',
      render: (_, row) => (
        <>
          <div style={{ fontWeight: 600 }}>{row.name}</div>
          <div className="muted">{row.email}</div>
        </>
      ),
    },
    {
      title: t('people.roles'),
      key: 'roles',
      render: (_, row) => row.roles.map((role) => t(`role.${role}`)).join(' · '),
    },
    {
      title: t('people.state'),
      key: 'state',
      render: (_, row) => <span className={`badge ${BADGE[row.state]}`}>{t(`invitationState.${row.state}`)}</span>,
    },
    { title: t('people.mail'), key: 'mail', render: (_, row) => <MailCell row={row} at={format.full} /> },
    {
      title: t('people.expires'),
      key: 'expires',
      className: 'figures',
      render: (_, row) => format.full(row.expiresAt),
    },
    {
      title: <span className="visually-hidden">{t('people.actions')}</span>,
      key: 'actions',
      align: 'right',
      render: (_, row) => (isPending(row) ? <Actions row={row} tenantId={tenant.id} {...deeds} /> : null),
    },
  ]
}

function MailCell({ row, at }: { readonly row: InvitationRow; readonly at: (iso: string) => string }): ReactNode {
  const { t } = useTranslation()
  if (row.sendProblem !== null)
    return (
      <Tooltip title={row.sendProblem}>
        <span className="badge bad" tabIndex={0}>
          {t('people.mailFailed')}
        </span>
      </Tooltip>
    )
  if (row.sentAt === null) return <span className="badge warn">{t('people.mailUnknown')}</span>
  return <span className="figures">{at(row.sentAt)}</span>
}

type ActionsProps = Deeds & { readonly row: InvitationRow; readonly tenantId: string }

function Actions({ row, tenantId, again, onSent }: ActionsProps): ReactNode {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const words = useRefusalWords()
  const [{ fetching: sending }, resend] = useMutation(ResendInvitationMutation)
  const [, withdraw] = useMutation(WithdrawInvitationMutation)
  const variables = { tenantId, invitationId: row.id }
  const sendAgain = async (): Promise<void> => {
    const { data } = await resend(variables)
    const result = data?.resendInvitation
    if (result?.__typename === 'SentInvitation') onSent(result)
    else void message.error(words.say(result ?? {}))
    again()
  }
  const takeBack = async (): Promise<void> => {
    const { data } = await withdraw(variables)
    const result = data?.withdrawInvitation
    if (result?.__typename !== 'Invitation') void message.error(words.say(result ?? {}))
    again()
  }
  const ask = (): void =>
    void modal.confirm({
      title: t('people.withdrawQuestion', { name: row.name }),
      content: t('people.withdrawAdvice'),
      okText: t('people.withdraw'),
      okButtonProps: { danger: true },
      cancelText: t('people.cancel'),
      onOk: takeBack,
    })
  return (
    <>
      <Button
        type="link"
        size="small"
        loading={sending}
        aria-label={t('people.resendTo', { name: row.name })}
        onClick={() => void sendAgain()}
        data-testid={`resend-${row.id}`}
      >
        {t('people.resend')}
      </Button>
      <Button
        type="link"
        size="small"
        danger
        aria-label={t('people.withdrawOf', { name: row.name })}
        onClick={ask}
        data-testid={`withdraw-${row.id}`}
      >
        {t('people.withdraw')}
      </Button>
    </>
  )
}
