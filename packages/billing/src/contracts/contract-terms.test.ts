import { describe, expect, it } from 'vitest'
import { contractJson } from '../testing/contract-json.ts'
import { parseContractTerms, serializeContractTerms } from './contract-terms.ts'

describe('parseContractTerms', () => {
  it('reads a contract and writes it as it read it', () => {
    const terms = parseContractTerms(contractJson)
    expect(terms.ok && serializeContractTerms(terms.value)).toEqual(contractJson)
    expect(terms.ok && terms.value.promises[0]?.target).toBe(99_900_000n)
    expect(terms.ok && terms.value.promises[6]?.target).toBe(1_800_000n)
  })

  it('names every fault with its place', () => {
    const terms = parseContractTerms({
      ...contractJson,
      scope: '',
      renewal: 'perhaps',
      noticeDays: -1,
      creditCapPercent: '101',
      answerWithinSeconds: 20,
      promises: [
        { indicator: 'availability', target: '99.9', serious: '99.95' },
        { indicator: 'availability', target: '99', serious: '98' },
        { indicator: 'abandonment', target: '5', serious: '1', missed: { of: 'fees' } },
        { indicator: 'joy', target: '1', serious: '1' },
        { indicator: 'incidentResponse', target: '-3', serious: '0.0000001', missed: { of: 'dailyFee', times: 2 } },
      ],
    })
    expect(terms.ok ? [] : terms.error).toEqual([
      { field: 'scope', code: 'required' },
      { field: 'renewal', code: 'notRenewal' },
      { field: 'noticeDays', code: 'negative' },
      { field: 'answerWithinSeconds', code: 'notText' },
      { field: 'creditCapPercent', code: 'tooLarge' },
      { field: 'promises.0.serious', code: 'notWorse' },
      { field: 'promises.1.indicator', code: 'twice' },
      { field: 'promises.2.serious', code: 'notWorse' },
      { field: 'promises.2.missed.of', code: 'notCredit' },
      { field: 'promises.3.indicator', code: 'notIndicator' },
      { field: 'promises.4.target', code: 'negative' },
      { field: 'promises.4.serious', code: 'tooManyPlaces' },
      { field: 'promises.4.missed.times', code: 'notText' },
    ])
  })

  it.each([null, 'contract', []])('refuses what is no contract: %j', (value) => {
    expect(parseContractTerms(value).ok).toBe(false)
  })
})
