import type { AgentDesktop, DesktopCall } from '../agents/documents.ts'

const AT = '2026-03-01T08:00:00.000Z'

/** What the server says of an agent: ready at a browser phone, unless told otherwise. */
export function agentDesktop(said: Partial<AgentDesktop> = {}): AgentDesktop {
  return {
    serverTime: AT,
    status: 'READY',
    since: AT,
    signedInAt: AT,
    device: 'BROWSER',
    muted: false,
    phoneRegistered: true,
    connection: 'CONNECTED',
    wrapUpEndsAt: null,
    callerInFlow: false,
    reason: null,
    signedInQueues: [],
    call: null,
    ...said,
  }
}

export function desktopCall(said: Partial<DesktopCall> = {}): DesktopCall {
  return {
    id: 'cal_one',
    ani: '13800138000',
    dnis: '4008002002',
    arrivedAt: AT,
    connectedAt: null,
    endedAt: null,
    waitedMs: 12_000,
    recording: false,
    dispositionNote: null,
    callback: null,
    disposition: null,
    queue: { id: 'que_travel-booking', name: 'Bookings' },
    tenant: {
      id: 'ten_demo-travel',
      name: 'Meridian Travel',
      brand: { name: 'Meridian Travel', color: '#0a6c74', logoUrl: null },
      dispositions: [
        { id: 'dsp_booked', label: 'Booked' },
        { id: 'dsp_question', label: 'Question' },
      ],
    },
    menuPath: [
      { nodeId: 'greeting', kind: 'play', label: 'Greeting', digits: null, at: AT },
      { nodeId: 'menu', kind: 'menu', label: 'Main menu', digits: '1', at: AT },
    ],
    variables: [],
    ...said,
  }
}
