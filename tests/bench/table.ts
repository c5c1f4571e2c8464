import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright'
import { launchBrowser } from '#tests/support/browser.ts'
import { inFolder } from './installations.ts'
import { largePortfolio } from './large-portfolio.ts'
import { median, quantile, rounded } from './measure.ts'

const workloadCount = 50_000
const starts = 5
const pauseMs = 120

type Served = { readonly url: string; readonly healthyS: number; readonly readyS: number; stop(): Promise<void> }

/** Starts the product as people do, and times it from the spawn to its first good answers. */
async function served(databaseUrl: string): Promise<Served> {
  const from = performance.now()
  const child = spawn(process.execPath, ['server/app/arpent.mjs', 'serve', '--port', '0', '--json'], {
    env: { ...process.env, ARPENT_DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await addressOf(child)
  const healthyS = await firstGood(`${url}/healthz`, from)
  const readyS = await firstGood(`${url}/readyz`, from)
  const stop = () =>
    new Promise<void>((done) => {
      child.once('exit', () => done())
      child.kill('SIGTERM')
    })
  return { url, healthyS, readyS, stop }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let told = ''
  for await (const part of child.stdout ?? []) {
    told += String(part)
    const url = /"url":\s*"([^"]+)"/.exec(told)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('the product did not start')
}

async function firstGood(address: string, from: number): Promise<number> {
  for (;;) {
    const status = await fetch(address).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return (performance.now() - from) / 1000
    await new Promise((resume) => setTimeout(resume, 5))
  }
}

function start() {
  return inFolder(async (folder) => {
    const { url } = await largePortfolio(folder, workloadCount)
    const healthy: number[] = []
    const ready: number[] = []
    for (let i = 0; i < starts; i += 1) {
      const product = await served(url)
      healthy.push(product.healthyS)
      ready.push(product.readyS)
      await product.stop()
    }
    return {
      ours_s: rounded(median(ready)),
      healthy_s: rounded(median(healthy)),
      ready_s: rounded(median(ready)),
      slowest_s: rounded(Math.max(...ready)),
      limit_s: 1,
      size: `${workloadCount} workloads`,
      note: `median of ${starts} starts on an existing database, from the spawn of the command to the first 200 of /healthz and of /readyz`,
    }
  })
}

function table() {
  const built = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'], {
    stdio: ['ignore', 2, 2],
  })
  if (built.status !== 0) throw new Error('the pages could not be built')
  return inFolder(async (folder) => {
    const portfolio = await largePortfolio(folder, workloadCount)
    const product = await served(portfolio.url)
    const browser = await launchBrowser()
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      await signIn(page, product.url, portfolio.token)
      const script = await firstPageScript(page, product.url)
      const openS = await openTable(page, product.url)
      const keys = await typed(page, portfolio.searches)
      const all = [...keys.added, ...keys.removed]
      return {
        ours_s: rounded(median(all) / 1000, 4),
        p50_ms: rounded(median(all), 1),
        p95_ms: rounded(quantile(all, 0.95), 1),
        slowest_ms: rounded(Math.max(...all), 1),
        added_letter_p50_ms: rounded(median(keys.added), 1),
        removed_letter_p50_ms: rounded(median(keys.removed), 1),
        keys: all.length,
        missed_keys: keys.missed,
        open_s: rounded(openS),
        script_gzip_kib: rounded(script.gzip / 1024, 1),
        script_files: script.files,
        size: `${workloadCount} workloads`,
        note: 'real Chromium, unthrottled; from the key to the end of the frame that drew the new rows; open_s from asking for the page to its first row; script_gzip_kib all scripts the first page loads',
      }
    } finally {
      await browser.close()
      await product.stop()
    }
  })
}

async function signIn(page: Page, url: string, token: string): Promise<void> {
  await page.goto(`${url}/lien#${token}`)
  await page.locator('button[type=submit]').click()
  await page.waitForURL(`${url}/`)
}

/** What scripts the first page loads, as they travel. */
async function firstPageScript(page: Page, url: string): Promise<{ gzip: number; files: number }> {
  const paths = new Set<string>()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.endsWith('.js')) paths.add(pathname)
  })
  await page.goto(`${url}/`)
  await page.waitForLoadState('networkidle')
  page.removeAllListeners('response')
  const sizes = [...paths].map((path) => gzipSync(readFileSync(join('dist/client', path))).length)
  return { gzip: sizes.reduce((a, b) => a + b, 0), files: sizes.length }
}

async function openTable(page: Page, url: string): Promise<number> {
  const from = performance.now()
  await page.goto(`${url}/portefeuille`)
  await page.locator(`table[aria-rowcount] tbody tr[aria-rowindex], table[aria-rowcount] tbody tr th`).first().waitFor()
  return (performance.now() - from) / 1000
}

/** Types each search a letter at a time and takes it back; milliseconds from key to paint, measured in the page itself. */
async function typed(page: Page, searches: readonly string[]) {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { benchTimes: times })
    let from: number | undefined
    document.addEventListener('keydown', (event) => (from = event.timeStamp), { capture: true })
    const seen = new MutationObserver(() => {
      if (from === undefined) return
      const started = from
      from = undefined
      // A message posted before a frame is drawn is handled after it: the frame is included whole, waiting for the next one is not.
      requestAnimationFrame(() => {
        const drawn = new MessageChannel()
        drawn.port1.onmessage = () => times.push(performance.now() - started)
        drawn.port2.postMessage(undefined)
      })
    })
    seen.observe(document.body, { subtree: true, attributes: true, attributeFilter: ['aria-rowcount'] })
  })
  const timesSoFar = () => page.evaluate(() => (globalThis as unknown as { benchTimes: number[] }).benchTimes) // put there above
  await page.locator('#portfolio-filter').focus()
  const [added, removed]: [number[], number[]] = [[], []]
  let missed = 0
  let count = 0
  const press = async (key: string, kept: number[]) => {
    await page.keyboard.press(key)
    const waitUntil = performance.now() + 2_000
    for (;;) {
      const times = await timesSoFar()
      const last = times.at(-1)
      if (times.length > count && last !== undefined) {
        count = times.length
        kept.push(last)
        break
      }
      if (performance.now() > waitUntil) {
        missed += 1
        break
      }
      await page.waitForTimeout(20)
    }
    await page.waitForTimeout(pauseMs)
  }
  for (const search of searches.slice(0, 8)) {
    for (const letter of search) await press(letter, added)
    for (const _ of search) await press('Backspace', removed)
  }
  return { added, removed, missed }
}

export const benches = { start, table }
