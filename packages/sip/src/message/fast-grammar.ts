import { Grammar, NameAddrHeader, URI } from 'sip.js/lib/core/index.js'

/**
 * SIP.js interprets a grammar for each header, and builds the grammar's tables anew each time: most of the CPU of a call. The everyday forms are read here
 * with regular expressions; whatever looks unusual (escapes, quoted pairs, headers in URIs, IPv6, lists) is left to the grammar. A differential test
 * holds both to the same result.
 */

type UriParameters = Record<string, string | null>

const PLAIN_URI =
  /^(sip):(?:([A-Za-z0-9_.!~*'()&=+$,-]+)@)?([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::(\d{1,5}))?((?:;[A-Za-z0-9_.!~*'+-]+(?:=[A-Za-z0-9_.!~*'+:-]+)?)*)$/
const NAME_ADDR =
  /^(?:"([^"\\]*)"|([A-Za-z0-9.!%*_+`'~-]+(?: [A-Za-z0-9.!%*_+`'~-]+)*))?\s*<([^<>"\\]+)>((?:;[^"\\,<>]*)?)$/
const ADDR_SPEC = /^(sip:[^<>"\\,;?\s]+)((?:;[^"\\,<>]*)?)$/
const PARAMETERS = /^(?:;[A-Za-z0-9_.!%*+`'~-]+(?:=[A-Za-z0-9_.!%*+`'~-]+)?)*$/
const CSEQ = /^(\d{1,10})[ \t]+([A-Z]{2,12})$/
const VIA =
  /^SIP\/2\.0\/(UDP|TCP|TLS|WS|WSS|SCTP)[ \t]+([A-Za-z0-9.-]+)(?::(\d{1,5}))?((?:;[A-Za-z0-9_.!%*+`'~-]+(?:=[A-Za-z0-9_.!%*+`'~:-]+)?)*)$/

export type Via = { readonly host: string; readonly port: number | undefined; readonly branch: string | undefined }

/** Undefined for what is no SIP URI. */
export function parseUri(text: string): URI | undefined {
  return parsePlainUri(text) ?? Grammar.URIParse(text)
}

/** From or To. Undefined when malformed. */
export function parseAddress(text: string, rule: 'From' | 'To'): NameAddrHeader | undefined {
  return parsePlainAddress(text) ?? asAddress(Grammar.parse(text, rule))
}

/** Each contact with its raw text. Undefined when malformed. `*` is malformed too: we are no registrar. */
export function parseContacts(
  text: string,
): readonly { readonly raw: string; readonly parsed: NameAddrHeader }[] | undefined {
  const plain = text.includes(',') ? null : parsePlainAddress(text)
  if (plain !== null) return [{ raw: text, parsed: plain }]
  return parseList(text, 'Contact')
}

export function parseRecordRoutes(
  text: string,
): readonly { readonly raw: string; readonly parsed: NameAddrHeader }[] | undefined {
  const plain = text.split(/,(?=\s*<)/).map((part) => ({ raw: part.trim(), parsed: parsePlainAddress(part.trim()) }))
  const complete = plain.flatMap(({ raw, parsed }) => (parsed === null ? [] : [{ raw, parsed }]))
  return complete.length === plain.length ? complete : parseList(text, 'Record_Route')
}

export function parseCSeq(text: string): { readonly value: number; readonly method: string } | undefined {
  const match = CSEQ.exec(text)
  if (match !== null) return { value: Number(match[1]), method: match[2] ?? '' }
  const parsed: unknown = Grammar.parse(text, 'CSeq')
  if (typeof parsed !== 'object' || parsed === null || !('value' in parsed) || !('method' in parsed)) return undefined
  return { value: Number(parsed.value), method: String(parsed.method) }
}

/** The topmost Via of the header. */
export function parseVia(text: string): Via | undefined {
  const match = VIA.exec(text)
  if (match !== null) {
    const port = match[3] === undefined ? undefined : Number(match[3])
    return { host: match[2] ?? '', port, branch: /;branch=([^;]+)/i.exec(match[4] ?? '')?.[1] }
  }
  const parsed: unknown = Grammar.parse(text, 'Via')
  if (typeof parsed !== 'object' || parsed === null || !('host' in parsed)) return undefined
  const branch = 'branch' in parsed && typeof parsed.branch === 'string' ? parsed.branch : undefined
  return { host: String(parsed.host), port: 'port' in parsed ? Number(parsed.port) : undefined, branch }
}

function parsePlainUri(text: string): URI | null {
  const match = PLAIN_URI.exec(text)
  if (match === null) return null
  const [, scheme = 'sip', user, host = '', port, parameters = ''] = match
  const uriParameters: UriParameters = {}
  for (const part of parameters.split(';').slice(1)) {
    const equals = part.indexOf('=')
    const name = (equals === -1 ? part : part.slice(0, equals)).toLowerCase()
    const value = equals === -1 ? null : part.slice(equals + 1)
    // The grammar folds the case of these two values.
    uriParameters[name] = name === 'transport' || name === 'user' ? (value?.toLowerCase() ?? null) : value
  }
  const uri = new URI(scheme, user ?? '', host, port === undefined ? undefined : Number(port), uriParameters)
  if (user === undefined) uri.user = undefined
  return uri
}

function parsePlainAddress(text: string): NameAddrHeader | null {
  const named = NAME_ADDR.exec(text)
  const bare = named === null ? ADDR_SPEC.exec(text) : null
  const uri = parsePlainUri(named?.[3] ?? bare?.[1] ?? '')
  const parameterText = named?.[4] ?? bare?.[2] ?? ''
  if (uri === null || !PARAMETERS.test(parameterText)) return null
  const address = new NameAddrHeader(uri, named?.[1] ?? named?.[2] ?? '', {})
  for (const part of parameterText.split(';').slice(1)) {
    const equals = part.indexOf('=')
    if (equals === -1) address.setParam(part, null)
    else address.setParam(part.slice(0, equals), part.slice(equals + 1))
  }
  return address
}

const asAddress = (parsed: unknown): NameAddrHeader | undefined =>
  parsed instanceof NameAddrHeader ? parsed : undefined

function parseList(
  text: string,
  rule: 'Contact' | 'Record_Route',
): readonly { readonly raw: string; readonly parsed: NameAddrHeader }[] | undefined {
  const list: unknown = Grammar.parse(text, rule)
  if (!Array.isArray(list)) return undefined
  const entries: readonly unknown[] = list
  const parsed = entries.flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || !('position' in entry) || !('offset' in entry)) return []
    const address = 'parsed' in entry ? asAddress(entry.parsed) : undefined
    if (address === undefined) return []
    return [{ raw: text.substring(Number(entry.position), Number(entry.offset)), parsed: address }]
  })
  return parsed.length === entries.length ? parsed : undefined
}
