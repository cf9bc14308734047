export { MessageFramer, type Frame, type FramingError } from './transport/message-framer.ts'
export { TcpTransport, type TcpTransportOptions } from './transport/tcp-transport.ts'
export { WebSocketTransport, type WebSocketTransportOptions } from './transport/websocket-transport.ts'
export { SipTransportError, type HostPort, type SipTransport } from './transport/sip-transport.ts'
export {
  parseSipUri,
  UserAgent,
  type Credentials,
  type UserAgentCounters,
  type UserAgentHandlers,
  type UserAgentOptions,
} from './user-agent/user-agent.ts'
export {
  CallSession,
  type ModifyRequest,
  type RequestOutcome,
  type SessionHandlers,
} from './user-agent/call-session.ts'
export { IncomingCall, type IncomingCallHandlers } from './user-agent/incoming-call.ts'
export { OutgoingCall, type OutgoingCallHandlers } from './user-agent/outgoing-call.ts'
export { Registration, type RegistrationResult } from './user-agent/registration.ts'
export { parseSessionExpires, serializeSessionExpires, type SessionExpires } from './user-agent/session-timer.ts'
export type { Headers } from './user-agent/headers.ts'
export {
  answerDirection,
  dtlsRoleAfter,
  withDtlsRole,
  type DtlsRole,
  buildAudioSdp,
  buildPlaceholderAnswer,
  isHoldOffer,
  parseAudio,
  withDirection,
  type AudioEndpoint,
  type MediaDirection,
} from './sdp/audio-sdp.ts'
