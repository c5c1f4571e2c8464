import { type ChildProcess, spawn } from 'node:child_process'
import { createReadStream, createWriteStream, openAsBlob, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { createToken } from '#server/access/accounts.usecases.ts'
import { systemClock } from '#server/shared/clock.ts'
import { generated, rowCount } from './focus-month.ts'
import { inFolder, newInstallation } from './installations.ts'
import { quantile, rounded } from './measure.ts'

const pauseMs = 25
const [warmingAnswers, controlAnswers] = [40, 300]

async function addressOf(child: ChildProcess): Promise<string> {
  let told = ''
  for await (const part of child.stdout ?? []) {
    told += String(part)
    const url = /"url":\s*"([^"]+)"/.exec(told)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('the product did not start')
}

type Asking = { readonly url: string; readonly headers: Readonly<Record<string, string>> }

/** Milliseconds of each answer, one question after another, until told to stop. */
async function answersOf({ url, headers }: Asking, isOver: (answered: number) => Promise<boolean>): Promise<number[]> {
  const answers: number[] = []
  do {
    const asked = performance.now()
    await (await fetch(`${url}/api/bills/periods`, { headers })).arrayBuffer()
    answers.push(performance.now() - asked)
    await new Promise((resume) => setTimeout(resume, pauseMs))
  } while (!(await isOver(answers.length)))
  return answers
}

async function isJobOver({ url, headers }: Asking, job: string): Promise<boolean> {
  const view = (await (await fetch(`${url}/api/jobs/${job}`, { headers })).json()) as { state: string } // the answer of the route
  if (view.state === 'failed' || view.state === 'cancelled') throw new Error(JSON.stringify(view))
  return view.state === 'done'
}

const told = (answers: readonly number[]) => ({
  answers: answers.length,
  p50_ms: rounded(quantile(answers, 0.5), 1),
  p99_ms: rounded(quantile(answers, 0.99), 1),
  worst_ms: rounded(Math.max(...answers), 1),
})

/**
 * A bill is imported by one thread while the server answers somebody else, one question after another; the same questions before it and
 * after it, to the same server, tell what this machine answers while nothing is imported.
 */
async function whileServing() {
  return inFolder(async (folder) => {
    const path = join(folder, 'focus.csv')
    await generated(path, rowCount)
    await pipeline(createReadStream(path), createGzip({ level: 1 }), createWriteStream(`${path}.gz`))
    const { database, url: databaseUrl, body, reach } = await newInstallation(folder)
    const accounts = { db: database.db, clock: systemClock, baseUrl: 'http://bench' }
    const token = await createToken(accounts, reach, { role: 'finance-officer', bodyId: body.id })
    await database.close()
    const child = spawn(process.execPath, ['server/app/arpent.mjs', 'serve', '--port', '0', '--json'], {
      env: { ...process.env, ARPENT_DATABASE_URL: databaseUrl, ARPENT_BILLS_THREADS: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const asking = { url: await addressOf(child), headers: { authorization: `Bearer ${token}` } }
      const control = async () => answersOf(asking, async (answered) => answered >= controlAnswers)
      await answersOf(asking, async (answered) => answered >= warmingAnswers)
      const before = await control()
      const sent = await fetch(`${asking.url}/api/bills?body=${body.code}&name=focus.csv.gz`, {
        method: 'POST',
        headers: { ...asking.headers, 'content-type': 'application/octet-stream' },
        body: await openAsBlob(`${path}.gz`),
      })
      const { job } = (await sent.json()) as { job: string } // the answer of the route
      const from = performance.now()
      const during = await answersOf(asking, async (answered) => answered % 20 === 0 && (await isJobOver(asking, job)))
      const oursS = rounded((performance.now() - from) / 1000)
      const after = await control()
      return {
        ours_s: oursS,
        threads: 1,
        importing: told(during),
        control: told([...before, ...after]),
        goal_p99_ms: 50,
        size: `${rowCount} rows, ${rounded(statSync(`${path}.gz`).size / 2 ** 20, 1)} MiB of gz`,
      }
    } finally {
      const over = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await over
    }
  })
}

export const benches = { 'focus-import-served': whileServing }
