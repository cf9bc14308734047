import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { findKubectl } from './kubectl.ts'
import type { Kubectl } from './kubectl.ts'
import { typeErrors } from './manifest-types.ts'
import { brokenReferences, containersOf, podTemplatesOf } from './references.ts'
import type { Manifest } from './references.ts'

/** What `kubectl apply -k` would send to a cluster, without a cluster: rendered, checked against the types of Kubernetes, and against itself. */

const run = promisify(execFile)
const ROOT = path.resolve(import.meta.dirname, '../..')
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8')

let kubectl: Kubectl = { found: false, why: 'not looked for yet' }
beforeAll(async () => {
  kubectl = await findKubectl()
}, 180_000)

const rendered = new Map<string, Promise<readonly Manifest[]>>()
function render(overlay: string): Promise<readonly Manifest[]> {
  const known = rendered.get(overlay)
  if (known !== undefined) return known
  const manifests = (async () => {
    if (!kubectl.found) throw new Error(kubectl.why)
    const { stdout } = await run(kubectl.command, ['kustomize', `infra/k8s/overlays/${overlay}`], {
      cwd: ROOT,
      maxBuffer: 1e8,
    })
    return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest)
  })()
  rendered.set(overlay, manifests)
  return manifests
}

describe.each(['dev', 'staging', 'production'])('the %s overlay', (overlay) => {
  beforeEach((context) => {
    if (!kubectl.found) context.skip(kubectl.why)
  })

  it('is made of known fields with the right types', async () => {
    expect(typeErrors(await render(overlay))).toEqual([])
  })

  it('names only ports, volumes, settings, secrets, services and labels that exist', async () => {
    expect(brokenReferences(await render(overlay))).toEqual([])
  })

  it('puts everything into the namespace and says what it is part of', async () => {
    const manifests = await render(overlay)
    expect(manifests.filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== 'seatline')).toEqual(
      [],
    )
    expect(manifests.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/part-of'] !== 'seatline')).toEqual(
      [],
    )
  })

  it('runs nothing as root, asks for resources, and knows when each container serves', async () => {
    for (const template of podTemplatesOf(await render(overlay))) {
      expect(template.spec.securityContext?.runAsNonRoot, template.owner.metadata.name).toBe(true)
      for (const container of containersOf(template)) {
        const name = `${template.owner.metadata.name}/${container.name}`
        expect(container.resources?.requests, name).toBeDefined()
        expect(container.resources?.limits, name).toBeDefined()
        expect(container.securityContext?.allowPrivilegeEscalation, name).toBe(false)
      }
      for (const container of template.spec.containers) {
        const name = `${template.owner.metadata.name}/${container.name}`
        expect(container.readinessProbe, name).toBeDefined()
        expect(container.livenessProbe, name).toBeDefined()
      }
    }
  })

  it('gives each port of a host to one process only', async () => {
    const taken = podTemplatesOf(await render(overlay))
      .filter(({ spec }) => spec.hostNetwork === true)
      .flatMap(containersOf)
      .flatMap(({ ports = [] }) => ports.map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`))
    expect(taken).toEqual([...new Set(taken)])
  })

  it('tells Kamailio of exactly the media nodes that run', async () => {
    const manifests = await render(overlay)
    const media = manifests.find(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === 'media')
    const kamailio = podTemplatesOf(manifests).find(({ owner }) => owner.metadata.name === 'kamailio')
    const nodes = kamailio?.spec.containers[0]?.env?.find(({ name }) => name === 'MEDIA_NODES')?.value
    const count = Number(media?.spec?.['replicas'])
    expect(nodes?.split(',')).toEqual(Array.from({ length: count }, (_, index) => `media-${index}.media:5062`))
  })

  it('mounts the very files that development runs', async () => {
    const manifests = await render(overlay)
    const mounted = (name: string): Readonly<Record<string, string>> | undefined =>
      manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith(`${name}-`))?.data
    expect(mounted('kamailio-files')).toEqual({
      'kamailio.cfg': read('infra/kamailio/kamailio.cfg'),
      start: read('infra/kamailio/start'),
    })
    expect(mounted('rtpengine-files')).toEqual({ start: read('infra/rtpengine/start') })
  })
})

describe('the checks above', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'probe' } }

  it('tell a misspelt field', () => {
    expect(typeErrors([{ ...service, spec: { selektor: {} } }]).join()).toMatch(/^Service probe: .*selektor/)
  })

  it('tell a service that selects nothing', () => {
    expect(brokenReferences([{ ...service, spec: { selector: { app: 'gone' }, ports: [] } }])).toEqual([
      'Service probe: selects no pod',
    ])
  })
})
