import type { Mail } from '../mail/mailer.ts'

type MailParts = {
  readonly to: string
  readonly name: string
  readonly brand: string
  readonly color: string
  readonly link: string
  readonly locale: string
}

const TEXTS = {
  en: {
    subject: (brand: string) => `${brand} invites you to Seatline`,
    hello: (name: string) => `Hello ${name},`,
    body: (brand: string) => `${brand} has invited you to work with them on Seatline, their call centre.`,
    action: 'Accept the invitation',
    advice: 'The link is good for 7 days and for you alone; do not pass it on.',
    unexpected: 'If you did not expect this mail, you need not do anything.',
  },
  'zh-CN': {
    subject: (brand: string) => `${brand}邀请您使用 Seatline`,
    hello: (name: string) => `${name}，您好：`,
    body: (brand: string) => `${brand}邀请您加入其呼叫中心系统 Seatline。`,
    action: '接受邀请',
    advice: '此链接 7 天内有效，仅供您本人使用，请勿转发。',
    unexpected: '如果您并不知道此邀请，请忽略本邮件。',
  },
} as const

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** In the language of the invited. Plain text and HTML; no picture, nothing that tells whether it was read. */
export function invitationMail({ to, name, brand, color, link, locale }: MailParts): Mail {
  const t = TEXTS[locale === 'zh-CN' ? 'zh-CN' : 'en']
  const said = { hello: escapeHtml(t.hello(name)), body: escapeHtml(t.body(brand)), link: escapeHtml(link) }
  return {
    to,
    // A name cannot smuggle a header in: the composer encodes it, and it holds no line break.
    subject: t.subject(brand),
    text: [t.hello(name), '', t.body(brand), '', `${t.action}:`, link, '', t.advice, t.unexpected, ''].join('\n'),
    html: `<!doctype html>
<html lang="${locale}"><body style="margin:0;padding:24px;background:#f4f6f9;font:16px/1.6 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;color:#1b2430">
<div style="max-width:34rem;margin:0 auto;background:#fff;border-top:4px solid ${escapeHtml(color)};border-radius:8px;padding:28px">
<p>${said.hello}</p><p>${said.body}</p>
<p style="margin:28px 0"><a href="${said.link}" style="background:#0f5bb5;color:#fff;padding:12px 22px;border-radius:6px;text-decoration:none">${t.action}</a></p>
<p style="color:#566172;font-size:14px;word-break:break-all">${said.link}</p>
<p style="color:#566172;font-size:14px">${t.advice}<br>${t.unexpected}</p>
</div></body></html>`,
  }
}
