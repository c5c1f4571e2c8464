import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

let arpent: ServedArpent
let browser: Browser
let manager: Visitor
let finance: Visitor
beforeAll(async () => {
  ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
  manager = await visitor(browser)
  await entered(manager.page, arpent.links['portfolio-manager'])
  finance = await visitor(browser)
  await entered(finance.page, arpent.links['finance-officer'])
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

    const total = page.getByRole('button', { name: /d’où vient ce chiffre/ }).first()
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

  test('J, K, Enter and Escape walk the claims and give the focus to the one that opens', async () => {
    const { page, complaints } = finance
    const { keyboard } = page
    await page.goto(`${arpent.url}/benefices/validation?etat=all`)
    const rows = page.getByRole('table', { name: 'Réclamations' }).getByRole('row', { name: /RC-\d{4}/ })
    await rows.nth(1).waitFor()
    const codes = (await rows.allInnerTexts()).map((text) => /RC-\d{4}/.exec(text)?.[0] ?? '')
    const isOpen = async (code: string | undefined) => {
      await page.waitForURL(`**/benefices/validation?**r=${code}**`)
      const drawer = page.getByRole('complementary').filter({ hasText: code ?? '' })
      const title = drawer.getByRole('heading', { level: 2 })
      await title.waitFor() // what was measured is computed before the claim is shown
      await expect.poll(() => title.evaluate((it) => it === document.activeElement)).toBe(true)
    }
    await keyboard.press('Enter')
    await isOpen(codes[0])
    await keyboard.press('j')
    await isOpen(codes[1])
    await keyboard.press('k')
    await isOpen(codes[0])
    await keyboard.press('Escape')
    await expect.poll(() => new URL(page.url()).searchParams.get('r')).toBe(null)
    expect(complaints).toEqual([])
  })

  test('the rules of allocation are put in another order and one is added, by the keys alone', async () => {
    const { page, complaints } = finance
    const { keyboard } = page
    const before = complaints.length
    await page.goto(`${arpent.url}/factures/repartition?organisme=GOUV`)
    await page.getByRole('button', { name: 'Modifier les règles' }).focus()
    await keyboard.press('Enter')
    const names = page.getByRole('region', { name: 'Règles en vigueur' }).last().getByRole('rowheader')
    const [first = '', second = ''] = await names.allInnerTexts()
    const down = page.getByRole('button', { name: /^Descendre / }).first()
    await down.focus()
    await keyboard.press('Enter')
    await expect.poll(async () => (await names.allInnerTexts()).slice(0, 2)).toEqual([second, first])
    const moved = page.getByRole('button', { name: /^Descendre / }).nth(1)
    await expect.poll(() => moved.evaluate((it) => it === document.activeElement)).toBe(true)

    const add = page.getByRole('button', { name: 'Ajouter une règle' })
    await add.focus()
    await keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Règle' })
    await dialog.waitFor()
    await expect.poll(() => dialog.evaluate((it) => it.contains(document.activeElement))).toBe(true)
    await keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => add.evaluate((it) => it === document.activeElement)).toBe(true)
    expect(complaints.slice(before)).toEqual([])
  })
})
