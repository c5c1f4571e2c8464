// First thing that runs: under the machine's own Node, it hands over to the pinned one; then builds the client when it is not
// built for this source, and serves. Plain JavaScript, so that any Node ≥ 20 reads it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const pinned = join(root, 'node_modules/.bin/node')
const node = Number(process.versions.node.split('.')[0]) >= 22 ? process.execPath : pinned

if (!existsSync(join(root, 'node_modules'))) fail('Lancer d’abord « npm ci ». Run “npm ci” first.')
if (node === pinned && !existsSync(pinned))
  fail('Node 22 ou plus récent est requis sur cette plateforme. Node 22 or later is needed on this platform.')
if (needsBuild()) {
  process.stderr.write('Préparation des pages, une seule fois. Building the pages, once.\n')
  const built = spawnSync(node, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (built.status !== 0)
    fail('Les pages n’ont pas pu être préparées (voir ci-dessus). The pages could not be built (see above).')
}
const child = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', join(root, 'server/app/arpent.ts'), 'serve', ...process.argv.slice(2)],
  // What Node makes of the sources is kept, so that the next start is sooner; where it cannot be written, nothing changes.
  {
    cwd: root,
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/arpent'), ...process.env },
  },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))

function needsBuild() {
  const built = join(root, 'dist/client/index.html')
  if (!existsSync(built)) return true
  if (!existsSync(join(root, 'client'))) return false
  const at = statSync(built).mtimeMs
  return ['client', 'models', 'vite.config.ts', 'package-lock.json'].some((part) => newest(join(root, part)) > at)
}

function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
