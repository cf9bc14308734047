import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The link in the newest mail to an address, from the folder that takes mails where there is no mail server; null: no mail yet. */
export async function invitationLinkFor(folder: string, email: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names
    .filter((file) => file.endsWith('.eml'))
    .toSorted()
    .toReversed()) {
    const source = await readFile(join(folder, name), 'utf8')
    if (!source.includes(`To: ${email}`)) continue
    return /https?:\/\/[\w.:-]+\/invitation\/[\w-]{43}/.exec(textOf(source))?.[0] ?? null
  }
  return null
}

/** Every part decoded, which is enough to look for a link. */
function textOf(source: string): string {
  const parts = source.split(/\n--[^\n]+\n/)
  return parts
    .map((part) => {
      const body = part.slice(part.indexOf('\n\n') + 2)
      if (/content-transfer-encoding: base64/i.test(part)) return Buffer.from(body, 'base64').toString()
      return body.replaceAll(/=\n/g, '').replaceAll('=3D', '=')
    })
    .join('\n')
}
