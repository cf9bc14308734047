import { useEffect, useRef } from 'react'

export type KeyActs = {
  readonly undo: () => void
  readonly redo: () => void
  readonly copy: () => void
  readonly paste: () => void
  readonly search: () => void
  readonly arrange: () => void
  readonly all: () => void
}

/** The designer's keys, wherever the focus is but in a field: Ctrl+Z, Ctrl+Y, Ctrl+C, Ctrl+V, Ctrl+A, Ctrl+F or /, L. */
export function useKeys(acts: KeyActs, isOn: boolean): void {
  const held = useRef(acts)
  held.current = acts
  useEffect(() => {
    if (!isOn) return
    const press = (event: KeyboardEvent): void => {
      if (isTyping(event.target)) return
      const act = actOf(event)
      if (act === null) return
      event.preventDefault()
      held.current[act]()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isOn])
}

function actOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): keyof KeyActs | null {
  if (altKey) return null
  const letter = key.toLowerCase()
  if (!ctrlKey && !metaKey) return letter === '/' ? 'search' : letter === 'l' ? 'arrange' : null
  if (letter === 'z') return shiftKey ? 'redo' : 'undo'
  const BY_LETTER = { y: 'redo', c: 'copy', v: 'paste', f: 'search', a: 'all' } as const
  return Object.hasOwn(BY_LETTER, letter) ? BY_LETTER[letter as keyof typeof BY_LETTER] : null
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input, textarea, select, [role=combobox], .ant-modal, .ant-select-dropdown') !== null)
