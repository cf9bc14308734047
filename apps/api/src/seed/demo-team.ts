import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ScriptSituation } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { DemoClient } from './demo-clients.ts'
import { promptId } from './demo-flow.ts'
import { DEMO_AGENTS } from './demo-people.ts'

const NOTHING_TWICE = { skipDuplicates: true } as const

type DemoTeam = {
  /** Id, name, and what Mei Lin is worth in it. */
  readonly skills: readonly (readonly [id: string, name: string, proficiency: number])[]
  readonly groups: readonly (readonly [id: string, name: string])[]
  readonly scripts: readonly (readonly [id: string, situation: ScriptSituation, name: string, body: string])[]
  readonly announcement: readonly [id: string, name: string]
  /** Two shapes on a ground of the brand's colour. */
  readonly logo: string
}

const TEAMS: Readonly<Record<string, DemoTeam>> = {
  heating: {
    skills: [
      ['skl_heating-pipes', '管道抢修', 8],
      ['skl_heating-billing', '费用核算', 5],
      ['skl_heating-dialect', '东北话', 6],
    ],
    groups: [
      ['grp_heating-day', '日班'],
      ['grp_heating-night', '夜班'],
    ],
    scripts: [
      ['scr_heating-greeting', 'greeting', '开场白', '您好，{{brand}}，我是{{agent}}。请问您的暖气出了什么问题？'],
      [
        'scr_heating-identify',
        'identification',
        '核对用户',
        '为了尽快为您安排，请告诉我您的用户编号或者小区、楼号和门牌号。您现在用的电话是{{caller}}，对吗？',
      ],
      ['scr_heating-hold', 'hold', '请稍候', '我需要查一下您家的供热记录，请您稍等一到两分钟，可以吗？'],
      [
        'scr_heating-complaint',
        'complaint',
        '投诉安抚',
        '非常理解您的心情，家里冷确实难受。我现在就把您的情况登记为加急，维修师傅会在两小时内与您联系。',
      ],
      ['scr_heating-closing', 'closing', '结束语', '您的报修已经登记。感谢您致电{{brand}}，祝您生活愉快，再见。'],
    ],
    announcement: ['ann_heating-burst', '寒潮来电高峰'],
    logo: '<path d="M16 40c-8-6-8-14 0-22 2 5 4 6 6 8 6 7 2 12-6 14z" fill="#fff"/><path d="M28 12l16 12v20H28z" fill="#fff" fill-opacity="0.85"/>',
  },
  travel: {
    skills: [
      ['skl_travel-italian', 'Italian', 4],
      ['skl_travel-rail', 'Rail fares', 9],
      ['skl_travel-ferries', 'Ferries', 7],
    ],
    groups: [
      ['grp_travel-desk', 'Booking desk'],
      ['grp_travel-late', 'Late shift'],
    ],
    scripts: [
      [
        'scr_travel-greeting',
        'greeting',
        'Welcome',
        '{{brand}}, good day, this is {{agent}}. Where would you like to go?',
      ],
      [
        'scr_travel-identify',
        'identification',
        'Find the booking',
        'May I have your booking number, please? I see that you are calling from {{caller}}: may I note it for this journey?',
      ],
      [
        'scr_travel-hold',
        'hold',
        'A moment, please',
        'I would like to ask the ferry company. May I put you on hold for one or two minutes?',
      ],
      [
        'scr_travel-closing',
        'closing',
        'Farewell',
        'Your tickets come by e-mail within ten minutes. Thank you for travelling with {{brand}}.',
      ],
    ],
    announcement: ['ann_travel-strike', 'Rail strike in Italy'],
    logo: '<path d="M8 36l16-24 16 24z" fill="#fff"/><path d="M24 44c6 0 12-3 16-8H8c4 5 10 8 16 8z" fill="#fff" fill-opacity="0.8"/>',
  },
  clinic: {
    skills: [
      ['skl_clinic-mandarin', 'Mandarin', 10],
      ['skl_clinic-triage', 'Triage', 6],
    ],
    groups: [['grp_clinic-desk', 'Front desk']],
    scripts: [
      [
        'scr_clinic-greeting',
        'greeting',
        'Welcome',
        '{{brand}}, this is {{agent}} at the {{queue}} desk. How may I help you?',
      ],
      [
        'scr_clinic-identify',
        'identification',
        'Two questions before any result',
        'Before I say anything about a result I must know who is asking: your full name, please, and your date of birth.',
      ],
      [
        'scr_clinic-complaint',
        'complaint',
        'Unhappy caller',
        'I am sorry that this happened. I write it down now, and the practice manager calls you back today at {{caller}}.',
      ],
      ['scr_clinic-closing', 'closing', 'Farewell', 'Thank you for calling {{brand}}. Get well soon.'],
    ],
    announcement: ['ann_clinic-vaccine', 'Flu vaccine is out of stock'],
    logo: '<path d="M20 8h8v12h12v8H28v12h-8V28H8v-8h12z" fill="#fff"/>',
  },
}

