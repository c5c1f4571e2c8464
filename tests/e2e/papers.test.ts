import axe from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { htmlPaper } from '#server/papers/html-paper.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { somePaper } from '#tests/support/some-papers.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

const widths = [1440, 390] as const

let arpent: ServedArpent
let browser: Browser
let manager: Visitor
beforeAll(async () => {
  ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
  manager = await visitor(browser)
  await entered(manager.page, arpent.links['portfolio-manager'])
})
afterAll(async () => {
  await browser.close()
  await arpent.stop()
})

/** What axe-core finds. Its source is evaluated by the debugger, which the page's own policy does not concern. */
async function violations(page: Page): Promise<unknown> {
  await page.evaluate(axe.source)
  return page.evaluate(
    'axe.run(document).then((found) => found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) })))',
  )
}
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe.each(widths)('a paper as a page, %i wide', (width) => {
  test('with every kind of block and hostile texts has no violation and runs nothing', async () => {
    const { page } = await visitor(browser)
    await page.setViewportSize({ width, height: 900 })
    let isAsked = false
    page.on('dialog', () => (isAsked = true))
    await page.setContent(htmlPaper(somePaper('fr')))
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(await page.locator('script').count()).toBe(0)
    expect(isAsked).toBe(false)
    await page.close()
  })

  test.each(['fr', 'en'])(
    'as it is served in %s has its own style, no violation and no complaint',
    async (language) => {
      const { page, complaints } = manager
      const before = complaints.length
      await page.setViewportSize({ width, height: 900 })
      await page.goto(`${arpent.url}/api/reports/portfolio?language=${language}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await page.evaluate(() => getComputedStyle(document.body).maxWidth)).toBe('760px')
      expect(await violations(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      expect(complaints.slice(before)).toEqual([])
    },
  )
})

test('printed, nothing of it is wider than the sheet', async () => {
  const { page } = await visitor(browser)
  await page.setViewportSize({ width: 700, height: 900 }) // letter, less its margins, in CSS pixels
  await page.setContent(htmlPaper(somePaper('fr')))
  await page.emulateMedia({ media: 'print' })
  expect(await overflow(page)).toBe(0)
  const cut = await page.evaluate(
    () => [...document.querySelectorAll('table, svg')].filter((one) => one.getBoundingClientRect().right > 700).length,
  )
  expect(cut).toBe(0)
  await page.close()
})
