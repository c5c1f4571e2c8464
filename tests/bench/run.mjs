// `npm run bench [-- <name>]`: every bench, or the one named, or those whose name holds the word; one JSON object a line on the
// standard output. Each runs in a process of its own, so that peaks of memory do not add up. Plain JavaScript: under an older Node
// it hands over to the pinned one.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const node = Number(process.versions.node.split('.')[0]) >= 22 ? process.execPath : join(root, 'node_modules/.bin/node')
const fileOf = {
  verdicts: 'verdicts',
  reverdict: 'verdicts',
  packs: 'packs',
  consequences: 'consequences',
  formulas: 'formulas',
  'import-inventory': 'import-inventory',
  'focus-import': 'focus-import',
  'focus-import-served': 'focus-import-served',
  'focus-import-memory': 'focus-import-memory',
  detector: 'detector',
  prices: 'prices',
  montecarlo: 'montecarlo',
  sizing: 'sizing',
  realised: 'realised',
  asof: 'asof',
  register: 'register',
  start: 'table',
  table: 'table',
}
/** What a change of rules or of class costs to foresee, and what asks for one. */
const groups = { packs: ['packs', 'consequences', 'detector'] }
const [wanted = '', here] = process.argv.slice(2)
if (here === 'here') await runHere(wanted)
else runEach()

async function runHere(name) {
  const { benches } = await import(`./${fileOf[name]}.ts`)
  const measured = await benches[name]()
  process.stdout.write(`${JSON.stringify({ bench: name, ...measured })}\n`, () => process.exit(0))
}

function runEach() {
  const names = Object.keys(fileOf)
  const chosen = groups[wanted] ?? (names.includes(wanted) ? [wanted] : names.filter((name) => name.includes(wanted)))
  if (chosen.length === 0) {
    process.stderr.write(`No bench is named ${wanted}. There are ${names.join(', ')}.\n`)
    process.exit(2)
  }
  for (const name of chosen) {
    const self = fileURLToPath(import.meta.url)
    const ran = spawnSync(node, ['--disable-warning=ExperimentalWarning', '--expose-gc', self, name, 'here'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    if (ran.status !== 0) process.exitCode = 1
  }
}
