import { createHash, randomBytes } from 'node:crypto'

/** Good for a week. */
export const INVITATION_MS = 7 * 24 * 3_600_000

const TOKEN = /^[\w-]{43}$/

export const newInvitationToken = (): string => randomBytes(32).toString('base64url')

/** What the table holds. null for what has not the form of a token. */
export const invitationHash = (token: string): string | null =>
  TOKEN.test(token) ? createHash('sha256').update(token).digest('hex') : null

export const invitationLink = (portalUrl: string, token: string): string => `${portalUrl}/invitation/${token}`
