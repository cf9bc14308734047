import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Logo } from './logo-image.ts'

/** Below the assets directory, as it stands in the tenant's row: a directory for each tenant, and a name that nobody can guess. */
const FILE = /^ten_[a-z0-9_-]{2,40}\/[a-f0-9]{40}\.(png|jpg|svg)$/

export const isLogoFile = (file: string): boolean => FILE.test(file)

export const logoUrl = (file: string | null): string | null => (file === null ? null : `/logos/${file}`)

/** Never written over: a version that is restored finds the logo it had. */
export async function keepLogo(directory: string, tenantId: string, logo: Logo): Promise<string> {
  const file = `${tenantId}/${randomBytes(20).toString('hex')}.${logo.kind}`
  const path = join(directory, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, logo.bytes, { flag: 'wx' })
  return file
}

export const dropLogo = (directory: string, file: string): Promise<void> => rm(join(directory, file), { force: true })
