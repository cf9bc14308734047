// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { App as AntdApp } from 'antd'
import type { DocumentNode } from 'graphql'
import { Kind } from 'graphql'
import { I18nextProvider } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import { Client, Provider } from 'urql'
import type { Exchange, OperationResult } from 'urql'
import { afterEach, expect, test } from 'vitest'
import { filter, makeSubject, map, merge, mergeMap, pipe } from 'wonka'
import { createConnectionMonitor } from '../app/connection-monitor.ts'
import { ServicesContext } from '../app/services.ts'
import { ViewerContext } from '../app/viewer.ts'
import type { Viewer } from '../app/viewer.ts'
import { createI18n } from '../i18n/i18n.ts'
import { Phone } from '../softphone/phone.ts'
import { agentDesktop, desktopCall } from '../testing/agent-desktop.ts'
import { createFakeSoftphone } from '../testing/fake-softphone.ts'
import type { FakeSoftphone } from '../testing/fake-softphone.ts'
import { AgentDesktopPage } from './AgentDesktopPage.tsx'
import { AgentProvider } from './AgentProvider.tsx'
import type { AgentDesktop } from './documents.ts'

const TRAVEL = {
  id: 'ten_demo-travel',
  name: 'Meridian Travel',
  brand: { name: 'Meridian Travel', color: '#0a6c74', logoUrl: null },
}

const viewer: Viewer = {
  serverTime: '2026-03-01T08:00:00.000Z',
  person: { id: 'usr_mei', name: 'Mei Lin', email: '', locale: 'en' },
  agent: {
    id: 'agt_mei',
    name: 'Mei Lin',
    allowedQueues: [{ tenant: TRAVEL, queues: [{ id: 'que_travel-booking', name: 'Bookings' }] }],
  },
  memberships: [],
}

type Desk = {
  readonly port: FakeSoftphone
  /** Names of the mutations asked for, in order. */
  readonly asked: string[]
  server(says: Partial<AgentDesktop>): void
}

/** Answers as the API would: mutations are accepted, the desktop is what the test says. */
function fakeApi(asked: string[]): { exchange: Exchange; tell: (desktop: AgentDesktop) => void } {
  const told = makeSubject<AgentDesktop>()
  const nameOf = (document: DocumentNode): string =>
    document.definitions.flatMap((it) => (it.kind === Kind.OPERATION_DEFINITION ? [it.name?.value ?? ''] : []))[0] ?? ''
  const answer = (name: string): unknown => {
    if (name === 'MyCalls') return { myCalls: { totalCount: 0, edges: [] } }
    if (name === 'NotReadyReasons') return { viewer: { memberships: [] } }
    if (name !== 'IssueSipCredentials') return { result: { __typename: 'CommandAccepted' } }
    const soon = new Date(Date.now() + 600_000).toISOString()
    const issued = { wsUrl: 'ws://edge', aor: 'sip:agt_mei@sip', username: 'u', password: 'p', expiresAt: soon }
    return { sipCredentials: { __typename: 'SipCredentials', ...issued } }
  }
  const exchange: Exchange = () => (operations) =>
    merge([
      pipe(
        operations,
        filter(({ kind }) => kind === 'query' || kind === 'mutation'),
        map((operation): OperationResult => {
          const name = nameOf(operation.query)
          if (operation.kind === 'mutation') asked.push(name)
          return { operation, data: answer(name), stale: false, hasNext: false }
        }),
      ),
      pipe(
        operations,
        filter(({ kind }) => kind === 'subscription'),
        mergeMap((operation) =>
          pipe(
            told.source,
            map((desktop): OperationResult => ({
              operation,
              data: { agentDesktop: desktop },
              stale: false,
              hasNext: true,
            })),
          ),
        ),
      ),
    ])
  return { exchange, tell: (desktop) => told.next(desktop) }
}

