import type { RequestHandler } from 'express'

/** What the portal's pages may load and talk to: themselves, the identity provider, and the softphone's WebSocket. */
export function securityHeaders(origins: { readonly identityUrl: string; readonly sipWsUrl: string }): RequestHandler {
  const identity = new URL(origins.identityUrl).origin
  const sip = new URL(origins.sipWsUrl).origin
  const policy = [
    "default-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    `form-action 'self' ${identity}`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    // Ant Design writes its styles at run time.
    "style-src 'self' 'unsafe-inline'",
    "script-src 'self'",
    `connect-src 'self' ${identity} ${sip}`,
    `frame-src ${identity}`,
  ].join('; ')
  return (_request, response, next) => {
    response.set({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    })
    next()
  }
}
