/// <reference lib="dom" />
import type { Page } from 'playwright-core'

/** Asks the API as the person who is logged in on that page. */
export type Api = {
  ask<T>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<T>
  /** A file that the API hands out by a signed address: no token is sent. */
  download(path: string): Promise<{ readonly status: number; readonly type: string; readonly body: Buffer }>
}

export function apiOf(page: Page): Api {
  const origin = (): string => new URL(page.url()).origin
  return {
    ask: async <T>(query: string, variables: Readonly<Record<string, unknown>> = {}) => {
      const response = await fetch(`${origin()}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(page)}` },
        body: JSON.stringify({ query, variables }),
      })
      const answer = (await response.json()) as { data?: T; errors?: readonly { message: string }[] }
      if (answer.errors !== undefined || answer.data === undefined)
        throw new Error(`the API refused [status:${response.status} answer:${JSON.stringify(answer)}]`)
      return answer.data
    },
    download: async (path) => {
      const response = await fetch(new URL(path, origin()))
      const body = Buffer.from(await response.arrayBuffer())
      return { status: response.status, type: response.headers.get('content-type') ?? '', body }
    },
  }
}

function tokenOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const key = Object.keys(sessionStorage).find((name) => name.startsWith('oidc.user:'))
    const user = JSON.parse((key === undefined ? null : sessionStorage.getItem(key)) ?? '{}') as {
      access_token?: string
    }
    if (user.access_token === undefined) throw new Error('nobody is logged in on this page')
    return user.access_token
  })
}
