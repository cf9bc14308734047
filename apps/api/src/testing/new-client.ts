/** A client that can be onboarded, with whatever a test wants to be different. */
export const newClient = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  name: 'North Heating Ltd',
  template: 'heatingRepair',
  language: 'en',
  timeZone: 'Europe/London',
  currency: 'GBP',
  admin: { name: 'Grace Lee', email: 'grace@north-heating.test' },
  numbers: ['4009000001'],
  agentIds: ['agt_mei'],
  seats: { standard: 2, professional: 1, leader: 0 },
  plan: {
    name: 'Standard',
    seatPricePerMonth: '299',
    inboundPerMinute: '0.12',
    outboundPerMinute: '0.18',
    firstSeconds: 6,
    thenSeconds: 6,
  },
  ...changes,
})

/** Free numbers for the operator's stock, as SQL. */
export const stockSql = (numbers: readonly string[]): string =>
  `INSERT INTO phone_number (id, tenant_id, number, kind) VALUES ${numbers
    .map((number) => `('num_test-${number}', 'ten_operator', '${number}', 'tollFree')`)
    .join(', ')} ON CONFLICT DO NOTHING`
