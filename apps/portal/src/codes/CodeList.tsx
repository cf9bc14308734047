import { Button, Card, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { OrderedList } from '../ui/OrderedList.tsx'
import { CreateCode, OrderCodes, RenameCode, SetCodeArchived } from './documents.ts'
import type { CodeRow } from './documents.ts'

type Kind = 'REASON' | 'DISPOSITION'
type CodeListProps = {
  readonly kind: Kind
  readonly codes: readonly CodeRow[]
  readonly mayEdit: boolean
  readonly onChanged: () => void
}

export function CodeList({ kind, codes, mayEdit, onChanged }: CodeListProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [, order] = useMutation(OrderCodes)
  const [, archive] = useMutation(SetCodeArchived)
  const change = useChange()
  const [renamed, setRenamed] = useState<CodeRow | null>(null)
  // What was just put in order is shown so until the server has said so too.
  const [wanted, setWanted] = useState<readonly string[] | null>(null)
  const present = codes.filter(({ archived }) => !archived)
  const offered = wanted === null ? present : present.toSorted((a, b) => wanted.indexOf(a.id) - wanted.indexOf(b.id))
  const put = async (ids: readonly string[]): Promise<void> => {
    setWanted(ids)
    await change.save(() => order({ input: { tenantId, kind, ids: [...ids] } }))
    onChanged()
    setWanted(null)
  }
  const setArchived = async (code: CodeRow, archived: boolean): Promise<void> => {
    if (await change.save(() => archive({ input: { tenantId, kind, id: code.id, archived } }))) onChanged()
  }
  return (
    <Card size="small" title={<h2 className="card-title">{t(`codes.kind.${kind}`)}</h2>} data-testid={`codes-${kind}`}>
      <p className="muted">{t(`codes.meaning.${kind}`)}</p>
      <Faults faults={change.faults} />
      {mayEdit && <AddCode kind={kind} onAdded={onChanged} />}
      {offered.length === 0 ? (
        <EmptyState title={t(`codes.none.${kind}`)} advice={t('codes.noneAdvice')} />
      ) : (
        <OrderedList
          items={offered}
          label={t(`codes.kind.${kind}`)}
          mayOrder={mayEdit}
          onOrder={(ids) => void put(ids)}
          render={(code) => (
            <>
              <span style={{ flex: 1 }}>{code.name}</span>
              {mayEdit && (
                <>
                  <Button
                    size="small"
                    onClick={() => setRenamed(code)}
                    aria-label={`${t('codes.rename')} ${code.name}`}
                  >
                    {t('codes.rename')}
                  </Button>
                  <Button
                    size="small"
                    onClick={() => void setArchived(code, true)}
                    aria-label={`${t('codes.archive')} ${code.name}`}
                  >
                    {t('codes.archive')}
                  </Button>
                </>
              )}
            </>
          )}
        />
      )}
      <Archived codes={codes} mayEdit={mayEdit} onRestore={(code) => void setArchived(code, false)} />
      <RenameDialog kind={kind} code={renamed} onClose={() => setRenamed(null)} onRenamed={onChanged} />
    </Card>
  )
}

function AddCode({ kind, onAdded }: { readonly kind: Kind; readonly onAdded: () => void }): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [form] = Form.useForm<{ name: string }>()
  const [, create] = useMutation(CreateCode)
  const change = useChange()
  const add = async ({ name }: { readonly name: string }): Promise<void> => {
    if (!(await change.save(() => create({ input: { tenantId, kind, name } }), form))) return
    form.resetFields()
    onAdded()
  }
  return (
    <Form form={form} layout="inline" initialValues={{ name: '' }} onFinish={(values) => void add(values)}>
      <Form.Item name="name" style={{ flex: 1 }} className="stays-put">
        <Input aria-label={t(`codes.add.${kind}`)} placeholder={t(`codes.add.${kind}`)} data-testid={`new-${kind}`} />
      </Form.Item>
      <Button htmlType="submit" loading={change.isSaving} data-testid={`add-${kind}`}>
        {t('codes.addButton')}
      </Button>
    </Form>
  )
}

type ArchivedProps = {
  readonly codes: readonly CodeRow[]
  readonly mayEdit: boolean
  readonly onRestore: (code: CodeRow) => void
}

function Archived({ codes, mayEdit, onRestore }: ArchivedProps): ReactNode {
  const { t } = useTranslation()
  const archived = codes.filter((code) => code.archived)
  if (archived.length === 0) return null
  return (
    <details style={{ marginTop: 16 }}>
      <summary>{t('codes.archived', { count: archived.length })}</summary>
      <p className="muted">{t('codes.archivedMeaning')}</p>
      <ul className="ordered">
        {archived.map((code) => (
          <li key={code.id}>
            <span style={{ flex: 1 }} className="muted">
              {code.name}
            </span>
            {mayEdit && (
              <Button size="small" onClick={() => onRestore(code)} aria-label={`${t('codes.restore')} ${code.name}`}>
                {t('codes.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}

type RenameProps = {
  readonly kind: Kind
  readonly code: CodeRow | null
  readonly onClose: () => void
  readonly onRenamed: () => void
}

function RenameDialog({ kind, code, onClose, onRenamed }: RenameProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [form] = Form.useForm<{ name: string }>()
  const [, rename] = useMutation(RenameCode)
  const change = useChange()
  const save = async ({ name }: { readonly name: string }): Promise<void> => {
    if (code === null) return
    if (!(await change.save(() => rename({ input: { tenantId, kind, id: code.id, name } }), form))) return
    onRenamed()
    onClose()
  }
  return (
    <Modal
      open={code !== null}
      title={t('codes.rename')}
      okText={t('setUp.save')}
      cancelText={t('setUp.cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okButtonProps={{ loading: change.isSaving }}
      destroyOnHidden
    >
      <Faults faults={change.faults} />
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ name: code?.name ?? '' }}
        onFinish={(values) => void save(values)}
      >
        <Form.Item name="name" label={t('codes.name')} required>
          <Input autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
