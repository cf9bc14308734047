import { Alert, Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useMutation, useQuery } from 'urql'
import { useTenant } from '../app/use-tenant.ts'
import { useFaultText } from '../configuration/use-change.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { AgentsQuery, SetAgentSkills } from './documents.ts'
import type { AgentRow, SkillRow } from './documents.ts'

const AGENTS_MAX = 200

type MatrixProps = {
  readonly skills: readonly SkillRow[]
  readonly mayEdit: boolean
  readonly onEdit: (skill: SkillRow) => void
  readonly onRemove: (skill: SkillRow) => void
}

/** Agents by skills. Each cell takes 1 to 10 and is saved when it is left; the arrow keys go from cell to cell. */
export function SkillMatrix({ skills, mayEdit, onEdit, onRemove }: MatrixProps): ReactNode {
  const { t } = useTranslation()
  const { id: tenantId } = useTenant()
  const [{ data }] = useQuery({
    query: AgentsQuery,
    variables: { tenantId, filter: { active: true }, offset: 0, limit: AGENTS_MAX },
    requestPolicy: 'cache-and-network',
  })
  const [, setSkills] = useMutation(SetAgentSkills)
  const [fault, setFault] = useState<string | null>(null)
  const textOf = useFaultText()
  const agents = data?.tenant?.agents.rows
  if (agents === undefined) return <Skeleton active paragraph={{ rows: 8 }} style={{ padding: 16 }} />
  if (agents.length === 0) return <EmptyState title={t('agentSetup.none')} advice={t('agentSetup.noneAdvice')} />
  const save = async (agent: AgentRow, skill: SkillRow, proficiency: number | null): Promise<boolean> => {
    const cells = [{ agentId: agent.id, skillId: skill.id, proficiency }]
    const { data: answer } = await setSkills({ input: { tenantId, cells } })
    const result = answer?.result
    if (result?.__typename === 'AgentsChanged') {
      setFault(null)
      return true
    }
    const issue = result !== undefined && 'issues' in result ? result.issues[0] : result
    setFault(issue === undefined ? t('setUp.noAnswer') : textOf(issue))
    return false
  }
  return (
    <>
      {fault !== null && <Alert type="error" showIcon title={fault} role="alert" />}
      <div className="matrix">
        <table aria-label={t('agentSetup.matrix')} data-testid="skill-matrix" onKeyDown={moveByKey}>
          <thead>
            <tr>
              <th scope="col">{t('agentSetup.name')}</th>
              {skills.map((skill) => (
                <SkillHead key={skill.id} skill={skill} mayEdit={mayEdit} onEdit={onEdit} onRemove={onRemove} />
              ))}
            </tr>
          </thead>
          <tbody>
            {agents.map((agent, row) => (
              <tr key={agent.id}>
                <th scope="row">{agent.name}</th>
                {skills.map((skill, column) => (
                  <td key={skill.id}>
                    <Cell
                      label={t('agentSetup.cell', { skill: skill.name, agent: agent.name })}
                      place={`${String(row)}:${String(column)}`}
                      known={agent.skills.find(({ id }) => id === skill.id)?.proficiency ?? null}
                      mayEdit={mayEdit}
                      onSave={(proficiency) => save(agent, skill, proficiency)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

type HeadProps = { readonly skill: SkillRow } & Pick<MatrixProps, 'mayEdit' | 'onEdit' | 'onRemove'>

function SkillHead({ skill, mayEdit, onEdit, onRemove }: HeadProps): ReactNode {
  const { t } = useTranslation()
  return (
    <th scope="col">
      <div>{skill.name}</div>
      {skill.queues.length > 0 && (
        <div className="muted">
          {t('agentSetup.neededBy', { queues: skill.queues.map(({ name }) => name).join(', ') })}
        </div>
      )}
      {mayEdit && (
        <div>
          <Button
            type="link"
            size="small"
            onClick={() => onEdit(skill)}
            aria-label={`${t('agentSetup.renameSkill')} ${skill.name}`}
          >
            {t('agentSetup.renameSkill')}
          </Button>
          <Button
            type="link"
            size="small"
            onClick={() => onRemove(skill)}
            aria-label={`${t('agentSetup.archiveSkill')} ${skill.name}`}
          >
            {t('agentSetup.archiveSkill')}
          </Button>
        </div>
      )}
    </th>
  )
}

type CellProps = {
  readonly label: string
  readonly place: string
  readonly known: number | null
  readonly mayEdit: boolean
  readonly onSave: (proficiency: number | null) => Promise<boolean>
}

function Cell({ label, place, known, mayEdit, onSave }: CellProps): ReactNode {
  // What is typed and not saved yet; null: what the server says.
  const [typed, setTyped] = useState<string | null>(null)
  const [state, setState] = useState<'saved' | 'saving' | 'wrong'>('saved')
  const text = typed ?? (known === null ? '' : String(known))
  const proficiency = text === '' ? null : Number(text)
  const isRight = proficiency === null || (/^\d+$/.test(text) && proficiency >= 1 && proficiency <= 10)
  const leave = async (): Promise<void> => {
    if (typed === null) return
    if (!isRight) {
      setState('wrong')
      return
    }
    if (proficiency === known) {
      setTyped(null)
      setState('saved')
      return
    }
    setState('saving')
    setState((await onSave(proficiency)) ? 'saved' : 'wrong')
  }
  return (
    <input
      className={`matrix-cell level-${state === 'wrong' || !isRight ? 'wrong' : String(proficiency ?? 0)}`}
      aria-label={label}
      aria-invalid={state === 'wrong' || !isRight}
      data-place={place}
      inputMode="numeric"
      maxLength={2}
      disabled={!mayEdit}
      value={text}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value.trim())}
      onBlur={() => void leave()}
    />
  )
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Enter: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

function moveByKey(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key]
  const { target } = event
  if (step === undefined || !(target instanceof HTMLInputElement)) return
  const [row = 0, column = 0] = (target.dataset['place'] ?? '').split(':').map(Number)
  const next = event.currentTarget.querySelector<HTMLInputElement>(
    `[data-place="${String(row + step[0])}:${String(column + step[1])}"]`,
  )
  event.preventDefault()
  next?.focus()
}
