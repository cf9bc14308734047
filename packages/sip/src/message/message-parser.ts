import { Grammar, IncomingRequestMessage, IncomingResponseMessage } from 'sip.js/lib/core/index.js'
import { parseAddress, parseContacts, parseCSeq, parseRecordRoutes, parseUri, parseVia } from './fast-grammar.ts'

type Message = IncomingRequestMessage | IncomingResponseMessage

/** RFC 3261 7.3.3: compact forms. */
const FULL_NAME: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
  k: 'supported',
  o: 'event',
  x: 'session-expires',
  s: 'subject',
  e: 'content-encoding',
  r: 'refer-to',
}
const REQUEST_LINE = /^([A-Za-z0-9.!%*_+`'~-]+) (\S+) SIP\/2\.0$/
const STATUS_LINE = /^SIP\/2\.0 ([1-6]\d\d) ?(.*)$/

/** Reads one whole message into what SIP.js core works on. Undefined when a part that everything hangs on is missing or malformed. */
export function parseMessage(text: string): Message | undefined {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd === -1) return undefined
  const lines = text
    .slice(0, headEnd)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const message = parseStartLine(lines[0] ?? '')
  if (message === undefined) return undefined
  message.data = text
  for (let at = 1; at < lines.length; at++) if (!parseHeaderLine(message, lines[at] ?? '')) return undefined
  message.body = text.slice(headEnd + 4)
  return isComplete(message) ? message : undefined
}

function parseStartLine(line: string): Message | undefined {
  const status = STATUS_LINE.exec(line)
  if (status !== null) {
    const response = new IncomingResponseMessage()
    response.statusCode = Number(status[1])
    response.reasonPhrase = status[2] ?? ''
    return response
  }
  const request = REQUEST_LINE.exec(line)
  if (request === null) return undefined
  const ruri = parseUri(request[2] ?? '') ?? otherUri(request[2] ?? '')
  if (ruri === undefined) return undefined
  const message = new IncomingRequestMessage()
  message.method = request[1] ?? ''
  message.ruri = ruri
  return message
}

/** A `tel:` or `sips:` Request-URI is well-formed; that we do not serve it is the core's answer (416). */
function otherUri(text: string): IncomingRequestMessage['ruri'] {
  const parsed: unknown = Grammar.parse(`OPTIONS ${text} SIP/2.0`, 'Request_Response')
  if (typeof parsed !== 'object' || parsed === null || !('uri' in parsed)) return undefined
  return parsed.uri as IncomingRequestMessage['ruri']
}

function parseHeaderLine(message: Message, line: string): boolean {
  const colon = line.indexOf(':')
  if (colon < 1) return false
  const given = line.slice(0, colon).trim().toLowerCase()
  const name = FULL_NAME[given] ?? given
  const value = line.slice(colon + 1).trim()
  const reader = READERS[name]
  if (reader !== undefined) return reader(message, value)
  message.addHeader(name, value)
  return true
}

type Reader = (message: Message, value: string) => boolean

/** Sets the header once, with its parsed form, as SIP.js looks it up. */
function keep(message: Message, name: string, header: { readonly raw: string; readonly parsed: unknown }): void {
  message.setHeader(name, header.raw)
  const [entry] = message.headers[headerName(name)] ?? []
  if (entry !== undefined) entry.parsed = header.parsed
}

function add(message: Message, name: string, header: { readonly raw: string; readonly parsed: unknown }): void {
  message.addHeader(name, header.raw)
  const entry = message.headers[headerName(name)]?.at(-1)
  if (entry !== undefined) entry.parsed = header.parsed
}

/** SIP.js's spelling of the names in its table. */
const headerName = (name: string): string =>
  name === 'call-id'
    ? 'Call-ID'
    : name === 'cseq'
      ? 'CSeq'
      : name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())

const READERS: Readonly<Record<string, Reader>> = {
  via: (message, value) => {
    if (message.hasHeader('via')) {
      message.addHeader('via', value)
      return true
    }
    const via = parseVia(value)
    if (via === undefined) return false
    add(message, 'via', { raw: value, parsed: via })
    if (via.branch !== undefined) message.viaBranch = via.branch
    return true
  },
  from: (message, value) => {
    const from = message.hasHeader('from') ? undefined : parseAddress(value, 'From')
    if (from === undefined) return false
    keep(message, 'from', { raw: value, parsed: from })
    message.from = from
    const tag: unknown = from.getParam('tag')
    if (typeof tag === 'string') message.fromTag = tag
    return true
  },
  to: (message, value) => {
    const to = message.hasHeader('to') ? undefined : parseAddress(value, 'To')
    if (to === undefined) return false
    keep(message, 'to', { raw: value, parsed: to })
    message.to = to
    const tag: unknown = to.getParam('tag')
    if (typeof tag === 'string') message.toTag = tag
    return true
  },
  'call-id': (message, value) => {
    if (value === '' || /\s/.test(value) || message.hasHeader('call-id')) return false
    keep(message, 'call-id', { raw: value, parsed: value })
    message.callId = value
    return true
  },
  cseq: (message, value) => {
    const cseq = message.hasHeader('cseq') ? undefined : parseCSeq(value)
    if (cseq === undefined) return false
    keep(message, 'cseq', { raw: value, parsed: cseq })
    message.cseq = cseq.value
    if (message instanceof IncomingResponseMessage) message.method = cseq.method
    return true
  },
  contact: (message, value) => {
    const contacts = parseContacts(value)
    if (contacts === undefined) return false
    for (const contact of contacts) add(message, 'contact', contact)
    return true
  },
  'record-route': (message, value) => {
    const routes = parseRecordRoutes(value)
    if (routes === undefined) return false
    for (const route of routes) add(message, 'record-route', route)
    return true
  },
  'content-length': (message, value) => {
    if (!/^\d+$/.test(value)) return false
    keep(message, 'content-length', { raw: value, parsed: Number(value) })
    return true
  },
  'content-type': (message, value) => {
    const type = value.toLowerCase()
    if (!/^[a-z0-9.+-]+\s*\/\s*[a-z0-9.+-]+/.test(type)) return false
    // SIP.js compares the whole value with what it knows, so parameters would hide an SDP.
    keep(message, 'content-type', { raw: value, parsed: type.split(';')[0]?.trim() })
    return true
  },
  'max-forwards': (message, value) => {
    if (!/^\d{1,3}$/.test(value) || Number(value) > 255) return false
    keep(message, 'max-forwards', { raw: value, parsed: Number(value) })
    return true
  },
}

/** RFC 3261 8.1.1: the mandatory headers; the CSeq method is the request's (8.1.1.5). */
function isComplete(message: Message): boolean {
  const names = ['via', 'from', 'to', 'call-id', 'cseq']
  if (!names.every((name) => message.hasHeader(name))) return false
  // SIP.js declares these as always there; they are missing when the parameter was.
  const parts: readonly unknown[] = [message.fromTag, message.viaBranch]
  if (parts.includes(undefined) || message.cseq >= 2 ** 31) return false
  if (message instanceof IncomingResponseMessage) return true
  return parseCSeq(message.getHeader('cseq') ?? '')?.method === message.method
}
