import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Money } from '../graphql/money-types.ts'
import { Tenant } from '../tenants/schema.ts'
import { DOCUMENT_LOCALES } from './document-model.ts'
import type { DocumentLocale, Seller } from './document-model.ts'
import { FILE_FORMATS } from './documents-of.ts'
import type { DocumentFile } from './documents-of.ts'
import type { RatedCall } from './repository.ts'
import { readSchedule, saveSchedule } from './schedule-service.ts'
import type { ScheduleView } from './schedule-service.ts'
import * as service from './service.ts'
import type { RatedCallsPage } from './service.ts'

const Format = enumOf('DocumentFormat', FILE_FORMATS)
const Direction = enumOf('RatedCallDirection', ['inbound', 'outbound'])

/** Any language that is not Chinese is served in English. */
const localeOf = (text: string): DocumentLocale =>
  DOCUMENT_LOCALES.find((locale) => locale.slice(0, 2) === text.slice(0, 2).toLowerCase()) ?? 'en'

const File = builder.objectRef<DocumentFile>('DocumentFile').implement({
  fields: (t) => ({
    fileName: t.exposeString('fileName'),
    mimeType: t.exposeString('mimeType'),
    base64: t.string({ resolve: ({ content }) => content.toString('base64') }),
  }),
})

const RatedCallRef = builder.objectRef<RatedCall>('RatedCall').implement({
  description: 'A charged call and what its price was made from.',
  fields: (t) => ({
    callId: t.exposeID('callId'),
    direction: t.field({ type: Direction, resolve: (call) => call.direction }),
    calling: t.exposeString('calling'),
    called: t.exposeString('called'),
    startedAt: t.field({ type: 'DateTime', description: 'When it was answered.', resolve: (call) => call.startedAt }),
    durationMs: t.exposeInt('durationMs'),
    billableSeconds: t.exposeInt('billableSeconds'),
    rate: t.exposeString('rate', { description: 'Price of a minute and increment: 0.12 × 6/6' }),
    planVersion: t.exposeInt('planVersion'),
    amount: t.field({ type: Money, resolve: ({ amount, currency }) => ({ micros: amount, currency }) }),
  }),
})
const RatedCalls = builder.objectRef<RatedCallsPage>('RatedCalls').implement({
  fields: (t) => ({
    rows: t.field({ type: [RatedCallRef], resolve: (page) => page.rows }),
    totalCount: t.exposeInt('totalCount'),
  }),
})

builder.objectFields(Tenant, (t) => ({
  ratedCalls: t.field({
    type: RatedCalls,
    description: 'The charged calls of a stretch of time, as a line of minutes on an invoice names it.',
    args: {
      from: t.arg({ type: 'DateTime', required: true }),
      until: t.arg({ type: 'DateTime', required: true }),
      direction: t.arg({ type: Direction }),
      usageKey: t.arg.string({ description: 'As the evidence of a line names it: the calls of that line alone.' }),
      offset: t.arg.int({ required: true, defaultValue: 0 }),
      first: t.arg.int({ required: true, defaultValue: 20 }),
    },
    resolve: (tenant, { direction, usageKey, ...args }, { scope }) =>
      service.readRatedCalls(scope, {
        ...args,
        tenantId: tenant.id,
        direction: direction ?? null,
        usageKey: usageKey ?? null,
      }),
  }),
}))

