import { Button, Checkbox, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { useTenant } from '../../app/use-tenant.ts'
import { FlowRegionsQuery } from '../documents.ts'
import { callerOf, callerWith, fieldsOf } from './test-caller.ts'
import type { Caller } from './test-caller.ts'
import type { Part } from './test-parts.ts'

const CLASSES = [1, 2, 3, 4, 5] as const

/** What is known of the caller in the test: for look-ups, lists, and PINs that are kept. */
export function TestCaller({ script, put }: Part): ReactNode {
  const { t } = useTranslation()
  const caller = callerOf(script.caller)
  const change = (changes: Partial<Caller>): void => put('caller', callerWith(caller, changes))
  return (
    <fieldset className="flow-ways" data-testid="test-caller">
      <legend>{t('flows.testCaller')}</legend>
      <div className="row" style={{ marginBottom: 6 }}>
        <Checkbox
          checked={caller.isKnown}
          onChange={({ target }) => change({ isKnown: target.checked })}
          data-testid="test-known"
        >
          {t('flows.testKnown')}
        </Checkbox>
        <Checkbox
          checked={caller.isBlackListed}
          onChange={({ target }) => change({ isBlackListed: target.checked })}
          data-testid="test-black-listed"
        >
          {t('flows.testBlackListed')}
        </Checkbox>
      </div>
      <div className="row" style={{ marginBottom: 6 }}>
        <Region caller={caller} change={change} />
        {caller.isKnown ? (
          <Select
            style={{ width: 150 }}
            allowClear
            value={caller.vipClass}
            placeholder={t('callers.vip')}
            aria-label={t('callers.vip')}
            options={CLASSES.map((value) => ({ value, label: t('routing.vip', { class: value }) }))}
            onChange={(vipClass: number | undefined) => change({ vipClass: vipClass ?? null })}
            data-testid="test-vip"
          />
        ) : null}
      </div>
      {caller.isKnown ? <Known caller={caller} change={change} /> : null}
    </fieldset>
  )
}

type CallerPart = {
  readonly caller: Caller
  readonly change: (changes: Partial<Caller>) => void
}

function Region({ caller, change }: CallerPart): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [{ data }] = useQuery({ query: FlowRegionsQuery, variables: { tenantId } })
  const names = (data?.tenant?.callerRegions ?? []).map(({ name }) => name)
  // A region that has been removed stays readable.
  const all = caller.region === null || names.includes(caller.region) ? names : [...names, caller.region]
  return (
    <Select
      style={{ flex: 1, minWidth: 180 }}
      allowClear
      showSearch
      value={caller.region}
      placeholder={t('flows.testNoRegion')}
      aria-label={t('callers.region')}
      options={all.map((name) => ({ value: name, label: name }))}
      onChange={(region: string | undefined) => change({ region: region ?? null })}
      data-testid="test-region"
    />
  )
}

function Known({ caller, change }: CallerPart): ReactNode {
  const { t } = useTranslation()
  const fields = Object.entries(caller.fields)
  return (
    <>
      <div className="row" style={{ marginBottom: 6 }}>
        <Input
          style={{ flex: 1 }}
          value={caller.name ?? ''}
          placeholder={t('callers.name')}
          aria-label={t('callers.name')}
          onChange={({ target }) => change({ name: target.value || null })}
          data-testid="test-caller-name"
        />
        <Input
          style={{ flex: 1 }}
          value={caller.memberNumber ?? ''}
          placeholder={t('callers.member')}
          aria-label={t('callers.member')}
          onChange={({ target }) => change({ memberNumber: target.value || null })}
          data-testid="test-member"
        />
      </div>
      {fields.map(([name, value], index) => (
        <div className="row" key={index} style={{ marginBottom: 6 }}>
          <Input
            style={{ width: 180 }}
            value={name}
            placeholder={t('callers.fieldName')}
            aria-label={`${t('callers.fieldName')} ${String(index + 1)}`}
            onChange={({ target }) => change({ fields: fieldsOf(fields, index, [target.value, value]) })}
          />
          <Input
            style={{ flex: 1 }}
            value={value}
            placeholder={t('callers.fieldValue')}
            aria-label={`${t('callers.fieldValue')} ${String(index + 1)}`}
            onChange={({ target }) => change({ fields: fieldsOf(fields, index, [name, target.value]) })}
          />
          <Button
            size="small"
            aria-label={`${t('setUp.remove')} ${String(index + 1)}`}
            onClick={() => change({ fields: fieldsOf(fields, index, null) })}
          >
            ×
          </Button>
        </div>
      ))}
      <Button
        size="small"
        disabled={Object.hasOwn(caller.fields, '')}
        onClick={() => change({ fields: { ...caller.fields, '': '' } })}
      >
        {t('callers.addField')}
      </Button>
    </>
  )
}
