import type { ThemeConfig } from 'antd'

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

export const theme: ThemeConfig = {
  token: {
    colorPrimary: colors.primary,
    colorInfo: colors.primary,
    colorSuccess: colors.success,
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
    fontFamily:
      '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans", Arial, sans-serif',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 56, headerPadding: '0 20px' },
    Table: { headerBg: '#f7f9fc', cellPaddingBlock: 10 },
    Statistic: { contentFontSize: 26 },
  },
}
