import type { RequestScope } from '../auth/request-scope.ts'
import type { PromptDraft, PromptView } from './prompt-views.ts'

/** Where a sound can be heard for some minutes, by whoever asked for it: an audio element can send no token. */
export const promptUrl = (
  { platform, viewer }: RequestScope,
  { tenantId, id }: Pick<PromptView, 'id' | 'tenantId'>,
): string => platform.urls.filePath(promptPath(tenantId, id), viewer.subject)

export const draftUrl = (
  { platform, viewer }: RequestScope,
  { tenantId, id }: Pick<PromptDraft, 'id' | 'tenantId'>,
): string => platform.urls.filePath(draftPath(tenantId, id), viewer.subject)

export const promptPath = (tenantId: string, promptId: string): string => `/prompts/${tenantId}/${promptId}.wav`
export const draftPath = (tenantId: string, draftId: string): string => `/prompts/drafts/${tenantId}/${draftId}.wav`
