import { messageOf, type Log } from '../../runtime/log.ts'
import type { NgCommands } from './ng-commands.ts'

/** A node begins with an empty memory: rtpengine calls of its earlier life belong to nobody. */
export async function deleteEarlierCalls(ng: NgCommands, log: Log): Promise<void> {
  try {
    const calls = await ng.listCalls()
    const ours = calls.filter((callId) => callId.startsWith('cal_'))
    await Promise.allSettled(ours.map((callId) => ng.deleteCall(callId)))
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'rtpengine does not answer yet')
  }
}
