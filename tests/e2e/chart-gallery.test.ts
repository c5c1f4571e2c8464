import { readFileSync } from 'node:fs'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedGallery, serveGallery } from '#tests/support/served-gallery.ts'
import { visitor, type VisitorLooks } from '#tests/support/visitor.ts'

let gallery: ServedGallery
let browser: Browser
beforeAll(async () => {
  ;[gallery, browser] = await Promise.all([serveGallery(), launchBrowser()])
})
afterAll(async () => {
  await browser.close()
  await gallery.stop()
})

async function opened(looks: VisitorLooks) {
  const who = await visitor(browser, looks)
  await who.page.goto(gallery.url)
  await who.page.getByRole('heading', { level: 1 }).waitFor()
  await who.page.locator('.cht-skel').first().waitFor()
  return who
}

async function violations(page: Page) {
  await page.evaluate(axe.source)
  return await page.evaluate<{
    found: readonly unknown[]
    passed: number
  }>(`axe.run(document).then(({ violations, passes }) => ({
    found: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.target.join(' ') + ' ' + node.failureSummary) })),
    passed: passes.length,
  }))`)
}

/** Name of what has the focus, its no-break spaces as plain ones. */
async function focused(page: Page): Promise<string> {
  const name = await page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName ?? '',
  )
  return name.replaceAll('\u00a0', ' ')
}

describe.each([
  { width: 1440, theme: 'light', locale: 'fr-CA' },
  { width: 1440, theme: 'dark', locale: 'en-CA' },
  { width: 390, theme: 'light', locale: 'en-CA' },
  { width: 390, theme: 'dark', locale: 'fr-CA' },
] as const)('at $width wide, $theme, $locale', (looks) => {
  test('every chart in every state is accessible, fits, and complains of nothing', async () => {
    const { page, complaints, context } = await opened(looks)
    for (const summary of await page.locator('.alt > summary').all()) await summary.click()
    const { found, passed } = await violations(page)
    expect(found).toEqual([])
    expect(passed).toBeGreaterThan(10)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    )
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('with the keyboard', () => {
  test('Tab enters a chart once, arrows walk its marks, Enter opens the figure, Escape comes back out', async () => {
    const { page, context } = await opened({})
    const curve = page.locator('[data-chart=curve] .cht-plot').first()
    await page.getByRole('button', { name: 'Thème sombre' }).focus()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toMatch(/^2026-2027, 0,0 M\$, P10 /)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toMatch(/^2028-2029, −148,0 M\$, P10 −184,0 M\$, P90 −118,0 M\$/)
    const tip = curve.locator('.cht-tip')
    expect(await tip.innerText()).toContain('2028-2029')
    await page.keyboard.press('End')
    expect(await focused(page)).toMatch(/^2036-2037, 1.174,0 M\$/)

    await page.keyboard.press('Enter')
    const drawer = page.getByRole('complementary', { name: 'Chiffre ouvert' })
    await drawer.getByText('npv/10').waitFor()
    await drawer.getByRole('button', { name: 'Refermer' }).click()
    expect(await focused(page)).toMatch(/^2036-2037/)

    await page.keyboard.press('Escape')
    expect(await tip.count()).toBe(0)
    expect(await focused(page)).toMatch(/^2036-2037/)
    await page.keyboard.press('Escape')
    expect(await focused(page)).toMatch(/^La valeur descend à −148 M\$/)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('SUMMARY')
    await context.close()
  })
  test('up and down go from line to line, and a period without figure says why', async () => {
    const { page, context } = await opened({})
    const marks = page.locator('[data-chart=curves] .cht-m')
    await marks.first().focus()
    await page.keyboard.press('ArrowDown')
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toBe('B, 2030-2031, Inconnu : aucun prix pour cet exercice')
    await context.close()
  })
  test('bars and assumptions are lists that the arrows walk', async () => {
    const { page, context } = await opened({})
    await page.locator('[data-chart=tornado] .cht-m').first().focus()
    expect(await focused(page)).toMatch(
      /^Effort de migration par charge, jours-personnes, À la valeur basse, 18 j-p : 412,0 k\$, .*Change de signe, bascule à 52 j-p/,
    )
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toMatch(/^Prix du calcul/)
    await page.locator('[data-chart=bars] .cst-b').first().focus()
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toMatch(/^Public B, Québec, P10 /)
    await page.keyboard.press('Enter')
    await page.getByRole('complementary').getByText('bar/Public B, Québec').waitFor()
    await context.close()
  })
})

test('the pointer shows the same tip, can rest on it, and a click opens the figure', async () => {
  const { page, context } = await opened({})
  const plot = page.locator('[data-chart=curve] .cht-plot').first()
  const last = await plot.locator('.cht-m').last().boundingBox()
  if (last === null) throw new Error('the last mark is not drawn')
  await page.mouse.move(last.x + 12, last.y + 12)
  const tip = plot.locator('.cht-tip')
  await tip.getByText('2036-2037').waitFor()
  const box = await tip.boundingBox()
  if (box === null) throw new Error('the tip is not drawn')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  expect(await tip.innerText()).toContain('2036-2037')
  await page.mouse.move(last.x + 12, last.y + 12)
  await page.mouse.down()
  await page.mouse.up()
  await page.getByRole('complementary').getByText('npv/10').waitFor()
  await context.close()
})

test('the table has the figures of the drawing and goes away as a CSV file of the language', async () => {
  const { page, context } = await opened({})
  const chart = page.locator('[data-chart=curve]').first()
  await chart.getByText('Voir le tableau').first().click()
  const table = chart.getByRole('table', { name: 'Valeur accumulée' }).first()
  expect(await table.getByRole('row').count()).toBe(12)
  const download = page.waitForEvent('download')
  await chart.getByRole('button', { name: 'Télécharger en CSV' }).first().click()
  const file = await download
  expect(file.suggestedFilename()).toBe('arpent-valeur-accumulee.csv')
  const lines = readFileSync(await file.path(), 'utf8').split('\r\n')
  expect(lines[0]).toBe('\ufeffExercice;"A. Cible 80/20, P50";"A. Cible 80/20, P10";"A. Cible 80/20, P90"')
  expect(lines[3]).toBe('2028-2029;-148;-184;-118')
  await context.close()
})

test('a chart that failed offers to try again and the last good figures', async () => {
  const { page, context } = await opened({})
  const failed = page.locator('[data-chart=tornado] [data-state=failed]')
  await failed.getByRole('button', { name: 'Réessayer' }).click()
  expect(await page.locator('[data-acted]').innerText()).toBe('retry')
  await failed.getByRole('button', { name: 'Afficher les chiffres du 2026-11-18' }).click()
  expect(await page.locator('[data-acted]').innerText()).toBe('last')
  await context.close()
})

test('on paper the drawing is redrawn for the page, without tips or buttons', async () => {
  const { page, context } = await opened({})
  const drawing = page.locator('[data-chart=curve] svg.ch').first()
  expect(Number(await drawing.getAttribute('width'))).toBeGreaterThan(1000)
  await page.locator('[data-chart=curve] .cht-m').first().focus()
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  expect(await drawing.getAttribute('width')).toBe('690')
  expect(await page.locator('.cht-tip').first().isVisible()).toBe(false)
  expect(await page.locator('[data-chart=curve] .cht-m').first().isVisible()).toBe(false)
  expect(await drawing.isVisible()).toBe(true)
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  expect(Number(await drawing.getAttribute('width'))).toBeGreaterThan(1000)
  await context.close()
})
