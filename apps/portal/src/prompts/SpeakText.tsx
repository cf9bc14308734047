import { SoundOutlined } from '@ant-design/icons'
import { Button, Input, Select, Slider } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { SpeakPrompt } from './documents.ts'
import type { DraftAnswer } from './upload-sound.ts'

const VOICES = ['MANDARIN', 'ENGLISH'] as const
type Voice = (typeof VOICES)[number]
const SPEED = { min: 50, max: 200, usual: 100, step: 10 }
const CHARACTERS_MAX = 2_000

export type SpeakTextProps = {
  readonly tenantId: string
  readonly locale: string
  readonly text: string
  readonly onAnswer: (answer: DraftAnswer, text: string) => void
}

/** Has a text said by the voice of the server. */
export function SpeakText({ tenantId, locale, text, onAnswer }: SpeakTextProps): ReactNode {
  const { t } = useTranslation()
  const [words, setWords] = useState(text)
  const [voice, setVoice] = useState<Voice>(locale === 'zh-CN' ? 'MANDARIN' : 'ENGLISH')
  const [speed, setSpeed] = useState(SPEED.usual)
  const [{ fetching }, speak] = useMutation(SpeakPrompt)
  const listen = async (): Promise<void> => {
    const { data } = await speak({ input: { tenantId, text: words, voice, speed } })
    const result = data?.result
    if (result?.__typename === 'PromptDraft') onAnswer({ ok: true, draft: result }, words)
    else onAnswer({ ok: false, fault: faultOf(result) }, words)
  }
  return (
    <div className="stack" style={{ gap: 12 }}>
      <Input.TextArea
        aria-label={t('prompts.textToSay')}
        placeholder={t('prompts.textPlaceholder')}
        value={words}
        maxLength={CHARACTERS_MAX}
        autoSize={{ minRows: 3, maxRows: 8 }}
        onChange={(event) => setWords(event.target.value)}
        data-testid="text-to-say"
      />
      <div className="row" style={{ gap: 16 }}>
        <Select
          aria-label={t('prompts.voice')}
          value={voice}
          style={{ width: 150 }}
          onChange={setVoice}
          options={VOICES.map((value) => ({ value, label: t(`prompts.voices.${value}`) }))}
        />
        <span id="speed-label">{t('prompts.speed', { percent: speed })}</span>
        <Slider
          style={{ flex: 1, minWidth: 120 }}
          min={SPEED.min}
          max={SPEED.max}
          step={SPEED.step}
          value={speed}
          onChange={setSpeed}
          ariaLabelledByForHandle="speed-label"
        />
        <Button
          icon={<SoundOutlined aria-hidden />}
          loading={fetching}
          disabled={words.trim() === ''}
          onClick={() => void listen()}
          data-testid="say-text"
        >
          {t('prompts.say')}
        </Button>
      </div>
    </div>
  )
}

type Refused = {
  readonly code?: string
  readonly message?: string
  readonly issues?: readonly { readonly code: string; readonly message: string }[]
}

function faultOf(result: Refused | undefined): { readonly code: string; readonly message: string } | null {
  const [issue] = result?.issues ?? []
  if (issue !== undefined) return issue
  return result?.code === undefined ? null : { code: result.code, message: result.message ?? '' }
}