builder.objectFields(Tenant, (t) => ({
  invoiceFile: t.field({
    type: File,
    args: {
      invoiceId: t.arg.id({ required: true }),
      format: t.arg({ type: Format, required: true }),
      locale: t.arg.string({ required: true, description: 'zh-CN or en' }),
    },
    resolve: (tenant, { invoiceId, format, locale }, { scope }) =>
      service.downloadInvoice(scope, {
        tenantId: tenant.id,
        invoiceId: parseId(idSchema('invoice'), 'invoiceId', invoiceId),
        format,
        locale: localeOf(locale),
      }),
  }),
  statementFile: t.field({
    type: File,
    args: {
      currency: t.arg.string(),
      from: t.arg({ type: 'Date', required: true }),
      until: t.arg({ type: 'Date', required: true, description: 'First day after.' }),
      format: t.arg({ type: Format, required: true }),
      locale: t.arg.string({ required: true }),
    },
    resolve: (tenant, { currency, locale, ...args }, { scope }) =>
      service.downloadStatement(scope, {
        ...args,
        tenantId: tenant.id,
        currency: currency ?? null,
        locale: localeOf(locale),
      }),
  }),
  callListFile: t.field({
    type: File,
    description: 'Every charged call of a month, as CSV or Excel.',
    args: {
      month: t.arg.string({ required: true }),
      format: t.arg({ type: Format, required: true }),
      locale: t.arg.string({ required: true }),
    },
    resolve: (tenant, { month, format, locale }, { scope }) =>
      service.downloadCallList(scope, { tenantId: tenant.id, month, format, locale: localeOf(locale) }),
  }),
}))

const SELLER_FIELDS = [
  'name',
  'address',
  'taxId',
  'phone',
  'email',
  'bankName',
  'bankAccount',
  'bankCode',
  'paymentTerms',
] as const satisfies readonly (keyof Seller)[]

const SellerRef = builder.objectRef<Seller>('SellerProfile').implement({
  description: 'The operator, as its documents name it.',
  fields: (t) => Object.fromEntries(SELLER_FIELDS.map((field) => [field, t.exposeString(field)])),
})
const SellerInput = builder.inputType('SellerProfileInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    address: t.string({ required: true }),
    taxId: t.string({ required: true }),
    phone: t.string({ required: true }),
    email: t.string({ required: true }),
    bankName: t.string({ required: true }),
    bankAccount: t.string({ required: true }),
    bankCode: t.string({ required: true }),
    paymentTerms: t.string({ required: true }),
  }),
})

const Schedule = builder.objectRef<ScheduleView>('DocumentSchedule').implement({
  description: 'Which documents a client is sent by mail, and to whom.',
  fields: (t) => ({
    locale: t.exposeString('locale'),
    invoices: t.stringList({ description: 'When they are marked as sent.', resolve: (of) => [...of.invoices] }),
    callLists: t.stringList({
      description: "Last month's, at the start of a month.",
      resolve: (of) => [...of.callLists],
    }),
    dailies: t.stringList({ description: "Yesterday's calls and charges.", resolve: (of) => [...of.dailies] }),
    statements: t.stringList({ description: "Last month's account.", resolve: (of) => [...of.statements] }),
  }),
})
const ScheduleInput = builder.inputType('DocumentScheduleInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    locale: t.string({ required: true }),
    invoices: t.stringList({ required: true }),
    callLists: t.stringList({ required: true }),
    dailies: t.stringList({ required: true }),
    statements: t.stringList({ required: true }),
  }),
})

builder.queryFields((t) => ({
  documentSchedule: t.field({
    type: Schedule,
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId }, { scope }) =>
      readSchedule(scope, { tenantId: parseId(idSchema('tenant'), 'tenantId', tenantId) }),
  }),
  sellerProfile: t.field({
    type: SellerRef,
    resolve: (_root, _args, { scope }) => service.readSellerProfile(scope, {}),
  }),
}))

builder.mutationFields((t) => ({
  saveDocumentSchedule: t.field({
    type: Schedule,
    errors: administrationErrors('SaveDocumentSchedule'),
    args: { input: t.arg({ type: ScheduleInput, required: true }) },
    resolve: (_root, { input }, { scope }) => {
      const { tenantId, locale, ...lists } = input
      return saveSchedule(scope, {
        tenantId: parseId(idSchema('tenant'), 'input.tenantId', tenantId),
        schedule: { ...lists, locale: localeOf(locale) },
      })
    },
  }),
  saveSellerProfile: t.field({
    type: SellerRef,
    errors: administrationErrors('SaveSellerProfile'),
    args: { input: t.arg({ type: SellerInput, required: true }) },
    resolve: (_root, { input }, { scope }) => service.saveSellerProfile(scope, input),
  }),
}))
