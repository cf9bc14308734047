const COPIED = ['via', 'v', 'from', 'f', 'to', 't', 'call-id', 'i', 'cseq'] as const
const FULL_NAME: Readonly<Record<string, string>> = {
  v: 'Via',
  via: 'Via',
  f: 'From',
  from: 'From',
  t: 'To',
  to: 'To',
  i: 'Call-ID',
  'call-id': 'Call-ID',
  cseq: 'CSeq',
}

/**
 * The 400 (or 505 for another protocol version) for a request that the parser rejects, made of the headers that every response copies (RFC 3261 8.2.6.2).
 * Null when it is a response, an ACK, or lacks what a response needs: then silence is the answer.
 */
export function answerMalformedRequest(raw: string): string | null {
  const [startLine = '', ...lines] = raw.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const request = /^([A-Za-z0-9.!%*_+`'~-]+)\s+(.*)$/.exec(startLine)
  const method = request?.[1]?.toUpperCase()
  if (method === undefined || startLine.startsWith('SIP/') || method === 'ACK') return null
  const copied: string[] = []
  const seen = new Set<string>()
  for (const line of lines) {
    if (line === '') break
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon < 1 || !COPIED.some((each) => each === name)) continue
    const fullName = FULL_NAME[name] ?? name
    if (fullName !== 'Via' && seen.has(fullName)) continue
    seen.add(fullName)
    copied.push(`${fullName}: ${line.slice(colon + 1).trim()}`)
  }
  if (!['Via', 'From', 'To', 'Call-ID', 'CSeq'].every((name) => seen.has(name))) return null
  const version = /\sSIP\/(\S+)\s*$/i.exec(startLine)?.[1]
  const status = version !== undefined && version !== '2.0' ? '505 Version Not Supported' : '400 Bad Request'
  return [`SIP/2.0 ${status}`, ...copied, 'Content-Length: 0', '', ''].join('\r\n')
}
