import { setPriority } from 'node:os'
import { messageOf } from './log.ts'

/** Between the voice (rtpengine, -10) and what may wait (the worker, 10). */
const CALL_CONTROL_PRIORITY = -5

/**
 * Puts call control before reports and recordings on a machine that they share. Who may not ask for more than others runs like others:
 * the answer tells the reason, null when it was granted.
 */
export function preferCallControl(): string | null {
  try {
    setPriority(CALL_CONTROL_PRIORITY)
    return null
  } catch (error) {
    return messageOf(error)
  }
}
