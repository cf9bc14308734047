import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql'
import { createClient as createStreamClient } from 'graphql-sse'
import type { ConnectionMonitor } from '../app/connection-monitor.ts'
import type { AuthorizedFetch } from './authorized-fetch.ts'

const URL_PATH = '/graphql'
const RETRY_MS = { first: 500, max: 5_000 }

const backOffMs = (retries: number): number => Math.min(RETRY_MS.max, RETRY_MS.first * 2 ** Math.min(retries, 6))

/** Up to 30 % more, so that a room full of screens does not come back in one instant. */
const spread = (ms: number): number => {
  const [random = 0] = crypto.getRandomValues(new Uint8Array(1))
  return ms * (1 + (random / 255) * 0.3)
}

/** Queries and mutations over fetch, subscriptions over server-sent events; a broken stream is opened again for ever. */
export function createGraphqlClient(authorizedFetch: AuthorizedFetch, monitor: ConnectionMonitor): Client {
  const streams = createStreamClient({
    url: URL_PATH,
    fetchFn: authorizedFetch,
    retryAttempts: Number.POSITIVE_INFINITY,
    retry: (retries) => new Promise((resolve) => setTimeout(resolve, spread(backOffMs(retries)))),
    on: {
      connecting: (again) => {
        if (again) monitor.failed()
      },
      connected: () => monitor.heard(),
    },
  })
  return new Client({
    url: URL_PATH,
    fetch: authorizedFetch,
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables, operationName }) => ({
          subscribe: (sink) => ({
            unsubscribe: streams.subscribe(
              {
                query: query ?? '',
                ...(variables === undefined ? {} : { variables }),
                ...(operationName === undefined ? {} : { operationName }),
              },
              {
                next: ({ data, errors }) =>
                  sink.next({ data: data ?? null, ...(errors === undefined ? {} : { errors: [...errors] }) }),
                error: (error) => sink.error(error),
                complete: () => sink.complete(),
              },
            ),
          }),
        }),
      }),
    ],
  })
}