/** Skills, groups, scripts, and an announcement that waits to be switched on: callers of a demonstration hear the greeting first. */
export async function seedTeam(tx: Transaction, client: DemoClient): Promise<void> {
  const team = TEAMS[client.slug]
  if (team === undefined) return
  const { tenantId } = client
  await tx.skill.createMany({ ...NOTHING_TWICE, data: team.skills.map(([id, name]) => ({ id, tenantId, name })) })
  await tx.agentGroup.createMany({ ...NOTHING_TWICE, data: team.groups.map(([id, name]) => ({ id, tenantId, name })) })
  await tx.script.createMany({
    ...NOTHING_TWICE,
    data: team.scripts.map(([id, situation, name, body], index) => ({
      id,
      tenantId,
      situation,
      name,
      body,
      position: index + 1,
    })),
  })
  const [id, name] = team.announcement
  await tx.announcement.createMany({
    ...NOTHING_TWICE,
    data: { id, tenantId, name, promptId: promptId(client, 'notice'), enabled: false, position: 1 },
  })
}

/** Who is in which group and how good, once the agents are there. */
export async function seedTeamMembers(tx: Transaction, client: DemoClient): Promise<void> {
  const team = TEAMS[client.slug]
  if (team === undefined) return
  const { tenantId } = client
  const people = DEMO_AGENTS.filter((agent) => agent.queues.some((queue) => queue.tenantId === tenantId)).map(
    (agent) => ({ tenantId, agentTenantId: agent.tenantId, agentId: agent.agentId, isPerson: agent.userId !== null }),
  )
  await tx.agentGroupMember.createMany({
    ...NOTHING_TWICE,
    data: people.map(({ isPerson, ...row }, index) => ({
      ...row,
      groupId: team.groups[isPerson ? 0 : index % team.groups.length]?.[0] ?? '',
      leads: index === 0,
    })),
  })
  await tx.agentSkill.createMany({
    ...NOTHING_TWICE,
    data: people.flatMap(({ isPerson: _, ...row }, index) =>
      team.skills
        .filter((_skill, place) => index === 0 || (index + place) % 3 !== 0)
        .map(([skillId, , proficiency], place) => ({
          ...row,
          skillId,
          proficiency: index === 0 ? proficiency : 1 + ((index * 3 + place * 4) % 10),
        })),
    ),
  })
}

/** Fixed, so that a second run finds it; of the form that every logo's name has. */
export const demoLogoFile = ({ slug, tenantId }: DemoClient): string =>
  `${tenantId}/${createHash('sha1').update(`logo of ${slug}`).digest('hex')}.svg`

export async function makeLogo(client: DemoClient, assetsDir: string): Promise<void> {
  const path = join(assetsDir, demoLogoFile(client))
  const ground = `<rect width="48" height="48" rx="10" fill="${client.brandColor}"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${ground}${TEAMS[client.slug]?.logo ?? ''}</svg>`
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, svg)
}
