import { addDays, idSchema, instant, startOfDay } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { surveyDefinitionSchema } from './survey-views.ts'
import type { NamedShare, ReasonCount, Share, SurveyAnswerPage, SurveyFilter, SurveyResults } from './survey-views.ts'

type Asked = { readonly tenantId: TenantId; readonly timeZone: string; readonly filter: SurveyFilter }

const timesOf = ({ filter, timeZone }: Asked): { readonly from: Date; readonly to: Date } => ({
  from: new Date(startOfDay(timeZone, filter.fromDay) ?? 0),
  to: new Date(startOfDay(timeZone, addDays(filter.toDay, 1)) ?? 0),
})

function conditions(asked: Asked): Prisma.Sql {
  const { surveyId, queueId, agentId } = asked.filter
  const { from, to } = timesOf(asked)
  return Prisma.sql`a.tenant_id = ${asked.tenantId} AND a.at >= ${from} AND a.at < ${to}
    ${surveyId === null ? Prisma.empty : Prisma.sql`AND a.survey_id = ${surveyId}`}
    ${queueId === null ? Prisma.empty : Prisma.sql`AND a.queue_id = ${queueId}`}
    ${agentId === null ? Prisma.empty : Prisma.sql`AND a.agent_id = ${agentId}`}`
}

const COUNTS = Prisma.sql`count(*)::int AS answers, count(*) FILTER (WHERE a.satisfied)::int AS satisfied`

/** Satisfied of answered, over all, by day, queue and agent; why not; and how many talks were answered at all. */
export async function readResults(tx: Transaction, asked: Asked): Promise<SurveyResults> {
  const where = conditions(asked)
  const [all] = await tx.$queryRaw<Share[]>`SELECT ${COUNTS} FROM survey_answer a WHERE ${where}`
  const days = await tx.$queryRaw<(Share & { day: string })[]>`
    SELECT to_char(a.at AT TIME ZONE ${asked.timeZone}, 'YYYY-MM-DD') AS day, ${COUNTS}
    FROM survey_answer a WHERE ${where} GROUP BY 1 ORDER BY 1`
  const queues = await tx.$queryRaw<NamedShare[]>`
    SELECT a.queue_id AS id, coalesce(max(queue.name), '') AS name, ${COUNTS}
    FROM survey_answer a LEFT JOIN queue ON queue.id = a.queue_id AND queue.tenant_id = a.tenant_id
    WHERE ${where} GROUP BY a.queue_id ORDER BY answers DESC, 1`
  const agents = await tx.$queryRaw<NamedShare[]>`
    SELECT a.agent_id AS id, coalesce(max(agent.name), '') AS name, ${COUNTS}
    FROM survey_answer a LEFT JOIN agent ON agent.id = a.agent_id
    WHERE ${where} GROUP BY a.agent_id ORDER BY answers DESC, 1`
  const scores = await tx.$queryRaw<{ score: number; count: number }[]>`
    SELECT a.score, count(*)::int AS count FROM survey_answer a WHERE ${where} GROUP BY a.score ORDER BY a.score`
  return {
    answers: all?.answers ?? 0,
    satisfied: all?.satisfied ?? 0,
    talks: await countTalks(tx, asked),
    days,
    queues,
    agents,
    scores,
    reasons: await readReasons(tx, asked.tenantId, where),
  }
}

async function countTalks(tx: Transaction, asked: Asked): Promise<number> {
  const { queueId, agentId } = asked.filter
  const { from, to } = timesOf(asked)
  return tx.call.count({
    where: {
      tenantId: asked.tenantId,
      test: false,
      connectedAt: { gte: from, lt: to },
      ...(queueId === null ? {} : { queueId }),
      ...(agentId === null ? {} : { agentId }),
    },
  })
}

async function readReasons(tx: Transaction, tenantId: TenantId, where: Prisma.Sql): Promise<ReasonCount[]> {
  const rows = await tx.$queryRaw<{ surveyId: string; reasonKey: string; count: number }[]>`
    SELECT a.survey_id AS "surveyId", a.reason_key AS "reasonKey", count(*)::int AS count
    FROM survey_answer a WHERE ${where} AND a.reason_key IS NOT NULL GROUP BY 1, 2 ORDER BY count DESC, 2`
  const surveys = await tx.survey.findMany({ where: { tenantId } })
  return rows.map(({ surveyId, reasonKey, count }) => {
    const definition = surveyDefinitionSchema.safeParse(surveys.find(({ id }) => id === surveyId)?.definition)
    const reason = definition.data?.reasons?.keys.find((each) => each.reasonKey === reasonKey)
    return {
      surveyId: idSchema('survey').parse(surveyId),
      reasonKey,
      labelEn: reason?.labelEn ?? reasonKey,
      labelZh: reason?.labelZh ?? reasonKey,
      count,
    }
  })
}

type PageOf = Asked & {
  readonly satisfied: boolean | null
  readonly reasonKey: string | null
  readonly offset: number
  readonly limit: number
}

/** The answers behind the figures, the latest first, each with its call. */
export async function readAnswers(tx: Transaction, asked: PageOf): Promise<SurveyAnswerPage> {
  const where = Prisma.sql`${conditions(asked)}
    ${asked.satisfied === null ? Prisma.empty : Prisma.sql`AND a.satisfied = ${asked.satisfied}`}
    ${asked.reasonKey === null ? Prisma.empty : Prisma.sql`AND a.reason_key = ${asked.reasonKey}`}`
  const rows = await tx.$queryRaw<AnswerRow[]>`
    SELECT a.id, a.call_id, a.at, a.score, a.satisfied, a.reason_key, coalesce(call.ani, '') AS ani,
      coalesce(survey.name, '') AS survey, coalesce(queue.name, '') AS queue, coalesce(agent.name, '') AS agent
    FROM survey_answer a
    LEFT JOIN call ON call.id = a.call_id AND call.tenant_id = a.tenant_id
    LEFT JOIN survey ON survey.id = a.survey_id AND survey.tenant_id = a.tenant_id
    LEFT JOIN queue ON queue.id = a.queue_id AND queue.tenant_id = a.tenant_id
    LEFT JOIN agent ON agent.id = a.agent_id
    WHERE ${where} ORDER BY a.at DESC, a.id LIMIT ${asked.limit} OFFSET ${asked.offset}`
  const [count] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM survey_answer a WHERE ${where}`
  return {
    totalCount: count?.count ?? 0,
    answers: rows.map((row) => ({
      id: row.id,
      callId: idSchema('call').parse(row.call_id),
      at: instant(row.at.getTime()),
      ani: row.ani,
      surveyName: row.survey,
      queueName: row.queue,
      agentName: row.agent,
      score: row.score,
      satisfied: row.satisfied,
      reasonKey: row.reason_key,
    })),
  }
}

type AnswerRow = {
  readonly id: string
  readonly call_id: string
  readonly at: Date
  readonly score: number
  readonly satisfied: boolean
  readonly reason_key: string | null
  readonly ani: string
  readonly survey: string
  readonly queue: string
  readonly agent: string
}
