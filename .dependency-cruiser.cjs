/**
 * Which code may know which. `npm run deps` checks it; tests/tooling/dependency-rules.test.ts proves that every rule catches its violation.
 * Paths are relative to the repository.
 */
const TEST_FILE = '\\.(test|sim\\.test|int\\.test|e2e\\.test)\\.tsx?$|/testing/'
const PRIVATE_CORE = '^packages/core/src/'
const core = (...folders) => `${PRIVATE_CORE}(${folders.join('|')})/`
const VOCABULARY = `${PRIVATE_CORE}(?!index\\.ts$)[^/]+\\.ts$`

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const packages = [
  rule('no-cycles', 'A cycle means two modules are one.', {}, { circular: true }),
  rule('resolvable', 'An import must lead somewhere.', {}, { couldNotResolve: true }),
  rule(
    'declared-dependency',
    'What is imported is declared in the package.json of the workspace.',
    { path: '^(apps|packages)/' },
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  rule(
    'core-imports-nothing',
    'The domain is pure: its own files and the schema parser, no Node, no library.',
    { path: PRIVATE_CORE, pathNot: TEST_FILE },
    { pathNot: [PRIVATE_CORE, '^node_modules/zod/', '^zod$'] },
  ),
  rule(
    'billing-imports-core-only',
    'Money is pure too; only the payment adapter may know its provider.',
    { path: '^packages/billing/src/', pathNot: [TEST_FILE, '^packages/billing/src/stripe/'] },
    { pathNot: ['^packages/billing/src/', '^packages/core/src/index\\.ts$'] },
  ),
  rule('packages-know-no-app', 'Apps use packages, never the reverse.', { path: '^packages/' }, { path: '^apps/' }),
  rule(
    'apps-know-no-app',
    'Apps speak over the wire, through contracts in core.',
    { path: '^apps/([^/]+)/' },
    { path: '^apps/', pathNot: '^apps/$1/' },
  ),
  rule(
    'no-deep-import',
    'A package is entered by its index only; benchmarks share one way of measuring.',
    { path: '^((?:apps|packages)/[^/]+|tests)/' },
    {
      path: '^packages/',
      pathNot: ['^$1/', '^packages/[^/]+/src/(testing/)?index\\.ts$', '^packages/core/bench/measure\\.ts$'],
    },
  ),
  rule(
    'tests-stay-tests',
    'Production code does not use test code.',
    { path: '^(apps|packages)/', pathNot: TEST_FILE },
    { path: `\\.(test|sim\\.test|int\\.test|e2e\\.test)\\.tsx?$|^tests/` },
  ),
]

const coreLayers = [
  rule(
    'core-vocabulary-is-lowest',
    'Ids, time and results are what everything else is said in.',
    { path: VOCABULARY, pathNot: TEST_FILE },
    { path: `${PRIVATE_CORE}[^/]+/` },
  ),
  rule(
    'core-calls-and-agents-below-queues',
    'A call or an agent knows nothing of the engine that joins them; what is said to an engine is data.',
    { path: core('calls', 'agents', 'skills', 'business-hours'), pathNot: TEST_FILE },
    { path: core('queues', 'acd', 'ivr', 'metrics'), pathNot: `${PRIVATE_CORE}(acd|ivr)/step-types\\.ts$` },
  ),
  rule(
    'core-queues-below-engines',
    'A queue is data to the engines that work on it.',
    { path: core('queues'), pathNot: TEST_FILE },
    { path: core('acd', 'ivr', 'metrics') },
  ),
  rule(
    'core-engines-below-metrics',
    'Engines say what happened; measures are made of it later.',
    { path: core('acd', 'ivr'), pathNot: TEST_FILE },
    { path: core('metrics') },
  ),
  rule(
    'core-engines-apart',
    'The menu and the routing meet only in the shell.',
    { path: core('acd', 'ivr'), pathNot: TEST_FILE },
    { path: core('acd', 'ivr'), pathNot: core('$1') },
  ),
]

const telephony = [
  rule(
    'sip-package-is-protocol-only',
    'The SIP stack knows RFCs, not call centres.',
    { path: '^packages/sip/src/', pathNot: TEST_FILE },
    { path: '^packages/(?!sip/)|^apps/' },
  ),
  rule(
    'media-protocols-know-no-tenant',
    'sip, sdp and rtp are used by calls, never the reverse.',
    { path: '^apps/media/src/(sip|sdp|rtp)/', pathNot: TEST_FILE },
    { path: '^apps/media/src/(calls|acd|ivr|tenants|trunks|cdr|agents|journal|config)/' },
  ),
  rule(
    'media-without-database',
    'Calls outlive the API and its database.',
    { path: '^apps/media/' },
    { path: 'node_modules/(pg|prisma|@prisma)/' },
  ),
  rule(
    'rtpengine-behind-rtp',
    'One folder of the media service speaks to rtpengine.',
    { path: '^apps/media/src/', pathNot: ['^apps/media/src/rtp/', TEST_FILE] },
    { path: 'node_modules/rtpengine-client/' },
  ),
]

const edges = [
  rule(
    'softphone-owns-jssip',
    'One folder of the portal knows the SIP library; the rest uses its port.',
    { path: '^apps/portal/src/', pathNot: '^apps/portal/src/softphone/' },
    { path: 'node_modules/jssip/' },
  ),
  rule(
    'portal-runs-in-a-browser',
    'No Node module in what a browser loads.',
    { path: '^apps/portal/src/', pathNot: TEST_FILE },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'keycloak-connect-in-one-folder',
    'The token check is easy to replace.',
    { path: '^apps/api/src/', pathNot: '^apps/api/src/auth/' },
    { path: 'node_modules/keycloak-connect/' },
  ),
  rule(
    'pothos-in-schemas-only',
    'Services and repositories do not know GraphQL.',
    { path: '^apps/api/src/.*(service|repository|projector|worker)[^/]*\\.ts$', pathNot: TEST_FILE },
    { path: 'node_modules/(@pothos|graphql|graphql-yoga)/' },
  ),
  rule(
    'database-behind-repositories',
    'GraphQL types and services reach rows through a repository, never through the client.',
    { path: '^apps/api/src/.*(service|schema)\\.ts$', pathNot: ['^apps/api/src/graphql/', TEST_FILE] },
    { path: 'node_modules/(@prisma|pg)/' },
  ),
]

module.exports = {
  forbidden: [...packages, ...coreLayers, ...telephony, ...edges],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', '/src/generated/', '/graphql/generated/', '^apps/api/prisma/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    skipAnalysisNotInRules: true,
  },
}
