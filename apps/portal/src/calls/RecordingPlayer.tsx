import { PauseOutlined, CaretRightOutlined } from '@ant-design/icons'
import { Alert, Button, Slider } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type WaveSurfer from 'wavesurfer.js'
import { formatDuration } from '../ui/duration.ts'
import type { CallRecording } from './documents.ts'

const WAVE_HEIGHT = 56
const CALLER = { waveColor: '#8fb4e0', progressColor: '#0f5bb5' }
const AGENT = { waveColor: '#8fcfa4', progressColor: '#1d7a35' }
const RATES = [1, 1.5, 2] as const

export function RecordingPlayer({ recording }: { readonly recording: CallRecording }): ReactNode {
  const { t } = useTranslation()
  const { audioUrl } = recording
  return (
    <div data-testid={`recording-${recording.id}`} data-status={recording.status} style={{ marginBottom: 12 }}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span>
          {t('recording.segment', { segment: recording.segment })}
          {recording.agent === null ? '' : ` · ${recording.agent.name}`}
        </span>
        <span className="muted figures">
          {recording.durationMs === null ? '' : formatDuration(recording.durationMs)}
        </span>
      </div>
      {recording.status === 'WHOLE' ? null : (
        <Alert
          type={recording.status === 'PENDING' || recording.status === 'RECORDING' ? 'info' : 'error'}
          showIcon
          title={t(`recordingStatus.${recording.status}`)}
          style={{ margin: '6px 0' }}
        />
      )}
      {audioUrl === null ? null : <Waveform audioUrl={audioUrl} />}
    </div>
  )
}

type Playing = { readonly atS: number; readonly lengthS: number; readonly playing: boolean; readonly failed: boolean }
const NOT_YET: Playing = { atS: 0, lengthS: 0, playing: false, failed: false }

/**
 * Caller above, agent below, each in its own colour; the wave is for the eye, button and slider are for the keyboard. With `onPlay` it is a message, on which
 * there is the caller alone.
 */
export function Waveform({ audioUrl, onPlay }: { readonly audioUrl: string; readonly onPlay?: () => void }): ReactNode {
  const { t } = useTranslation()
  const container = useRef<HTMLDivElement>(null)
  const [state, setState] = useState(NOT_YET)
  const [rate, setRate] = useState<number>(1)
  const player = useRef<WaveSurfer | null>(null)
  useWaveform({ audioUrl, container, player, setState })
  const ready = state.lengthS > 0

  return (
    <>
      {onPlay === undefined && (
        <div className="row" style={{ gap: 16 }}>
          <LegendEntry color={CALLER.progressColor} label={t('recording.caller')} />
          <LegendEntry color={AGENT.progressColor} label={t('recording.agent')} />
        </div>
      )}
      <div ref={container} className={onPlay === undefined ? 'wave' : 'wave wave-one'} aria-hidden />
      {state.failed && <Alert type="error" showIcon title={t('recording.cannotPlay')} />}
      <div className="row" style={{ flexWrap: 'nowrap' }}>
        <Button
          shape="circle"
          type="primary"
          disabled={!ready}
          icon={state.playing ? <PauseOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
          aria-label={state.playing ? t('recording.pause') : t('recording.play')}
          onClick={() => {
            if (!state.playing) onPlay?.()
            void player.current?.playPause()
          }}
          data-testid="play-recording"
        />
        <Slider
          style={{ flex: 1 }}
          min={0}
          max={Math.max(1, state.lengthS)}
          step={0.1}
          value={state.atS}
          disabled={!ready}
          ariaLabelForHandle={t('recording.position')}
          tooltip={{ formatter: (value) => formatDuration((value ?? 0) * 1_000) }}
          onChange={(seconds) => player.current?.setTime(seconds)}
        />
        <span className="figures muted" style={{ minWidth: 92, textAlign: 'right' }}>
          {formatDuration(state.atS * 1_000)} / {formatDuration(state.lengthS * 1_000)}
        </span>
        <Button
          disabled={!ready}
          aria-label={t('recording.speed', { rate })}
          onClick={() => {
            const next = RATES[(RATES.indexOf(rate as (typeof RATES)[number]) + 1) % RATES.length] ?? 1
            setRate(next)
            player.current?.setPlaybackRate(next)
          }}
        >
          {rate}×
        </Button>
      </div>
    </>
  )
}

type WaveformParts = {
  readonly audioUrl: string
  readonly container: { readonly current: HTMLDivElement | null }
  readonly player: { current: WaveSurfer | null }
  readonly setState: (change: (last: Playing) => Playing) => void
}

/** Loads the player's code and the sound when a recording is looked at, never before. */
function useWaveform({ audioUrl, container, player, setState }: WaveformParts): void {
  useEffect(() => {
    let closed = false
    setState(() => NOT_YET)
    const load = async (): Promise<void> => {
      const { default: Wave } = await import('wavesurfer.js')
      if (closed || container.current === null) return
      const wave = Wave.create({
        container: container.current,
        url: audioUrl,
        height: WAVE_HEIGHT,
        normalize: false,
        barWidth: 2,
        barGap: 1,
        cursorColor: '#1b2430',
        splitChannels: [CALLER, AGENT],
      })
      player.current = wave
      wave.on('ready', (lengthS) => setState((last) => ({ ...last, lengthS })))
      wave.on('timeupdate', (atS) => setState((last) => ({ ...last, atS })))
      wave.on('play', () => setState((last) => ({ ...last, playing: true })))
      wave.on('pause', () => setState((last) => ({ ...last, playing: false })))
      wave.on('finish', () => setState((last) => ({ ...last, playing: false })))
      wave.on('error', () => setState((last) => ({ ...last, failed: true })))
    }
    void load()
    return () => {
      closed = true
      player.current?.destroy()
      player.current = null
    }
  }, [audioUrl, container, player, setState])
}

function LegendEntry({ color, label }: { readonly color: string; readonly label: string }): ReactNode {
  return (
    <span className="brand muted">
      <span className="brand-dot" style={{ background: color }} aria-hidden />
      {label}
    </span>
  )
}
