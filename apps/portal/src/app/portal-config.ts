/** What the API tells the portal before anybody has logged in. */
export type PortalConfig = {
  readonly identity: { readonly authority: string; readonly clientId: string }
}

export class PortalConfigError extends Error {
  readonly code = 'portal.configUnavailable'
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

const text = (value: unknown, name: string): string => {
  if (typeof value !== 'string' || value === '') throw new PortalConfigError(`config.json lacks a text [field:${name}]`)
  return value
}

export function parsePortalConfig(json: unknown): PortalConfig {
  const identity = field(json, 'identity')
  return {
    identity: {
      authority: text(field(identity, 'authority'), 'identity.authority'),
      clientId: text(field(identity, 'clientId'), 'identity.clientId'),
    },
  }
}

export async function loadPortalConfig(): Promise<PortalConfig> {
  const response = await fetch('/config.json', { headers: { accept: 'application/json' } })
  if (!response.ok) throw new PortalConfigError(`config.json cannot be read [status:${String(response.status)}]`)
  return parsePortalConfig(await response.json())
}
