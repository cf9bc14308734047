import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { useTimeFormat } from '../ui/time-format.ts'
import { FlowSecretsQuery } from './documents.ts'
import { RemoveFlowSecret, SetFlowSecret } from './mutation-documents.ts'

/** Secrets of HTTP steps: by name. What they are is written here and shown nowhere. */
export function SecretsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId, timeZone } = useTenant()
  const format = useTimeFormat(timeZone)
  const [{ data }, reload] = useQuery({
    query: FlowSecretsQuery,
    variables: { tenantId },
    requestPolicy: 'cache-and-network',
  })
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const [, set] = useMutation(SetFlowSecret)
  const [, remove] = useMutation(RemoveFlowSecret)
  const change = useChange(t('flows.secretSaved'))
  const again = (): void => reload({ requestPolicy: 'network-only' })
  const save = async (): Promise<void> => {
    if (!(await change.save(() => set({ input: { tenantId, name, value } })))) return
    setName('')
    setValue('')
    again()
  }
  return (
    <Modal open title={t('flows.secrets')} onCancel={onClose} footer={null}>
      <p className="muted">{t('flows.secretsAdvice')}</p>
      <Faults faults={change.faults} />
      <ul className="flow-list" data-testid="flow-secrets">
        {(data?.flowSecrets ?? []).map((secret) => (
          <li key={secret.name}>
            <span className="row">
              <code>{`{{secret:${secret.name}}}`}</code>
              <span className="muted">
                {format.full(secret.updatedAt)} {secret.updatedBy ?? ''}
              </span>
              <span className="space" />
              <Button
                size="small"
                danger
                aria-label={`${t('setUp.remove')} ${secret.name}`}
                onClick={() =>
                  void change
                    .save(() => remove({ input: { tenantId, name: secret.name } }))
                    .then((done) => {
                      if (done) again()
                    })
                }
              >
                {t('setUp.remove')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <div className="flow-field">
        <label htmlFor="secret-name">{t('setUp.name')}</label>
        <Input id="secret-name" value={name} onChange={({ target }) => setName(target.value)} />
      </div>
      <div className="flow-field">
        <label htmlFor="secret-value">{t('flows.secretValue')}</label>
        <Input.Password
          id="secret-value"
          value={value}
          autoComplete="off"
          onChange={({ target }) => setValue(target.value)}
        />
      </div>
      <Button type="primary" loading={change.isSaving} onClick={() => void save()}>
        {t('setUp.save')}
      </Button>
    </Modal>
  )
}
