import { Button, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Drawing } from '../model/step.ts'
import { textAt } from '../model/step.ts'
import type { Part } from './test-parts.ts'

type AnswersProps = Part & { readonly drawing: Drawing }

/** How the world answers in the test: services, checks of a PIN, transfers. Only what the menu asks for is shown. */
export function TestAnswers(props: AnswersProps): ReactNode {
  return (
    <>
      <HttpAnswers {...props} />
      <PinAnswers {...props} />
      <TransferAnswers {...props} />
    </>
  )
}

const PINS = ['correct', 'wrong', 'unavailable'] as const

function PinAnswers({ script, put, drawing }: AnswersProps): ReactNode {
  const { t } = useTranslation()
  const pins = script.pins ?? []
  if (pins.length === 0 && !drawing.nodes.some(({ kind }) => kind === 'pin')) return null
  return (
    <Row name={t('flows.testPins')} meaning={t('flows.testPinsMeaning')}>
      <InOrder
        name={t('flows.testPins')}
        values={pins}
        options={PINS.map((value) => ({ value, label: t(`flows.testPin.${value}`) }))}
        first="correct"
        onChange={(next) => put('pins', next)}
        testId="test-pins"
      />
    </Row>
  )
}

const REACHED = ['yes', 'no'] as const

function TransferAnswers({ script, put, drawing }: AnswersProps): ReactNode {
  const { t } = useTranslation()
  const transfers = script.transfers ?? []
  if (transfers.length === 0 && !drawing.nodes.some(({ kind }) => kind.startsWith('transfer'))) return null
  return (
    <Row name={t('flows.testTransfers')} meaning={t('flows.testTransfersMeaning')}>
      <InOrder
        name={t('flows.testTransfers')}
        values={transfers.map((isReached) => (isReached ? 'yes' : 'no'))}
        options={REACHED.map((value) => ({ value, label: t(`flows.testTransfer.${value}`) }))}
        first="yes"
        onChange={(next) =>
          put(
            'transfers',
            next.map((value) => value === 'yes'),
          )
        }
        testId="test-transfers"
      />
    </Row>
  )
}

function Row(props: { readonly name: string; readonly meaning: string; readonly children: ReactNode }): ReactNode {
  return (
    <fieldset className="flow-ways">
      <legend>{props.name}</legend>
      {props.children}
      <span className="flow-help muted">{props.meaning}</span>
    </fieldset>
  )
}

type InOrderProps<T extends string> = {
  readonly name: string
  readonly values: readonly T[]
  readonly options: readonly { readonly value: T; readonly label: string }[]
  /** Of a new one. */
  readonly first: T
  readonly onChange: (values: readonly T[]) => void
  readonly testId: string
}

/** Answers one after the other. */
function InOrder<T extends string>(props: InOrderProps<T>): ReactNode {
  const { t } = useTranslation()
  const { name, values, options, first, onChange, testId } = props
  return (
    <>
      {values.map((value, index) => (
        <div className="row" key={index} style={{ marginBottom: 6 }}>
          <span className="muted figures" style={{ width: 24 }}>
            {index + 1}.
          </span>
          <Select
            style={{ width: 220 }}
            value={value}
            aria-label={`${name} ${String(index + 1)}`}
            options={[...options]}
            onChange={(next) => onChange(values.map((each, at) => (at === index ? next : each)))}
            data-testid={`${testId}-${String(index)}`}
          />
          <Button
            size="small"
            aria-label={`${t('setUp.remove')} ${String(index + 1)}`}
            onClick={() => onChange(values.filter((_, at) => at !== index))}
          >
            ×
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => onChange([...values, first])} data-testid={`${testId}-add`}>
        {t('setUp.add')}
      </Button>
    </>
  )
}

/** What services answer, for the steps that ask one. */
function HttpAnswers({ script, put, drawing }: AnswersProps): ReactNode {
  const { t } = useTranslation()
  const asking = drawing.nodes.filter(({ kind }) => kind === 'http' || kind === 'payment' || kind === 'pin')
  const mocks = script.http ?? []
  if (asking.length === 0 && mocks.length === 0) return null
  return (
    <fieldset className="flow-ways">
      <legend>{t('flows.httpAnswers')}</legend>
      {mocks.map((mock, index) => (
        <div className="row" key={index} style={{ marginBottom: 6 }}>
          <Select
            style={{ width: 180 }}
            value={mock.nodeId}
            aria-label={t('flows.step')}
            options={asking.map(({ nodeId, label }) => ({ value: nodeId, label: label || nodeId }))}
            onChange={(nodeId) => put(`http.${String(index)}.nodeId`, nodeId)}
          />
          <Input
            style={{ width: 70 }}
            value={mock.answer.kind === 'answered' ? String(mock.answer.status) : ''}
            aria-label={t('flows.httpStatus')}
            onChange={({ target }) => put(`http.${String(index)}.answer.status`, Number(target.value))}
          />
          <Input
            style={{ flex: 1 }}
            value={textAt(mock, 'answer.body')}
            aria-label={t('flows.httpBody')}
            onChange={({ target }) => put(`http.${String(index)}.answer.body`, target.value)}
          />
          <Button
            size="small"
            aria-label={t('setUp.remove')}
            onClick={() =>
              put(
                'http',
                mocks.filter((_, each) => each !== index),
              )
            }
          >
            ×
          </Button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() =>
          put('http', [
            ...mocks,
            { nodeId: asking[0]?.nodeId ?? '', answer: { kind: 'answered', status: 200, body: '{}' } },
          ])
        }
      >
        {t('setUp.add')}
      </Button>
    </fieldset>
  )
}
