import { contrastRatio, isHexColor, readableOn, SHAPE_CONTRAST_MIN } from '@seatline/core'
import { Button, Card, Form, Input, Select, Skeleton } from 'antd'
import type { FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { Faults } from '../configuration/Faults.tsx'
import { useChange } from '../configuration/use-change.ts'
import { useMaySetUp } from '../configuration/use-may-set-up.ts'
import { LOCALE_NAMES, LOCALES } from '../i18n/locale.ts'
import { BrandName } from '../ui/Brand.tsx'
import { BrandingQuery, UpdateBranding } from './documents.ts'
import type { Branding, BrandingInput } from './documents.ts'
import { LogoField } from './LogoField.tsx'

type Content = Omit<BrandingInput, 'tenantId'>

/** How the company shows itself to agents and callers. */
export function BrandingPage(): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [{ data }, reload] = useQuery({
    query: BrandingQuery,
    variables: { tenantId },
    requestPolicy: 'cache-and-network',
  })
  const branding = data?.tenant?.branding
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.branding')}</h1>
      </div>
      {branding === undefined ? (
        <Skeleton active paragraph={{ rows: 10 }} />
      ) : (
        <BrandingForm branding={branding} onChanged={() => reload({ requestPolicy: 'network-only' })} />
      )}
    </>
  )
}

type FormProps = { readonly branding: Branding; readonly onChanged: () => void }

function BrandingForm({ branding, onChanged }: FormProps): ReactNode {
  const { t } = useTranslation()
  const mayEdit = useMaySetUp('BRANDING_MANAGE')
  const [form] = Form.useForm<Content>()
  const [, update] = useMutation(UpdateBranding)
  const change = useChange()
  const { tenantId } = branding
  const save = async (): Promise<void> => {
    const input = { ...initialOf(branding), ...(form.getFieldsValue(true) as Partial<Content>), tenantId }
    if (await change.save(() => update({ input }), form)) onChanged()
  }
  return (
    <div className="two-columns">
      <Card size="small">
        <Faults faults={change.faults} />
        <Form
          form={form}
          layout="vertical"
          disabled={!mayEdit}
          initialValues={initialOf(branding)}
          onFinish={() => void save()}
          data-testid="branding-form"
        >
          <Form.Item name="name" label={t('branding.companyName')} required>
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item name="brandName" label={t('branding.brandName')} required extra={t('branding.brandNameHelp')}>
            <Input maxLength={40} />
          </Form.Item>
          <ColorField form={form} />
          <Places currency={branding.currency} />
          {mayEdit ? (
            <Button type="primary" htmlType="submit" loading={change.isSaving} data-testid="save-branding">
              {t('setUp.save')}
            </Button>
          ) : (
            <span className="muted">{t('branding.readOnly')}</span>
          )}
        </Form>
      </Card>
      <div className="stack">
        <Card size="small" title={<h2 className="card-title">{t('branding.logo')}</h2>}>
          <LogoField tenantId={tenantId} logoUrl={branding.logoUrl} mayEdit={mayEdit} onChanged={onChanged} />
        </Card>
        <Card size="small" title={<h2 className="card-title">{t('branding.preview')}</h2>}>
          <Preview form={form} branding={branding} />
        </Card>
      </div>
    </div>
  )
}

function Places({ currency }: { readonly currency: string }): ReactNode {
  const { t } = useTranslation()
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  return (
    <>
      <Form.Item name="locale" label={t('branding.language')} required>
        <Select options={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))} />
      </Form.Item>
      <Form.Item name="timeZone" label={t('branding.timeZone')} required>
        <Select showSearch options={zones.map((zone) => ({ value: zone, label: zone }))} />
      </Form.Item>
      <Form.Item label={t('branding.currency')} extra={t('branding.currencyHelp')}>
        <Input value={currency} disabled aria-label={t('branding.currency')} style={{ width: 120 }} />
      </Form.Item>
    </>
  )
}

/** The colour as a text and as a picker; what is too pale is said before it is sent. */
function ColorField({ form }: { readonly form: FormInstance<Content> }): ReactNode {
  const { t } = useTranslation()
  const color = Form.useWatch<string | undefined>('brandColor', form) ?? ''
  const ratio = isHexColor(color) ? contrastRatio(color, '#ffffff') : null
  const words = ratio === null ? '' : (Math.floor(ratio * 10) / 10).toFixed(1)
  const isSeen = ratio !== null && ratio >= SHAPE_CONTRAST_MIN
  return (
    <Form.Item
      label={t('branding.color')}
      required
      htmlFor="brandColor"
      extra={
        <span className={ratio === null || isSeen ? undefined : 'tone-error'} data-testid="contrast">
          {ratio === null
            ? ' '
            : isSeen
              ? t('branding.contrastGood', { ratio: words })
              : t('branding.contrastBad', { ratio: words, min: SHAPE_CONTRAST_MIN })}
        </span>
      }
    >
      <div className="row">
        <input
          type="color"
          className="color-picker"
          aria-label={t('branding.color')}
          value={isHexColor(color) ? color : '#000000'}
          onChange={(event) => form.setFieldValue('brandColor', event.target.value)}
        />
        <Form.Item name="brandColor" noStyle>
          <Input id="brandColor" style={{ width: 140 }} maxLength={7} />
        </Form.Item>
      </div>
    </Form.Item>
  )
}

function Preview({ form, branding }: { readonly form: FormInstance<Content>; readonly branding: Branding }): ReactNode {
  const { t } = useTranslation()
  const name = Form.useWatch<string | undefined>('brandName', form) ?? branding.brandName
  const written = Form.useWatch<string | undefined>('brandColor', form) ?? branding.brandColor
  const color = isHexColor(written) ? written : branding.brandColor
  return (
    <div className="stack">
      <div>
        <div className="muted">{t('branding.previewRinging')}</div>
        <div className="brand-ringing" style={{ background: color, color: readableOn(color) }}>
          <BrandName name={name} color={null} logoUrl={branding.logoUrl} />
          <strong className="figures">138 0013 8000</strong>
        </div>
      </div>
      <div>
        <div className="muted">{t('branding.previewChoice')}</div>
        <BrandName name={name} color={color} logoUrl={branding.logoUrl} />
      </div>
    </div>
  )
}

const initialOf = ({ name, brandName, brandColor, locale, timeZone }: Branding): Content => ({
  name,
  brandName,
  brandColor,
  locale,
  timeZone,
})
