import { Button, Input, Modal, Upload } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import type { CalendarRow } from './documents.ts'
import { ImportCalendar } from './documents.ts'

export type ImportDialogProps = {
  readonly calendar: CalendarRow | null
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Takes the days of a list into a calendar; each faulty line is told. */
export function ImportDialog({ calendar, onClose, onDone }: ImportDialogProps): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const [csv, setCsv] = useState('')
  const [, take] = useMutation(ImportCalendar)
  const change = useChange()
  const close = (): void => {
    setCsv('')
    change.clear()
    onClose()
  }
  const run = async (calendarId: string): Promise<void> => {
    if (!(await change.save(() => take({ tenantId: tenant.id, calendarId, csv })))) return
    setCsv('')
    onDone()
  }
  const faults = change.faults.map(({ field, text }) => {
    const line = /^csv\.(\d+)$/.exec(field ?? '')?.[1]
    return { field, text: line === undefined ? text : t('calendars.line', { line, text }) }
  })
  return (
    <Modal
      open={calendar !== null}
      title={t('calendars.importTitle', { name: calendar?.name ?? '' })}
      okText={t('calendars.importRun')}
      cancelText={t('setUp.cancel')}
      okButtonProps={{ loading: change.isSaving, disabled: csv.trim() === '' }}
      onCancel={close}
      onOk={() => {
        if (calendar !== null) void run(calendar.id)
      }}
    >
      <Faults faults={faults} />
      <p>{t('calendars.importHelp')}</p>
      <Input.TextArea
        rows={8}
        value={csv}
        aria-label={t('calendars.importList')}
        placeholder={t('calendars.importExample')}
        onChange={(event) => setCsv(event.target.value)}
      />
      <Upload
        accept=".csv,.txt"
        showUploadList={false}
        beforeUpload={(file) => {
          void file.text().then(setCsv)
          return false
        }}
      >
        <Button style={{ marginTop: 8 }}>{t('calendars.importFile')}</Button>
      </Upload>
    </Modal>
  )
}
