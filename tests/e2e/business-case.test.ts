import axe from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

let arpent: ServedArpent
let browser: Browser
let officer: Visitor
beforeAll(async () => {
  ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
  officer = await visitor(browser)
  await entered(officer.page, arpent.links['finance-officer'])
})
afterAll(async () => {
  await browser.close()
  await arpent.stop()
})

/** What axe-core finds wrong in the page or its dialog. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return await page.evaluate<readonly string[]>(
    `axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.target.join(' '))))`,
  )
}

/** Wide in the light, narrow in the dark: nothing wrong, and nothing wider than the screen. */
async function readableEverywhere(page: Page): Promise<void> {
  for (const look of [{ width: 390, theme: 'dark' } as const, { width: 1440, theme: 'light' } as const]) {
    await page.setViewportSize({ width: look.width, height: 900 })
    await page.emulateMedia({ colorScheme: look.theme, reducedMotion: 'reduce' })
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect({ look, wider, found: await violations(page) }).toEqual({ look, wider: 0, found: [] })
  }
}

/** Follows a figure from part to part until a row of a price list or a signed assumption ends it. */
async function openedDownToAnEnd(page: Page): Promise<void> {
  const drawer = page.getByRole('complementary', { name: 'D’où vient ce chiffre ?' })
  const end = drawer.getByText(/Article|Hypothèse/, { exact: true })
  for (let step = 0; step < 12; step += 1) {
    await drawer.getByText('Composantes').or(end.first()).first().waitFor()
    const closed = drawer.locator('details:not([open]) > summary')
    for (let part = 0; part < 30 && (await closed.count()) > 0; part += 1) await closed.first().click()
    if ((await end.count()) > 0) return
    const number = await drawer.locator('.frm').last().textContent()
    await drawer.locator('.prov').first().click()
    await page.waitForFunction(
      (before) => [...document.querySelectorAll('aside .frm')].at(-1)?.textContent !== before,
      number,
    )
  }
  throw new Error('the figure never came to an end')
}

test('a case opened, computed, opened down to its facts; and what another’s defaults would decide', async () => {
  const { page, complaints } = officer
  await page.goto(`${arpent.url}/dossiers`)
  await page.getByRole('button', { name: 'Nouveau dossier' }).click()
  const dialog = page.getByRole('dialog', { name: 'Nouveau dossier d’affaires' })
  await dialog.getByRole('button', { name: 'Monter le dossier' }).click()
  await dialog.getByText('Champ requis.').waitFor()
  expect(await violations(page)).toEqual([])

  await dialog.getByLabel('Titre').fill('Guichets, dès cette année')
  await dialog.getByLabel('Organisme', { exact: true }).selectOption('MSC')
  await dialog.getByLabel('Celles d’une vague').check()
  await dialog.getByLabel('Vague', { exact: true }).selectOption('V-04')
  await dialog.getByLabel('Premier exercice').selectOption('2026')
  await dialog.getByRole('button', { name: 'Ajouter une variante' }).click()
  await dialog.getByLabel('Nom de la variante B').fill('AWS Montréal')
  await dialog.getByLabel('Option de B').selectOption('aws.ca-central-1')
  await dialog.getByRole('button', { name: 'Monter le dossier' }).click()

  await page.getByRole('heading', { level: 1, name: 'Guichets, dès cette année' }).waitFor()
  await page.getByRole('button', { name: 'Calculer', exact: true }).first().click()
  await page.getByRole('heading', { name: 'Ce que le dossier décide' }).waitFor({ timeout: 60_000 })
  await readableEverywhere(page)

  const table = page.getByRole('table', { name: 'Variantes comparées à rester' })
  await table.getByRole('button', { name: /Valeur actuelle nette, A\./ }).click()
  await openedDownToAnEnd(page)
  await page.keyboard.press('Escape')

  for (const [tab, heading] of [
    ['Flux', /^Flux par exercice/],
    ['Sensibilité', /^Ce qui pèse sur la valeur/],
    ['Hypothèses', 'Registre des hypothèses'],
    ['Papiers', 'Papiers du dossier'],
    ['Hypothèses des autres', 'Défaut par défaut'],
  ] as const) {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await page.getByRole('heading', { name: heading }).first().waitFor()
    await readableEverywhere(page)
  }

  const suppose = page.getByRole('region', { name: 'Prendre quelques-uns de leurs défauts' })
  await suppose.getByLabel('Coût de migration compté').check()
  await suppose.getByText('Avec 1 de leurs défauts').waitFor()
  const alone = await suppose.locator('dd b').first().textContent()
  await suppose.getByRole('button', { name: 'Tous' }).click()
  await suppose.getByText('Avec 16 de leurs défauts ensemble').waitFor()
  await expect.poll(() => suppose.locator('dd b').first().textContent()).not.toBe(alone)
  expect(complaints).toEqual([])
}, 180_000)

test('an assumption of the body’s own makes its cases older, and says so', async () => {
  const { page } = officer
  await page.goto(`${arpent.url}/dossiers/DA-0001?onglet=hypotheses`)
  await page.getByRole('button', { name: 'Donner la valeur de l’organisme : Taux d’actualisation nominal' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Probable').fill('4')
  await dialog.getByLabel('D’où vient cette valeur').fill('Directive du Trésor, 2026')
  await dialog.getByLabel('Raison').fill('Taux de la directive')
  await dialog.getByRole('button', { name: 'Enregistrer la valeur' }).click()
  await page.getByText('valeur de l’organisme', { exact: true }).waitFor()
  await page.getByText('Ces chiffres datent d’avant un changement').waitFor()
  await readableEverywhere(page)
})

test('a fact of cost is stated on the workload, zero included', async () => {
  const { page } = officer
  await page.goto(`${arpent.url}/charges/CH-000002?onglet=couts`)
  const facts = page.getByRole('region', { name: 'Faits de coût' })
  await facts.getByRole('button', { name: 'Déclarer des faits' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Données sorties').fill('0')
  await dialog.getByLabel('Référence').fill('Relevé du pare-feu, octobre')
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Déclarer', exact: true }).click()
  await facts.getByText('0\u00a0Go par mois').waitFor()
  await facts.getByText(/Relevé du pare-feu, octobre/).waitFor()
})
