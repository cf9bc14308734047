import { DEFAULT_QUEUE_ROUTING, queueRoutingSchema } from '@seatline/core'
import { Form, Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Choices } from '../configuration/documents.ts'
import { MethodSection } from './MethodSection.tsx'
import { OverflowSection } from './OverflowSection.tsx'
import { NoAnswerSection, PrioritySection } from './PrioritySection.tsx'
import { RulesSection } from './RulesSection.tsx'
import { sentencesOf } from './routing-words.ts'
import type { RoutingSection, WordsInput } from './routing-words.ts'
import { StepsSection } from './StepsSection.tsx'
import { WaitingSection } from './WaitingSection.tsx'

const SECTIONS = {
  method: MethodSection,
  rules: RulesSection,
  steps: StepsSection,
  priority: PrioritySection,
  overflow: OverflowSection,
  noAnswer: NoAnswerSection,
  waiting: WaitingSection,
} as const
const SECTION_NAMES = Object.keys(SECTIONS) as readonly RoutingSection[]

/** The settings of a queue, a tab for each side of it. All are there at once, so that what is wrong is shown at its field. */
export function RoutingTabs({
  choices,
  general,
}: {
  readonly choices: Choices
  readonly general: ReactNode
}): ReactNode {
  const { t } = useTranslation()
  const input = useWordsInput(choices)
  const say = (section: string): readonly string[] => sentencesOf(t, section as RoutingSection, input)
  return (
    <Tabs
      size="small"
      items={[
        { key: 'general', label: t('routing.sections.general'), children: general, forceRender: true },
        ...SECTION_NAMES.map((name) => {
          const Section = SECTIONS[name]
          return {
            key: name,
            label: t(`routing.sections.${name}`),
            children: <Section choices={choices} say={say} />,
            forceRender: true,
          }
        }),
      ]}
    />
  )
}

/** What is filled in now, read as the server reads it; while a field is empty, the sentences stay with what stood there before. */
function useWordsInput(choices: Choices): WordsInput {
  const form = Form.useFormInstance()
  const sent: unknown = Form.useWatch('routing', { form, preserve: true })
  const skills: unknown = Form.useWatch('requiredSkills', { form, preserve: true })
  const seconds: unknown = Form.useWatch('serviceLevelSeconds', { form, preserve: true })
  const names = useMemo(() => {
    const all = Object.values(choices).flatMap((each) =>
      Array.isArray(each) ? (each as Choices['queues'][number][]) : [],
    )
    return new Map(all.map(({ id, name }) => [id, name]))
  }, [choices])
  const read = queueRoutingSchema.safeParse(sent)
  return {
    routing: read.success ? read.data : lenient(sent),
    names: (id) => names.get(id) ?? id,
    skills: Array.isArray(skills) ? (skills as WordsInput['skills']) : [],
    serviceLevelSeconds: typeof seconds === 'number' ? seconds : 0,
  }
}

/** Section by section: what is not filled in yet is as if it had not been touched. */
function lenient(sent: unknown): WordsInput['routing'] {
  if (typeof sent !== 'object' || sent === null) return DEFAULT_QUEUE_ROUTING
  let routing = DEFAULT_QUEUE_ROUTING
  for (const [key, value] of Object.entries(sent as Readonly<Record<string, unknown>>)) {
    const read = queueRoutingSchema.safeParse({ ...routing, [key]: value })
    if (read.success) routing = read.data
  }
  return routing
}
