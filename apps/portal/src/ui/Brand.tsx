import type { ReactNode } from 'react'

/** A tenant's name beside its colour. */
export function BrandName({ name, color }: { readonly name: string; readonly color: string | null }): ReactNode {
  return (
    <span className="brand">
      <span className="brand-dot" style={{ background: color ?? '#8a94a3' }} aria-hidden />
      {name}
    </span>
  )
}