async function openDesk(): Promise<Desk> {
  const port = createFakeSoftphone()
  const asked: string[] = []
  const api = fakeApi(asked)
  const setTimer = (): (() => void) => () => undefined
  const phone = new Phone({
    loadPort: () => Promise.resolve(port),
    lock: {
      acquire: () => Promise.resolve(true),
      takeOver: () => Promise.resolve(true),
      release: () => undefined,
      whenFree: () => new Promise(() => undefined),
    },
    openMicrophone: () =>
      Promise.resolve({ kind: 'granted', stream: { active: true, getTracks: () => [] } as unknown as MediaStream }),
    issueCredentials: (agentId) =>
      Promise.resolve({ agentId, uri: 'sip:a@b', username: 'u', password: 'p', webSocketUrl: 'ws://b', expiresAt: 1 }),
    now: () => 0,
    setTimer,
  })
  const monitor = createConnectionMonitor({ now: () => 0, setTimer, probe: () => Promise.resolve(true) })
  const services = { monitor, phone, ringTone: { start: () => undefined, stop: () => undefined } }
  const session = {
    accessToken: () => Promise.resolve('token'),
    renew: () => Promise.resolve(true),
    logIn: () => Promise.resolve(),
    logOut: () => Promise.resolve(),
    onEnded: () => () => undefined,
  }
  render(
    <I18nextProvider i18n={await createI18n('en')}>
      <Provider value={new Client({ url: '/graphql', exchanges: [api.exchange], preferGetMethod: false })}>
        <ServicesContext value={services}>
          <ViewerContext value={{ viewer, session }}>
            <MemoryRouter initialEntries={['/desktop']}>
              <AntdApp>
                <AgentProvider agentId="agt_mei">
                  <AgentDesktopPage />
                </AgentProvider>
              </AntdApp>
            </MemoryRouter>
          </ViewerContext>
        </ServicesContext>
      </Provider>
    </I18nextProvider>,
  )
  return { port, asked, server: (says) => api.tell(agentDesktop(says)) }
}

afterEach(cleanup)

test('an agent signs in, is rung and answers, with the keyboard alone', { timeout: 30_000 }, async () => {
  const keys = userEvent.setup()
  const desk = await openDesk()
  desk.server({ status: 'SIGNED_OUT', device: null })
  await screen.findByTestId('sign-in-form')
  screen.getByTestId('sign-in').focus()
  await keys.keyboard('{Enter}')
  await expect.poll(() => desk.asked).toContain('SignIn')
  expect(desk.port.asked).toEqual(['start'])

  desk.server({ status: 'READY' })
  await screen.findByTestId('idle-panel')
  desk.port.ring()
  desk.server({ status: 'RINGING', call: desktopCall({ id: 'cal_23456789abcdefghijkm' }) })
  await screen.findByTestId('ring-panel')
  await expect.poll(() => screen.getByTestId('call-path').textContent).toContain('Main menu 1')
  expect(screen.getByTestId('ring-announcement').textContent).toContain('13800138000')
  await keys.keyboard('{Alt>}[KeyA]{/Alt}')
  await screen.findByTestId('talk-panel')
})

test('hold, mute and hang up reach the phone; mute is told to the server too', async () => {
  const keys = userEvent.setup()
  const desk = await openDesk()
  desk.server({ status: 'READY' })
  await expect.poll(() => desk.port.asked).toEqual(['start'])
  desk.port.ring()
  await screen.findByTestId('ring-panel')
  await keys.keyboard('{Alt>}[KeyA]{/Alt}')
  const panel = await screen.findByTestId('talk-panel')
  await keys.keyboard('{Alt>}[KeyH]{/Alt}')
  await expect.poll(() => panel.dataset['held']).toBe('true')
  await keys.keyboard('{Alt>}[KeyM]{/Alt}')
  await expect.poll(() => panel.dataset['muted']).toBe('true')
  await keys.keyboard('{Alt>}[KeyX]{/Alt}')
  expect(desk.port.asked).toEqual(['start', 'answer', 'hold', 'mute', 'hangUp'])
  expect(desk.asked).toContain('SetMuted')
})

test('a call that only the server has is said, and can be ended there', async () => {
  const keys = userEvent.setup()
  const desk = await openDesk()
  desk.server({ status: 'TALKING', call: desktopCall({ connectedAt: '2026-03-01T08:00:10.000Z' }) })
  const panel = await screen.findByTestId('call-without-phone')
  await expect.poll(() => panel.dataset['why']).toBe('reloaded')
  await keys.click(screen.getByTestId('hang-up-at-server'))
  await expect.poll(() => desk.asked).toContain('HangUp')
})
