/** Why a byte stream cannot be cut into SIP messages any more; the connection must be closed (RFC 3261 18.3). */
export type FramingError = 'headersTooLong' | 'bodyTooLong' | 'badContentLength'

export type Frame =
  | { readonly kind: 'message'; readonly text: string }
  /** Double CRLF: the peer's keep-alive ping (RFC 5626 3.5.1). */
  | { readonly kind: 'ping' }
  /** What could be read of the message is kept, so that a 400 can be sent before closing. */
  | { readonly kind: 'error'; readonly error: FramingError; readonly head: string }

export type FramerLimits = {
  /** Bytes of start line and headers. */
  readonly headBytesMax: number
  /** Bytes of body. */
  readonly bodyBytesMax: number
}

const DEFAULT_LIMITS: FramerLimits = { headBytesMax: 65_536, bodyBytesMax: 262_144 }
const CR = 13
const LF = 10
const HEAD_END = Buffer.from('\r\n\r\n')

/** Cuts a TCP byte stream into SIP messages by Content-Length (RFC 3261 18.3, 20.14). One instance for each connection; after an error it yields nothing more. */
export class MessageFramer {
  readonly #limits: FramerLimits
  #buffer: Buffer = Buffer.alloc(0)
  /** How far the search for the end of the headers has come, so that a slow sender costs O(n). */
  #searched = 0
  #broken = false

  constructor(limits: FramerLimits = DEFAULT_LIMITS) {
    this.#limits = limits
  }

  push(chunk: Buffer): readonly Frame[] {
    if (this.#broken) return []
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk])
    const frames: Frame[] = []
    let frame = this.#next()
    while (frame !== null) {
      frames.push(frame)
      frame = frame.kind === 'error' ? null : this.#next()
    }
    return frames
  }

  #next(): Frame | null {
    const start = this.#skipLineBreaks()
    if (start === 'ping') return { kind: 'ping' }
    if (start === 'wait' || this.#buffer.length === 0) return null
    const headEnd = this.#buffer.indexOf(HEAD_END, Math.max(0, this.#searched - 3))
    if (headEnd === -1) {
      this.#searched = this.#buffer.length
      return this.#buffer.length > this.#limits.headBytesMax ? this.#fail('headersTooLong', this.#buffer.length) : null
    }
    if (headEnd > this.#limits.headBytesMax) return this.#fail('headersTooLong', headEnd)
    const head = this.#buffer.toString('latin1', 0, headEnd + 2)
    const bodyBytes = parseContentLength(head)
    if (bodyBytes === null) return this.#fail('badContentLength', headEnd + 4)
    if (bodyBytes > this.#limits.bodyBytesMax) return this.#fail('bodyTooLong', headEnd + 4)
    const messageEnd = headEnd + 4 + bodyBytes
    if (this.#buffer.length < messageEnd) {
      this.#searched = headEnd
      return null
    }
    const text = this.#buffer.toString('utf8', 0, messageEnd)
    this.#consume(messageEnd)
    return { kind: 'message', text }
  }

  /** RFC 3261 7.5: line breaks before the start line are ignored; two of them are a ping. A CRLF alone may be the first half of one. */
  #skipLineBreaks(): 'ping' | 'wait' | 'go' {
    while (this.#searched === 0 && this.#buffer.length > 0 && this.#buffer[0] === CR) {
      if (this.#buffer.length < 2) return 'wait'
      if (this.#buffer[1] !== LF) return 'go'
      if (this.#buffer.length === 2 || (this.#buffer.length === 3 && this.#buffer[2] === CR)) return 'wait'
      const isPing = this.#buffer[2] === CR && this.#buffer[3] === LF
      this.#consume(isPing ? 4 : 2)
      if (isPing) return 'ping'
    }
    return 'go'
  }

  #consume(bytes: number): void {
    this.#buffer = this.#buffer.subarray(bytes)
    this.#searched = 0
  }

  #fail(error: FramingError, headBytes: number): Frame {
    this.#broken = true
    const head = this.#buffer.toString('utf8', 0, Math.min(headBytes, this.#limits.headBytesMax))
    this.#buffer = Buffer.alloc(0)
    return { kind: 'error', error, head }
  }
}

/** The body length that the headers announce; 0 when they do not say (a stream cannot be framed otherwise); null when it is no number or said twice differently. */
function parseContentLength(head: string): number | null {
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ')
  let length: number | null = null
  for (const match of unfolded.matchAll(/^(?:content-length|l)[ \t]*:([^\r\n]*)\r?$/gim)) {
    const value = (match[1] ?? '').trim()
    if (!/^\d{1,9}$/.test(value)) return null
    const parsed = Number(value)
    if (length !== null && length !== parsed) return null
    length = parsed
  }
  return length ?? 0
}
