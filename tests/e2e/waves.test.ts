import axe from 'axe-core'
import type { Browser, Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

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

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return await page.evaluate<readonly string[]>(
    `axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.target.join(' '))))`,
  )
}

const hasFocus = async (element: Locator) => await element.evaluate((it) => it === document.activeElement)

/** Presses Tab until the element has the focus, as someone without a mouse does. */
async function tabbedTo(page: Page, element: Locator): Promise<void> {
  for (let pressed = 0; pressed < 120 && !(await hasFocus(element)); pressed += 1) await page.keyboard.press('Tab')
  expect(await hasFocus(element)).toBe(true)
}

const cutOver = async (bar: Locator) =>
  /bascule (\d{4}-\d{2}-\d{2})/.exec((await bar.getAttribute('aria-label')) ?? '')?.[1]
const bar = (page: Page, code: string) => page.getByRole('button', { name: new RegExp(`^${code}, .*Flèches`) })

describe('without a mouse', () => {
  test('a wave is moved by weeks and months, its effect read before it is accepted, then taken back', async () => {
    const { page, complaints } = manager
    const { keyboard } = page
    await keyboard.press('g')
    await keyboard.press('v')
    await page.getByRole('heading', { level: 1, name: 'Plan des vagues' }).waitFor()
    const wave = bar(page, 'V-09')
    await wave.waitFor()
    const before = await cutOver(wave)
    await tabbedTo(page, wave)
    await keyboard.press('ArrowRight')
    const nextWeek = new Date(Date.parse(before ?? '') + 7 * 86_400_000).toISOString().slice(0, 10)
    expect(await cutOver(wave)).toBe(nextWeek)
    await page.getByText(`Bascule le ${nextWeek}.`).waitFor()
    await keyboard.press('Escape')
    expect(await cutOver(wave)).toBe(before)

    // Three months on, the wave leaves the period closed to moves.
    for (let month = 0; month < 3; month += 1) await keyboard.press('Shift+ArrowRight')
    const after = await cutOver(wave)
    await keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Vague V-09' })
    await dialog.getByText('1 conflit disparaît').waitFor()
    await dialog.getByText(/Exploitation en parallèle/).waitFor()
    expect(await violations(page)).toEqual([])
    const accept = dialog.getByRole('button', { name: 'Déplacer la vague' })
    await tabbedTo(page, accept)
    await keyboard.press('Enter')
    await page.getByText(`Vague V-09 déplacée : bascule le ${after}.`).waitFor()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => cutOver(wave)).toBe(after)
    await expect.poll(() => hasFocus(wave)).toBe(true)

    await keyboard.press('Control+z')
    await page.getByText('Vague V-09 remise à ses dates.').waitFor()
    await expect.poll(() => cutOver(wave)).toBe(before)
    expect(complaints).toEqual([])
  })

  test('a selection of the portfolio goes into a new wave, which its workload then names', async () => {
    const { page, complaints } = manager
    const { keyboard } = page
    await page.goto(`${arpent.url}/portefeuille?organisme=BAP&vague=none`)
    const rows = page.getByRole('table', { name: 'Charges du portefeuille' }).getByRole('row', { name: /CH-\d{6}/ })
    await rows.first().waitFor()
    const code = /CH-\d{6}/.exec((await rows.first().textContent()) ?? '')?.[0] ?? ''
    for (const key of ['j', 'x', 'v']) await keyboard.press(key)
    const dialog = page.getByRole('dialog', { name: 'Mettre 1 charge dans une vague' })
    await dialog.getByLabel('Vague', { exact: true }).selectOption({ label: 'Nouvelle vague' })
    await dialog.getByLabel('Nom').fill('Dépôt numérique')
    await dialog.getByLabel('Début').fill('2031-02-03')
    await dialog.getByLabel('Bascule').fill('2031-01-06')
    await dialog.getByLabel('Mise hors service').fill('2031-06-30')
    await keyboard.press('Tab')
    await tabbedTo(page, dialog.getByRole('button', { name: 'Mettre dans la vague' }))
    await keyboard.press('Enter')
    await dialog.getByText('La bascule ne peut pas précéder le début.').first().waitFor()
    await dialog.getByLabel('Bascule').fill('2031-04-07')
    await tabbedTo(page, dialog.getByRole('button', { name: 'Mettre dans la vague' }))
    await keyboard.press('Enter')
    await page.getByText(/1 charge mise dans V-\d+\./).waitFor()
    await page.goto(`${arpent.url}/charges/${code}`)
    const facts = page.getByRole('list', { name: /faits|coup d’œil/i })
    await facts.getByText('bascule le 2031-04-07').waitFor()
    await facts.getByRole('link', { name: /^Vague V-/ }).click()
    await page
      .getByRole('region', { name: /Dépôt numérique/ })
      .getByText(code)
      .waitFor()
    // A refused entry is answered 422: the browser alone complains of it.
    expect(complaints.filter((one) => !one.includes('422'))).toEqual([])
  })
})

test('dragged, a wave proposes other days; left, it stays where it was', async () => {
  const { page } = manager
  await page.goto(`${arpent.url}/vagues`)
  const wave = bar(page, 'V-06')
  await wave.waitFor()
  const before = await cutOver(wave)
  const box = await wave.boundingBox()
  if (box === null) throw new Error('the bar is not on screen')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  const dialog = page.getByRole('dialog', { name: 'Vague V-06' })
  await dialog.getByRole('region', { name: 'Ce que ce déplacement change' }).waitFor()
  expect(await dialog.getByLabel('Bascule').inputValue()).not.toBe(before)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => cutOver(wave)).toBe(before)
})

test('the table says what the calendar draws; a narrow screen has a card for each wave; filters stay in the address', async () => {
  const { page } = manager
  await page.goto(`${arpent.url}/vagues?vue=tableau`)
  const table = page.getByRole('table', { name: 'Vagues, avec leurs dates et leurs conflits' })
  await table
    .getByText(/tiennent les mêmes données ; la vague V-\d+ bascule/)
    .first()
    .waitFor()
  await page.getByRole('table', { name: 'Dépendances entre vagues' }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByLabel('État').selectOption({ label: 'Terminée' })
  await expect.poll(() => table.getByRole('row').count()).toBe(3)
  expect(new URL(page.url()).searchParams.get('etat')).toBe('done')
  await page.reload()
  await expect.poll(() => table.getByRole('row').count()).toBe(3)

  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.goto(`${arpent.url}/vagues`)
  await page.getByRole('button', { name: 'Déplacer V-09' }).waitFor()
  expect(await page.getByRole('region', { name: 'Calendrier des vagues' }).count()).toBe(0)
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})
