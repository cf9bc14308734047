import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Tenant } from '../tenants/schema.ts'
import { InvalidInputError } from '../user-errors.ts'
import type { BrandingView } from './branding-views.ts'
import * as service from './service.ts'

const Branding = builder.objectRef<BrandingView>('Branding').implement({
  description: 'How a tenant shows itself. The logo is uploaded by PUT /logos/<tenant id>.',
  fields: (t) => ({
    tenantId: t.exposeID('tenantId'),
    name: t.exposeString('name', { description: "The company's name." }),
    brandName: t.exposeString('brandName', { description: 'What callers and agents know it by.' }),
    brandColor: t.exposeString('brandColor', { description: '#rrggbb' }),
    contrast: t.exposeFloat('contrast', { description: 'How much the colour stands out from white: 1 to 21.' }),
    logoUrl: t.exposeString('logoUrl', { nullable: true }),
    locale: t.exposeString('locale', { description: 'zh-CN or en' }),
    timeZone: t.exposeString('timeZone', { description: 'IANA time zone' }),
    currency: t.exposeString('currency', { description: 'ISO 4217; settled with the contract.' }),
  }),
})

builder.objectFields(Tenant, (t) => ({
  branding: t.field({
    type: Branding,
    resolve: ({ id }, _args, { scope }) => service.readBranding(scope, { tenantId: id }),
  }),
}))

const UpdateBrandingInput = builder.inputType('UpdateBrandingInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    name: t.string({ required: true }),
    brandName: t.string({ required: true }),
    brandColor: t.string({ required: true, description: '#rrggbb, at least 3 : 1 on white' }),
    locale: t.string({ required: true, description: 'zh-CN or en' }),
    timeZone: t.string({ required: true, description: 'IANA time zone' }),
  }),
})

const OwnLanguage = builder.objectRef<{ readonly locale: string }>('OwnLanguage').implement({
  fields: (t) => ({ locale: t.exposeString('locale') }),
})

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)

builder.mutationFields((t) => ({
  updateBranding: t.field({
    type: Branding,
    errors: administrationErrors('UpdateBranding'),
    args: { input: t.arg({ type: UpdateBrandingInput, required: true }) },
    resolve: (_root, { input }, { scope }) =>
      service.updateBranding(scope, { ...input, tenantId: tenantOf(input.tenantId) }),
  }),
  removeLogo: t.field({
    type: Branding,
    errors: administrationErrors('RemoveLogo'),
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId }, { scope }) => service.removeLogo(scope, { tenantId: tenantOf(tenantId) }),
  }),
  setOwnLanguage: t.field({
    type: OwnLanguage,
    description: 'The language in which the viewer is shown everything, on every computer.',
    errors: { types: [InvalidInputError], union: { name: 'SetOwnLanguageResult' } },
    args: { locale: t.arg.string({ required: true, description: 'zh-CN or en' }) },
    resolve: (_root, { locale }, { scope }) => {
      if (locale !== 'zh-CN' && locale !== 'en')
        throw new InvalidInputError('locale', 'The languages are zh-CN and en.')
      return service.setOwnLocale(scope, locale)
    },
  }),
}))
