import type { Browser, Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

let arpent: ServedArpent
let browser: Browser
let manager: Visitor
let finance: Visitor
let centre: Visitor
/** The benefit that the journey follows, named by the register. */
let code = ''
beforeAll(async () => {
  ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
  const as = async (role: 'portfolio-manager' | 'finance-officer' | 'centre') => {
    const one = await visitor(browser)
    one.context.setDefaultTimeout(60_000) // three browsers at once on a busy machine
    await entered(one.page, arpent.links[role])
    return one
  }
  manager = await as('portfolio-manager')
  finance = await as('finance-officer')
  centre = await as('centre')
})
afterAll(async () => {
  await browser.close()
  await arpent.stop()
})

/** The drawer of the benefit, as this person reads it now. */
async function drawerOf({ page }: Visitor): Promise<Locator> {
  await page.goto(`${arpent.url}/benefices?benefice=${code}`)
  const drawer = page.getByRole('complementary').filter({ hasText: code })
  await drawer.getByRole('heading', { name: 'Fiche' }).waitFor()
  return drawer
}

/** Fills a form by its labels and sends it by Enter, in its reason. */
async function sent(page: Page, title: string | RegExp, fields: Readonly<Record<string, string>>): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: title })
  for (const [label, value] of Object.entries(fields)) {
    const field = dialog.getByLabel(label, { exact: label !== 'Preuves' && label !== 'Valeurs' })
    if ((await field.evaluate((one) => one.tagName)) === 'SELECT') await field.selectOption(value)
    else await field.fill(value)
  }
  await dialog.getByLabel('Motif').press('Enter')
  return dialog
}
const closed = async (dialog: Locator) => dialog.waitFor({ state: 'detached' })

test('a benefit is registered with what it is measured by and the driver of its cost, by the keyboard', async () => {
  const { page } = manager
  await page.goto(`${arpent.url}/benefices?organisme=MSC`)
  await page.getByRole('button', { name: 'Inscrire un bénéfice' }).first().press('Enter')
  const empty = await sent(page, 'Inscrire un bénéfice', { Motif: 'Inscrit au plan' })
  await empty.getByText('Trop court').first().waitFor()
  expect(await empty.getByLabel('Titre en français').evaluate((one) => one === document.activeElement)).toBe(true)
  expect(await empty.getByLabel('Organisme').inputValue()).toBe('MSC')
  await closed(await sent(page, 'Inscrire un bénéfice', { 'Titre en français': 'Essai', 'Titre en anglais': 'Trial' }))
  await page.waitForURL('**benefice=B-*')
  code = new URL(page.url()).searchParams.get('benefice') ?? ''

  const drawer = await drawerOf(manager)
  const measure = { 'Nom de la mesure en anglais': 'Cost', Source: 'Grand livre', Motif: 'Mesure du plan' }
  await drawer.getByRole('button', { name: 'Ajouter une mesure' }).press('Enter')
  await closed(await sent(page, 'Ajouter une mesure', { 'Nom de la mesure': 'Coût', ...measure }))
  await drawer.getByRole('button', { name: 'Ajouter une mesure' }).press('Enter')
  const driver = { Rôle: 'driver', Clé: 'dossiers', 'Nom de la mesure': 'Dossiers', Unité: 'count' }
  await closed(await sent(page, 'Ajouter une mesure', { ...measure, ...driver }))
  await drawer.getByText('inducteur, dossiers').waitFor()
})

test('a baseline of unit rates is proposed, read in full by another person, and frozen', async () => {
  const drawer = await drawerOf(manager)
  const { page } = manager
  await drawer.getByRole('button', { name: 'Proposer une référence' }).first().click()
  const wrong = await sent(page, 'Référence de Coût', {
    'Forme de la référence': 'unit-rates',
    'Des taux unitaires': 'hosting ; cher ; dossiers ; 100',
    'Premier mois': '2025-04',
    'Dernier mois': '2026-03',
    Méthode: 'Taux du contrat',
    Motif: 'Douze mois avant',
  })
  await wrong.getByText('Ligne 1 : nombre attendu').waitFor()
  await closed(await sent(page, 'Référence de Coût', { 'Des taux unitaires': 'hosting ; 4,50 ; dossiers ; 100' }))
  expect(await drawer.getByRole('button', { name: 'Figer la référence' }).count()).toBe(0)

  const other = await drawerOf(finance)
  await other.getByRole('button', { name: 'Figer la référence' }).click()
  await finance.page.getByText('hosting : 4,50 $ × 100,00 (dossiers)').waitFor()
  await closed(await sent(finance.page, 'Figer la référence', { Motif: 'Contrat vu' }))
  await other.getByText('Référence par modèle, de 2025-04 à 2026-03').waitFor()
})

