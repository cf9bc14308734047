import { useEffect, useState } from 'react'
import { useClient } from 'urql'
import type { AnyVariables, TypedDocumentNode } from 'urql'
import { onEnd, pipe, subscribe } from 'wonka'
import { useServices } from '../app/services.ts'

/** A stream that ended by itself (its log-in expired) is opened again after this. */
const REOPEN_MS = 500

export type Live<Data> = { readonly data: Data | null; readonly failed: boolean }

/**
 * What a subscription last said. It is opened again when it ends and when the connection comes back, so that what is shown is never older than the
 * connection badge says.
 */
export function useLive<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  onData?: (data: Data) => void,
): Live<Data> {
  const client = useClient()
  const { monitor } = useServices()
  const [live, setLive] = useState<Live<Data>>({ data: null, failed: false })
  const [generation, setGeneration] = useState(0)
  const key = JSON.stringify(variables)

  useEffect(() => monitor.onRecovered(() => setGeneration((last) => last + 1)), [monitor])

  useEffect(() => {
    let closed = false
    let reopen: ReturnType<typeof setTimeout> | undefined
    const stream = pipe(
      client.subscription(document, JSON.parse(key) as Variables),
      onEnd(() => {
        if (!closed) reopen = setTimeout(() => setGeneration((last) => last + 1), REOPEN_MS)
      }),
      subscribe(({ data, error }) => {
        if (data !== undefined) {
          onData?.(data)
          setLive({ data, failed: false })
        } else if (error !== undefined) setLive((last) => ({ data: last.data, failed: true }))
      }),
    )
    return () => {
      closed = true
      clearTimeout(reopen)
      stream.unsubscribe()
    }
  }, [client, document, key, generation, onData])

  return live
}
