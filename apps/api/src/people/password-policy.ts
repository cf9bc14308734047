import type { InputIssue } from '../user-errors.ts'

/** Said on the page before anybody types. Length is what counts; forced characters make people write passwords down. */
export const PASSWORD_POLICY = { lengthMin: 12, lengthMax: 128, differentMin: 6 } as const

const COMMON = [
  /^(.{1,4})\1+$/u,
  /password|passwort|qwerty|letmein|welcome|seatline|mima|woaini|iloveyou|asdfgh/i,
  /^\d+$/,
]

/** What is wrong with a password, by what its owner would try first and everybody else second. */
export function passwordIssues(
  password: string,
  owner: { readonly email: string; readonly name: string },
): InputIssue[] {
  const { lengthMin, lengthMax, differentMin } = PASSWORD_POLICY
  const issue = (code: string, message: string): InputIssue => ({ field: 'password', code, message })
  const length = Array.from(password).length
  if (length < lengthMin) return [issue('tooShort', `Use at least ${String(lengthMin)} characters.`)]
  if (length > lengthMax) return [issue('tooLong', `Use at most ${String(lengthMax)} characters.`)]
  if (new Set(password).size < differentMin)
    return [issue('tooFewCharacters', `Use at least ${String(differentMin)} different characters.`)]
  const told = [owner.email.split('@')[0] ?? '', ...owner.name.split(/\s+/)].filter((word) => word.length >= 3)
  const lower = password.toLowerCase()
  if (told.some((word) => lower.includes(word.toLowerCase())))
    return [issue('containsName', 'Leave your name and e-mail address out of the password.')]
  if (COMMON.some((pattern) => pattern.test(password)))
    return [
      issue('tooCommon', 'This is one of the first passwords that are tried. Choose another, such as a few words.'),
    ]
  return []
}
