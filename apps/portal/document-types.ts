import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The types of all GraphQL documents, made once and kept in a file: derived anew at every check they take ten times as long as all else in the portal.
 * The file begins with a stamp of what it was made from, the schema and the documents, so that one made from others is noticed.
 */
const PORTAL = import.meta.dirname
const TYPES_FILE = join(PORTAL, 'src/graphql/generated/documents.d.ts')
const STAMP = /^\/\/ made from ([0-9a-f]{64})\n/

/** What the file must have been made from to be right now. */
export function stampOfSources(): string {
  const hash = createHash('sha256').update(readFileSync(join(PORTAL, '../api/schema.graphql')))
  const texts = globSync('src/**/*.{ts,tsx}', { cwd: PORTAL, exclude: ['src/graphql/generated/**'] }).flatMap((file) =>
    [...readFileSync(join(PORTAL, file), 'utf8').matchAll(/\bgraphql\(\s*`([^`]*)`/g)].map(([, text]) => text ?? ''),
  )
  for (const text of texts.toSorted()) hash.update(`\0${text}`)
  return hash.digest('hex')
}

/** What the file was made from; null: there is none, or it was made by other means. */
export function stampOfTypes(): string | null {
  try {
    return STAMP.exec(readFileSync(TYPES_FILE, 'utf8'))?.[1] ?? null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

if (import.meta.main && stampOfTypes() !== stampOfSources()) {
  console.log('The schema or the documents have changed: their types are made anew, which takes about a minute.')
  // Types of what the documents were would be taken for those of what they are now.
  writeFileSync(TYPES_FILE, '')
  const { status } = spawnSync('gql.tada', ['turbo', '--fail-on-warn'], { cwd: PORTAL, stdio: 'inherit' })
  if (status !== 0) process.exit(1)
  writeFileSync(TYPES_FILE, `// made from ${stampOfSources()}\n${readFileSync(TYPES_FILE, 'utf8')}`)
}
