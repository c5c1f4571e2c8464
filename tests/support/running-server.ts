import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import type { Role } from '#models/access/access.schemas.ts'

export type ServedArpent = {
  readonly url: string
  /** One-time link of the first administrator; empty on a demonstration, where accounts exist already. */
  readonly firstLink: string
  /** One sign-in link per role, each good once; empty without the demonstration. */
  readonly links: Readonly<Partial<Record<Role, string>>>
  stop(): Promise<void>
}

const program = 'server/app/arpent.mjs'
const startMs = 60_000
/** Where the demonstration says it is while it is loaded; each copy is then served elsewhere. */
const loadedAt = 'http://127.0.0.1:8787'

/** The real product in a process of its own, on its own port and a new SQLite file, as someone who just installed it would run it. */
export async function serveArpent(given: { readonly demonstration: boolean }): Promise<ServedArpent> {
  const folder = mkdtempSync(join(tmpdir(), 'arpent-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    ARPENT_DATABASE_URL: `file:${join(folder, 'arpent.db')}`,
    ARPENT_BASE_URL: url,
    ARPENT_LOG_LEVEL: 'warn',
  }
  const links = given.demonstration ? await demonstrationIn(folder, url) : {}
  const child = spawn(process.execPath, [program, 'serve', '--port', String(port), '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    await ended(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const firstLink = await started(child, { link: !given.demonstration })
    return { url, firstLink, links, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * A copy of the demonstration, each with its own links. It is loaded through the product's own command once in a run, by the first journey that
 * asks: a load takes longer than most journeys, and each would load the same.
 */
async function demonstrationIn(folder: string, url: string): Promise<ServedArpent['links']> {
  const shared = inject('demonstrationFolder')
  const loaded = join(shared, 'loaded')
  const answer = join(shared, 'answer.json')
  if (!existsSync(answer)) {
    const env = { ...process.env, ARPENT_DATABASE_URL: `file:${join(loaded, 'arpent.db')}`, ARPENT_BASE_URL: loadedAt }
    const { stdout } = await promisify(execFile)(process.execPath, [program, 'seed', 'demo', '--json'], { env })
    writeFileSync(answer, stdout)
  }
  cpSync(loaded, folder, { recursive: true })
  const told: unknown = JSON.parse(await readFile(answer, 'utf8'))
  if (typeof told !== 'object' || told === null || !('links' in told) || typeof told.links !== 'object')
    throw new Error(`the demonstration gave no links: ${JSON.stringify(told)}`)
  const links = Object.entries(told.links ?? {})
  return Object.fromEntries(links.map(([role, link]) => [role, String(link).replace(loadedAt, url)]))
}

/** Waits for the address on stdout and, when expected, the first administrator's link on stderr. */
function started(child: ChildProcess, expected: { readonly link: boolean }): Promise<string> {
  return new Promise((done, fail) => {
    let said = ''
    let complained = ''
    const timer = setTimeout(() => fail(new Error(`no start in ${startMs} ms: ${said}${complained}`)), startMs)
    const check = () => {
      const link = /https?:\/\/\S+\/lien#\S+/.exec(complained)?.[0]
      if (!said.includes('\n') || (expected.link && link === undefined)) return
      clearTimeout(timer)
      done(link ?? '')
    }
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString()
      check()
    })
    child.stderr?.on('data', (text: Buffer) => {
      complained += text.toString()
      check()
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(new Error(`stopped with ${code} before serving: ${complained}`))
    })
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await exit
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
