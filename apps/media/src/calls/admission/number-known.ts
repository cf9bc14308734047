import type { AdmissionCheck } from './check.ts'

/** The dialled number is some tenant's. */
export const numberKnown: AdmissionCheck = ({ route }) =>
  route === undefined ? { reason: 'unknownNumber', sipStatus: 404 } : null
