import { PlusOutlined } from '@ant-design/icons'
import { Button, Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { RowActions } from '../configuration/form-parts.tsx'
import { usePermission } from '../configuration/use-permission.ts'
import { useRemoval } from '../configuration/use-removal.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ArchiveSurvey, SurveysQuery } from './documents.ts'
import type { SurveyRow } from './documents.ts'
import { SurveyDrawer } from './SurveyDrawer.tsx'

export function SurveyListTab(): ReactNode {
  const { t, i18n } = useTranslation()
  const { id: tenantId } = useTenant()
  const mayEdit = usePermission('SURVEYS_MANAGE')
  const [{ data }, ask] = useQuery({ query: SurveysQuery, variables: { tenantId } })
  const [edited, setEdited] = useState<SurveyRow | 'new' | null>(null)
  const [, archive] = useMutation(ArchiveSurvey)
  const again = (): void => ask({ requestPolicy: 'network-only' })
  const removal = useRemoval<SurveyRow>((survey) => archive({ tenantId, surveyId: survey.id }), again)
  const labelOf = (label: { readonly labelEn: string; readonly labelZh: string }): string =>
    i18n.language === 'zh-CN' ? label.labelZh : label.labelEn
  const columns: TableColumnsType<SurveyRow> = [
    { title: t('setUp.name'), dataIndex: 'name' },
    {
      title: t('surveys.keys'),
      key: 'keys',
      render: (_, { keys }) => keys.map((each) => `${each.key} ${labelOf(each)}`).join(' · '),
    },
    {
      title: t('surveys.reasons'),
      key: 'reasons',
      render: (_, { reasons }) => reasons?.keys.map((each) => `${each.key} ${labelOf(each)}`).join(' · ') ?? '–',
    },
    {
      title: t('surveys.after'),
      key: 'queues',
      render: (_, { queues }) => queues.map(({ name }) => name).join(', ') || t('surveys.nowhere'),
    },
    {
      key: 'actions',
      render: (_, row) => (
        <RowActions name={row.name} mayEdit={mayEdit} onOpen={() => setEdited(row)} onRemove={() => removal.ask(row)} />
      ),
    },
  ]
  const create = mayEdit ? (
    <Button
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      onClick={() => setEdited('new')}
      data-testid="new-survey"
    >
      {t('surveys.create')}
    </Button>
  ) : null
  return (
    <>
      <div className="row" style={{ justifyContent: 'flex-end', marginBottom: 12 }}>
        {create}
      </div>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <Table
          rowKey="id"
          size="small"
          pagination={false}
          columns={columns}
          dataSource={[...(data?.tenant?.surveys ?? [])]}
          loading={data === undefined}
          locale={{
            emptyText: (
              <EmptyState title={t('surveys.noSurveys')} advice={t('surveys.noSurveysAdvice')} action={create} />
            ),
          }}
          data-testid="surveys"
        />
      </Card>
      <SurveyDrawer
        survey={edited}
        mayEdit={mayEdit}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null)
          again()
        }}
      />
      {removal.dialog}
    </>
  )
}
