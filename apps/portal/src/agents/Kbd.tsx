import type { ReactNode } from 'react'
import { SHORTCUTS } from './shortcuts.ts'
import type { ShortcutName } from './shortcuts.ts'

/** The key of an action, on its button. */
export function Kbd({ shortcut }: { readonly shortcut: ShortcutName }): ReactNode {
  return (
    <kbd className="kbd" aria-hidden>
      {SHORTCUTS[shortcut].label}
    </kbd>
  )
}
