import axe from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

let arpent: ServedArpent
let browser: Browser
let manager: Visitor
let officer: Visitor
beforeAll(async () => {
  ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
  manager = await visitor(browser)
  officer = await visitor(browser)
  await entered(manager.page, arpent.links['portfolio-manager'])
  await entered(officer.page, arpent.links['security-officer'], 'en')
})
afterAll(async () => {
  await browser.close()
  await arpent.stop()
})

const someDay = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10)

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

/** The first cell of a rule that reads so. */
const cell = (page: Page, rule: string, word: string) =>
  page.locator(`[data-cell][title^="${rule}, "][title$=" : ${word}"]`).first()

test('a house rule set aside: asked on the workload, approved by the officer, named by the verdict; a law never', async () => {
  const { page } = manager
  await page.goto(`${arpent.url}/charges/CH-000002`)
  await cell(page, 'QC-PRP-03', 'Interdit').click()
  const ask = page.getByRole('button', { name: 'Demander une dérogation' })
  expect(await ask.getAttribute('aria-disabled')).toBe('true')
  await page.getByText('Une loi ou un décret ne se lève pas.').waitFor()

  await page.goto(`${arpent.url}/charges/CH-000001`)
  await cell(page, 'QC-DIS-16', 'Exigence').click()
  await ask.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Demander une dérogation' }).click()
  expect(await dialog.getByText('Écrivez au moins dix caractères.').count()).toBe(2)
  await dialog.getByText('Choisissez le dernier jour.').waitFor()
  await readableEverywhere(page)
  await dialog.getByLabel('Motif').fill('Le deuxième site ouvre au printemps.')
  await dialog.getByLabel('Mesures compensatoires').fill('Copie de sécurité chaque nuit au centre retenu.')
  await dialog.getByLabel('Dernier jour').fill(someDay)
  await dialog.getByRole('button', { name: 'Demander une dérogation' }).click()
  const awaiting = page.getByRole('link', { name: /Demandée \(DE-\d{4}\), en attente de réponse/ })
  const code = /DE-\d{4}/.exec((await awaiting.textContent()) ?? '')?.[0] ?? ''

  const other = officer.page
  await other.goto(arpent.url)
  await other
    .getByRole('link', { name: /^Review the exemption to QC-DIS-16/ })
    .and(other.locator(`[href$="${code}"]`))
    .click()
  const opened = other.getByRole('dialog', { name: `Exemption ${code}` })
  await opened.getByText('Copie de sécurité chaque nuit au centre retenu.').waitFor()
  await readableEverywhere(other)
  await opened.getByRole('button', { name: 'Approve', exact: true }).click()
  const row = other.getByRole('row', { name: new RegExp(code) })
  await row.getByText('In force').waitFor()
  expect(await row.innerText()).toContain(someDay)
  await readableEverywhere(other)
  await other.getByLabel('State').selectOption('ended')
  await row.waitFor({ state: 'detached' })
  expect(new URL(other.url()).searchParams.get('etat')).toBe('ended')

  await page.reload()
  const words = `Par dérogation ${code} jusqu’au ${someDay}`
  await cell(page, 'QC-DIS-16', words).click()
  await page.getByRole('link', { name: words }).waitFor()
  await page
    .getByRole('columnheader', { name: /par dérogation/ })
    .first()
    .waitFor()
  expect([...manager.complaints, ...officer.complaints]).toEqual([])
})

test('an incident entered, completed and closed once nothing lacks; the keyboard is enough', async () => {
  const { page } = officer
  await page.goto(`${arpent.url}/incidents`)
  await page.getByRole('button', { name: 'Enter an incident' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Enter an incident' }).click()
  expect(await dialog.getByText('Required field.').count()).toBe(3)
  await readableEverywhere(page)
  await dialog.getByLabel('Circumstances').fill('A shared folder was open to the whole network.')
  await dialog.getByLabel('Discovered on').fill('2026-01-12')
  await dialog.getByLabel('Day', { exact: true }).fill('2026-01-13')
  await dialog.getByRole('button', { name: 'Enter an incident' }).click()
  await dialog.getByText('The incident cannot have begun after it was discovered.').first().waitFor()
  await dialog.getByLabel('Day', { exact: true }).fill('2026-01-10')
  await dialog.getByRole('button', { name: 'Enter an incident' }).click()
  const row = page.getByRole('row').last()
  const opener = row.getByRole('button', { name: /^Open IN-\d{4}$/ })
  await row.getByText('number of persons').waitFor()
  await readableEverywhere(page)
  await opener.click()
  await dialog.getByLabel('Entry closed: all that the law asks is in it').check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('Say the measures taken.').first().waitFor()
  await dialog.getByLabel('Information concerned').fill('Addresses')
  await dialog.getByLabel('Number of persons').selectOption('10-99')
  await dialog.getByLabel('Risk of serious injury').selectOption('no')
  await dialog.getByLabel('What leads to that conclusion').fill('Nobody opened the folder.')
  await dialog.getByLabel('Measures taken').fill('Folder closed, rights reviewed.')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await row.getByRole('cell', { name: 'complete' }).waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export the register' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('arpent-incidents.csv')
  expect(officer.complaints.filter((told) => !told.includes('status of 422'))).toEqual([]) // two were asked for
})

test('the levels are named for a body, and what names a level follows', async () => {
  const { page } = officer
  await page.goto(`${arpent.url}/regles?onglet=echelles`)
  await page.getByText('The official names of the levels are not public').waitFor()
  await page.getByRole('button', { name: 'Name the levels' }).click()
  const dialog = page.getByRole('dialog')
  for (const [level, name] of ['Open', 'Internal', 'Guarded', 'Sealed'].entries()) {
    await dialog.getByLabel(`C ${level + 1}, in French`).fill(`${name} (fr)`)
    await dialog.getByLabel(`C ${level + 1}, in English`).fill(name)
  }
  await readableEverywhere(page)
  await dialog.getByRole('button', { name: 'Save the names' }).click()
  expect(await dialog.getByText('Required field.').count()).toBe(2)
  await dialog.getByLabel('Source of the names').fill('House guide, 2026-05')
  await dialog.getByLabel('Reason').fill('Names people know')
  await dialog.getByRole('button', { name: 'Save the names' }).click()
  await page.getByRole('cell', { name: 'Sealed' }).waitFor()
  await readableEverywhere(page)
  await page.goto(`${arpent.url}/portefeuille`)
  await page
    .getByRole('img', { name: /confidentiality Internal \(2\)/ })
    .first()
    .waitFor()
})
