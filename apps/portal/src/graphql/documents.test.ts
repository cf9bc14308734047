import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, Kind, validate } from 'graphql'
import type { DocumentNode } from 'graphql'
import { expect, test } from 'vitest'
import * as commands from '../agents/command-documents.ts'
import * as agents from '../agents/documents.ts'
import { ViewerQuery } from '../app/viewer.ts'
import * as billing from '../billing/documents.ts'
import * as calls from '../calls/documents.ts'
import * as queues from '../queues/documents.ts'

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../api/schema.graphql'), 'utf8'))
const documents = Object.entries({ ViewerQuery, ...commands, ...agents, ...billing, ...calls, ...queues }) as [
  string,
  DocumentNode,
][]

/** A field that the API has not got makes it refuse the whole document; the types alone say `unknown`. */
test.each(documents)('the API answers every field of %s', (_name, document) => {
  const isFragment = document.definitions.every((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  const errors = validate(schema, document).filter(({ message }) => !(isFragment && message.includes('never used')))
  expect(errors.map(({ message }) => message).filter((message) => !message.includes('_unmask'))).toEqual([])
})
