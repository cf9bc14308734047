/** As the API says them. */
export type AgentStatusWord = 'SIGNED_OUT' | 'NOT_READY' | 'READY' | 'RINGING' | 'TALKING' | 'HOLD' | 'WRAP_UP'
