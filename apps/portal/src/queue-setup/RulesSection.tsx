import type { RoutingRule, RoutingRuleKind } from '@seatline/core'
import { Form, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { OrderedList } from '../ui/OrderedList.tsx'
import { ChoiceItem, RemoveButton, SecondsItem, Sentences } from './routing-parts.tsx'
import type { SectionProps } from './routing-parts.tsx'

const KINDS: readonly RoutingRuleKind[] = ['designatedAgent', 'ownerAgent', 'lastAgent', 'region', 'skills']

/** The rules that stand before the method, in the order in which they are tried: put in order by dragging, or by the arrow keys on a handle. */
export function RulesSection({ choices, say }: SectionProps): ReactNode {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const watched: unknown = Form.useWatch(['routing', 'rules'], { form, preserve: true })
  const rules = Array.isArray(watched) ? (watched as readonly RoutingRule[]) : []
  const set = (next: readonly RoutingRule[]): void => form.setFieldValue(['routing', 'rules'], next)
  const items = rules.map((rule, at) => ({ id: rule.kind, name: t(`routing.ruleKinds.${rule.kind}`), at, rule }))
  const unused = KINDS.filter((kind) => !rules.some((rule) => rule.kind === kind))
  return (
    <>
      <Sentences lines={say('rules')} />
      {rules.length === 0 ? <p className="muted">{t('routing.noRules')}</p> : null}
      <OrderedList
        items={items}
        label={t('routing.sections.rules')}
        mayOrder
        onOrder={(kinds) => set(kinds.flatMap((kind) => rules.find((rule) => rule.kind === kind) ?? []))}
        render={({ name, at, rule }) => (
          <div style={{ flex: 1 }}>
            <div className="row" style={{ justifyContent: 'space-between' }}>
              <strong>
                {at + 1}. {name}
              </strong>
              <RemoveButton onClick={() => set(rules.filter((_, place) => place !== at))} />
            </div>
            <div className="row" style={{ gap: 16, alignItems: 'flex-start', flexWrap: 'wrap' }}>
              <RuleFields at={at} rule={rule} choices={choices} />
            </div>
          </div>
        )}
        testId="routing-rules"
      />
      <Select
        value={null}
        placeholder={t('routing.addRule')}
        aria-label={t('routing.addRule')}
        style={{ width: 260 }}
        disabled={unused.length === 0}
        options={unused.map((value) => ({ value, label: t(`routing.ruleKinds.${value}`) }))}
        onChange={(kind: RoutingRuleKind | null) =>
          kind === null ? undefined : set([...rules, newRule(kind, choices)])
        }
        data-testid="add-rule"
      />
    </>
  )
}

function newRule(kind: RoutingRuleKind, choices: SectionProps['choices']): RoutingRule {
  switch (kind) {
    case 'designatedAgent':
    case 'ownerAgent':
      return { kind, holdMs: 20_000 }
    case 'lastAgent':
      return { kind, holdMs: 10_000, withinDays: 30 }
    case 'region':
      return { kind, groups: [newRegion(choices)] } as RoutingRule
    case 'skills':
      return { kind, prefer: 'highest' }
  }
}

const newRegion = ({ regions, groups }: SectionProps['choices']) => ({
  region: regions[0]?.name ?? '',
  groupId: groups[0]?.id ?? '',
})

type RuleProps = { readonly at: number; readonly rule: RoutingRule; readonly choices: SectionProps['choices'] }

function RuleFields({ at, rule, choices }: RuleProps): ReactNode {
  const { t } = useTranslation()
  const path = ['routing', 'rules', at]
  switch (rule.kind) {
    case 'designatedAgent':
    case 'ownerAgent':
      return <SecondsItem path={[...path, 'holdMs']} label={t('routing.holdFor')} />
    case 'lastAgent':
      return (
        <>
          <SecondsItem path={[...path, 'holdMs']} label={t('routing.holdFor')} />
          <Form.Item name={[...path, 'withinDays']} label={t('routing.withinDays')}>
            <InputNumber suffix={t('routing.days')} style={{ width: 130 }} />
          </Form.Item>
        </>
      )
    case 'region':
      return <RegionGroups at={at} choices={choices} />
    case 'skills':
      return (
        <Form.Item name={[...path, 'prefer']} label={t('routing.prefer')}>
          <Select
            style={{ width: 280 }}
            options={(['highest', 'lowest'] as const).map((value) => ({ value, label: t(`routing.prefers.${value}`) }))}
          />
        </Form.Item>
      )
  }
}

function RegionGroups({ at, choices }: Omit<RuleProps, 'rule'>): ReactNode {
  const { t } = useTranslation()
  return (
    <Form.List name={['routing', 'rules', at, 'groups']}>
      {(fields, { add, remove }) => (
        <div style={{ width: '100%' }}>
          {fields.map(({ key, name }) => (
            <div key={key} className="row" style={{ gap: 12, alignItems: 'flex-end' }}>
              <ChoiceItem path={[name, 'region']} label={t('routing.region')} choices={choices.regions} width={160} />
              <ChoiceItem path={[name, 'groupId']} label={t('routing.group')} choices={choices.groups} width={180} />
              <Form.Item>
                <RemoveButton onClick={() => remove(name)} />
              </Form.Item>
            </div>
          ))}
          <button type="button" className="link-button" onClick={() => add(newRegion(choices))}>
            {t('routing.addRegion')}
          </button>
        </div>
      )}
    </Form.List>
  )
}
