export type PageLocale = 'en' | 'zh-CN'

const TEXTS = {
  en: {
    title: 'Log in to Seatline',
    username: 'User name',
    password: 'Password',
    submit: 'Log in',
    failed: 'The user name or the password is not right.',
    hint: 'Development log-ins',
    hintPassword: 'the password of each is',
    other: '中文',
  },
  'zh-CN': {
    title: '登录 Seatline',
    username: '用户名',
    password: '密码',
    submit: '登录',
    failed: '用户名或密码不正确。',
    hint: '开发环境账号',
    hintPassword: '密码均为',
    other: 'English',
  },
} as const satisfies Record<PageLocale, Record<string, string>>

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Simplified Chinese when the application or the browser asks for any Chinese before English. */
export function localeOf(wishes: readonly (string | undefined)[]): PageLocale {
  for (const wish of wishes) {
    const first = wish?.split(/[\s,]+/).find((tag) => /^(zh|en)/i.test(tag))
    if (first !== undefined) return /^zh/i.test(first) ? 'zh-CN' : 'en'
  }
  return 'en'
}

const STYLE = `
  :root { color-scheme: light dark; --line: #8884; --accent: #2563eb; }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
  main { width: min(22rem, 92vw); display: grid; gap: 1rem; }
  h1 { font-size: 1.4rem; margin: 0; }
  form { display: grid; gap: 1rem; }
  label { display: grid; gap: .25rem; }
  input { font: inherit; padding: .55rem .7rem; border: 1px solid var(--line); border-radius: .4rem; background: transparent; color: inherit; }
  button { font: inherit; padding: .6rem; border: 0; border-radius: .4rem; background: var(--accent); color: #fff; cursor: pointer; }
  input:focus-visible, button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  [role=alert] { margin: 0; padding: .5rem .7rem; border-left: 4px solid #dc2626; background: #dc262618; }
  small { opacity: .75; } nav { text-align: right; } a { color: inherit; }`

export function logInPage(input: {
  readonly locale: PageLocale
  readonly action: string
  readonly usernames: readonly string[]
  readonly password: string
  readonly username: string
  readonly failed: boolean
}): string {
  const t = TEXTS[input.locale]
  const other: PageLocale = input.locale === 'en' ? 'zh-CN' : 'en'
  return `<!doctype html>
<html lang="${input.locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${t.title}</title><style>${STYLE}</style></head>
<body><main>
<nav><a href="${escapeHtml(input.action)}?lang=${other}" hreflang="${other}" lang="${other}">${t.other}</a></nav>
<h1>${t.title}</h1>
${input.failed ? `<p role="alert">${t.failed}</p>` : ''}
<form method="post" action="${escapeHtml(input.action)}">
<input type="hidden" name="lang" value="${input.locale}">
<label>${t.username}<input name="username" autocomplete="username" required ${input.failed ? '' : 'autofocus'} value="${escapeHtml(input.username)}"></label>
<label>${t.password}<input name="password" type="password" autocomplete="current-password" required ${input.failed ? 'autofocus' : ''}></label>
<button type="submit">${t.submit}</button>
</form>
<small>${t.hint}: ${input.usernames.map(escapeHtml).join(', ')}; ${t.hintPassword} <code>${escapeHtml(input.password)}</code></small>
</main></body></html>`
}
