import { contrastRatio, idSchema, isHexColor, isTimeZone, SHAPE_CONTRAST_MIN } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { z } from 'zod'
import { announceAccessChange } from '../auth/access-changes.ts'
import { authorizedSetUp } from '../auth/authorized.ts'
import type { RequestScope, TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { nameField, parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import type { Tenant } from '../generated/prisma/client.ts'
import { InputRefusedError, NotFoundError } from '../user-errors.ts'
import type { BrandingContent, BrandingView, LocaleTag } from './branding-views.ts'
import { readLogo } from './logo-image.ts'
import { dropLogo, keepLogo, logoUrl } from './logo-store.ts'

const WHITE = '#ffffff'

const contentSchema = z.object({
  name: nameField(80),
  brandName: nameField(40),
  brandColor: z
    .string()
    .trim()
    .toLowerCase()
    .superRefine((color, context) => {
      if (!isHexColor(color))
        context.addIssue({
          code: 'custom',
          message: 'Write the colour like #0369a1.',
          params: { code: 'color.format' },
        })
      else if (contrastRatio(color, WHITE) < SHAPE_CONTRAST_MIN)
        context.addIssue({
          code: 'custom',
          message: `This is too pale to be seen on white (${contrastRatio(color, WHITE).toFixed(1)} : 1). Take a darker one, at least ${String(SHAPE_CONTRAST_MIN)} : 1.`,
          params: { code: 'color.contrast' },
        })
    }),
  locale: z.enum(['zh-CN', 'en']),
  timeZone: z.string().refine(isTimeZone, {
    message: 'There is no such time zone. Choose one of the list.',
    params: { code: 'timeZone.unknown' },
  }),
})

type OfTenant = { readonly tenantId: TenantId }
type Content = { readonly [K in keyof BrandingContent]: string }

export const readBranding = authorizedSetUp('tenant.view', (scope, { tenantId }: OfTenant) =>
  scope.run(async (tx) => viewOf(await rowOf(tx, tenantId))),
)

export const updateBranding = authorizedSetUp('branding.manage', async (scope, input: OfTenant & Content) => {
  const content = parseInput(contentSchema, input)
  const value = await changeConfiguration(scope, async (tx) => {
    const before = viewOf(await rowOf(tx, input.tenantId))
    const row = await tx.tenant.update({
      where: { id: input.tenantId },
      data: { ...content, locale: content.locale === 'zh-CN' ? 'zh_CN' : 'en' },
    })
    return {
      value: viewOf(row),
      action: 'branding.update',
      subject: { id: input.tenantId, name: row.name },
      before: contentOf(before),
      after: content,
      summary: 'Brand and language changed',
    }
  })
  await announce(scope)
  return value
})

/** The picture is looked at, and an SVG written anew, before anything is kept. */
export const setLogo = authorizedSetUp(
  'branding.manage',
  async (scope, { tenantId, bytes }: OfTenant & { readonly bytes: Uint8Array }) => {
    const read = readLogo(bytes)
    if (!read.ok) throw new InputRefusedError('This picture cannot be the logo.', [{ field: 'logo', ...read.fault }])
    const directory = scope.platform.assetsDir
    const file = await keepLogo(directory, tenantId, read.logo)
    try {
      return await changeLogo(scope, file)
    } catch (error) {
      await dropLogo(directory, file)
      throw error
    }
  },
)

export const removeLogo = authorizedSetUp('branding.manage', (scope, _input: OfTenant) => changeLogo(scope, null))

async function changeLogo(scope: TenantScope, file: string | null): Promise<BrandingView> {
  const tenantId = scope.tenant.id
  const value = await changeConfiguration(scope, async (tx) => {
    const before = await rowOf(tx, tenantId)
    const row = await tx.tenant.update({ where: { id: tenantId }, data: { logoFile: file } })
    return {
      value: viewOf(row),
      action: file === null ? 'branding.removeLogo' : 'branding.setLogo',
      subject: { id: tenantId, name: row.name },
      before: { logo: logoUrl(before.logoFile) },
      after: { logo: logoUrl(file) },
      summary: file === null ? 'Logo removed' : 'Logo changed',
    }
  })
  await announce(scope)
  return value
}

/** The person's own language, on every computer. Nobody else's business, so no right is asked and no tenant is told. */
export async function setOwnLocale(scope: RequestScope, locale: LocaleTag): Promise<{ readonly locale: LocaleTag }> {
  const { viewer, platform } = scope
  const home = await scope.runIn({ tenantIds: [], subject: viewer.subject }, (tx) =>
    tx.user.findUnique({ where: { subject: viewer.subject }, select: { tenantId: true } }),
  )
  if (home === null) throw new NotFoundError('person')
  await scope.runIn({ tenantIds: [home.tenantId] }, (tx) =>
    tx.user.update({ where: { id: viewer.person.id }, data: { locale: locale === 'zh-CN' ? 'zh_CN' : 'en' } }),
  )
  await announceAccessChange(platform, { subjects: [viewer.subject], tenantIds: [] })
  return { locale }
}

/** Name, brand and logo are part of what every process remembers of its viewers. */
const announce = (scope: TenantScope): Promise<void> =>
  announceAccessChange(scope.platform, { subjects: 'everybody', tenantIds: [scope.tenant.id] })

async function rowOf(tx: Transaction, id: TenantId): Promise<Tenant> {
  const row = await tx.tenant.findUnique({ where: { id } })
  if (row === null) throw new NotFoundError('tenant')
  return row
}

const viewOf = (row: Tenant): BrandingView => ({
  tenantId: idSchema('tenant').parse(row.id),
  name: row.name,
  brandName: row.brandName,
  brandColor: row.brandColor,
  contrast: contrastRatio(row.brandColor, WHITE),
  logoUrl: logoUrl(row.logoFile),
  locale: row.locale === 'zh_CN' ? 'zh-CN' : 'en',
  timeZone: row.timeZone,
  currency: row.currency,
})

const contentOf = ({ name, brandName, brandColor, locale, timeZone }: BrandingView): BrandingContent => ({
  name,
  brandName,
  brandColor,
  locale,
  timeZone,
})
