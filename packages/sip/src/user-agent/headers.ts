/** Extra headers of a request or response, by name. Values may hold any Unicode text but no control characters. */
export type Headers = Readonly<Record<string, string>>

/** As SIP.js takes them: `Name: value`. Control characters would let a value add headers of its own, so they become spaces. */
export function toHeaderLines(headers: Headers): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value.replace(/\p{Cc}+/gu, ' ').trim()}`)
}

export const sdpBody = (sdp: string): { contentDisposition: string; contentType: string; content: string } => ({
  contentDisposition: 'session',
  contentType: 'application/sdp',
  content: sdp,
})

/** The SDP of a message, or null when its body is something else or missing. */
export function sdpOf(message: {
  body: string | undefined
  getHeader(name: string): string | undefined
}): string | null {
  if (message.body === undefined || message.body === '') return null
  const contentType = message.getHeader('content-type') ?? 'application/sdp'
  return /^application\/sdp\b/i.test(contentType.trim()) ? message.body : null
}
