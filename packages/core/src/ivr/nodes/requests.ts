import type { IvrDraft } from '../draft.ts'
import type { SavedValue, SecretRequest } from '../flow-parts.ts'
import { parseJson, readJsonPath } from '../json-path.ts'
import type { IvrVariables } from '../step-types.ts'
import { asHeaderLine, asJsonText, asPlainText, asUrlPart, fillIn, requestText } from '../template.ts'

const BODY_ENCODING = { json: asJsonText, form: asUrlPart, text: asPlainText } as const
const CONTENT_TYPE = {
  json: 'application/json; charset=utf-8',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=utf-8',
} as const

/** Sends a request and waits for its answer. Digits go with it once; the state knows nothing of them afterwards. */
export function sendRequest(draft: IvrDraft, request: SecretRequest, secretDigits: IvrVariables = {}): void {
  draft.update({ secretDigits: {} })
  const token = draft.waitForAnswer(request.timeoutMs)
  const hasType = request.headers.some(({ name }) => name.toLowerCase() === 'content-type')
  const type = { name: 'content-type', value: [{ kind: 'text' as const, text: CONTENT_TYPE[request.bodyKind] }] }
  draft.effect({
    kind: 'http.request',
    token,
    method: request.method,
    url: fillIn(request.url, draft.valueOf, asUrlPart),
    headers: [
      ...request.headers.map(({ name, value }) => ({ name, value: requestText(value, draft.valueOf, asHeaderLine) })),
      ...(request.body === null || hasType ? [] : [type]),
    ],
    body: request.body === null ? null : requestText(request.body, draft.valueOf, BODY_ENCODING[request.bodyKind]),
    secretDigits,
    timeoutMs: request.timeoutMs,
  })
}

/** The answer's status is read by this path. */
export const STATUS_PATH = '$status'

/** What the flow wants to keep of an answer; null when the answer is no JSON though something of it is wanted. */
export function savedOf(saves: readonly SavedValue[], answer: { status: number; body: string }): IvrVariables | null {
  const json = saves.some(({ path }) => path !== STATUS_PATH) ? parseJson(answer.body) : null
  if (json === undefined) return null
  return Object.fromEntries(
    saves.map(({ path, variable }) => [
      variable,
      path === STATUS_PATH ? String(answer.status) : readJsonPath(json, path),
    ]),
  )
}

export const isOk = (status: number): boolean => status >= 200 && status < 300
export const isRefused = (status: number): boolean => status >= 400 && status < 500
