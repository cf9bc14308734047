import { LoadingOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, Tabs, Upload } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useFaultText } from '../configuration/use-change.ts'
import { formatDuration } from '../ui/duration.ts'
import { RecordSound } from './RecordSound.tsx'
import { SpeakText } from './SpeakText.tsx'
import type { Draft, DraftAnswer } from './upload-sound.ts'
import { useSendSound } from './use-send-sound.ts'

/** As the server sniffs them; the browser's dialog shows these first. */
const ACCEPTED = '.wav,.mp3,.m4a,.aac,.ogg,.oga,.opus,.webm,.flac,.amr,audio/*'

export type SoundSourceProps = {
  readonly tenantId: string
  readonly locale: string
  readonly text: string
  readonly draft: Draft | null
  /** `text` is what the sound says, where that is known. */
  readonly onDraft: (draft: Draft, text: string | null) => void
}

/** Where a sound comes from: a file, the microphone, or a text. Whichever it is, it is listened to before it is saved. */
export function SoundSource({ tenantId, locale, text, draft, onDraft }: SoundSourceProps): ReactNode {
  const { t } = useTranslation()
  const textOf = useFaultText()
  const [fault, setFault] = useState<string | null>(null)
  const take = (answer: DraftAnswer, said: string | null = null): void => {
    if (answer.ok) onDraft(answer.draft, said)
    setFault(answer.ok ? null : answer.fault === null ? t('setUp.noAnswer') : textOf(answer.fault))
  }
  const clear = (): void => setFault(null)
  return (
    <div className="stack" style={{ gap: 12 }}>
      <Tabs
        onChange={clear}
        items={[
          { key: 'upload', label: t('prompts.upload'), children: <UploadFile tenantId={tenantId} onAnswer={take} /> },
          {
            key: 'record',
            label: t('prompts.record'),
            children: <RecordSound tenantId={tenantId} onAnswer={take} />,
            destroyOnHidden: true,
          },
          {
            key: 'speak',
            label: t('prompts.speak'),
            children: <SpeakText tenantId={tenantId} locale={locale} text={text} onAnswer={take} />,
          },
        ]}
      />
      {fault === null ? null : <Alert type="error" showIcon role="alert" title={fault} data-testid="sound-fault" />}
      {draft === null ? null : (
        <div data-testid="draft">
          <div className="muted">{t('prompts.listenBefore', { duration: formatDuration(draft.durationMs) })}</div>
          <audio
            key={draft.id}
            controls
            src={draft.audioUrl}
            style={{ width: '100%' }}
            aria-label={t('prompts.newSound')}
          />
        </div>
      )}
    </div>
  )
}

type UploadFileProps = { readonly tenantId: string; readonly onAnswer: (answer: DraftAnswer) => void }

function UploadFile({ tenantId, onAnswer }: UploadFileProps): ReactNode {
  const { t } = useTranslation()
  const send = useSendSound()
  const [sending, setSending] = useState(false)
  const upload = async (file: File): Promise<void> => {
    setSending(true)
    onAnswer(await send({ tenantId, body: file, source: 'upload', originalName: file.name }))
    setSending(false)
  }
  return (
    <Upload.Dragger
      accept={ACCEPTED}
      maxCount={1}
      showUploadList={false}
      disabled={sending}
      beforeUpload={(file) => {
        void upload(file)
        return false
      }}
      data-testid="upload-sound"
    >
      <p style={{ margin: '4px 0 8px', color: '#0f5bb5', fontWeight: 600 }}>
        {sending ? <LoadingOutlined aria-hidden /> : <UploadOutlined aria-hidden />}{' '}
        {sending ? t('prompts.converting') : t('prompts.chooseFile')}
      </p>
      <p className="muted" style={{ margin: 0 }}>
        {t('prompts.formats')}
      </p>
    </Upload.Dragger>
  )
}
