import type { GraphQLSchema } from 'graphql'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { builder } from './builder.ts'
import './scalars.ts'
import './error-types.ts'
import '../tenants/schema.ts'
import '../agents/schema.ts'
import '../agents/command-schema.ts'
import '../calls/schema.ts'
import '../live/schema.ts'
import '../billing/schema.ts'
import '../configuration/schema.ts'
import '../hours/schema.ts'
import '../number-routing/schema.ts'
import '../queues/schema.ts'
import '../numbers/schema.ts'
import '../people/schema.ts'
import '../prompts/schema.ts'
import '../rights/schema.ts'
import '../audit/schema.ts'
import '../branches/schema.ts'
import '../act-as/schema.ts'
import '../codes/schema.ts'
import '../scripts/schema.ts'
import '../announcements/schema.ts'
import '../branding/schema.ts'
import '../onboarding/schema.ts'

/** The whole schema; every domain's types register themselves on the builder when imported. */
export const buildSchema = (): GraphQLSchema => builder.toSchema({})

/** The text that is committed as `schema.graphql`; a test says when it is out of date. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(buildSchema()))}\n`
