import { CheckOutlined, DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { toCsv } from '../ui/csv.ts'
import { downloadText } from '../ui/download.ts'
import { Defined } from '../ui/Metric.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { RightsTableQuery } from './documents.ts'
import type { RightRow, Role } from './documents.ts'

/** The rights as the server decides by them: a row for each, a column for each role. */
export function RightsTable(): ReactNode {
  const { t } = useTranslation()
  const [{ data, error }] = useQuery({ query: RightsTableQuery })
  if (error !== undefined) return <Alert type="error" showIcon title={t('rights.failed')} />
  if (data === undefined) return <PageSkeleton />
  const rows = data.rightsTable
  // Everybody holds something, so the table itself says which roles there are, in its own order.
  const roles = rolesOf(rows)
  return (
    <div className="stack">
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <ExportButton rows={rows} roles={roles} />
      </div>
      <Matrix title={t('rights.ofTenant')} rows={rows.filter((row) => !row.isOfPlatform)} roles={roles} />
      <Matrix
        title={t('rights.ofPlatform')}
        rows={rows.filter((row) => row.isOfPlatform)}
        roles={rolesOf(rows.filter((row) => row.isOfPlatform))}
      />
    </div>
  )
}

/** The row that the most roles hold names them in the order of the table. */
const rolesOf = (rows: readonly RightRow[]): readonly Role[] =>
  rows.reduce<readonly Role[]>((most, { rolesWith }) => (rolesWith.length > most.length ? rolesWith : most), [])

type MatrixProps = {
  readonly title: string
  readonly rows: readonly RightRow[]
  readonly roles: readonly Role[]
}

function Matrix({ title, rows, roles }: MatrixProps): ReactNode {
  const { t } = useTranslation()
  const columns: TableColumnsType<RightRow> = [
    {
      title: t('rights.allows'),
      key: 'allows',
      rowScope: 'row',
      width: 330,
      render: (_, row) => (
        <span style={{ fontWeight: 'normal' }}>
          {t(`permission.${row.permission}`)}{' '}
          {row.isOfHeadOffice && (
            <span className="badge">
              <Defined meaning={t('rights.wholeCompanyMeaning')}>{t('rights.wholeCompany')}</Defined>
            </span>
          )}
        </span>
      ),
    },
    ...roles.map((role) => ({
      title: t(`role.${role}`),
      key: role,
      align: 'center' as const,
      width: 84,
      render: (_: unknown, row: RightRow) => <Mark isHeld={row.rolesWith.includes(role)} />,
    })),
  ]
  return (
    <Card size="small" title={title} styles={{ body: { padding: 0 } }}>
      <Table
        rowKey="permission"
        size="small"
        columns={columns}
        dataSource={[...rows]}
        pagination={false}
        className="wide rights-matrix"
        data-testid="rights-matrix"
      />
    </Card>
  )
}

function Mark({ isHeld }: { readonly isHeld: boolean }): ReactNode {
  const { t } = useTranslation()
  return isHeld ? (
    <CheckOutlined role="img" aria-label={t('rights.yes')} style={{ color: '#14562a', fontSize: 16 }} />
  ) : (
    <span role="img" aria-label={t('rights.no')} className="muted">
      –
    </span>
  )
}

function ExportButton({ rows, roles }: Omit<MatrixProps, 'title'>): ReactNode {
  const { t } = useTranslation()
  const header = [t('rights.what'), t('rights.allows'), ...roles.map((role) => t(`role.${role}`))]
  const cells = (row: RightRow): string[] => [
    row.permission,
    t(`permission.${row.permission}`),
    ...roles.map((role) => t(row.rolesWith.includes(role) ? 'rights.yes' : 'rights.no')),
  ]
  return (
    <Button
      icon={<DownloadOutlined aria-hidden />}
      onClick={() => downloadText('rights.csv', toCsv(header, rows.map(cells)))}
      data-testid="export-rights"
    >
      {t('rights.export')}
    </Button>
  )
}
