import type { AuthorizedFetch } from '../graphql/authorized-fetch.ts'

/** A sound that can be listened to and is no prompt yet. */
export type Draft = { readonly id: string; readonly durationMs: number; readonly audioUrl: string }
export type Fault = { readonly code: string; readonly message: string }
export type DraftAnswer =
  { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly fault: Fault | null }

export type Upload = {
  readonly tenantId: string
  readonly body: Blob
  readonly source: 'upload' | 'recording'
  readonly originalName: string | null
}

/** Sends a file to be made a prompt of; `fault` null: the server did not answer. */
export async function uploadSound(authorizedFetch: AuthorizedFetch, upload: Upload): Promise<DraftAnswer> {
  const { tenantId, source, originalName, body } = upload
  const query = new URLSearchParams({ tenantId, source, ...(originalName === null ? {} : { originalName }) })
  try {
    const response = await authorizedFetch(`/prompts/drafts?${query.toString()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    })
    const answer = (await response.json()) as { readonly draft?: Draft; readonly errors?: readonly Fault[] }
    return answer.draft === undefined
      ? { ok: false, fault: answer.errors?.[0] ?? null }
      : { ok: true, draft: answer.draft }
  } catch {
    return { ok: false, fault: null }
  }
}
