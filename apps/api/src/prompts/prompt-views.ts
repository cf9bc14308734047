import type { Instant, PromptId, TenantId } from '@seatline/core'

export const PROMPT_KINDS = ['speech', 'music'] as const
export type PromptKind = (typeof PROMPT_KINDS)[number]
export const PROMPT_SOURCES = ['speech', 'upload', 'recording'] as const
export type PromptSource = (typeof PROMPT_SOURCES)[number]
export const PROMPT_LOCALES = ['zh-CN', 'en'] as const
export type PromptLocale = (typeof PROMPT_LOCALES)[number]

export type PromptView = {
  readonly id: PromptId
  readonly tenantId: TenantId
  readonly name: string
  readonly kind: PromptKind
  /** What is said; empty for music, and where nobody wrote it down. */
  readonly text: string
  readonly locale: PromptLocale
  readonly source: PromptSource
  readonly originalName: string | null
  /** Relative to the prompts' directory. */
  readonly file: string
  readonly durationMs: number
  readonly sizeBytes: number
  readonly createdAt: Instant
  readonly archived: boolean
}

/** A sound that was made and can be listened to, and that is no prompt yet. */
export type PromptDraft = {
  readonly id: PromptId
  readonly tenantId: TenantId
  readonly source: PromptSource
  readonly text: string
  readonly originalName: string | null
  readonly durationMs: number
  readonly sizeBytes: number
  readonly sha256: string
}

export const PROMPT_USE_KINDS = ['flow', 'queue', 'announcement', 'allLinesBusy', 'suspended'] as const
/** Where callers hear a prompt. */
export type PromptUse = {
  readonly kind: (typeof PROMPT_USE_KINDS)[number]
  /** The menu, queue or announcement; empty for what is the tenant's as a whole. */
  readonly name: string
  /** The step of the menu. */
  readonly detail: string
}

export type StorageView = { readonly usedBytes: number; readonly maxBytes: number }
