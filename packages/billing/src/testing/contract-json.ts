import type { ContractTermsJson } from '../contracts/contract-terms.ts'

/** A contract as the trade writes one. */
export const contractJson: ContractTermsJson = {
  scope: 'Answering of all calls to the numbers issued, around the clock.',
  renewal: 'automatic',
  renewalMonths: 12,
  noticeDays: 60,
  answerWithinSeconds: '20',
  creditCapPercent: '30',
  promises: [
    {
      indicator: 'availability',
      target: '99.9',
      serious: '99.5',
      missed: { of: 'monthFees', percent: '5' },
      seriouslyMissed: { of: 'monthFees', percent: '15' },
    },
    {
      indicator: 'serviceLevel',
      target: '80',
      serious: '70',
      missed: { of: 'monthFees', percent: '2' },
      seriouslyMissed: { of: 'monthFees', percent: '4' },
    },
    {
      indicator: 'abandonment',
      target: '5',
      serious: '10',
      missed: null,
      seriouslyMissed: { of: 'monthFees', percent: '2' },
    },
    {
      indicator: 'speedOfAnswer',
      target: '20',
      serious: '45',
      missed: null,
      seriouslyMissed: { of: 'monthFees', percent: '2' },
    },
    {
      indicator: 'satisfaction',
      target: '95',
      serious: '90',
      missed: { of: 'monthFees', percent: '1' },
      seriouslyMissed: { of: 'monthFees', percent: '3' },
    },
    {
      indicator: 'incidentNotice',
      target: '30',
      serious: '120',
      missed: null,
      seriouslyMissed: { of: 'dailyFee', times: '1' },
    },
    {
      indicator: 'incidentResponse',
      target: '30',
      serious: '120',
      missed: { of: 'dailyFee', times: '2' },
      seriouslyMissed: { of: 'dailyFee', times: '3' },
    },
    {
      indicator: 'incidentResolution',
      target: '120',
      serious: '480',
      missed: { of: 'dailyFee', times: '1.5' },
      seriouslyMissed: { of: 'dailyFee', times: '3' },
    },
    {
      indicator: 'changeAnswer',
      target: '360',
      serious: '1440',
      missed: null,
      seriouslyMissed: { of: 'dailyFee', times: '0.5' },
    },
  ],
}
