import type { Browser } from 'playwright'
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

describe('without a mouse', () => {
  test('J and Enter open a workload; Ctrl K goes to the benefits; Escape closes the drawer and gives the focus back', async () => {
    const { page, complaints } = manager
    const { keyboard } = page
    await keyboard.press('g')
    await keyboard.press('p')
    await page.getByRole('heading', { level: 1, name: 'Portefeuille' }).waitFor()
    const rows = page.getByRole('table', { name: 'Charges du portefeuille' }).getByRole('row', { name: /CH-\d{6}/ })
    await rows.first().waitFor()
    const second = /CH-\d{6}/.exec((await rows.nth(1).textContent()) ?? '')?.[0] ?? ''
    await keyboard.press('j')
    await keyboard.press('j')
    await keyboard.press('Enter')
    await page.waitForURL(`**/charges/${second}`)
    await page.getByRole('heading', { name: 'Matrice de souveraineté' }).waitFor()

    await keyboard.press('Control+k')
    // Typed at once, before the palette's code has come: no letter may be lost, nor fire as a shortcut of the page.
    await keyboard.type('benef')
    await page.getByRole('option', { name: /Bénéfices/, selected: true }).waitFor()
    await keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Bénéfices' }).waitFor()

    const total = page.getByRole('button', { name: /d’où vient ce chiffre : Total promis/ }).first()
    await total.waitFor()
    const isOnTotal = async () => await total.evaluate((element) => element === document.activeElement)
    for (let pressed = 0; pressed < 60 && !(await isOnTotal()); pressed += 1) await keyboard.press('Tab')
    expect(await isOnTotal()).toBe(true)
    await keyboard.press('Enter')
    const drawer = page.getByRole('complementary', { name: 'D’où vient ce chiffre ?' })
    await drawer.waitFor()
    await expect.poll(() => drawer.evaluate((element) => element.contains(document.activeElement))).toBe(true)
    await keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await expect.poll(isOnTotal).toBe(true)
    expect(complaints).toEqual([])
  })

  test('the skip link leads to the content, and ? lists the keys', async () => {
    const { page } = manager
    await page.goto(`${arpent.url}/portefeuille`)
    await page.getByRole('heading', { level: 1, name: 'Portefeuille' }).waitFor()
    await page.keyboard.press('Tab')
    await expect
      .poll(() => page.getByRole('link', { name: 'Aller au contenu' }).evaluate((it) => it === document.activeElement))
      .toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('main').evaluate((it) => it === document.activeElement)).toBe(true)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor({ state: 'detached' })
  })

  test('the arrows change the option: what would open it and where things are follow, as the server says', async () => {
    const { page, complaints } = manager
    const before = complaints.length
    await page.goto(`${arpent.url}/charges/CH-000002`)
    const opening = page.getByRole('region', { name: 'Le plus petit changement qui ouvre cette option' })
    const places = page.getByRole('region', { name: 'Où sont les choses' }).first()
    await places.waitFor()
    await opening.getByText(/Faits de la charge/).waitFor()
    const first = await places.getByRole('paragraph').first().textContent()
    const matrix = page.getByRole('table', { name: 'Matrice de souveraineté' })
    await matrix.locator('button[tabindex="0"]').focus()
    for (let moved = 0; moved < 11; moved += 1) await page.keyboard.press('ArrowRight')
    await expect.poll(() => places.getByRole('paragraph').first().textContent()).not.toBe(first)
    await expect.poll(() => opening.getAttribute('aria-busy')).toBe('false')
    for (const element of ['données', 'copie de relève', 'journaux', 'métadonnées', 'clés', 'soutien'])
      expect(await places.getByRole('rowheader', { name: element, exact: true }).count()).toBe(1)
    expect(await opening.getByRole('listitem').count()).toBeGreaterThan(0)
    expect(complaints.slice(before)).toEqual([])
  })
})
