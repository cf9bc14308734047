export { serviceCreditCharges } from './credit-charges.ts'
export type { ServiceCredit } from './credit-charges.ts'
