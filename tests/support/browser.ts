import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/**
 * A real Chromium: the one named by CHROMIUM_PATH, the machine's, Debian's package when root may install it, else the one carried by npm
 * (with Debian's libnss3 if it lacks). Says in one line what to install when none will do.
 */
export function chromiumPath(): string {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && existsSync(named)) return named
  const found = installed.find((path) => existsSync(path))
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args: string[]) => spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] }).status === 0
    if (apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium') && existsSync('/usr/bin/chromium'))
      return '/usr/bin/chromium'
  }
  return ''
}

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function launchBrowser(): Promise<Browser> {
  const path = chromiumPath()
  if (path !== '') return chromium.launch({ executablePath: path, args: quiet })
  const { default: carried } = await import('@sparticuz/chromium')
  try {
    return await chromium.launch({ executablePath: await carried.executablePath(), args: [...carried.args, ...quiet] })
  } catch (error) {
    throw new Error('no browser could start: install one with `apt-get install chromium`, or set CHROMIUM_PATH', {
      cause: error,
    })
  }
}
