/** Never typed by anybody. */
const BETWEEN = '\u001f'

/** The message of a form's rule, together with the stable code by which a screen translates it. */
export const coded = (code: string, message: string): string => `${code}${BETWEEN}${message}`

/** The code is null where the rule has none of its own. */
export function decoded(text: string): { readonly code: string | null; readonly message: string } {
  const [code = '', message] = text.split(BETWEEN)
  return message === undefined ? { code: null, message: text } : { code, message }
}
