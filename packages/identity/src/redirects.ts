/** Keycloak's rule: a pattern is matched exactly, or, when it ends in `*`, as a prefix. A client's patterns come from the realm file. */
export function matchesRedirect(patterns: readonly string[], uri: string): boolean {
  if (!URL.canParse(uri)) return false
  // A name with a password in it (http://127.0.0.1:x@evil.example) would pass a comparison of beginnings.
  const { username, password } = new URL(uri)
  if (username !== '' || password !== '') return false
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? uri.startsWith(pattern.slice(0, -1)) && isSameHost(pattern, uri) : uri === pattern,
  )
}

/** `http://127.0.0.1:*` allows any port there, not any host whose name begins so. */
const isSameHost = (pattern: string, uri: string): boolean =>
  new URL(pattern.replace(/:?\*$/, '')).hostname === new URL(uri).hostname

export const matchesOrigin = (patterns: readonly string[], origin: string): boolean =>
  matchesRedirect(patterns, `${origin}/`)
