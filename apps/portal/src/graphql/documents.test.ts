import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, Kind, validate } from 'graphql'
import type { DocumentNode } from 'graphql'
import { expect, test } from 'vitest'
import { stampOfSources, stampOfTypes } from '../../document-types.ts'
import { ViewerQuery } from '../app/viewer.ts'

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../api/schema.graphql'), 'utf8'))
/** Every folder's, so that a new one is looked at without being named here. */
const modules = import.meta.glob<Readonly<Record<string, DocumentNode>>>('../**/*documents.ts', { eager: true })
const documents = [
  ['ViewerQuery', ViewerQuery] as const,
  ...Object.entries(modules).flatMap(([path, exported]) =>
    Object.entries(exported)
      .filter(([, value]) => typeof value === 'object' && 'definitions' in value)
      .map(([name, document]) => [`${path} ${name}`, document] as const),
  ),
]

/** A field that the API has not got makes it refuse the whole document; the types alone say `unknown`. */
test.each(documents)('the API answers every field of %s', (_name, document) => {
  const isFragment = document.definitions.every((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  const errors = validate(schema, document).filter(({ message }) => !(isFragment && message.includes('never used')))
  expect(errors.map(({ message }) => message).filter((message) => !message.includes('_unmask'))).toEqual([])
})

test('the kept types are of these documents and this schema', () => {
  expect(stampOfTypes(), 'run `npm run generate` and commit what it makes').toBe(stampOfSources())
})
