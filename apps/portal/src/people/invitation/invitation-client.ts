/** What the holder of an invitation's link is told. */
export type OpenInvitation = {
  readonly tenant: { readonly name: string; readonly color: string }
  readonly email: string
  readonly name: string
  readonly locale: string
  /** As core names them. */
  readonly roles: readonly string[]
  readonly expiresAt: string
  readonly needs: 'password' | 'logIn'
  readonly passwordPolicy: { readonly lengthMin: number }
}

export type Problem = {
  readonly code: string
  readonly message: string
  readonly issues: readonly { readonly field: string; readonly code: string; readonly message: string }[]
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

const UNAVAILABLE: Problem = { code: 'unavailable', message: '', issues: [] }

/** The token goes in the body: addresses end up in logs. */
async function post<T>(path: string, body: object, bearer: string | null): Promise<Answer<T>> {
  try {
    const response = await fetch(`/invitations/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(body),
    })
    const json = (await response.json()) as { readonly error?: Partial<Problem> }
    if (response.ok) return { ok: true, value: json as T }
    return { ok: false, problem: { ...UNAVAILABLE, ...json.error } }
  } catch (error) {
    console.warn('the server cannot be asked about the invitation', { error })
    return { ok: false, problem: UNAVAILABLE }
  }
}

export const lookAtInvitation = (token: string): Promise<Answer<OpenInvitation>> => post('look', { token }, null)

export type Acceptance = { readonly token: string; readonly name?: string; readonly password?: string }

export const acceptInvitation = (acceptance: Acceptance, bearer: string | null): Promise<Answer<object>> =>
  post('accept', acceptance, bearer)
