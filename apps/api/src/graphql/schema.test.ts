import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { printedSchema } from './schema.ts'

test('the committed schema is what the code makes; `npm run schema -w @seatline/api` prints it anew', () => {
  expect(printedSchema()).toBe(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))
})
