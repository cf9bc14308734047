/** The stack's own environment, without what a test runner adds for itself. */
export function partEnvironment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_OPTIONS$|NODE_ENV$|TEST$|DEV$|PROD$|MODE$)/.test(name),
  )
  return { ...Object.fromEntries(kept), ...added }
}
