import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** What bin/start says on a machine where something is missing. The machine is played by programs of the test at the front of PATH. */

const ROOT = path.resolve(import.meta.dirname, '../..')

let programs = ''
beforeEach(() => {
  programs = mkdtempSync(path.join(tmpdir(), 'seatline-install-'))
})
afterEach(() => rmSync(programs, { recursive: true }))

function program(name: string, script: string): void {
  const file = path.join(programs, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

type Outcome = { readonly code: unknown; readonly said: string }
function start(searchPath = `${programs}:${process.env['PATH'] ?? ''}`): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile('/bin/bash', [path.join(ROOT, 'bin/start')], { env: { PATH: searchPath } }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, said: `${stdout}${stderr}` })
    })
  })
}

describe('bin/start', () => {
  it('names the missing Debian packages and the command when it may not install them', async () => {
    program('dpkg-query', 'case "$*" in *redis-server|*sox) exit 1 ;; *) printf installed ;; esac')
    program('id', 'echo 1000')
    const { code, said } = await start()
    expect(said).toBe(
      "seatline: these Debian packages are missing and only root can install them: run 'sudo apt-get install -y redis-server sox', then start again.\n",
    )
    expect(code).toBe(1)
  })

  it('says so when Debian cannot install them, with the reason', async () => {
    program('dpkg-query', 'case "$*" in *sox) exit 1 ;; *) printf installed ;; esac')
    program('id', 'echo 0')
    program('apt-get', 'echo "E: Unable to locate package sox" >&2; exit 100')
    const { code, said } = await start()
    expect(said).toMatch(
      /^Installing Debian packages: sox\nE: Unable to locate package sox\nseatline: the Debian packages could not be installed/,
    )
    expect(code).toBe(1)
  })

  it('refuses a Node.js that is too old', async () => {
    program('node', 'case "$1" in -p) echo 18 ;; *) echo v18.19.0 ;; esac')
    const { code, said } = await start()
    expect(said).toMatch(/^seatline: Node\.js 20 or newer is needed, and this is v18\.19\.0: see https:\S+\n$/)
    expect(code).toBe(1)
  })

  it('says that Node.js is missing', async () => {
    for (const name of ['dirname', 'bash']) program(name, `exec $(PATH=/usr/bin:/bin command -v ${name}) "$@"`)
    const { code, said } = await start(programs)
    expect(said).toMatch(/^seatline: Node\.js 20 or newer is not installed: see https:\S+\n$/)
    expect(code).toBe(1)
  })
})
