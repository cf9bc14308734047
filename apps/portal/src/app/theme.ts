import type { ThemeConfig } from 'antd'
import type { Locale } from '../i18n/locale.ts'

/** Text and signal colours keep at least 4.5 : 1 on white and on the grey behind the cards (WCAG 2.2, 1.4.3). */
export const colors = {
  primary: '#0f5bb5',
  success: '#1d7a35',
  warning: '#9a5b00',
  error: '#c0232c',
  textMuted: '#566172',
  page: '#f4f6f9',
  line: '#dfe4ec',
} as const

const LATIN = '"Segoe UI", Roboto, "Noto Sans"'
const CHINESE = '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC"'

/**
 * By the language of the screen, since quotes and dashes are the same letters in both: in a Chinese font they are as wide as a Chinese character, in a Latin one
 * too narrow for Chinese text. Names in the other writing take the next font.
 */
const FONTS: Readonly<Record<Locale, string>> = {
  en: `-apple-system, BlinkMacSystemFont, ${LATIN}, Arial, "Liberation Sans", "DejaVu Sans", ${CHINESE}, sans-serif`,
  'zh-CN': `-apple-system, BlinkMacSystemFont, ${CHINESE}, ${LATIN}, Arial, sans-serif`,
}

const theme: ThemeConfig = {
  token: {
    colorPrimary: colors.primary,
    // Darker, not lighter: what is written on a button stays readable while the pointer is on it.
    colorPrimaryHover: '#0c4c98',
    colorErrorHover: '#a31c24',
    colorInfo: colors.primary,
    colorSuccess: colors.success,
    colorSuccessBg: '#eef8f0',
    colorSuccessBorder: '#a9d3b4',
    colorWarning: colors.warning,
    colorError: colors.error,
    colorWarningBg: '#fff7e6',
    colorWarningBorder: '#f0c36d',
    colorErrorBg: '#fdeeee',
    colorErrorBorder: '#f0b4b7',
    colorInfoBg: '#eaf2fc',
    colorInfoBorder: '#a9c8ec',
    colorText: '#1b2430',
    colorTextSecondary: colors.textMuted,
    colorTextTertiary: colors.textMuted,
    colorTextDescription: colors.textMuted,
    colorTextPlaceholder: '#697384',
    colorBgLayout: colors.page,
    colorBorderSecondary: colors.line,
    borderRadius: 8,
    fontSize: 14,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 56, headerPadding: '0 20px' },
    Table: { headerBg: '#f7f9fc', cellPaddingBlock: 10 },
    Statistic: { contentFontSize: 26 },
  },
}

export const themeFor = (locale: Locale): ThemeConfig => ({
  ...theme,
  token: { ...theme.token, fontFamily: FONTS[locale] },
})
