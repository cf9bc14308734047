import { HolderOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'

type Item = { readonly id: string; readonly name: string }

export type OrderedListProps<T extends Item> = {
  readonly items: readonly T[]
  readonly label: string
  readonly mayOrder: boolean
  /** The ids in their new order. */
  readonly onOrder: (ids: readonly string[]) => void
  readonly render: (item: T) => ReactNode
  readonly testId?: string
}

/** A list that is put in order by dragging, or with the arrow keys on a row's handle. */
export function OrderedList<T extends Item>(props: OrderedListProps<T>): ReactNode {
  const { items, mayOrder, onOrder } = props
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const move = (id: string, to: number): void => {
    const from = items.findIndex((item) => item.id === id)
    const item = items[from]
    if (item === undefined || to < 0 || to >= items.length || to === from) return
    const ids = items.map((each) => each.id).filter((each) => each !== id)
    ids.splice(to, 0, id)
    setSaid(t('ordered.moved', { name: item.name, place: to + 1, count: items.length }))
    onOrder(ids)
  }
  const moveByKey = (event: KeyboardEvent, place: number, id: string): void => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    move(id, place + step)
  }
  return (
    <>
      <ol className="ordered" aria-label={props.label} data-testid={props.testId}>
        {items.map((item, place) => (
          <li
            key={item.id}
            className={over === item.id && dragged !== item.id ? 'drop-here' : undefined}
            draggable={mayOrder}
            onDragStart={() => setDragged(item.id)}
            onDragEnd={() => {
              setDragged(null)
              setOver(null)
            }}
            onDragOver={(event) => {
              if (dragged === null) return
              event.preventDefault()
              setOver(item.id)
            }}
            onDrop={(event) => {
              event.preventDefault()
              if (dragged !== null) move(dragged, place)
            }}
          >
            {mayOrder && (
              <button
                type="button"
                className="ordered-handle"
                aria-label={t('ordered.move', { name: item.name })}
                onKeyDown={(event) => moveByKey(event, place, item.id)}
                data-testid={`move-${item.id}`}
              >
                <HolderOutlined aria-hidden />
              </button>
            )}
            {props.render(item)}
          </li>
        ))}
      </ol>
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </>
  )
}
