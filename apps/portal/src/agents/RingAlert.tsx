import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useServices } from '../app/services.ts'
import { useAgentDesk } from './agent-desk.ts'

const FLASH_MS = 1_000

/** Rings: sound, the tab's title in turns, and one sentence for screen readers. Shows nothing itself. */
export function RingAlert(): ReactNode {
  const { t } = useTranslation()
  const { ringTone } = useServices()
  const { view } = useAgentDesk()
  const facts = view?.kind === 'ringing' ? view.facts : null
  const ringing = view?.kind === 'ringing' && !view.answering
  const title = ringing ? `☎ ${facts?.brand ?? ''} ${facts?.ani ?? ''}`.trim() : null

  useEffect(() => {
    if (!ringing) return
    ringTone.start()
    return () => ringTone.stop()
  }, [ringing, ringTone])

  useEffect(() => {
    if (title === null) return
    const usual = document.title
    let shown = false
    const flash = (): void => {
      shown = !shown
      document.title = shown ? title : usual
    }
    flash()
    const timer = setInterval(flash, FLASH_MS)
    return () => {
      clearInterval(timer)
      document.title = usual
    }
  }, [title])

  return (
    <div className="visually-hidden" role="alert" data-testid="ring-announcement">
      {ringing && facts !== null
        ? t('desk.ringAnnouncement', { ani: facts.ani, brand: facts.brand ?? '', queue: facts.queue ?? '' })
        : ''}
    </div>
  )
}
