import { useMemo } from 'react'
import { useServices } from '../app/services.ts'
import { useViewer } from '../app/viewer.ts'
import { createAuthorizedFetch } from '../graphql/authorized-fetch.ts'
import { uploadSound } from './upload-sound.ts'
import type { DraftAnswer, Upload as UploadInput } from './upload-sound.ts'

/** Sends a sound of this person's to the server. */
export function useSendSound(): (upload: UploadInput) => Promise<DraftAnswer> {
  const { session } = useViewer()
  const { monitor } = useServices()
  const send = useMemo(() => createAuthorizedFetch(session, monitor), [session, monitor])
  return (upload) => uploadSound(send, upload)
}
