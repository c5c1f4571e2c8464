import axe from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import type { BillGrid } from '#models/bills/bill-months.schemas.ts'
import type { BillDeliveryView } from '#models/bills/bill.views.ts'
import type { ClaimLine } from '#models/claims/claim.views.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

/** Each main screen: where it is, and the heading that says it has drawn itself. What stands in braces is asked of the demonstration. */
const screens = [
  { name: 'sign-in', path: '/connexion', heading: 'Ouvrir une session', as: 'nobody' },
  { name: 'barometer', path: '/barometre', heading: 'Où en est le passage de l’État à l’infonuagique ?', as: 'nobody' },
  { name: 'home', path: '/', heading: 'À faire', as: 'portfolio-manager' },
  { name: 'portfolio', path: '/portefeuille', heading: 'Portefeuille', as: 'portfolio-manager' },
  { name: 'workload', path: '/charges/CH-000001', heading: 'Matrice de souveraineté', as: 'portfolio-manager' },
  {
    name: 'what a workload holds',
    path: '/charges/CH-000001?onglet=classification',
    heading: 'Données sensibles',
    as: 'portfolio-manager',
  },
  {
    name: 'strategy of a workload',
    path: '/charges/CH-000009?onglet=disposition',
    heading: 'Préparation à l’infonuagique',
    as: 'portfolio-manager',
  },
  {
    name: 'costs and carbon',
    path: '/charges/CH-000001?onglet=couts',
    heading: 'Carbone d’une année',
    as: 'portfolio-manager',
  },
  { name: 'strategies', path: '/disposition', heading: 'Charges par valeur et tenue', as: 'portfolio-manager' },
  {
    name: 'questionnaires',
    path: '/disposition?onglet=questionnaires',
    heading: 'Questionnaires',
    as: 'portfolio-manager',
  },
  { name: 'import', path: '/importer', heading: 'Imports', as: 'portfolio-manager' },
  { name: 'classification', path: '/classification', heading: 'Si vous approuvez', as: 'portfolio-manager' },
  { name: 'privacy', path: '/vie-privee', heading: 'Vie privée', as: 'portfolio-manager' },
  { name: 'waves', path: '/vagues?vague=V-11', heading: 'Plan des vagues', as: 'portfolio-manager' },
  { name: 'cases', path: '/dossiers', heading: 'Dossiers d’affaires', as: 'portfolio-manager' },
  { name: 'case', path: '/dossiers/DA-0001', heading: 'Ce que le dossier décide', as: 'portfolio-manager' },
  { name: 'closed page', path: '/comptes', heading: 'Comptes', as: 'portfolio-manager' },
  { name: 'benefits', path: '/benefices', heading: 'Registre', as: 'portfolio-manager' },
  { name: 'rules', path: '/regles', heading: 'Règles et sources', as: 'portfolio-manager' },
  { name: 'versions', path: '/regles?onglet=versions', heading: 'Versions du jeu de règles', as: 'security-officer' },
  {
    name: 'writing a version',
    path: '/regles?onglet=versions&ecrire=shipped',
    heading: 'Cas d’essai',
    as: 'security-officer',
  },
  { name: 'formulas', path: '/formules', heading: 'Ce que les formules lisent', as: 'portfolio-manager' },
  { name: 'writing formulas', path: '/formules?ecrire=shipped', heading: 'Vérification', as: 'portfolio-manager' },
  { name: 'a benefit', path: '/benefices?benefice=B-0001', heading: 'Mesures et références', as: 'finance-officer' },
  { name: 'claims', path: '/benefices/validation?etat=all', heading: 'Réclamations', as: 'finance-officer' },
  {
    name: 'a claim',
    path: '/benefices/validation?etat=all&r={claim}',
    heading: 'Vérifications',
    as: 'finance-officer',
  },
  { name: 'realised', path: '/charges/{pilot}?onglet=realise', heading: 'Mois par mois', as: 'finance-officer' },
  { name: 'bills', path: '/factures', heading: 'Sources et mois', as: 'finance-officer' },
  { name: 'sending a bill', path: '/factures?onglet=deposer', heading: 'Déposer une facture', as: 'finance-officer' },
  { name: 'bills received', path: '/factures?onglet=recues', heading: 'Livraisons reçues', as: 'finance-officer' },
  { name: 'rates', path: '/factures?onglet=taux', heading: 'Taux connus', as: 'finance-officer' },
  { name: 'a month of bills', path: '/factures/mois/{month}', heading: 'Versions du mois', as: 'finance-officer' },
  { name: 'a bill received', path: '/factures/recues/{delivery}', heading: 'Mis en vigueur', as: 'finance-officer' },
  {
    name: 'allocation',
    path: '/factures/repartition?organisme=GOUV',
    heading: 'Règles en vigueur',
    as: 'finance-officer',
  },
  { name: 'ledger', path: '/factures/grand-livre?organisme=MRP', heading: 'Extraits', as: 'finance-officer' },
  {
    name: 'unit costs',
    path: '/factures/couts-unitaires?benefice=B-0001',
    heading: 'Coûts unitaires',
    as: 'finance-officer',
  },
  {
    name: 'barometer in English',
    path: '/barometre',
    heading: 'How far is the move of the state to the cloud?',
    as: 'a reader of English',
  },
  { name: 'journal', path: '/journal', heading: 'Journal d’audit', as: 'auditor' },
] as const
const looks = [
  { width: 1440, height: 900, theme: 'light' },
  { width: 1440, height: 900, theme: 'dark' },
  { width: 390, height: 844, theme: 'light' },
  { width: 390, height: 844, theme: 'dark' },
] as const

