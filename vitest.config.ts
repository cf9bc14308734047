import { defineConfig } from 'vitest/config'

/** `unit` needs nothing but Node; `int` starts the real parts it names (PostgreSQL, Redis, Kamailio, rtpengine, Chromium). */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages,tests}/**/*.{test,sim.test}.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.int.test.*', '**/*.e2e.test.*'],
        },
      },
      {
        test: {
          name: 'int',
          include: ['{apps,packages,tests}/**/*.int.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/**/*.e2e.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
