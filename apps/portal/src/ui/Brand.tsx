import type { ReactNode } from 'react'

type BrandNameProps = { readonly name: string; readonly color: string | null; readonly logoUrl?: string | null }

/** A tenant's name beside its logo, or its colour when it has none. */
export function BrandName({ name, color, logoUrl = null }: BrandNameProps): ReactNode {
  return (
    <span className="brand">
      {logoUrl === null ? (
        <span className="brand-dot" style={{ background: color ?? '#8a94a3' }} aria-hidden />
      ) : (
        <img className="brand-logo" src={logoUrl} alt="" />
      )}
      {name}
    </span>
  )
}
