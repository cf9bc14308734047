export { logIn, LogInRefusedError, refresh } from './log-in.ts'
export type { LogInInput, Tokens } from './log-in.ts'
