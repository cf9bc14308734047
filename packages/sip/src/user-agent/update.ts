import { Dialog, SessionDialog, type IncomingRequestMessage, type UserAgentCore } from 'sip.js/lib/core/index.js'
import { modifyFacts, type CallSession, type SessionHost } from './call-session.ts'
import { sdpBody, toHeaderLines } from './headers.ts'

export type UpdateContext = {
  readonly core: UserAgentCore
  readonly host: SessionHost
  readonly sessions: ReadonlyMap<string, CallSession>
}

/** Handles an UPDATE (RFC 3311), which SIP.js does not know. False when it belongs to no dialog of ours: then the core answers 481. */
export function receiveUpdate({ core, host, sessions }: UpdateContext, message: IncomingRequestMessage): boolean {
  const dialogId = message.callId + message.toTag + message.fromTag
  const dialog = core.dialogs.get(dialogId)
  const session = sessions.get(dialogId)
  if (!(dialog instanceof SessionDialog) || session === undefined) {
    core.replyStateless(message, { statusCode: 481 })
    return true
  }
  if (dialog.remoteSequenceNumber !== undefined && message.cseq <= dialog.remoteSequenceNumber) {
    // RFC 3261 12.2.2: a request out of order.
    core.replyStateless(message, { statusCode: 500 })
    return true
  }
  // The base class only takes the sequence number over; the session's own handler would answer 501.
  Dialog.prototype.receiveRequest.call(dialog, message)
  let answered = false
  const reply = (statusCode: number, extraHeaders: string[], sdp: string | null): void => {
    if (answered) return
    answered = true
    core.replyStateless(message, { statusCode, extraHeaders, ...(sdp === null ? {} : { body: sdpBody(sdp) }) })
  }
  session.receiveModify({
    method: 'UPDATE',
    ...modifyFacts(message),
    accept: ({ sdp, headers }) =>
      reply(200, [`Contact: ${host.contact}`, `Allow: ${host.allow}`, ...toHeaderLines(headers ?? {})], sdp),
    reject: (status, headers) => reply(status, toHeaderLines(headers ?? {}), null),
  })
  return true
}
