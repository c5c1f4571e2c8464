// Everything that proves it, cheap steps first. `npm test`, `npm run check` and CI run this and nothing else;
// `--fast` stops after types, lint, boundaries and unused code.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const pinned = join(root, 'node_modules/.bin/node')
const node = existsSync(pinned) ? pinned : process.execPath
const isFast = process.argv.includes('--fast')
const bin = (path) => join(root, 'node_modules', path)
const sources = ['models', 'server', 'client', 'tests', 'vite.config.ts', 'vitest.config.ts']

/** @type {[name: string, command: string, args: string[]][]} */
const steps = [
  ['format', bin('.bin/oxfmt'), ['--check', ...sources]],
  ['types', node, [bin('typescript/bin/tsc'), '-b']],
  ['lint', bin('.bin/oxlint'), ['--type-aware', '--deny-warnings', ...sources]],
  [
    'boundaries',
    node,
    [
      bin('.bin/depcruise'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      'models',
      'server',
      'client',
    ],
  ],
  ['unused', node, [bin('knip/bin/knip.js'), '--no-config-hints']],
  ...(isFast
    ? []
    : [
        ['pages', node, [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn']],
        ['tests', node, ['--disable-warning=ExperimentalWarning', bin('vitest/vitest.mjs'), 'run']],
      ]),
]

const env = { ...process.env, NO_COLOR: '1', NODE_NO_WARNINGS: '1' }
for (const [name, command, args] of steps) {
  const start = Date.now()
  process.stdout.write(`${name}…\n`)
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env })
  if (status !== 0) {
    process.stdout.write(`${name}: failed${error === undefined ? '' : ` (${error.message})`}\n`)
    process.exit(status ?? 1)
  }
  if (name !== 'tests') process.stdout.write(`${name}: ok (${((Date.now() - start) / 1000).toFixed(1)} s)\n`)
}
