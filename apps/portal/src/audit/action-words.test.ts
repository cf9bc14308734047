import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../i18n/en.ts'

/** Every act that the API writes down by a name of its own; names that it puts together are of the same words. */
const API = join(import.meta.dirname, '../../../api/src')
const sources = readdirSync(API, { recursive: true, encoding: 'utf8' }).filter(
  (name) =>
    name.endsWith('.ts') && !name.includes('generated') && !name.includes('.test.') && !name.includes('testing'),
)
const actions = new Set(
  sources.flatMap((name) =>
    [...readFileSync(join(API, name), 'utf8').matchAll(/action(?:: | = )'([a-z]\w*\.[a-z]\w*)'/g)].map(
      (found) => found[1] ?? '',
    ),
  ),
)

test('what the audit calls an act has words in the portal', () => {
  expect(actions.size).toBeGreaterThan(30)
  const wordless = [...actions].filter((action) => {
    const [subject = '', verb = ''] = action.split('.')
    return !(subject in en.auditSubject && verb in en.auditVerb)
  })
  expect(wordless).toEqual([])
})
