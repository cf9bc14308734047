import { Alert, Button, Drawer, Form, Input, InputNumber, Select, Tag, Timeline } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { ClientSelect } from '../inventory/ClientSelect.tsx'
import { PlaceTestCall, TestCallQuery } from './documents.ts'
import type { TestCall, TrunkRow } from './documents.ts'

const LOOK_MS = 500
type Values = {
  readonly number: string
  readonly tenantId: string
  readonly trunkId?: string | null
  readonly talkSeconds: number
}

/** A call to try trunks and destinations out, and the path it takes while it takes it. */
export function TestCallDrawer(props: {
  readonly isOpen: boolean
  readonly trunks: readonly TrunkRow[]
  readonly onClose: () => void
}): ReactNode {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [, place] = useMutation(PlaceTestCall)
  const change = useChange(t('trunks.states.TRYING'))
  const [callId, setCallId] = useState<string | null>(null)
  const call = async (): Promise<void> => {
    const { number, tenantId, trunkId, talkSeconds } = await form.validateFields()
    setCallId(null)
    let placed: string | null = null
    const isDone = await change.save(async () => {
      const answer = await place({ input: { number, tenantId, trunkId: trunkId ?? null, talkSeconds } })
      if (answer.data?.result.__typename === 'TestCallPlaced') placed = answer.data.result.callId
      return answer
    }, form)
    if (isDone) setCallId(placed)
  }
  const outbound = props.trunks.filter(({ direction }) => direction !== 'INBOUND')
  const required = [{ required: true, message: t('inventory.required') }]
  return (
    <Drawer title={t('trunks.testCall')} open={props.isOpen} onClose={props.onClose} size={560} destroyOnHidden>
      <p className="muted">{t('trunks.testAdvice')}</p>
      <Faults faults={change.faults} />
      <Form form={form} layout="vertical" initialValues={{ talkSeconds: 8 }} onFinish={() => void call()}>
        <Form.Item name="number" label={t('trunks.number')} rules={required}>
          <Input inputMode="tel" maxLength={40} />
        </Form.Item>
        <Form.Item name="tenantId" label={t('trunks.client')} rules={required}>
          <ClientSelect />
        </Form.Item>
        <Form.Item name="trunkId" label={t('trunks.onlyTrunk')}>
          <Select
            allowClear
            placeholder={t('trunks.anyTrunk')}
            options={outbound.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="talkSeconds" label={t('trunks.talkSeconds')}>
          <InputNumber min={1} max={60} precision={0} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isSaving} data-testid="place-test-call">
          {t('trunks.place')}
        </Button>
      </Form>
      {callId === null ? null : <Path callId={callId} />}
    </Drawer>
  )
}

function Path({ callId }: { readonly callId: string }): ReactNode {
  const { t } = useTranslation()
  const [{ data }, read] = useQuery({ query: TestCallQuery, variables: { callId }, requestPolicy: 'network-only' })
  const call = data?.testCall ?? null
  const isOver = call !== null && (call.state === 'ENDED' || call.state === 'REFUSED')
  useEffect(() => {
    if (isOver) return undefined
    const timer = setInterval(() => read({ requestPolicy: 'network-only' }), LOOK_MS)
    return () => clearInterval(timer)
  }, [read, isOver])
  if (call === null) return null
  return (
    <div data-testid="test-call-path" aria-live="polite">
      <h2>
        {t('trunks.path')} <Tag color={isOver ? 'default' : 'blue'}>{t(`trunks.states.${call.state}`)}</Tag>
      </h2>
      <p className="muted">
        {call.number}
        {call.destinationClass === null ? null : ` · ${t(`trunks.classes.${call.destinationClass}`)}`}
      </p>
      {call.refusal === null ? null : <Alert type="warning" showIcon title={t(`trunks.refusals.${call.refusal}`)} />}
      <Timeline
        items={call.attempts.map((attempt) => ({ key: attempt.legId, content: <Attempt attempt={attempt} /> }))}
      />
      {call.leftOut.length === 0 ? null : (
        <>
          <h3>{t('trunks.leftOut')}</h3>
          <ul>
            {call.leftOut.map(({ trunkId, trunkName, why }) => (
              <li key={trunkId}>
                {trunkName}: {t(`trunks.why.${why}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Attempt({ attempt }: { readonly attempt: TestCall['attempts'][number] }): ReactNode {
  const { t } = useTranslation()
  const { trunkName, gateway, number, callerId, result, sipStatus, ringAfterMs, answerAfterMs, durationMs } = attempt
  const times = [
    ringAfterMs === null ? null : `${t('trunks.states.RINGING')} ${t('trunks.after', { ms: ringAfterMs })}`,
    answerAfterMs === null ? null : `${t('trunks.states.ANSWERED')} ${t('trunks.after', { ms: answerAfterMs })}`,
    durationMs === null ? null : `${t('trunks.states.ENDED')} ${t('trunks.after', { ms: durationMs })}`,
  ].filter((text) => text !== null)
  return (
    <>
      <strong>{trunkName}</strong> <span className="figures">{gateway}</span>{' '}
      {result === null ? null : (
        <Tag color={result === 'ANSWERED' ? 'green' : 'red'}>{t(`trunks.results.${result}`)}</Tag>
      )}
      {sipStatus === null ? null : <span className="muted">{t('trunks.sipStatus', { status: sipStatus })}</span>}
      <div className="muted">{t('trunks.sent', { number, callerId })}</div>
      <div className="muted figures">{times.join(' · ')}</div>
    </>
  )
}
