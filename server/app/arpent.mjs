#!/usr/bin/env node
// The command line: hands over to the pinned Node, whatever Node the machine has.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const pinned = join(root, 'node_modules/.bin/node')
const node = Number(process.versions.node.split('.')[0]) >= 22 || !existsSync(pinned) ? process.execPath : pinned
const child = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', join(root, 'server/app/arpent.ts'), ...process.argv.slice(2)],
  // What Node makes of the sources is kept, so that the next command starts sooner; where it cannot be written, nothing changes.
  {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/arpent'), ...process.env },
  },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
