import { UploadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useViewer } from '../app/viewer.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange, useFaultText } from '../configuration/use-change.ts'
import type { Fault } from '../configuration/use-change.ts'
import { RemoveLogo } from './documents.ts'
import { uploadLogo } from './upload-logo.ts'

type LogoFieldProps = {
  readonly tenantId: string
  readonly logoUrl: string | null
  readonly mayEdit: boolean
  readonly onChanged: () => void
}

export function LogoField({ tenantId, logoUrl, mayEdit, onChanged }: LogoFieldProps): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { session } = useViewer()
  const textOf = useFaultText()
  const file = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState(false)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [, remove] = useMutation(RemoveLogo)
  const removal = useChange()
  const send = async (picture: File): Promise<void> => {
    setSending(true)
    setFaults([])
    const issues = await uploadLogo(session, { tenantId, picture })
    setSending(false)
    if (issues === null) setFaults([{ field: null, text: t('setUp.noAnswer') }])
    else if (issues.length > 0) setFaults(issues.map((issue) => ({ field: issue.field, text: textOf(issue) })))
    else {
      void message.success(t('branding.logoSaved'))
      onChanged()
    }
  }
  const drop = async (): Promise<void> => {
    if (await removal.save(() => remove({ tenantId }))) onChanged()
  }
  return (
    <div className="stack">
      <Faults faults={[...faults, ...removal.faults]} />
      <div className="logo-frame">
        {logoUrl === null ? (
          <span className="muted">{t('branding.noLogo')}</span>
        ) : (
          <img src={logoUrl} alt={t('branding.logo')} data-testid="logo" />
        )}
      </div>
      {mayEdit && (
        <div className="row">
          <input
            ref={file}
            type="file"
            hidden
            accept="image/png,image/jpeg,image/svg+xml"
            data-testid="logo-file"
            onChange={(event) => {
              const [picture] = event.target.files ?? []
              event.target.value = ''
              if (picture !== undefined) void send(picture)
            }}
          />
          <Button icon={<UploadOutlined aria-hidden />} loading={sending} onClick={() => file.current?.click()}>
            {t('branding.upload')}
          </Button>
          {logoUrl !== null && (
            <Button danger loading={removal.isSaving} onClick={() => void drop()}>
              {t('branding.removeLogo')}
            </Button>
          )}
        </div>
      )}
      <span className="muted">{t('branding.logoHelp')}</span>
    </div>
  )
}
