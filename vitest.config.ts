import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Threads of the product start often in tests: what Node makes of their sources is kept, as the command line keeps it.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache/arpent', import.meta.url))

const node = {
  environment: 'node' as const,
  pool: 'forks' as const,
  setupFiles: ['tests/support/seed-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 300_000,
}

// Three rooms of tests: what needs nothing, what needs both databases, what needs the built product and a browser.
export default defineConfig({
  test: {
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    maxWorkers: 2,
    projects: [
      { test: { ...node, name: 'models', include: ['tests/{models,data,codebase,client}/**/*.test.ts'] } },
      {
        test: {
          ...node,
          name: 'server',
          include: ['tests/server/**/*.test.ts'],
          globalSetup: ['tests/support/postgres-setup.ts'],
        },
      },
      {
        test: {
          ...node,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/browser-setup.ts'],
          testTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
