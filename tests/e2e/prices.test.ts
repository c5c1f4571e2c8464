import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

let arpent: ServedArpent
let browser: Browser
let manager: Visitor
let finance: Visitor
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'arpent-price-file-'))
  ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
  manager = await visitor(browser)
  finance = await visitor(browser)
  await entered(manager.page, arpent.links['portfolio-manager'])
  await entered(finance.page, arpent.links['finance-officer'], 'en')
})
afterAll(async () => {
  await browser.close()
  await arpent.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Of the body MSC, with servers under Windows. */
const workload = 'CH-000001'
const option = 'aws.ca-central-1'

/** A contract as a supplier might write it: French headers, decimal commas, no provider, one line at 0, one ten times too dear. */
function contract(): string {
  const sizes = [
    ['large', 2, 8],
    ['xlarge', 4, 16],
    ['2xlarge', 8, 32],
    ['4xlarge', 16, 64],
    ['8xlarge', 32, 128],
    ['12xlarge', 48, 192],
    ['24xlarge', 96, 384],
  ] as const
  const rate: Readonly<Record<string, number>> = { Linux: 0.03, Windows: 0.076, RHEL: 0.06, SLES: 0.055 }
  const comma = (value: number) => value.toFixed(4).replace('.', ',')
  const rows = Object.entries(rate).flatMap(([os, each]) =>
    sizes.map(([name, vcpu, gib]) => `m5.${name};${vcpu};${gib};${os};${comma(each * vcpu)}`),
  )
  return [
    'Article;Processeurs;Mémoire (Gio);Système;Prix unitaire',
    ...rows,
    'm5.16xlarge;64;256;Linux;19,2',
    'm5.metal;96;384;Linux;0',
    '',
  ].join('\r\n')
}

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

async function assessed(page: Page) {
  const answer = await page.request.get(`${arpent.url}/api/workloads/${workload}/assessment`)
  const { options } = (await answer.json()) as WorkloadAssessment
  const one = options.find((each) => each.option === option)
  if (one?.annualCostCad.kind !== 'known') throw new Error(`no cost at ${option}`)
  return { likely: one.annualCostCad.value.likely, figure: one.figure }
}

test('a contract is imported by one, read and accepted by another; the cost of a workload moves and names it', async () => {
  const { page } = manager
  const before = await assessed(page)
  await page.goto(`${arpent.url}/prix`)
  await page.getByRole('heading', { name: 'Par fournisseur et région' }).waitFor()
  await readableEverywhere(page)

  await page.getByRole('tab', { name: 'Importer une grille' }).click()
  await page.getByRole('button', { name: 'Lire et comparer' }).click()
  await page.getByText('Choisir l’organisme qui apporte ces prix.').waitFor()
  await page.getByLabel('Organisme qui l’apporte').selectOption('MSC')
  const path = join(folder, 'entente.csv')
  writeFileSync(path, contract())
  await page.getByLabel('Fichier de prix').setInputFiles(path)
  await page.getByRole('button', { name: 'Lire et comparer' }).click()
  await page.getByRole('heading', { name: 'Associer les colonnes' }).waitFor()
  const column = (name: string) => page.getByRole('group', { name })
  expect(await column('Article').getByLabel('Colonne du fichier').inputValue()).toBe('Article')
  const constants = {
    Fournisseur: 'AWS',
    Région: 'ca-central-1',
    Service: 'EC2 on-demand',
    Unité: 'heure',
    Devise: 'USD',
    'Date du prix': '2026-11-01',
    Preuve: 'vérifié',
  }
  for (const [name, value] of Object.entries(constants))
    await column(name).getByLabel('Valeur pour toutes les lignes').fill(value)
  await readableEverywhere(page)
  await page.getByRole('button', { name: 'Relire avec ces colonnes' }).click()

  const heading = page.getByRole('heading', { name: /^Grille GT-\d{4}$/ })
  await heading.waitFor()
  const code = /GT-\d{4}/.exec((await heading.textContent()) ?? '')?.[0] ?? ''
  await page.getByText('Une autre personne que celle qui propose accepte.').waitFor()
  await page.getByText('Un prix de 0 n’est pris que si la grille dit que cette tranche est gratuite.').waitFor()
  const outliers = page.getByRole('region', { name: /^Valeurs aberrantes/ }).last()
  expect(await outliers.getByRole('row', { name: /m5\.16xlarge/ }).count()).toBe(1)
  await readableEverywhere(page)

  const other = finance.page
  await other.goto(`${arpent.url}/prix?onglet=recues`)
  await other.getByRole('button', { name: `Read book ${code}` }).click()
  await other.getByRole('heading', { name: 'What this book changes' }).waitFor()
  await other.getByRole('button', { name: /^Changed/ }).click()
  await other.getByLabel('Order').selectOption('fall')
  await other.getByLabel('Filter the differences').fill('m5.large linux')
  const row = other.getByRole('row', { name: /m5\.large Linux/ })
  await row.getByText('0.107 USD / hour').waitFor()
  await row.getByText('-43.9%').or(row.getByText('−43.9%')).waitFor()
  await readableEverywhere(other)
  await other.getByRole('button', { name: 'Accept…' }).click()
  const dialog = other.getByRole('dialog', { name: `Accept book ${code}` })
  await dialog.getByText('1 outlier left out').waitFor()
  await readableEverywhere(other)
  await dialog.getByRole('button', { name: 'Put in force' }).click()
  await other.getByText('accepted', { exact: true }).first().waitFor()

  const after = await assessed(page)
  expect(after.likely).toBeLessThan(before.likely)
  const opened = await page.request.get(`${arpent.url}/api/figures/${encodeURIComponent(after.figure)}`)
  expect(await opened.text()).toContain(`${code}, entente.csv`)
  const old = await page.request.get(`${arpent.url}/api/figures/${encodeURIComponent(before.figure)}`)
  expect([old.status(), (await old.text()).includes(code)]).toEqual([200, false])
  expect([...manager.complaints, ...finance.complaints]).toEqual([])
})
