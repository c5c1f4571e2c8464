import type { Browser, BrowserContext, Locator, Page } from 'playwright'
import type { Language } from '#models/shared/bilingual.ts'

export type Visitor = {
  readonly page: Page
  readonly context: BrowserContext
  /** What the browser complained of so far: console errors, uncaught exceptions, refused content. */
  readonly complaints: readonly string[]
}

export type VisitorLooks = {
  readonly locale?: 'fr-CA' | 'en-CA'
  readonly width?: number
  readonly theme?: 'light' | 'dark'
}

/** A person in front of a fresh browser, in their language, on their screen. */
export async function visitor(browser: Browser, looks: VisitorLooks = {}): Promise<Visitor> {
  const width = looks.width ?? 1440
  const context = await browser.newContext({
    locale: looks.locale ?? 'fr-CA',
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: looks.theme ?? 'light',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return { page, context, complaints }
}

/** Follows a sign-in link and lands on the first page, in the language chosen on the way. */
export async function entered(page: Page, link: string | undefined, language: Language = 'fr'): Promise<void> {
  if (link === undefined) throw new Error('no link for this role')
  await page.goto(link)
  const [enter, home] = language === 'fr' ? ['Entrer', 'À faire'] : ['Enter', 'To do']
  if (language === 'en') await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: enter, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: home }).waitFor()
}

const deepest = 40

/** Opens the parts of a derivation one after the other, as a person digging, until `wanted` is on screen. */
export async function dugDownTo(drawer: Locator, wanted: Locator): Promise<void> {
  const closed = drawer.locator('details:not([open]) > summary')
  for (let opened = 0; opened < deepest; opened += 1) {
    if (await wanted.first().isVisible()) return
    await closed.first().click()
  }
  throw new Error('the derivation never reached it')
}