test('an adjustment needs its evidence, and counts once another person approved it', async () => {
  const drawer = await drawerOf(manager)
  const { page } = manager
  await drawer.getByRole('button', { name: 'Proposer un ajustement' }).click()
  const adjustment = { 'Effet par mois': '-12,5', 'Premier mois': '2026-05', 'Ce qui a changé': 'Portée réduite' }
  const bare = await sent(page, 'Proposer un ajustement', { ...adjustment, Motif: 'Portée convenue' })
  await bare.getByText('Trop court').first().waitFor()
  await closed(await sent(page, 'Proposer un ajustement', { Preuves: 'Procès-verbal 12' }))

  const other = await drawerOf(finance)
  await other.getByRole('button', { name: 'Décider de l’ajustement' }).click()
  await closed(await sent(finance.page, 'Décider de l’ajustement', { Motif: 'Procès-verbal vu' }))
  await other.getByText('Approuvé').waitFor()
})

test('a handover is refused with a reason, proposed again and signed by two others; the last gate waits for it', async () => {
  const { page } = manager
  const proposed = async () => {
    const drawer = await drawerOf(manager)
    await drawer.getByRole('button', { name: 'Proposer la passation' }).click()
    const given = { Cède: 'Projet', Reçoit: 'Direction', 'En vigueur le': '2026-12-01', 'Suivi jusqu’au': '2029-12-01' }
    const rest = { 'Obligations de suivi': 'Mesurer chaque mois', Motif: 'Fin du projet' }
    await closed(await sent(page, 'Proposer la passation', { ...given, ...rest }))
  }
  await proposed()
  const gate = { Jalon: 'G4', Motif: 'Fin de la livraison' }
  const other = await drawerOf(finance)
  await other.getByRole('button', { name: 'Tenir un jalon' }).click()
  const early = await sent(finance.page, 'Tenir un jalon', gate)
  await early.getByText('acceptent tous deux la passation').waitFor()
  await finance.page.keyboard.press('Escape')

  await other.getByRole('button', { name: 'Décider' }).first().click()
  const word = finance.page.getByRole('dialog', { name: /^Passation : mot/ })
  await word.getByText('Mesurer chaque mois').waitFor()
  await word.getByLabel('Motif').fill('Obligations trop vagues')
  await word.getByRole('button', { name: 'Refuser' }).click()
  await other.getByText('Aucune passation proposée').waitFor()

  await proposed()
  const owner = await drawerOf(finance)
  await owner.getByRole('button', { name: 'Décider' }).first().click()
  await closed(await sent(finance.page, /^Passation : mot/, { Motif: 'Obligations acceptées' }))
  const last = await drawerOf(centre)
  await last.getByRole('button', { name: 'Décider' }).click()
  await closed(await sent(centre.page, /^Passation : mot/, { Motif: 'Obligations acceptées' }))
  const held = await drawerOf(finance)
  await held.getByRole('button', { name: 'Tenir un jalon' }).click()
  await closed(await sent(finance.page, 'Tenir un jalon', gate))
  await held.getByText('Franchi', { exact: true }).waitFor()
})

test('a pool is registered, edited with its ceiling, and never shared past the whole', async () => {
  const { page } = manager
  await page.goto(`${arpent.url}/benefices`)
  await page.getByRole('button', { name: 'Inscrire une enveloppe' }).first().click()
  const titles = { 'Titre en français': 'Enveloppe d’essai', 'Titre en anglais': 'Trial pool' }
  await closed(
    await sent(page, 'Inscrire une enveloppe', { ...titles, 'Résultat partagé': 'Coût total', Motif: 'Partage' }),
  )
  const pool = page.getByRole('listitem').filter({ hasText: 'Enveloppe d’essai' }).first()
  await pool.getByRole('button', { name: /^Modifier EB-/ }).click()
  const dialog = page.getByRole('dialog', { name: /^Modifier EB-/ })
  await dialog.getByRole('button', { name: 'Ajouter un plafond' }).click()
  const ceiling = { Plafond: '100000', 'Premier mois': '2026-04', 'Dernier mois': '2026-03', Motif: 'Plafond convenu' }
  await sent(page, /^Modifier EB-/, ceiling)
  await dialog.getByText('La période finit avant de commencer').first().waitFor()
  await closed(await sent(page, /^Modifier EB-/, { 'Dernier mois': '2027-03' }))
  await pool.getByText('de 2026-04 à 2027-03').waitFor()

  const share = async (benefit: string, percent: string) => {
    await pool.getByRole('button', { name: /^Donner une part/ }).click()
    return sent(page, /^Donner une part/, { Bénéfice: benefit, 'Part (%)': percent, Motif: 'Part convenue' })
  }
  await closed(await share(code, '70'))
  const refused = await share('B-0001', '40')
  await refused.getByText('elles ne dépassent pas 100 %').first().waitFor()
  await page.keyboard.press('Escape')
  await pool.getByText('Reste 30').waitFor()
  // What was refused on the way is said by the network of the browser, and by nothing else.
  const refusals = /the server responded with a status of 4(09|22)/
  const others = [manager, finance, centre].flatMap(({ complaints }) => complaints.filter((one) => !refusals.test(one)))
  expect(others).toEqual([])
})
