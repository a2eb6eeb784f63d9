import { defineConfig } from 'vitest/config'

const globalSetup = 'tests/support/built.ts'

// Many tests wait, for a browser or a service that hangs: more than the cores of a small machine. The same for all, or
// Vitest runs one project after the other. What is waited for may come late on a busy one.
const common = { maxWorkers: 5, expect: { poll: { timeout: 10_000 } } }

// Tests of the Worker keep nothing in their own process: reading Wrangler anew for each file was a fifth of the whole.
// Three projects: pure units in Node; black-box tests of the Worker behind the local edge; a real browser.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/{text,local-edge,unit}/**/*.test.ts', 'tests/architecture.test.ts'],
          testTimeout: 30_000,
          ...common,
        },
      },
      {
        test: {
          name: 'worker',
          globalSetup,
          include: ['tests/{journeys,budgets,api,site,freshness,db,deploy,survival,validity}/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          isolate: false,
          ...common,
        },
      },
      {
        test: {
          name: 'browser',
          globalSetup,
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 90_000,
          isolate: false,
          ...common,
        },
      },
    ],
  },
})
