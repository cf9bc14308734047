import type { Session } from '../app/session.ts'
import type { Issue } from '../configuration/use-change.ts'

type Answer = { readonly code?: string; readonly message?: string; readonly issues?: readonly Issue[] }

/** Sends the picture; answers what is wrong with it, nothing when it is in use now, and null when the server does not answer. */
export async function uploadLogo(
  session: Session,
  { tenantId, picture }: { readonly tenantId: string; readonly picture: File },
): Promise<readonly Issue[] | null> {
  try {
    const token = await session.accessToken()
    const response = await fetch(`/logos/${tenantId}`, {
      method: 'PUT',
      body: picture,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), 'content-type': picture.type },
    })
    if (response.ok) return []
    if (response.status === 413)
      return [{ field: 'logo', code: 'logo.tooLarge', message: 'A logo has 256 kB at most.' }]
    const { code = '', message = '', issues = [] } = (await response.json()) as Answer
    return issues.length > 0 ? issues : [{ field: 'logo', code, message }]
  } catch {
    return null
  }
}
