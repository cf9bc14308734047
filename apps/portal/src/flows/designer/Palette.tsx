import { memo } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { KINDS, STEP_GROUPS, STEP_KINDS } from '../model/kinds-table.ts'
import type { StepKind } from '../model/kinds-table.ts'
import { DRAGGED_KIND } from './Canvas.tsx'

/** Every kind of step: dragged onto the canvas, or added behind the selected step by pressing it. */
export const Palette = memo(function Palette({ onAdd }: { readonly onAdd: (kind: StepKind) => void }): ReactNode {
  const { t } = useTranslation()
  return (
    <nav className="flow-palette" aria-label={t('flows.palette')} data-testid="flow-palette">
      {STEP_GROUPS.map((group) => (
        <section key={group}>
          <h2>{t(`flows.group.${group}`)}</h2>
          {STEP_KINDS.filter((kind) => KINDS[kind].group === group).map((kind) => (
            <button
              key={kind}
              type="button"
              className={`flow-palette-item group-${group}`}
              draggable
              onDragStart={(event) => event.dataTransfer.setData(DRAGGED_KIND, kind)}
              onClick={() => onAdd(kind)}
              title={t(`flows.kindMeaning.${kind}`)}
              data-testid={`add-${kind}`}
            >
              {t(`flows.kind.${kind}`)}
            </button>
          ))}
        </section>
      ))}
    </nav>
  )
})
