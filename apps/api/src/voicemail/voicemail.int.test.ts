import { idSchema } from '@seatline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'
import { audioPath } from './messages-service.ts'

/** Promise: a message is for its addressee and the superiors; nobody else sees or hears it, in GraphQL or through the door of its sound. */
const TENANT = idSchema('tenant').parse('ten_demo-travel')
const MESSAGE = idSchema('voicemail').parse('vml_for-jonas')
const SEEN = `{ tenant(id: "${TENANT}") { voicemails(filter: { boxId: "vbx_for-jonas" }) { totalCount messages { id ani state audioUrl } } } }`
const SUBJECTS = { 'admin-travel': 5, li: 3 } as const

let world: ApiWorld
beforeAll(async () => {
  world = await startApiWorld({ portBase: 4960, without: ['kamailio', 'rtpengine', 'media', 'worker'] })
  await addMessage()
})
afterAll(() => world.close())

async function addMessage(): Promise<void> {
  await world.opened.platform.database.withTenants({ tenantIds: [TENANT] }, async (tx) => {
    const heard = await tx.voicemail.findUniqueOrThrow({ where: { id: 'vml_travel-1' } })
    await tx.voicemailBox.create({
      data: {
        id: 'vbx_for-jonas',
        tenantId: TENANT,
        name: 'Jonas',
        agentId: 'agt_jonas',
        greetingPromptId: 'prm_travel-voicemail',
      },
    })
    const { streams: _, detail: __, ...rest } = heard
    await tx.voicemail.create({ data: { ...rest, id: MESSAGE, boxId: 'vbx_for-jonas', ani: '+447946000999' } })
  })
}

const seenBy = async (as: string): Promise<string> => (await world.ask({ as, query: SEEN })).text

describe('a message for one agent', () => {
  test('is seen by that agent and by the administrator', async () => {
    for (const person of ['jonas', 'admin-travel']) expect(await seenBy(person), person).toContain('+447946000999')
  })

  test('is seen by no colleague, no stranger and nobody of the operator', async () => {
    for (const person of ['mei', 'li', 'admin-heating', 'operator', 'finance'])
      expect(await seenBy(person), person).not.toContain('+447946000999')
  })

  test('is heard by those who see it, through their own link alone', async () => {
    const { urls } = world.opened.platform
    const statusFor = async (number: number): Promise<number> => {
      const subject = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
      return (await fetch(`${world.url}${urls.filePath(audioPath(MESSAGE, TENANT), subject)}`)).status
    }
    expect(await statusFor(SUBJECTS['admin-travel'])).toBe(200)
    expect(await statusFor(SUBJECTS.li)).toBe(404)
  })

  test('is settled when the caller was reached, and then takes no further attempt', async () => {
    const attempt = (outcome: string) =>
      world.ask({
        as: 'jonas',
        query: `mutation { recordVoicemailAttempt(input: { tenantId: "${TENANT}", voicemailId: "${MESSAGE}", outcome: ${outcome}, note: "" }) { __typename ... on Voicemail { state attempts { number outcome } } ... on InputRefusedError { issues { code } } } }`,
      })
    expect((await attempt('NO_ANSWER')).text).toContain('OPEN')
    expect((await attempt('REACHED')).text).toContain('DONE')
    expect((await attempt('REACHED')).text).toContain('voicemail.settled')
  })
})
