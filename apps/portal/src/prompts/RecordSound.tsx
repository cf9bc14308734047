import { AudioOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { serverClock } from '../app/clock.ts'
import { openMicrophone } from '../softphone/microphone.ts'
import { Elapsed } from '../ui/Elapsed.tsx'
import { recordSound } from './sound-recorder.ts'
import type { SoundRecorder } from './sound-recorder.ts'
import { useSendSound } from './use-send-sound.ts'
import type { DraftAnswer } from './upload-sound.ts'

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'recording'; readonly since: string }
  | { readonly kind: 'sending' }
  | { readonly kind: 'noMicrophone'; readonly why: 'refused' | 'missing' }

export type RecordSoundProps = {
  readonly tenantId: string
  readonly onAnswer: (answer: DraftAnswer) => void
}

/** Speaks into the browser's microphone. */
export function RecordSound({ tenantId, onAnswer }: RecordSoundProps): ReactNode {
  const { t } = useTranslation()
  const send = useSendSound()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const recorder = useRef<SoundRecorder | null>(null)
  // Whoever leaves while recording lets the microphone go.
  useEffect(
    () => () => {
      void recorder.current?.stop()
      recorder.current = null
    },
    [],
  )

  const start = async (): Promise<void> => {
    setState({ kind: 'opening' })
    const microphone = await openMicrophone('voice')
    if (microphone.kind !== 'granted') {
      setState({ kind: 'noMicrophone', why: microphone.kind })
      return
    }
    recorder.current = recordSound(microphone.stream)
    setState({ kind: 'recording', since: new Date(serverClock.now()).toISOString() })
  }
  const stop = async (): Promise<void> => {
    const running = recorder.current
    recorder.current = null
    if (running === null) return
    setState({ kind: 'sending' })
    const body = await running.stop()
    onAnswer(await send({ tenantId, body, source: 'recording', originalName: null }))
    setState({ kind: 'idle' })
  }
  const isRecording = state.kind === 'recording'
  return (
    <div className="stack" style={{ gap: 12 }}>
      {state.kind === 'noMicrophone' && (
        <Alert type="warning" showIcon role="alert" title={t(`prompts.microphone.${state.why}`)} />
      )}
      <div className="row" style={{ minHeight: 40 }}>
        <Button
          type={isRecording ? 'primary' : 'default'}
          danger={isRecording}
          icon={<AudioOutlined aria-hidden />}
          loading={state.kind === 'opening' || state.kind === 'sending'}
          onClick={() => void (isRecording ? stop() : start())}
          data-testid="record-sound"
        >
          {isRecording ? t('prompts.stop') : t('prompts.start')}
        </Button>
        <LevelMeter level={() => recorder.current?.level() ?? 0} running={isRecording} />
        <span className="figures" style={{ minWidth: 48 }} data-testid="recorded-time">
          {isRecording ? <Elapsed since={state.since} /> : null}
        </span>
      </div>
      <span className="muted">{t('prompts.recordAdvice')}</span>
    </div>
  )
}

type LevelMeterProps = { readonly level: () => number; readonly running: boolean }

/** Moves with the voice: whoever sees it stay still has the wrong microphone. */
function LevelMeter({ level, running }: LevelMeterProps): ReactNode {
  const { t } = useTranslation()
  const bar = useRef<HTMLDivElement>(null)
  const read = useRef(level)
  read.current = level
  useEffect(() => {
    if (!running) return undefined
    let frame = 0
    const draw = (): void => {
      const share = read.current()
      bar.current?.style.setProperty('width', `${String(Math.round(share * 100))}%`)
      bar.current?.parentElement?.setAttribute('aria-valuenow', String(Math.round(share * 100)))
      frame = requestAnimationFrame(draw)
    }
    frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [running])
  return (
    <div
      role="meter"
      aria-label={t('prompts.level')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      className="level-meter"
      data-testid="level-meter"
    >
      <div ref={bar} style={running ? {} : { width: 0 }} />
    </div>
  )
}
