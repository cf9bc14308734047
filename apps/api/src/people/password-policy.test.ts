import { expect, test } from 'vitest'
import { passwordIssues } from './password-policy.ts'

const OWNER = { email: 'anna.zhou@clinic.test', name: 'Anna Zhou' }

test.each([
  ['eleven-char', 'tooShort'],
  ['a'.repeat(129), 'tooLong'],
  ['ababababababab', 'tooFewCharacters'],
  ['correct-anna-horse', 'containsName'],
  ['my-Password-is-good', 'tooCommon'],
  ['482916573026', 'tooCommon'],
  ['correct horse battery', undefined],
  ['大风起兮云飞扬威加海内兮归', undefined],
])('%s', (password, code) => {
  expect(passwordIssues(password, OWNER)[0]?.code).toBe(code)
})
