import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { SHORTCUTS } from './shortcuts.ts'
import type { ShortcutName } from './shortcuts.ts'

export function ShortcutHelp({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation()
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('shortcuts.title')} data-testid="shortcut-help">
      <p className="muted">{t('shortcuts.hint')}</p>
      <dl className="facts">
        {(Object.keys(SHORTCUTS) as ShortcutName[]).map((name) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>
              <kbd className="kbd" style={{ marginInlineStart: 0 }}>
                {SHORTCUTS[name].label}
              </kbd>
            </dt>
            <dd>{t(`shortcuts.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
