import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cruise } from 'dependency-cruiser'
import type { ICruiseOptions, ICruiseResult, IFlattenedRuleSet } from 'dependency-cruiser'
import { afterEach, describe, expect, it } from 'vitest'

/** The check is only worth its run time if it fails when a rule is broken: each rule is broken here once, in a small repository of its own. */

type Config = { readonly forbidden: readonly { readonly name: string }[]; readonly options: ICruiseOptions }
const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Config

type Sources = Readonly<Record<string, string>>
const INDEX: Sources = {
  'packages/core/src/index.ts': 'export const id = 1',
  'packages/sip/src/index.ts': 'export const sip = 1',
}

const VIOLATIONS: Readonly<Record<string, Sources>> = {
  'no-cycles': {
    'packages/core/src/acd/a.ts': "import { b } from './b.ts'\nexport const a = () => b",
    'packages/core/src/acd/b.ts': "import { a } from './a.ts'\nexport const b = () => a",
  },
  resolvable: { 'apps/api/src/main.ts': "import './missing.ts'" },
  'declared-dependency': { 'apps/api/src/main.ts': "import 'undeclared'" },
  'core-imports-nothing': { 'packages/core/src/acd/engine.ts': "import 'node:fs'" },
  'billing-imports-core-only': { 'packages/billing/src/index.ts': "import '@seatline/sip'" },
  'packages-know-no-app': { 'packages/sip/src/bad.ts': "import '../../../apps/media/src/main.ts'" },
  'apps-know-no-app': { 'apps/api/src/bad.ts': "import '../../media/src/main.ts'" },
  'no-deep-import': { 'apps/media/src/bad.ts': "import '../../../packages/core/src/ids.ts'" },
  'tests-stay-tests': { 'apps/media/src/bad.ts': "import './good.test.ts'", 'apps/media/src/good.test.ts': '' },
  'core-vocabulary-is-lowest': { 'packages/core/src/ids.ts': "import './acd/engine.ts'" },
  'core-calls-and-agents-below-queues': { 'packages/core/src/agents/state.ts': "import '../acd/engine.ts'" },
  'core-queues-below-engines': { 'packages/core/src/queues/queue.ts': "import '../acd/engine.ts'" },
  'core-engines-below-metrics': { 'packages/core/src/acd/step.ts': "import '../metrics/asa.ts'" },
  'core-engines-apart': { 'packages/core/src/ivr/step.ts': "import '../acd/engine.ts'" },
  'sip-package-is-protocol-only': { 'packages/sip/src/bad.ts': "import '@seatline/core'" },
  'media-protocols-know-no-tenant': { 'apps/media/src/sip/bad.ts': "import '../tenants/limits.ts'" },
  'media-without-database': { 'apps/media/src/bad.ts': "import 'pg'" },
  'rtpengine-behind-rtp': { 'apps/media/src/calls/bad.ts': "import 'rtpengine-client'" },
  'softphone-owns-jssip': { 'apps/portal/src/agents/bad.ts': "import 'jssip'" },
  'portal-runs-in-a-browser': { 'apps/portal/src/bad.ts': "import 'node:fs'" },
  'keycloak-connect-in-one-folder': { 'apps/api/src/calls/bad.ts': "import 'keycloak-connect'" },
  'pothos-in-schemas-only': { 'apps/api/src/calls/service.ts': "import '@pothos/core'" },
  'database-behind-repositories': { 'apps/api/src/calls/service.ts': "import '@prisma/client'" },
}

/** What the violating files import, so that only the rule under test is broken. */
const TARGETS: Sources = {
  'packages/core/src/ids.ts': '',
  'packages/core/src/acd/engine.ts': '',
  'packages/core/src/metrics/asa.ts': '',
  'apps/media/src/main.ts': '',
  'apps/media/src/tenants/limits.ts': '',
}
const LIBRARIES = ['pg', 'rtpengine-client', 'jssip', 'keycloak-connect', '@pothos/core', '@prisma/client']

const created: string[] = []
afterEach(() => {
  for (const folder of created.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function write(root: string, files: Sources): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

/** A repository with the workspaces and libraries that the rules name, and nothing in them but `files`. */
function repositoryWith(files: Sources): string {
  const root = mkdtempSync(path.join(tmpdir(), 'seatline-dependency-rules-'))
  created.push(root)
  const dependencies = Object.fromEntries([...LIBRARIES, '@seatline/core', '@seatline/sip'].map((name) => [name, '1']))
  write(root, { 'package.json': JSON.stringify({ name: 'probe', dependencies }) })
  for (const library of [...LIBRARIES, 'undeclared']) {
    const folder = `node_modules/${library}`
    write(root, { [`${folder}/package.json`]: JSON.stringify({ name: library }), [`${folder}/index.js`]: '' })
  }
  mkdirSync(path.join(root, 'node_modules/@seatline'), { recursive: true })
  for (const name of ['core', 'sip']) {
    const manifest = { name: `@seatline/${name}`, exports: { '.': './src/index.ts' } }
    write(root, { [`packages/${name}/package.json`]: JSON.stringify({ ...manifest, dependencies }) })
    symlinkSync(path.join(root, 'packages', name), path.join(root, 'node_modules/@seatline', name))
  }
  mkdirSync(path.join(root, 'apps'), { recursive: true })
  write(root, { ...TARGETS, ...INDEX, ...files })
  return root
}

async function brokenRules(files: Sources): Promise<string[]> {
  const { output } = await cruise(['apps', 'packages'], {
    ...config.options,
    baseDir: repositoryWith(files),
    ruleSet: { forbidden: config.forbidden } as IFlattenedRuleSet,
    validate: true,
  })
  return [...new Set((output as ICruiseResult).summary.violations.map((violation) => violation.rule.name))]
}

describe('dependency rules', () => {
  it('accept the repository they are tested in while nothing is broken', async () => {
    expect(await brokenRules({})).toEqual([])
  })

  it('are each broken by a case below', () => {
    expect(Object.keys(VIOLATIONS).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort())
  })

  it.each(Object.entries(VIOLATIONS))('%s is reported when it is broken', async (name, files) => {
    expect(await brokenRules(files)).toContain(name)
  })
})
