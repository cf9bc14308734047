/** What is said of a fault; the codes are the API's. An unknown one is told in the API's own words. */
export const ONBOARDING_FAULT_KEYS = {
  required: 'onboarding.fault.required',
  tooSmall: 'onboarding.fault.tooSmall',
  tooBig: 'onboarding.fault.tooBig',
  tooLong: 'onboarding.fault.tooLong',
  invalid: 'onboarding.fault.invalid',
  unknown: 'onboarding.fault.unknown',
  notAnEmail: 'onboarding.fault.notAnEmail',
  notAnAmount: 'onboarding.fault.notAnAmount',
  notAfter: 'onboarding.fault.notAfter',
  noSeat: 'onboarding.fault.noSeat',
  twice: 'onboarding.fault.twice',
  notAProspect: 'onboarding.fault.notAProspect',
  'number.issued': 'onboarding.fault.numberIssued',
  'number.returned': 'onboarding.fault.numberReturned',
  'number.unknown': 'onboarding.fault.numberUnknown',
  'agent.inactive': 'onboarding.fault.agentInactive',
  'agent.dedicated': 'onboarding.fault.agentDedicated',
} as const

export const faultText = (code: string): (typeof ONBOARDING_FAULT_KEYS)[keyof typeof ONBOARDING_FAULT_KEYS] | null =>
  Object.hasOwn(ONBOARDING_FAULT_KEYS, code) ? ONBOARDING_FAULT_KEYS[code as keyof typeof ONBOARDING_FAULT_KEYS] : null
