import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

/** The newest line that runs on Java 17, which is what Debian 12 has. */
const VERSION = '26.3.5'
const CACHE = path.join(homedir(), '.cache', 'seatline', 'keycloak')
const HOME = path.join(CACHE, `keycloak-${VERSION}`)
const run = promisify(execFile)

export type RunningKeycloak = {
  readonly url: string
  /** Makes a new signing key with the highest priority; the old one stays published. */
  readonly rotateKey: (realm: string) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * null when a real Keycloak can be used; else the reason why not. Only when asked for, by SEATLINE_KEYCLOAK=on: it takes minutes to start on a small
 * machine, and is fetched from Maven Central the first time (150 MB).
 */
export async function keycloakIsMissing(): Promise<string | null> {
  if (process.env['SEATLINE_KEYCLOAK'] !== 'on') return 'SEATLINE_KEYCLOAK=on is not set'
  if (!(await works('java', ['-version']))) return 'there is no Java'
  if (existsSync(HOME)) return null
  if (!(await works('mvn', ['-version']))) return 'there is no Maven to fetch it with'
  return fetchKeycloak()
}

async function fetchKeycloak(): Promise<string | null> {
  mkdirSync(CACHE, { recursive: true })
  const unpacked = mkdtempSync(path.join(CACHE, 'unpack-'))
  const artifact = `org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`
  try {
    await run('mvn', ['-q', '-B', 'dependency:unpack', `-Dartifact=${artifact}`, `-DoutputDirectory=${unpacked}`], {
      cwd: unpacked,
      timeout: 600_000,
    })
    renameSync(path.join(unpacked, `keycloak-${VERSION}`), HOME)
    return null
  } catch (error) {
    return `it could not be fetched: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`
  } finally {
    rmSync(unpacked, { recursive: true, force: true })
  }
}

const works = (command: string, args: readonly string[]): Promise<boolean> =>
  run(command, [...args]).then(
    () => true,
    () => false,
  )

const ADMIN = { username: 'contract-test', password: 'contract-test' }

/** Starts Keycloak on free ports with a data directory of its own, and the realm imported. */
export async function startKeycloak(realmFile: string): Promise<RunningKeycloak> {
  const [port, managementPort] = [await freePort(), await freePort()]
  const data = mkdtempSync(path.join(CACHE, 'data-'))
  // Keycloak imports from its own data/import only; the rest of what it writes goes to the directory of this run.
  const home = path.join(data, 'home')
  await run('cp', ['-a', HOME, home])
  mkdirSync(path.join(home, 'data', 'import'), { recursive: true })
  copyFileSync(realmFile, path.join(home, 'data', 'import', path.basename(realmFile)))
  const server = spawn(
    'sh',
    [
      path.join(home, 'bin', 'kc.sh'),
      'start-dev',
      '--import-realm',
      '--http-host=127.0.0.1',
      `--http-port=${String(port)}`,
      `--http-management-port=${String(managementPort)}`,
      '--db=dev-mem',
    ],
    {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        JAVA_OPTS_APPEND: '-Xmx512m',
        KC_BOOTSTRAP_ADMIN_USERNAME: ADMIN.username,
        KC_BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password,
      },
    },
  )
  const output = collect(server)
  const url = `http://127.0.0.1:${String(port)}`
  const close = async (): Promise<void> => {
    await end(server)
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await untilServed(`${url}/realms/seatline/.well-known/openid-configuration`, server, output)
  } catch (error) {
    await close()
    throw error
  }
  return { url, rotateKey: (realm) => addSigningKey(url, realm), close }
}

function collect(server: ChildProcess): () => string {
  let text = ''
  const add = (chunk: Buffer): void => {
    text = (text + chunk.toString()).slice(-4_000)
  }
  server.stdout?.on('data', add)
  server.stderr?.on('data', add)
  return () => text
}

async function untilServed(url: string, server: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 480_000
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`Keycloak ended while starting: ${output()}`)
    const served = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (served) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`Keycloak did not start in time: ${output()}`)
}

/** The script starts Java as a child: the whole group is ended. */
async function end(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null) return
  const ended = once(server, 'exit')
  process.kill(-server.pid, 'SIGTERM')
  const late = setTimeout(() => process.kill(-(server.pid ?? 0), 'SIGKILL'), 10_000)
  await ended
  clearTimeout(late)
}

async function addSigningKey(url: string, realm: string): Promise<void> {
  const form = new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', ...ADMIN })
  const granted = await fetch(`${url}/realms/master/protocol/openid-connect/token`, { method: 'POST', body: form })
  const { access_token: token } = (await granted.json()) as { access_token: string }
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const found = await fetch(`${url}/admin/realms/${realm}`, { headers })
  const { id: parentId } = (await found.json()) as { id: string }
  const made = await fetch(`${url}/admin/realms/${realm}/components`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      name: 'rotated',
      providerId: 'rsa-generated',
      providerType: 'org.keycloak.keys.KeyProvider',
      parentId,
      config: { priority: ['500'], enabled: ['true'], active: ['true'], algorithm: ['RS256'], keySize: ['2048'] },
    }),
  })
  if (!made.ok) throw new Error(`Keycloak made no key [status:${String(made.status)}]`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
