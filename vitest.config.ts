import { defineConfig } from 'vitest/config'

/** graphql must be one module: what Node resolves for the libraries is what the tests get too. */
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] }

/** `unit` needs nothing but Node; `int` starts the real parts it names (PostgreSQL, Redis, Kamailio, rtpengine, Chromium). */
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['{apps,packages,tests}/**/*.{test,sim.test}.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.int.test.*', '**/*.e2e.test.*'],
        },
      },
      {
        resolve,
        test: {
          name: 'int',
          include: ['{apps,packages,tests}/**/*.int.test.ts'],
          fileParallelism: false,
          // Real parts on a machine that may be busy: tried once more, and bin/test names what passed at the second try only.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/**/*.e2e.test.ts'],
          fileParallelism: false,
          retry: 1,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
