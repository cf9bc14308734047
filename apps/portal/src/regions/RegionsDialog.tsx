import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input, Modal, Select, Upload } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange, useFaultText } from '../configuration/use-change.ts'
import { Faults as FaultParts } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import { RemoveButton } from '../queue-setup/routing-parts.tsx'

const RegionsQuery = graphql(`
  query CallerRegions($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      callerRegions {
        name
        prefixes
      }
      starterRegions {
        name
        prefixes
      }
    }
  }
`)
const SaveRegions = graphql(
  `
    mutation SaveCallerRegions($tenantId: ID!, $regions: [CallerRegionInput!]!) {
      result: saveCallerRegions(tenantId: $tenantId, regions: $regions) {
        __typename
        ...Faults
      }
    }
  `,
  [FaultParts],
)
const ImportRegions = graphql(
  `
    mutation ImportCallerRegions($tenantId: ID!, $csv: String!, $onlyCheck: Boolean!) {
      result: importCallerRegions(tenantId: $tenantId, csv: $csv, onlyCheck: $onlyCheck) {
        __typename
        ...Faults
        ... on CallerRegionImport {
          regions {
            name
            prefixes
          }
          issues {
            line
            field
            code
            message
          }
        }
      }
    }
  `,
  [FaultParts],
)

type Region = { readonly name: string; readonly prefixes: readonly string[] }
type Issue = { readonly line: number; readonly code: string; readonly message: string }
const plain = (regions: readonly Region[]) => regions.map(({ name, prefixes }) => ({ name, prefixes: [...prefixes] }))

/** Where callers are from, by how their numbers begin: the whole list at once. */
export function RegionsDialog(props: {
  readonly tenantId: string
  readonly mayEdit: boolean
  readonly onClose: () => void
}): ReactNode {
  const { tenantId, mayEdit, onClose } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<{ readonly regions: Region[] }>()
  const change = useChange()
  const textOf = useFaultText()
  const [issues, setIssues] = useState<readonly Issue[]>([])
  const [{ data }] = useQuery({ query: RegionsQuery, variables: { tenantId }, requestPolicy: 'network-only' })
  const [, save] = useMutation(SaveRegions)
  const [, look] = useMutation(ImportRegions)
  const tenant = data?.tenant ?? null
  const keep = async (): Promise<void> => {
    const { regions = [] } = form.getFieldsValue(true) as { regions?: Region[] }
    if (await change.save(() => save({ tenantId, regions: plain(regions) }), form)) onClose()
  }
  const take = async (file: File): Promise<void> => {
    const answer = await look({ tenantId, csv: await file.text(), onlyCheck: true })
    const result = answer.data?.result
    if (result?.__typename !== 'CallerRegionImport') return
    setIssues(result.issues)
    form.setFieldsValue({ regions: plain(result.regions) })
  }
  return (
    <Modal
      open
      width={720}
      title={t('regions.title')}
      onCancel={onClose}
      onOk={() => void keep()}
      okText={t('setUp.save')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ disabled: !mayEdit, loading: change.isSaving }}
    >
      <Faults faults={change.faults} />
      <p className="muted">{t('regions.help')}</p>
      {issues.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={issues.map((issue) => (
            <div key={`${String(issue.line)}${issue.code}`}>
              {t('regions.wrong', { line: issue.line, message: textOf(issue) })}
            </div>
          ))}
        />
      )}
      {tenant === null ? null : (
        <Form form={form} disabled={!mayEdit} initialValues={{ regions: plain(tenant.callerRegions) }}>
          <Form.List name="regions">
            {(fields, { add, remove }) => (
              <>
                <div style={{ maxHeight: 360, overflowY: 'auto' }}>
                  {fields.length === 0 ? <p className="muted">{t('regions.none')}</p> : null}
                  {fields.map(({ key, name }) => (
                    <div key={key} className="row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
                      <Form.Item name={[name, 'name']} style={{ width: 180, marginBottom: 8 }}>
                        <Input aria-label={t('regions.name')} placeholder={t('regions.name')} />
                      </Form.Item>
                      <Form.Item name={[name, 'prefixes']} style={{ flex: 1, marginBottom: 8 }}>
                        <Select
                          mode="tags"
                          tokenSeparators={[' ', ',', ';']}
                          open={false}
                          aria-label={t('regions.prefixes')}
                          placeholder={t('regions.prefixes')}
                        />
                      </Form.Item>
                      <RemoveButton onClick={() => remove(name)} />
                    </div>
                  ))}
                </div>
                <div className="row" style={{ marginTop: 12 }}>
                  <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({ name: '', prefixes: [] })}>
                    {t('regions.add')}
                  </Button>
                  <Button onClick={() => form.setFieldsValue({ regions: plain(tenant.starterRegions) })}>
                    {t('regions.starter')}
                  </Button>
                  <Upload
                    accept=".csv,text/csv"
                    showUploadList={false}
                    beforeUpload={(file) => {
                      void take(file)
                      return false
                    }}
                  >
                    <Button icon={<UploadOutlined aria-hidden />}>{t('regions.import')}</Button>
                  </Upload>
                </div>
                <p className="muted">{t('regions.importHelp')}</p>
              </>
            )}
          </Form.List>
        </Form>
      )}
    </Modal>
  )
}
