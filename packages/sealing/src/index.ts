export { seal, sealingKey, tenantSecretsKey, unseal } from './seal.ts'
export type { SealingKey, SecretPlace } from './seal.ts'
export { hashPin, isPin } from './pin.ts'
