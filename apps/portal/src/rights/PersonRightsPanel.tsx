import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import { Card, Segmented, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import type { HeldRight, PersonRights } from './documents.ts'
import { useRightsWords } from './use-words.ts'

const SHOWN = ['all', 'held', 'missing'] as const
type Shown = (typeof SHOWN)[number]
const WORD = { all: 'rights.showAll', held: 'rights.showHeld', missing: 'rights.showMissing' } as const

const isShown = (shown: Shown, { isHeld }: HeldRight): boolean => shown === 'all' || isHeld === (shown === 'held')

type PersonRightsPanelProps = { readonly person: PersonRights; readonly timeZone: string }

/** Each right of one person: whether it is held, and why; or who could do it. */
export function PersonRightsPanel({ person, timeZone }: PersonRightsPanelProps): ReactNode {
  const { t } = useTranslation()
  const [shown, setShown] = useState<Shown>('all')
  const held = person.rights.filter(({ isHeld }) => isHeld).length
  return (
    <Card size="small" styles={{ body: { padding: 0 } }}>
      <div className="row" style={{ padding: 14, columnGap: 28 }}>
        <Facts person={person} />
        <span className="shell-header-space" />
        <span className="muted figures" role="status" data-testid="rights-held">
          {t('rights.holds', { held, all: person.rights.length })}
        </span>
        <Segmented
          aria-label={t('rights.show')}
          value={shown}
          onChange={setShown}
          options={SHOWN.map((value) => ({ value, label: t(WORD[value]) }))}
        />
      </div>
      <RightsOfPerson person={person} shown={shown} timeZone={timeZone} />
    </Card>
  )
}

function Facts({ person }: { readonly person: PersonRights }): ReactNode {
  const { t } = useTranslation()
  const words = useRightsWords()
  return (
    <dl className="facts">
      <dt>{t('rights.roles')}</dt>
      <dd data-testid="rights-roles">{person.roles.length === 0 ? t('rights.noRoles') : words.roles(person.roles)}</dd>
      <dt>{t('rights.branch')}</dt>
      <dd>{person.branch?.name ?? t('rights.headOffice')}</dd>
    </dl>
  )
}

type RightsOfPersonProps = PersonRightsPanelProps & { readonly shown: Shown }

function RightsOfPerson({ person, shown, timeZone }: RightsOfPersonProps): ReactNode {
  const { t } = useTranslation()
  const words = useRightsWords()
  const format = useTimeFormat(timeZone)
  const columns: TableColumnsType<HeldRight> = [
    {
      title: t('rights.may'),
      key: 'may',
      width: 120,
      render: (_, right) => <May isHeld={right.isHeld} />,
    },
    { title: t('rights.allows'), key: 'allows', render: (_, right) => t(`permission.${right.permission}`) },
    {
      title: t('rights.why'),
      key: 'why',
      render: (_, right) => (
        <span className={right.isHeld ? '' : 'muted'}>{words.why(right, person, format.time)}</span>
      ),
    },
  ]
  return (
    <Table
      rowKey="permission"
      size="small"
      columns={columns}
      dataSource={person.rights.filter((right) => isShown(shown, right))}
      pagination={false}
      onRow={(right) => ({ 'data-testid': `right-${right.permission}` }) as object}
      data-testid="person-rights"
    />
  )
}

function May({ isHeld }: { readonly isHeld: boolean }): ReactNode {
  const { t } = useTranslation()
  return (
    <span className={`badge ${isHeld ? 'good' : ''}`}>
      {isHeld ? <CheckCircleFilled aria-hidden /> : <MinusCircleOutlined aria-hidden />}
      {t(isHeld ? 'rights.yes' : 'rights.no')}
    </span>
  )
}
