import { randomBytes } from 'node:crypto'
import type { Prisma } from '../generated/prisma/client.ts'
import type { DemoClient } from './demo-clients.ts'

const DAY_MS = 24 * 3_600_000

/** One invitation that waits and one that has ended, so that the list says something. Nobody has their tokens: send them again to get a link. */
export function demoInvitations(
  { tenantId, slug, locale, queues }: DemoClient,
  now: number,
): Prisma.InvitationCreateManyInput[] {
  const isChinese = locale === 'zh_CN'
  const common = { tenantId, locale, invitedBy: `usr_admin-${slug}` }
  return [
    {
      ...common,
      id: `inv_${slug}-open`,
      name: isChinese ? '王芳' : 'Tom Becker',
      email: `${isChinese ? 'wangfang' : 'tom.becker'}@${slug}.example`,
      roles: ['agent'],
      queueIds: [queues[0].queueId],
      tokenHash: unknownToken(),
      createdAt: new Date(now - DAY_MS),
      expiresAt: new Date(now + 6 * DAY_MS),
      sentAt: new Date(now - DAY_MS),
    },
    {
      ...common,
      id: `inv_${slug}-ended`,
      name: isChinese ? '赵强' : 'Ruth Okafor',
      email: `${isChinese ? 'zhaoqiang' : 'ruth.okafor'}@${slug}.example`,
      roles: ['leader', 'qa'],
      tokenHash: unknownToken(),
      createdAt: new Date(now - 9 * DAY_MS),
      expiresAt: new Date(now - 2 * DAY_MS),
      sendProblem: 'The mail server refused: 550 mailbox unavailable',
    },
  ]
}

const unknownToken = (): string => randomBytes(32).toString('hex')
