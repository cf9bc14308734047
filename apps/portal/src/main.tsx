import type { i18n } from 'i18next'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { Provider as GraphqlProvider } from 'urql'
import { createAgentCommands } from './agents/commands.ts'
import { App } from './app/App.tsx'
import { serverClock } from './app/clock.ts'
import { createConnectionMonitor, probeServer } from './app/connection-monitor.ts'
import type { ConnectionMonitor } from './app/connection-monitor.ts'
import { loadPortalConfig } from './app/portal-config.ts'
import type { PortalConfig } from './app/portal-config.ts'
import { ServicesContext } from './app/services.ts'
import { openDoorway, openSession } from './app/session.ts'
import type { Session } from './app/session.ts'
import { createAuthorizedFetch } from './graphql/authorized-fetch.ts'
import { createGraphqlClient } from './graphql/client.ts'
import { createI18n } from './i18n/i18n.ts'
import { localeOf, rememberedLocale } from './i18n/locale.ts'
import { openMicrophone } from './softphone/microphone.ts'
import { createPhoneLock } from './softphone/phone-lock.ts'
import { Phone } from './softphone/phone.ts'
import { createRingTone } from './softphone/ring-tone.ts'
import './app/portal.css'

/** `?testAudio=1`: the microphone's sound is left as it is, for measuring with tones. Asked after the log-in, which brings the address back. */
const wantsTestAudio = (): boolean => new URLSearchParams(window.location.search).get('testAudio') === '1'

const setTimer = (run: () => void, ms: number): (() => void) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

function createRemoteAudio(): HTMLAudioElement {
  const audio = document.createElement('audio')
  audio.autoplay = true
  audio.dataset['testid'] = 'remote-audio'
  document.body.append(audio)
  return audio
}

function startMonitor(): ConnectionMonitor {
  const monitor = createConnectionMonitor({ now: () => performance.now(), setTimer, probe: probeServer })
  window.addEventListener('offline', () => monitor.failed())
  window.addEventListener('online', () => monitor.failed())
  monitor.start()
  return monitor
}

/** The link of an invitation: a page outside the log-in. */
const INVITATION = /^\/invitation\/([\w-]+)$/

const isInvitation = (): boolean => INVITATION.test(window.location.pathname)

async function showInvitation(
  root: HTMLElement,
  parts: { readonly config: PortalConfig; readonly i18n: i18n },
): Promise<void> {
  const doorway = openDoorway(parts.config, window.location)
  const token = INVITATION.exec(window.location.pathname)?.[1] ?? ''
  const { InvitationApp } = await import('./people/invitation/InvitationApp.tsx')
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={parts.i18n}>
        <InvitationApp token={token} doorway={doorway} />
      </I18nextProvider>
    </StrictMode>,
  )
}

async function start(root: HTMLElement): Promise<void> {
  const i18n = await createI18n(rememberedLocale(localStorage) ?? localeOf(navigator.language))
  let session: Session
  try {
    const config = await loadPortalConfig()
    // A log-in that began at an invitation leads back to it.
    const opened = isInvitation() ? null : await openSession(config, window.location)
    if (opened === null || isInvitation()) {
      await showInvitation(root, { config, i18n })
      return
    }
    session = opened
  } catch (error) {
    console.error('the portal cannot start', { error })
    root.textContent = i18n.t('failure.cannotStart')
    return
  }
  const microphone = wantsTestAudio() ? 'plain' : 'voice'
  const monitor = startMonitor()
  const client = createGraphqlClient(createAuthorizedFetch(session, monitor), monitor)
  const commands = createAgentCommands(client)
  const remoteAudio = createRemoteAudio()
  const phone = new Phone({
    loadPort: async () => {
      const { createJssipSoftphone } = await import('./softphone/jssip-adapter.ts')
      return createJssipSoftphone({ remoteAudio, setTimer: (run, ms) => void setTimer(run, ms) })
    },
    lock: createPhoneLock(navigator.locks),
    openMicrophone: () => openMicrophone(microphone),
    issueCredentials: (agentId) => commands.sipCredentials(agentId),
    now: serverClock.now,
    setTimer,
  })
  const services = { monitor, phone, ringTone: createRingTone() }
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <GraphqlProvider value={client}>
          <ServicesContext value={services}>
            <App session={session} />
          </ServicesContext>
        </GraphqlProvider>
      </I18nextProvider>
    </StrictMode>,
  )
}

const root = document.querySelector<HTMLElement>('#root')
if (root !== null) void start(root)
