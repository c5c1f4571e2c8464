import axe from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { dugDownTo, entered, type Visitor, visitor } from '#tests/support/visitor.ts'

/** The demonstration's first workload: its four servers are a nightly backup, a busy one, an idle one and a zombie. */
const path = '/charges/CH-000001?onglet=couts'
/** Ten days of five-minute points of a server that the demonstration does not measure. */
const measures = [
  'Machine;Horodatage;CPU %;Mémoire %',
  ...Array.from({ length: 10 * 288 }, (_, i) => {
    const at = new Date(Date.UTC(2026, 8, 7) + i * 300_000).toISOString().slice(0, 19).replace('T', ' ')
    return `vm-130;${at};${i === 7 ? '-1,0' : '12,5'};40`
  }),
].join('\r\n')

async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return await page.evaluate<readonly string[]>(
    `axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map((node) => node.target.join(' ')).join(', ')))`,
  )
}
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

let arpent: ServedArpent
let browser: Browser
let manager: Visitor
beforeAll(async () => {
  ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
  manager = await visitor(browser)
  await entered(manager.page, arpent.links['portfolio-manager'])
}, 400_000)
afterAll(async () => {
  await browser.close()
  await arpent.stop()
})

describe('sizes', () => {
  test('say in words what each server does, and give the size under each rule, opened down to its price', async () => {
    const { page } = manager
    await page.goto(`${arpent.url}${path}`)
    await page.getByRole('heading', { name: 'Tailles' }).waitFor()
    const first = page.locator('details.sz').first()
    await first.getByText('Contre-exemple : 100,0 % est atteint chaque jour vers 2 h', { exact: false }).waitFor()
    expect(await first.getByRole('img', { name: /^Processeur : moyenne .* maximum 100,0\s%$/ }).count()).toBe(1)
    expect(await first.getByRole('img', { name: /^Semaine type de msc-/ }).count()).toBe(1)
    const rows = first.getByRole('table', { name: /^Règles pour msc-/ }).getByRole('row')
    expect(await rows.count()).toBe(8)
    expect(await rows.filter({ hasText: 'en vigueur' }).allInnerTexts()).toEqual([
      expect.stringMatching(/^P95 avec marge/),
    ])
    expect(await page.locator('details.sz > summary').allInnerTexts()).toEqual([
      expect.stringContaining('Inactif'),
      expect.stringContaining('En usage'),
      expect.stringContaining('Inactif'),
      expect.stringContaining('Zombie'),
    ])
    await rows.filter({ hasText: 'en vigueur' }).getByRole('button').click()
    const drawer = page.getByRole('complementary', { name: 'D’où vient ce chiffre ?' })
    await dugDownTo(drawer, drawer.getByText('data/prices/', { exact: false }))
    await page.keyboard.press('Escape')
  })

  test('follow the rule that a person settles with a reason, from the keyboard', async () => {
    const { page } = manager
    await page.goto(`${arpent.url}${path}`)
    await page.getByRole('button', { name: 'Choisir la règle' }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Règle').selectOption('nameplate')
    await dialog.getByRole('button', { name: 'Retenir' }).press('Enter')
    await dialog.getByText('Dire pourquoi.').waitFor()
    await dialog.getByLabel('Raison').fill('Contrat d’un an sans réduction possible')
    await dialog.getByRole('button', { name: 'Retenir' }).press('Enter')
    await page.getByText('Règle de la charge : Plaque').waitFor()
    await page.getByText('Contrat d’un an sans réduction possible', { exact: false }).waitFor()
    const inForce = page.locator('details.sz').first().getByRole('row').filter({ hasText: 'en vigueur' })
    expect(await inForce.allInnerTexts()).toEqual([expect.stringMatching(/^Plaque/)])
  })

  test('come from a file sent on the import screen; its refused row is told', async () => {
    const { page } = manager
    await page.goto(`${arpent.url}/importer`)
    await page.getByRole('heading', { name: 'Mesures d’usage' }).waitFor()
    await page.getByLabel('Organisme des machines').selectOption('MSC')
    await page
      .getByLabel('Choisir un fichier de mesures')
      .and(page.locator('input'))
      .setInputFiles({ name: 'mesures.csv', mimeType: 'text/csv', buffer: Buffer.from(measures) })
    const line = page.getByRole('row').filter({ hasText: 'mesures.csv' })
    await line.getByText('Rattaché').waitFor()
    await line.getByText('Ce qui a été compris').click()
    await line.getByText('L’usage du processeur est négatif', { exact: false }).waitFor()
    expect(await line.getByRole('link', { name: 'Télécharger les lignes refusées' }).count()).toBe(1)
  })

  test.each([
    [1440, 'light'],
    [1440, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('read without fault at %d, %s', async (width, theme) => {
    const { page } = manager
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: theme })
    await page.goto(`${arpent.url}${path}`)
    await page.getByRole('heading', { name: 'Tailles' }).waitFor()
    await page.locator('details.sz').first().getByText('Voir le tableau').click()
    expect(await findings(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
  })

  test('and the page complained of nothing', () => {
    expect(manager.complaints).toEqual([])
  })
})
