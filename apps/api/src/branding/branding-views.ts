import type { TenantId } from '@seatline/core'

export type LocaleTag = 'zh-CN' | 'en'

/** How a tenant shows itself, as those who decide it see it. */
export type BrandingView = {
  readonly tenantId: TenantId
  readonly name: string
  readonly brandName: string
  readonly brandColor: string
  /** How much the colour stands out from white: 1 to 21. */
  readonly contrast: number
  readonly logoUrl: string | null
  readonly locale: LocaleTag
  readonly timeZone: string
  readonly currency: string
}

export type BrandingContent = Pick<BrandingView, 'name' | 'brandName' | 'brandColor' | 'locale' | 'timeZone'>
