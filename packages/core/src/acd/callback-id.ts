import { isId, type CallbackId, type CallId } from '../ids.ts'

/** The call that an attempt makes: known to all who know the callback, so that no id has to be handed about. */
export function callbackCallId(callbackId: CallbackId, attempt: number): CallId {
  const text = `cal_${callbackId.slice(callbackId.indexOf('_') + 1)}-${String(attempt)}`
  if (!isId('call', text)) throw new RangeError(`no call can have that id [id:${text}]`)
  return text
}
