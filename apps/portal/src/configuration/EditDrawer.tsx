import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Faults } from './Faults.tsx'
import type { Change } from './use-change.ts'

export type EditDrawerProps = {
  readonly title: string
  readonly isOpen: boolean
  readonly change: Change
  readonly mayEdit: boolean
  readonly width?: number
  readonly onClose: () => void
  readonly onSave: () => void
  readonly children: ReactNode
}

/** The form of one thing, at the side of the list that it is in. */
export function EditDrawer(props: EditDrawerProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Drawer
      title={props.title}
      open={props.isOpen}
      size={props.width ?? 560}
      onClose={props.onClose}
      destroyOnHidden
      footer={
        props.mayEdit ? (
          <div className="row" style={{ justifyContent: 'flex-end' }}>
            <Button onClick={props.onClose}>{t('setUp.cancel')}</Button>
            <Button type="primary" loading={props.change.isSaving} onClick={props.onSave} data-testid="save">
              {t('setUp.save')}
            </Button>
          </div>
        ) : (
          <span className="muted">{t('setUp.readOnly')}</span>
        )
      }
    >
      <Faults faults={props.change.faults} />
      {props.children}
    </Drawer>
  )
}
