import path from 'node:path'
import ts from 'typescript'
import type { Manifest } from './references.ts'

/**
 * Checks manifests against the types of the Kubernetes API, unknown and misspelt fields included: the compiler is shown a file in which each of them
 * is a literal that has to satisfy its type.
 */
export function typeErrors(manifests: readonly Manifest[]): string[] {
  const file = path.join(import.meta.dirname, 'rendered-manifests.ts')
  const lines = manifests.flatMap((manifest, index) => [
    `import type { I${manifest.kind} as Type${index} } from 'kubernetes-models/${manifest.apiVersion}'`,
    `export const manifest${index} = ${JSON.stringify(manifest)} satisfies Type${index}`,
  ])
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  }
  const host = ts.createCompilerHost(options)
  const readFile = host.readFile.bind(host)
  const fileExists = host.fileExists.bind(host)
  host.readFile = (name) => (name === file ? lines.join('\n') : readFile(name))
  host.fileExists = (name) => name === file || fileExists(name)
  host.getSourceFile = (name, target) => {
    const text = host.readFile(name)
    return text === undefined ? undefined : ts.createSourceFile(name, text, target)
  }
  const program = ts.createProgram([file], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ file: source, start, messageText }) => {
    const line = source === undefined || start === undefined ? -1 : source.getLineAndCharacterOfPosition(start).line
    const manifest = manifests[Math.floor(line / 2)]
    return `${manifest?.kind ?? '?'} ${manifest?.metadata.name ?? '?'}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}
