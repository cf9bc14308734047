import { expect, test } from 'vitest'
import type { AllowedQueues } from '../app/viewer.ts'
import { reasonChoices } from './not-ready-reasons.ts'

const serves = (...tenantIds: string[]): AllowedQueues =>
  tenantIds.map((id) => ({
    tenant: { id, name: id, brand: { name: id, color: '#000000', logoUrl: null } },
    queues: [],
  }))
const group = (tenantId: string, ...labels: string[]): Parameters<typeof reasonChoices>[0][number] => ({
  tenantId,
  name: tenantId,
  reasons: labels.map((label) => ({ id: `${tenantId}:${label}`, label })),
})

test('an operator’s agent chooses from the operator’s reasons, whatever clients are served', () => {
  const choices = reasonChoices(
    [group('travel', 'Break'), group('operator', 'Break', 'Meal'), group('clinic', 'Training')],
    serves('travel', 'clinic'),
  )
  expect(choices.map(({ id }) => id)).toEqual(['operator:Break', 'operator:Meal'])
})

test('a client’s own agent chooses from the client’s reasons', () => {
  expect(reasonChoices([group('heating', '小休', '用餐')], serves('heating')).map(({ label }) => label)).toEqual([
    '小休',
    '用餐',
  ])
})

test('the same word of two clients is offered once', () => {
  const choices = reasonChoices(
    [group('travel', 'Break'), group('clinic', 'Break', 'Meal')],
    serves('travel', 'clinic'),
  )
  expect(choices.map(({ label }) => label)).toEqual(['Break', 'Meal'])
})
