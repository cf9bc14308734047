import type { Platform } from '../platform.ts'
import { ForbiddenError } from '../user-errors.ts'
import { databaseScope, ownTransactions } from './request-scope.ts'
import type { Origin, RequestScope } from './request-scope.ts'
import type { VerifiedToken } from './token-verifier.ts'
import type { ViewerRepository } from './viewer-repository.ts'

export type Authentication =
  | { readonly kind: 'authenticated'; readonly scope: RequestScope }
  | { readonly kind: 'refused'; readonly status: 401 | 403 | 503; readonly code: string; readonly message: string }

/** From the `Authorization` header to the scope of a request. */
export type Authenticator = {
  readonly authenticate: (header: string | null, origin: Origin) => Promise<Authentication>
}

export function authenticator(platform: Platform, viewers: ViewerRepository): Authenticator {
  return {
    async authenticate(header, origin) {
      const bearer = /^Bearer ([\w.~+/=-]{1,8192})$/i.exec(header ?? '')?.[1]
      if (bearer === undefined) return refusal(401, 'unauthenticated', 'Please log in.')
      const verification = await platform.tokens.verify(bearer)
      switch (verification.kind) {
        case 'verified': {
          const scope = await scopeOf({ platform, viewers, token: verification.token, origin })
          return scope === null
            ? refusal(403, 'unknownPerson', 'You are logged in, but nobody has given you access here yet.')
            : { kind: 'authenticated', scope }
        }
        case 'rejected': {
          platform.log.info({ reason: verification.reason }, 'a token was refused')
          return refusal(401, 'unauthenticated', 'Your log-in has ended. Please log in again.')
        }
        case 'unavailable': {
          platform.log.error({ reason: verification.reason }, 'the identity provider cannot be reached')
          return refusal(503, 'identityUnavailable', 'Log-ins cannot be checked at the moment. Please try again.')
        }
      }
    },
  }
}

const refusal = (status: 401 | 403 | 503, code: string, message: string): Authentication => ({
  kind: 'refused',
  status,
  code,
  message,
})

/** null for a person we have no row of. */
export async function scopeOf(parts: {
  readonly platform: Platform
  readonly viewers: ViewerRepository
  readonly token: VerifiedToken
  readonly origin: Origin
}): Promise<RequestScope | null> {
  const { platform, viewers, token, origin } = parts
  const viewer = await viewers.find(token.subject)
  if (viewer === null) return null
  const renew = async (): Promise<RequestScope> => {
    const renewed = await scopeOf(parts)
    if (renewed === null) throw new ForbiddenError('You have left: nobody gives you access here any more.')
    return renewed
  }
  const runIn = ownTransactions(platform.database)
  const wall = databaseScope(viewer)
  return {
    viewer,
    run: (work) => runIn(wall, work),
    runIn,
    platform,
    origin,
    expiresAt: token.expiresAt,
    renew,
  }
}
