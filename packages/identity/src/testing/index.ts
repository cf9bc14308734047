export { keycloakIsMissing, startKeycloak } from './keycloak.ts'
export type { RunningKeycloak } from './keycloak.ts'
export { logIn, LogInRefusedError, refresh } from './log-in.ts'
export type { LogInInput, Tokens } from './log-in.ts'
