import { DownloadOutlined, UserAddOutlined } from '@ant-design/icons'
import { Alert, App, Button, Card, Input, Pagination, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useMembershipOfPage } from '../app/use-tenant.ts'
import { useViewer } from '../app/viewer.ts'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ChangeDrawer } from './ChangeDrawer.tsx'
import { PersonChoicesQuery, RemovePersonMutation } from './documents.ts'
import type { PersonRow, Role, SentInvitation } from './documents.ts'
import { InvitationTable } from './InvitationTable.tsx'
import { InviteDrawer } from './InviteDrawer.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { useRefusalWords } from './people-words.ts'
import { rolesOf, takesCalls } from './RoleChoice.tsx'
import { SentLink } from './SentLink.tsx'
import { PAGE_SIZE, usePeople } from './use-people.ts'
import type { PeopleList } from './use-people.ts'

/** Who belongs to the company, as what; who is invited; and how they come and go. */
export function PeoplePage(): ReactNode {
  const { t } = useTranslation()
  const { tenant, permissions } = useMembershipOfPage()
  const { viewer } = useViewer()
  const mayManage = permissions.includes('PEOPLE_MANAGE')
  const list = usePeople(tenant.id)
  const [{ data: choices }] = useQuery({
    query: PersonChoicesQuery,
    variables: { tenantId: tenant.id },
    pause: !mayManage,
  })
  const [inviting, setInviting] = useState(false)
  const [changing, setChanging] = useState<PersonRow | null>(null)
  const [sent, setSent] = useState<SentInvitation | null>(null)
  const [version, setVersion] = useState(0)
  const remove = useRemoval(tenant.id, list.reload)
  const onSent = (invitation: SentInvitation): void => {
    setSent(invitation)
    setVersion((known) => known + 1)
  }
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.people')}</h1>
        <span className="space" />
        <ExportButton list={list} />
        {mayManage && (
          <Button
            type="primary"
            icon={<UserAddOutlined aria-hidden />}
            onClick={() => setInviting(true)}
            data-testid="invite"
          >
            {t('people.invite')}
          </Button>
        )}
      </div>
      <Filters list={list} kind={tenant.kind} />
      {list.failed && <Alert type="error" showIcon title={t('people.failed')} style={{ marginBottom: 12 }} />}
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <PeopleTable
          rows={list.failed ? [] : list.rows}
          ownId={viewer.person.id}
          timeZone={tenant.timeZone}
          onChange={mayManage ? setChanging : null}
          onRemove={mayManage ? remove : null}
          empty={
            <EmptyState
              title={t(list.isFiltered ? 'people.noneMatch' : 'people.none')}
              advice={t(list.isFiltered ? 'people.noneMatchAdvice' : 'people.noneAdvice')}
            />
          }
        />
        <div className="row" style={{ padding: 12, justifyContent: 'flex-end' }}>
          <span className="muted figures" role="status" data-testid="people-count">
            {list.rows === null ? '' : t('people.count', { count: list.totalCount })}
          </span>
          <Pagination
            size="small"
            current={list.page}
            pageSize={PAGE_SIZE}
            total={list.totalCount}
            showSizeChanger={false}
            hideOnSinglePage
            onChange={(page) => list.show({ page })}
          />
        </div>
      </Card>
      {mayManage && (
        <Card size="small" styles={{ body: { padding: 0 } }} style={{ marginTop: 16 }}>
          <InvitationTable tenant={tenant} version={version} onSent={onSent} />
        </Card>
      )}
      <InviteDrawer
        open={inviting}
        tenant={tenant}
        choices={choices?.tenant ?? null}
        onClose={() => setInviting(false)}
        onSent={onSent}
      />
      {changing !== null && (
        <ChangeDrawer
          person={changing}
          tenant={tenant}
          choices={choices?.tenant ?? null}
          onClose={() => setChanging(null)}
          onChanged={() => {
            setChanging(null)
            list.reload()
          }}
        />
      )}
      <SentLink sent={sent} onClose={() => setSent(null)} />
    </>
  )
}

function Filters({ list, kind }: { readonly list: PeopleList; readonly kind: 'CLIENT' | 'OPERATOR' }): ReactNode {
  const { t } = useTranslation()
  return (
    <div className="row" style={{ marginBottom: 12 }}>
      <Input.Search
        allowClear
        defaultValue={list.text}
        placeholder={t('people.search')}
        aria-label={t('people.search')}
        onSearch={(text) => list.show({ text: text.trim() })}
        style={{ width: 320 }}
        data-testid="people-search"
      />
      <Select
        allowClear
        value={list.role}
        placeholder={t('people.anyRole')}
        aria-label={t('people.roles')}
        onChange={(role: Role | null | undefined) => list.show({ role: role ?? null })}
        style={{ width: 220 }}
        options={rolesOf(kind).map((role) => ({ value: role, label: t(`role.${role}`) }))}
      />
    </div>
  )
}

/** Asks first, and says what ends. */
function useRemoval(tenantId: string, onRemoved: () => void): (person: PersonRow) => void {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const words = useRefusalWords()
  const [, remove] = useMutation(RemovePersonMutation)
  const carryOut = async (person: PersonRow): Promise<void> => {
    const { data } = await remove({ tenantId, personId: person.id })
    const result = data?.removePerson
    if (result?.__typename === 'TenantPerson') void message.success(t('people.removed', { name: person.name }))
    else void message.error(words.say(result ?? {}))
    onRemoved()
  }
  return (person) =>
    void modal.confirm({
      title: t('people.removeQuestion', { name: person.name }),
      content: (
        <ul style={{ paddingInlineStart: 18, margin: 0 }}>
          <li>{t('people.endsRights')}</li>
          {takesCalls(person.roles) && <li>{t('people.endsPhone')}</li>}
          <li>{t('people.endsNot')}</li>
        </ul>
      ),
      okText: t('people.remove'),
      okButtonProps: { danger: true },
      cancelText: t('people.cancel'),
      width: 520,
      onOk: () => carryOut(person),
    })
}

function ExportButton({ list }: { readonly list: PeopleList }): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [exporting, setExporting] = useState(false)
  const exportAll = async (): Promise<void> => {
    setExporting(true)
    const rows = await list.readAll()
    setExporting(false)
    if (rows === null) {
      void message.error(t('failure.export'))
      return
    }
    const header = [
      t('people.name'),
      t('people.email'),
      t('people.roles'),
      t('people.branch'),
      t('people.grade'),
      t('people.employeeNumber'),
      t('people.since'),
    ]
    const cells = (person: PersonRow): string[] => [
      person.name,
      person.email,
      person.roles.map((role) => t(`role.${role}`)).join('; '),
      person.branch?.name ?? t('people.wholeCompany'),
      person.agent === null ? '' : t(`seatGrade.${person.agent.grade}`),
      person.agent?.employeeNumber ?? '',
      person.since,
    ]
    downloadText('people.csv', toCsv(header, rows.map(cells)))
  }
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={exporting} onClick={() => void exportAll()}>
      {t('calls.export')}
    </Button>
  )
}
