import { useEffect, useEffectEvent } from 'react'

/**
 * The keys of the desktop. Alt with a key by its place on the keyboard (KeyboardEvent.code): they work in every layout, with a Chinese input method on, and
 * while a text field has the focus; no single letters, which would be typed by accident (WCAG 2.1.4).
 */
export const SHORTCUTS = {
  answer: { code: 'KeyA', label: 'Alt+A' },
  hangUp: { code: 'KeyX', label: 'Alt+X' },
  hold: { code: 'KeyH', label: 'Alt+H' },
  mute: { code: 'KeyM', label: 'Alt+M' },
  transfer: { code: 'KeyT', label: 'Alt+T' },
  flow: { code: 'KeyI', label: 'Alt+I' },
  takeBack: { code: 'KeyB', label: 'Alt+B' },
  callBack: { code: 'KeyC', label: 'Alt+C' },
  ready: { code: 'KeyR', label: 'Alt+R' },
  notReady: { code: 'KeyN', label: 'Alt+N' },
  disposition: { code: 'KeyS', label: 'Alt+S' },
  extendWrapUp: { code: 'KeyP', label: 'Alt+P' },
  endWrapUp: { code: 'KeyW', label: 'Alt+W' },
  help: { code: 'Slash', label: 'Alt+/' },
} as const

export type ShortcutName = keyof typeof SHORTCUTS
export type ShortcutHandlers = Readonly<Partial<Record<ShortcutName, (() => void) | undefined>>>

type KeyPress = Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'repeat'>

/** Which shortcut a key press is; a held key counts once. */
export function shortcutOf(press: KeyPress): ShortcutName | null {
  if (!press.altKey || press.ctrlKey || press.metaKey || press.shiftKey || press.repeat) return null
  const names = Object.keys(SHORTCUTS) as ShortcutName[]
  return names.find((name) => SHORTCUTS[name].code === press.code) ?? null
}

export function useShortcuts(handlers: ShortcutHandlers): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const name = shortcutOf(event)
    if (name === null) return
    event.preventDefault()
    handlers[name]?.()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