type Findings = { readonly violations: readonly { id: string; nodes: readonly string[] }[]; readonly passed: number }

/** What axe-core finds. Its source is evaluated by the debugger, which the page's own content policy does not concern. */
async function findings(page: Page): Promise<Findings> {
  await page.evaluate(axe.source)
  return await page.evaluate<Findings>(`axe.run(document).then(({ violations, passes }) => ({
    violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.target.join(' ') + ' ' + node.failureSummary) })),
    passed: passes.length,
  }))`)
}

/** How much wider than the screen the page is: it should never scroll sideways. */
async function overflow(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** Things of the demonstration that have a page of their own. */
async function knownThings(page: Page): Promise<Readonly<Record<string, string>>> {
  const ask = async <T>(path: string) => (await (await page.request.get(`${arpent.url}${path}`)).json()) as T
  const [delivery] = await ask<BillDeliveryView[]>('/api/bills?limit=20')
  const [claim] = await ask<ClaimLine[]>('/api/claims?limit=20&state=awaiting')
  const benefit = await ask<BenefitDetail>('/api/register/B-0001')
  const { sources } = await ask<BillGrid>('/api/bill-months?months=3')
  const [source] = sources
  return {
    delivery: delivery?.id ?? '',
    claim: claim?.code ?? '',
    pilot: benefit.profile.content.workloads[0] ?? '',
    month: `${source?.code ?? ''}/${source?.cells.find((cell) => cell?.state === 'closed')?.month ?? ''}`,
  }
}

let arpent: ServedArpent
let browser: Browser
let visitors: Readonly<Record<(typeof screens)[number]['as'], Visitor>>
let known: Readonly<Record<string, string>>
beforeAll(async () => {
  ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
  const as = async (role: 'portfolio-manager' | 'security-officer' | 'finance-officer' | 'auditor') => {
    const one = await visitor(browser)
    await entered(one.page, arpent.links[role])
    return one
  }
  visitors = {
    nobody: await visitor(browser),
    'portfolio-manager': await as('portfolio-manager'),
    'finance-officer': await as('finance-officer'),
    'a reader of English': await visitor(browser, { locale: 'en-CA' }),
    'security-officer': await as('security-officer'),
    auditor: await as('auditor'),
  }
  known = await knownThings(visitors['finance-officer'].page)
})
afterAll(async () => {
  await browser.close()
  await arpent.stop()
})

describe.each(looks)('at $width wide, $theme', (look) => {
  test.each(screens)('$name has no violation and no complaint', async (screen) => {
    const { page, complaints } = visitors[screen.as]
    const before = complaints.length
    await page.setViewportSize({ width: look.width, height: look.height })
    await page.emulateMedia({ colorScheme: look.theme, reducedMotion: 'reduce' })
    await page.goto(`${arpent.url}${screen.path.replace(/\{(\w+)\}/, (_, name: string) => known[name] ?? '')}`)
    await page.getByRole('heading', { name: screen.heading }).first().waitFor()
    await page.waitForLoadState('networkidle')
    const { violations, passed } = await findings(page)
    expect(violations).toEqual([])
    expect(passed).toBeGreaterThan(10)
    expect(await overflow(page)).toBe(0)
    expect(complaints.slice(before)).toEqual([])
  })
})
