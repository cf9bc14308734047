/** The parts of a manifest that this suite follows; everything else is left to the types of Kubernetes. */
export type Manifest = {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels }
  readonly spec?: Record<string, unknown>
  readonly data?: Readonly<Record<string, string>>
}
type Labels = Readonly<Record<string, string>>

export type Container = {
  readonly name: string
  readonly image: string
  readonly ports?: readonly { readonly name: string; readonly containerPort: number; readonly protocol?: string }[]
  readonly env?: readonly {
    readonly name: string
    readonly value?: string
    readonly valueFrom?: Partial<
      Record<'secretKeyRef' | 'configMapKeyRef', { readonly name: string; readonly key: string }>
    >
  }[]
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[]
  readonly resources?: { readonly requests?: unknown; readonly limits?: unknown }
  readonly securityContext?: { readonly allowPrivilegeEscalation?: boolean }
} & Partial<Record<'startupProbe' | 'readinessProbe' | 'livenessProbe', Probe>>
type Probe = {
  readonly httpGet?: { readonly port: string | number }
  readonly tcpSocket?: { readonly port: string | number }
}

type PodSpec = {
  readonly containers: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly volumes?: readonly {
    readonly name: string
    readonly configMap?: { readonly name: string }
    readonly persistentVolumeClaim?: { readonly claimName: string }
  }[]
  readonly securityContext?: { readonly runAsNonRoot?: boolean }
  readonly hostNetwork?: boolean
}
export type PodTemplate = {
  readonly owner: Manifest
  readonly labels: Labels
  readonly spec: PodSpec
  readonly claims: readonly string[]
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job']

export function podTemplatesOf(manifests: readonly Manifest[]): PodTemplate[] {
  return manifests
    .filter((manifest) => WORKLOADS.includes(manifest.kind))
    .map((owner) => {
      const spec = owner.spec as {
        template: { metadata: { labels: Labels }; spec: PodSpec }
        volumeClaimTemplates?: readonly { metadata: { name: string } }[]
      }
      const claims = (spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata.name)
      return { owner, labels: spec.template.metadata.labels, spec: spec.template.spec, claims }
    })
}

export const containersOf = (template: PodTemplate): readonly Container[] => [
  ...template.spec.containers,
  ...(template.spec.initContainers ?? []),
]

/** Keys of the secret that operators make themselves; infra/k8s/README.md lists them. */
export const SECRET_KEYS = [
  'database-owner-password',
  'database-owner-url',
  'database-url',
  'identity-admin-client-secret',
  'keycloak-admin-password',
  'redis-url',
  'secrets-key',
  'sip-credential-secret',
  'smtp-url',
  'stripe-api-key',
  'stripe-webhook-secret',
]

/** Every name that leads nowhere, one sentence each. */
export function brokenReferences(manifests: readonly Manifest[]): string[] {
  const templates = podTemplatesOf(manifests)
  return [
    ...templates.flatMap((template) => brokenInPod(template, manifests)),
    ...manifests.flatMap((manifest) => brokenSelectors(manifest, templates)),
    ...brokenBackends(manifests),
  ]
}

function brokenInPod(template: PodTemplate, manifests: readonly Manifest[]): string[] {
  const where = `${template.owner.kind} ${template.owner.metadata.name}`
  const named = (kind: string): Map<string, Manifest> =>
    new Map(
      manifests.filter((manifest) => manifest.kind === kind).map((manifest) => [manifest.metadata.name, manifest]),
    )
  const configMaps = named('ConfigMap')
  const claims = named('PersistentVolumeClaim')
  const volumes = new Set([...(template.spec.volumes ?? []).map((volume) => volume.name), ...template.claims])
  const broken: string[] = []
  for (const { name, configMap, persistentVolumeClaim } of template.spec.volumes ?? []) {
    if (configMap !== undefined && !configMaps.has(configMap.name))
      broken.push(`${where}: volume ${name} wants ConfigMap ${configMap.name}`)
    if (persistentVolumeClaim !== undefined && !claims.has(persistentVolumeClaim.claimName)) {
      broken.push(`${where}: volume ${name} wants PersistentVolumeClaim ${persistentVolumeClaim.claimName}`)
    }
  }
  for (const container of containersOf(template)) {
    const inside = `${where}/${container.name}`
    const ports = new Set<string | number>((container.ports ?? []).flatMap((port) => [port.name, port.containerPort]))
    for (const mount of container.volumeMounts ?? [])
      if (!volumes.has(mount.name)) broken.push(`${inside}: no volume ${mount.name}`)
    for (const probe of [container.startupProbe, container.readinessProbe, container.livenessProbe]) {
      const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port
      if (port !== undefined && !ports.has(port)) broken.push(`${inside}: a probe asks port ${port}`)
    }
    for (const { name, valueFrom } of container.env ?? []) {
      const config = valueFrom?.configMapKeyRef
      if (config !== undefined && configMaps.get(config.name)?.data?.[config.key] === undefined) {
        broken.push(`${inside}: ${name} wants ${config.key} of ConfigMap ${config.name}`)
      }
      const secret = valueFrom?.secretKeyRef
      if (secret !== undefined && !SECRET_KEYS.includes(secret.key))
        broken.push(`${inside}: ${name} wants unlisted secret ${secret.key}`)
    }
  }
  return broken
}

/** Services, disruption budgets and network policies that select no pod; ports of services that no container has. */
function brokenSelectors(manifest: Manifest, templates: readonly PodTemplate[]): string[] {
  const selector = selectorOf(manifest)
  if (selector === undefined) return []
  const where = `${manifest.kind} ${manifest.metadata.name}`
  const selected = templates.filter((template) =>
    Object.entries(selector).every(([key, value]) => template.labels[key] === value),
  )
  // A policy may speak of a part that an overlay leaves out.
  if (selected.length === 0) return manifest.kind === 'NetworkPolicy' ? [] : [`${where}: selects no pod`]
  if (manifest.kind !== 'Service') return []
  const ports = new Set(
    selected.flatMap(containersOf).flatMap((container) => (container.ports ?? []).map((port) => port.name)),
  )
  const wanted = (manifest.spec as { ports: readonly { targetPort: string }[] }).ports
  return wanted
    .filter((port) => !ports.has(port.targetPort))
    .map((port) => `${where}: no container has port ${port.targetPort}`)
}

function selectorOf({ kind, spec }: Manifest): Labels | undefined {
  if (kind === 'Service') return spec?.['selector'] as Labels
  const selector = spec?.[kind === 'NetworkPolicy' ? 'podSelector' : 'selector'] as { matchLabels?: Labels } | undefined
  return kind === 'PersistentVolumeClaim' ? undefined : selector?.matchLabels
}

type Backend = { readonly service: { readonly name: string; readonly port: { readonly name: string } } }

function brokenBackends(manifests: readonly Manifest[]): string[] {
  const services = new Map(
    manifests.filter(({ kind }) => kind === 'Service').map((service) => [service.metadata.name, service]),
  )
  return manifests
    .filter(({ kind }) => kind === 'Ingress')
    .flatMap((ingress) =>
      (ingress.spec as { rules: readonly { http: { paths: readonly { backend: Backend }[] } }[] }).rules.flatMap(
        (rule) => rule.http.paths.map(({ backend }) => backend.service),
      ),
    )
    .filter(({ name, port }) => {
      const ports = services.get(name)?.spec?.['ports'] as readonly { name: string }[] | undefined
      return ports?.some((candidate) => candidate.name === port.name) !== true
    })
    .map(({ name, port }) => `Ingress: no port ${port.name} of service ${name}`)
}
