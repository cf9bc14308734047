import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'

/** Only one sound of a page at a time. */
let playing: HTMLAudioElement | null = null

/** Plays a sound in its row of a list; nothing is loaded before. */
export function PlayButton({ name, audioUrl }: { readonly name: string; readonly audioUrl: string }): ReactNode {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const audio = useRef<HTMLAudioElement | null>(null)
  const [isPlaying, setPlaying] = useState(false)
  useEffect(() => () => audio.current?.pause(), [])

  const start = (): void => {
    playing?.pause()
    const element = new Audio(audioUrl)
    element.onpause = () => setPlaying(false)
    element.onended = () => setPlaying(false)
    audio.current = element
    playing = element
    setPlaying(true)
    element.play().catch(() => {
      setPlaying(false)
      void message.error(t('prompts.cannotPlay'))
    })
  }
  return (
    <Button
      shape="circle"
      icon={isPlaying ? <PauseOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
      aria-label={isPlaying ? t('prompts.pauseNamed', { name }) : t('prompts.playNamed', { name })}
      aria-pressed={isPlaying}
      onClick={() => (isPlaying ? audio.current?.pause() : start())}
    />
  )
}
