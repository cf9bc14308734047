import { chmod, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'

type Link = { readonly source: string; readonly target: string }

/**
 * A package cannot hold symbolic links; this one lists them in a file and makes them in its install script. npm may be set to run no install scripts,
 * so the links are made here when they are missing. Paths in the list are relative to the package, which is the parent of `nativeFolder`.
 */
export async function hydratePackageLinks(nativeFolder: string): Promise<void> {
  const links = JSON.parse(await readFile(path.join(nativeFolder, 'pg-symlinks.json'), 'utf8')) as Link[]
  const packageFolder = path.dirname(nativeFolder)
  await Promise.all(
    links.map(async ({ source, target }) => {
      const link = path.resolve(packageFolder, target)
      try {
        await symlink(path.relative(path.dirname(link), path.resolve(packageFolder, source)), link)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
    }),
  )
  await Promise.all(['postgres', 'initdb', 'pg_ctl'].map((name) => chmod(path.join(nativeFolder, 'bin', name), 0o755)))
}
