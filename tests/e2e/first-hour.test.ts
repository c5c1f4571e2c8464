import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { rvtoolsWorkbook, writtenFile } from '#tests/support/inventory-files.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { dugDownTo, visitor } from '#tests/support/visitor.ts'

let arpent: ServedArpent
let browser: Browser
beforeAll(async () => {
  ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: false }), launchBrowser()])
})
afterAll(async () => {
  await browser.close()
  await arpent.stop()
})

async function firstAccount(page: Page): Promise<void> {
  await page.goto(arpent.firstLink)
  await page.getByLabel('Identifiant').fill('premiere.personne')
  await page.getByLabel('Mot de passe', { exact: true }).fill('une phrase bien assez longue')
  await page.getByLabel('Mot de passe, une seconde fois').fill('une phrase bien assez longue')
  await page.getByRole('button', { name: 'Créer le compte' }).click()
  await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor()
  await page.getByText('Rien n’attend votre décision').waitFor()
}

async function importedWorkbook(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Navigation principale' }).getByRole('link', { name: 'Importer' }).click()
  await page.getByRole('heading', { level: 1, name: 'Importer un inventaire' }).waitFor()
  await page.getByLabel('Organisme qui reçoit l’inventaire').selectOption('ARPENT')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Parcourir' }).click()
  await (await choosing).setFiles(writtenFile('inventaire.xlsx', rvtoolsWorkbook()))
  await page.getByRole('heading', { name: 'Résultat simulé' }).waitFor()
  const changes = page.getByRole('region', { name: 'Aperçu des changements', exact: true })
  await changes.getByRole('row', { name: /msc-paie-web01-prod/ }).waitFor()
  await page.getByRole('button', { name: /^Importer \d+ lignes/ }).click()
  await page.getByText('L’import est terminé').waitFor()
}

describe('the first hour of a newcomer', () => {
  test('from the first link to the price line under a figure', async () => {
    const { page, complaints } = await visitor(browser)
    await firstAccount(page)
    await importedWorkbook(page)

    await page.getByRole('link', { name: 'Voir le portefeuille' }).click()
    await page.getByRole('heading', { level: 1, name: 'Portefeuille' }).waitFor()
    await page
      .getByRole('row', { name: /CH-000001/ })
      .getByRole('link')
      .click()

    await page.getByRole('heading', { level: 1, name: 'msc-paie' }).waitFor()
    const matrix = page.getByRole('region', { name: 'Matrice de souveraineté', exact: true })
    await matrix
      .getByText('Aucune décision d’hébergement sans catégorisation DIC', { exact: false })
      .or(matrix.getByText(/sans catégorisation DIC/))
      .first()
      .waitFor()
    const missing = page.getByRole('region', { name: 'Ce qui manque et à qui le demander' })
    await missing.getByRole('heading', { name: 'D’abord, classer la charge' }).waitFor()
    await missing.getByRole('button', { name: /^Voir les \d+ autres questions/ }).click()
    await missing
      .getByText(/^À demander : /)
      .first()
      .waitFor()
    await missing.getByRole('link', { name: 'Répondre dans la classification' }).first().waitFor()
    const costs = page.getByRole('region', { name: 'Coût annuel des options' })
    await costs
      .getByRole('img', { name: /P10 .*P50 .*P90 / })
      .first()
      .waitFor()
    await costs.getByText('le fournisseur ne publie pas ses prix').first().waitFor()

    await costs
      .getByRole('button', { name: /d’où vient ce chiffre/ })
      .first()
      .click()
    const drawer = page.getByRole('complementary', { name: 'D’où vient ce chiffre ?' })
    await dugDownTo(drawer, drawer.getByText('Catalogue de prix'))
    await drawer
      .getByText(/data\/prices\/.+, ligne \d+/)
      .first()
      .waitFor()
    await dugDownTo(drawer, drawer.getByText(/inventaire\.xlsx.*, ligne \d+/))
    expect(complaints).toEqual([])
  })
  test('a session that ends in mid-work is opened again on the same page, and what was typed is kept', async () => {
    const { page, context } = await visitor(browser)
    await page.goto(`${arpent.url}/comptes`)
    const credentials = async () => {
      await page.getByLabel('Identifiant').last().fill('premiere.personne')
      await page.getByLabel('Mot de passe').fill('une phrase bien assez longue')
      await page.getByRole('button', { name: 'Ouvrir une session' }).click()
    }
    await credentials()
    await page.getByRole('button', { name: 'Inviter une personne' }).click()
    await page.getByLabel('Identifiant').fill('seconde.personne')
    await context.clearCookies()
    await page.getByRole('button', { name: 'Créer l’invitation' }).click()

    await page.getByRole('dialog', { name: 'Votre session a pris fin' }).waitFor()
    await page.getByRole('heading', { level: 1, name: 'Comptes' }).waitFor({ state: 'hidden' })
    await credentials()
    await page.getByRole('dialog', { name: 'Votre session a pris fin' }).waitFor({ state: 'hidden' })
    expect(await page.getByLabel('Identifiant').inputValue()).toBe('seconde.personne')
    await page.getByRole('button', { name: 'Créer l’invitation' }).click()
    await page.getByRole('dialog', { name: /^Lien pour / }).waitFor()
  })
})
