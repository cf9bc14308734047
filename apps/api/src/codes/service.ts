import type { TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorizedSetUp } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import type { Change } from '../configuration/change-configuration.ts'
import { nameField, parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { InputRefusedError, LimitReachedError, NotFoundError } from '../user-errors.ts'
import type { CodeKind, CodeView } from './code-views.ts'
import * as repository from './repository.ts'

/** More than an agent can choose from, and an answer stays small. */
const CODES_MAX = 200
const WORD = { reason: 'Reason', disposition: 'Outcome' } as const

const nameSchema = z.object({ name: nameField(40) })

type OfKind = { readonly tenantId: TenantId; readonly kind: CodeKind }
type OfCode = OfKind & { readonly id: string }

export const listCodes = authorizedSetUp('configuration.view', (scope, input: OfKind) =>
  scope.run((tx) => repository.readCodes(tx, input)),
)

export const createCode = authorizedSetUp('codes.manage', (scope, input: OfKind & { readonly name: string }) => {
  const { name } = parseInput(nameSchema, input)
  return change(scope, input, async (tx, codes) => {
    refuseTakenName(codes, name)
    if (codes.length >= CODES_MAX)
      throw new LimitReachedError({ code: 'code.tooMany', message: `There can be ${String(CODES_MAX)} at most.` })
    const made = await repository.createCode(tx, input, name, codes.length + 1)
    return { value: made, verb: 'create', code: made, before: null, after: { name } }
  })
})

export const renameCode = authorizedSetUp('codes.manage', (scope, input: OfCode & { readonly name: string }) => {
  const { name } = parseInput(nameSchema, input)
  return change(scope, input, async (tx, codes) => {
    const code = codeOf(codes, input)
    refuseTakenName(
      codes.filter(({ id }) => id !== code.id),
      name,
    )
    const renamed = await repository.updateCode(tx, input, code.id, { name })
    return { value: renamed, verb: 'update', code: renamed, before: { name: code.name }, after: { name } }
  })
})

/** Archived, a code is offered no more; calls and states that have it keep it, so it is never deleted. Taken back, it comes last. */
export const setCodeArchived = authorizedSetUp(
  'codes.manage',
  (scope, input: OfCode & { readonly archived: boolean }) =>
    change(scope, input, async (tx, codes) => {
      const code = codeOf(codes, input)
      const { archived } = input
      if (code.kind === 'reason' && archived && inUse(codes).every(({ id }) => id === code.id))
        throw new InputRefusedError('One reason must stay.', [
          { field: 'id', code: 'code.last', message: 'Agents need one reason at least. Add another one first.' },
        ])
      const changed = await repository.updateCode(tx, input, code.id, {
        active: !archived,
        ...(archived ? {} : { position: codes.length + 1 }),
      })
      return {
        value: changed,
        verb: archived ? 'archive' : 'restore',
        code: changed,
        before: { archived: code.archived },
        after: { archived },
      }
    }),
)

/** The order to show them in: every code in use, each once. */
export const orderCodes = authorizedSetUp(
  'codes.manage',
  (scope, input: OfKind & { readonly ids: readonly string[] }) =>
    change(scope, input, async (tx, codes) => {
      const present = inUse(codes)
      const wanted = input.ids.map((id) => present.find((code) => code.id === id))
      const isWhole = wanted.every((code) => code !== undefined) && new Set(input.ids).size === present.length
      if (!isWhole)
        throw new InputRefusedError('The list has changed meanwhile.', [
          { field: 'ids', code: 'code.listChanged', message: 'Somebody else changed the list. Load it again.' },
        ])
      const ordered: CodeView[] = []
      for (const [index, id] of input.ids.entries())
        ordered.push(await repository.updateCode(tx, input, id, { position: index + 1 }))
      const names = (list: readonly CodeView[]): string[] => list.map(({ name }) => name)
      return { value: ordered, verb: 'order', code: null, before: names(present), after: names(ordered) }
    }),
)

type Made<T> = {
  readonly value: T
  readonly verb: string
  readonly code: CodeView | null
  readonly before: Change<T>['before']
  readonly after: Change<T>['after']
}

/** One change of one list, with the list as it was. */
function change<T>(
  scope: TenantScope,
  place: OfKind,
  work: (tx: Transaction, codes: readonly CodeView[]) => Promise<Made<T>>,
): Promise<T> {
  return changeConfiguration(scope, async (tx) => {
    const { value, verb, code, before, after } = await work(tx, await repository.readCodes(tx, place))
    const subject = { id: code?.id ?? null, name: code?.name ?? WORD[place.kind] }
    const summary = code === null ? `${WORD[place.kind]}s put in order` : `${WORD[place.kind]} "${code.name}": ${verb}`
    return { value, action: `${place.kind}.${verb}`, subject, before: before ?? null, after: after ?? null, summary }
  })
}

const inUse = (codes: readonly CodeView[]): readonly CodeView[] => codes.filter(({ archived }) => !archived)

function codeOf(codes: readonly CodeView[], { id, kind }: OfCode): CodeView {
  const code = codes.find((candidate) => candidate.id === id)
  if (code === undefined) throw new NotFoundError(kind === 'reason' ? 'reason' : 'outcome')
  return code
}

/** The same word twice cannot be told apart, nor one that comes back from the archive. */
function refuseTakenName(codes: readonly CodeView[], name: string): void {
  const same = codes.find((code) => code.name.toLowerCase() === name.toLowerCase())
  if (same === undefined) return
  throw new InputRefusedError('This name is taken.', [
    same.archived
      ? {
          field: 'name',
          code: 'code.nameArchived',
          message: 'An archived one has this name. Take that one back instead.',
        }
      : { field: 'name', code: 'nameTaken', message: 'This name is in use. Choose another.' },
  ])
}
