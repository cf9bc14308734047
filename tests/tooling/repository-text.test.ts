import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

/** The repository must work on any machine: it names no folder of a particular one and no package registry. */

const ROOT = path.resolve(import.meta.dirname, '../..')
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean)
const BINARY = /\.(png|jpe?g|ico|wav|pcap|woff2?|gz|zip)$/

/** Written in parts, so that this file does not match itself. */
const folder = (...names: string[]) => ['', ...names, ''].join('/')
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a working folder of one machine', new RegExp(`(^|[\\s"'=(:])${folder('work')}[a-z.]`, 'm')],
  ['a home folder', new RegExp(`(^|[\\s"'=(:])(${folder('home')}[a-z]+/|${folder('root')}[\\w.])`, 'm')],
  ['a package registry', /registry[=]|https?:\/\/[\w.-]*(registry|artifactory|nexus|verdaccio|pypi)[\w.-]*[:/]/],
]

function textsWith(pattern: RegExp): string[] {
  return tracked.filter((name) => !BINARY.test(name) && pattern.test(read(name)))
}

function read(name: string): string {
  // A file that is deleted but not yet committed has no text.
  try {
    return readFileSync(path.join(ROOT, name), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

describe('the repository speaks of itself alone', () => {
  it.each(FORBIDDEN)('no file names %s', (_what, pattern) => {
    expect(textsWith(pattern)).toEqual([])
  })

  it('the lock file says nothing of where packages came from', () => {
    const lock = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { resolved?: string; link?: boolean }>
    }
    const hosted = Object.entries(lock.packages).filter(
      ([, entry]) => entry.link !== true && entry.resolved !== undefined,
    )
    expect(hosted).toEqual([])
  })
})
