import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OpenData } from '#models/barometer/open-data.schemas.ts'
import type { BenefitDetail, RegisterPage } from '#models/benefits/register.views.ts'
import type { BillGrid } from '#models/bills/bill-months.schemas.ts'
import type { ClaimableView, ClaimLine, ClaimView } from '#models/claims/claim.views.ts'
import { billFile, issuers } from '#server/demo/demonstration-bill-files.ts'
import { monthAfter } from '#models/shared/month.ts'
import { compactMoney, money } from '#client/i18n/format.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

const account = 'compte-d-essai'
const thisMonth = new Date().toISOString().slice(0, 7)
const lastTwelve = Array.from({ length: 12 }, (_, at) => monthAfter(thisMonth, at - 12))
/** The public page keeps silent on a sum of fewer claims. */
const fewestClaims = 3

let arpent: ServedArpent
let browser: Browser
let folder: string
let manager: Visitor
let finance: Visitor
let centre: Visitor
let auditor: Visitor
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'arpent-twelve-bills-'))
  ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
  const as = async (role: 'portfolio-manager' | 'finance-officer' | 'centre' | 'auditor') => {
    const one = await visitor(browser)
    await entered(one.page, arpent.links[role])
    return one
  }
  manager = await as('portfolio-manager')
  finance = await as('finance-officer')
  centre = await as('centre')
  auditor = await as('auditor')
})
afterAll(async () => {
  await browser.close()
  await arpent.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Asks the server as the person of this page does. */
async function asked<T>(
  page: Page,
  path: string,
  send?: { readonly body: unknown; readonly ifMatch?: string } | { readonly file: string },
): Promise<T> {
  const { status, body } = await page.evaluate(
    async ({ path: at, send: given }) => {
      const headers = new Headers({ 'Idempotency-Key': crypto.randomUUID() })
      if (given !== undefined && 'ifMatch' in given && given.ifMatch !== undefined)
        headers.set('If-Match', given.ifMatch)
      if (given !== undefined)
        headers.set('Content-Type', 'file' in given ? 'application/octet-stream' : 'application/json')
      const init =
        given === undefined
          ? {}
          : { method: 'POST', headers, body: 'file' in given ? given.file : JSON.stringify(given.body) }
      const response = await fetch(at, init)
      return { status: response.status, body: await response.text() }
    },
    { path, send },
  )
  if (status >= 300) throw new Error(`${path}: ${status} ${body}`)
  return JSON.parse(body) as T // our own server’s, from the same types
}

type Claimable = { readonly benefit: string; readonly workload: string; readonly month: string; readonly gross: string }

/** Closed months that saved something and that no claim stands on yet, newest first. */
async function claimableMonths(page: Page, count: number): Promise<readonly Claimable[]> {
  const found: Claimable[] = []
  const { items } = await asked<RegisterPage>(page, '/api/register?limit=40')
  for (const { code, life } of items) {
    if (life !== 'realising' && life !== 'sustained') continue
    const { profile } = await asked<BenefitDetail>(page, `/api/register/${code}`)
    const [workload] = profile.content.workloads
    const claims = await asked<ClaimLine[]>(page, `/api/benefits/${code}/claims`)
    for (const month of lastTwelve.toReversed()) {
      if (workload === undefined || claims.some(({ from, to }) => from <= month && month <= to)) continue
      const { measured, rows } = await asked<ClaimableView>(
        page,
        `/api/benefits/${code}/claimable?startsOn=${month}&months=1`,
      )
      const bills = rows.filter(({ kind, isClosed }) => kind === 'bill' && isClosed)
      if (measured.kind === 'unknown' || Number(measured.value.amount) < 100 || bills.length === 0) continue
      found.push({ benefit: code, workload, month, gross: measured.value.amount })
      if (found.length === count) return found
      break
    }
  }
  throw new Error(`only ${found.length} of ${count} months could be claimed`)
}

/** Through the screen: the manager claims what was measured, on every row of the month, with a piece of evidence, and sends it. */
async function claimedOnScreen({ benefit, month, gross }: Claimable): Promise<string> {
  const { page } = manager
  await page.goto(`${arpent.url}/benefices/validation?reclamer=${benefit}`)
  const form = page.getByRole('form', { name: `Réclamation sur ${benefit}` })
  await form.getByLabel('Premier mois').fill(month)
  await form.getByLabel('Durée, en mois').fill('1')
  await form.getByRole('button', { name: /^Prendre le réalisé mesuré/ }).click()
  expect(await form.getByLabel('Montant brut, CAD').inputValue()).toBe(gross)
  const offered = form.getByRole('group', { name: 'Mois mesurés et lignes qui appuient' })
  for (const row of await offered.getByRole('checkbox').all()) await row.check()
  await form.getByLabel('Question : lignes de facture').check()
  await form.getByLabel('Exposé').fill('Un mois mesuré sur la facture fermée.')
  await form.getByRole('button', { name: 'Enregistrer le brouillon' }).click()
  await page.getByText(/ est enregistrée\.$/).waitFor()
  const code = new URL(page.url()).searchParams.get('r') ?? ''
  const query = new URLSearchParams({
    subject: code,
    kind: 'measurement',
    title: 'Relevé du mois',
    sensitivity: '2',
    fileName: 'releve.txt',
  })
  await asked(page, `/api/evidence/files?${query.toString()}`, { file: `Relevé de ${benefit}, ${month}` })
  await page.getByRole('button', { name: 'Envoyer aux finances' }).click()
  await page.getByText(`${code} est envoyée aux finances.`).waitFor()
  return code
}

/** The centre looks at what it would publish, and agrees. */
async function published(): Promise<readonly string[]> {
  const { page } = centre
  await page.goto(`${arpent.url}/barometre`)
  await page.getByRole('button', { name: 'Voir l’aperçu' }).click()
  await page.getByRole('button', { name: 'Publier', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Publier le baromètre' })
  const changes = await dialog.getByRole('row').allInnerTexts()
  await dialog.getByRole('button', { name: 'Publier' }).click()
  await page.getByText('Le baromètre est publié.').waitFor()
  return changes
}

/** What anyone reads, signed in nowhere and with nothing kept from before: the page in both languages and the open data. */
async function publicly(): Promise<{ readonly realised: number; readonly french: string; readonly english: string }> {
  const text = async (locale: 'fr-CA' | 'en-CA', name: string) => {
    const { page, context, complaints } = await visitor(browser, { locale })
    await page.goto(`${arpent.url}/barometre`)
    const words = await page.getByRole('heading', { level: 2, name }).locator('..').innerText()
    const data = await asked<OpenData>(page, '/api/barometer/indicators.json')
    expect(complaints).toEqual([])
    await context.close()
    return { words, value: data.indicators.find(({ id }) => id === 'benefits-realised')?.value }
  }
  const fr = await text('fr-CA', 'Bénéfices réalisés et validés')
  const en = await text('en-CA', 'Benefits realised and validated')
  if (typeof fr.value !== 'number') throw new Error('the public page tells no realised benefit')
  expect(en.value).toBe(fr.value)
  return { realised: fr.value, french: fr.words, english: en.words }
}

const inCents = (amount: number | string) => Math.round(Number(amount) * 100)

async function deposited(): Promise<Page> {
  const { page } = finance
  await page.goto(`${arpent.url}/factures?onglet=deposer`)
  await page.getByLabel('Organisme').selectOption('MSC')
  await page.getByLabel('Fichier Déposer une facture').setInputFiles(join(folder, 'douze-mois.csv'))
  await page.getByRole('button', { name: 'Déposer', exact: true }).click()
  await page.waitForURL('**/factures/recues/*', { timeout: 60_000 })
  await page.getByRole('heading', { level: 1, name: 'Livraison douze-mois.csv' }).waitFor()
  return page
}

async function grid(page: Page) {
  const { sources } = await asked<BillGrid>(page, '/api/bill-months?months=13')
  return sources.map(({ account: of, cells }) => ({
    of,
    cells: cells.map((cell) => (cell === null ? null : `${cell.month} ${cell.billed} ${cell.state}`)),
  }))
}

test('twelve months of bills are deposited twice: the second time nothing doubles, and the page says why', async () => {
  const { text } = billFile('azure', [], lastTwelve, { thisMonth })
  writeFileSync(join(folder, 'douze-mois.csv'), text.replaceAll(issuers.azure.account, account))
  const before = await grid(finance.page)
  const first = await deposited()
  await first.getByText('importée', { exact: true }).waitFor()
  const inForce = first.getByRole('table', { name: 'Mis en vigueur' })
  expect(await inForce.getByRole('row', { name: account }).count()).toBe(lastTwelve.length)
  const once = await grid(first)
  expect(once.filter(({ of }) => of !== account)).toEqual(before)
  await first.goto(`${arpent.url}/factures`)
  const shown = first.getByRole('row', { name: account })
  await shown.waitFor()
  const read = await shown.innerText()

  const second = await deposited()
  await second.getByText('identique, rien n’a changé').waitFor()
  expect(await grid(second)).toEqual(once)
  await second.goto(`${arpent.url}/factures`)
  await shown.waitFor()
  expect(await shown.innerText()).toBe(read)
  expect(finance.complaints).toEqual([])
})

test('a month says what was billed, what the invoice says, and the rest between them', async () => {
  const { page } = finance
  await page.goto(`${arpent.url}/factures`)
  await page.getByRole('link').filter({ hasText: 'fermé' }).filter({ hasText: 'écart' }).first().click()
  await page.waitForURL('**/factures/mois/**')
  const table = page.getByRole('table', { name: 'Rapprochement avec la facture' })
  const amount = async (name: string) => {
    const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    const words = await row.getByRole('cell').last().innerText()
    const [shown = 'NaN'] = /−?[\d\s\u202f\u00a0]+,\d{2}/.exec(words) ?? []
    return inCents(
      shown
        .replace(',', '.')
        .replaceAll(/[\s\u202f\u00a0]/g, '')
        .replace('−', '-'),
    )
  }
  const [billed, invoiced, gap] = [
    await amount('Σ facturé, lignes reçues'),
    await amount('Factures'),
    await amount('Écart (factures − lignes)'),
  ]
  expect(gap).not.toBe(0)
  expect(Math.abs(invoiced - billed - gap)).toBeLessThanOrEqual(1)
  expect(finance.complaints).toEqual([])
})

test('a realised saving opens down to a charge, and the charge to the lines of the bill', async () => {
  const { page } = finance
  const [one] = await claimableMonths(manager.page, 1)
  if (one === undefined) throw new Error('nothing to open')
  await page.goto(`${arpent.url}/charges/${one.workload}`)
  await page.getByRole('tab', { name: 'Réalisé' }).click()
  const months = page.getByRole('table', { name: 'Mois par mois' }).first()
  await months.getByRole('columnheader', { name: 'Engagement v1' }).waitFor()
  const row = months.getByRole('row').filter({ has: page.getByRole('rowheader', { name: one.month }) })
  const told = await row.getByRole('cell').allInnerTexts()
  const amountIn = (cell: string, form = /([\d\s\u202f\u00a0]+,\d{2})/) =>
    inCents((form.exec(cell)?.[1] ?? 'NaN').replaceAll(/[^\d,]/g, '').replace(',', '.'))
  const [, promised, , baseline, actual, realised] = told.map((cell) => amountIn(cell))
  const sharedElsewhere = amountIn(told[4] ?? '', /et ([\d\s\u202f\u00a0]+,\d{2})/)
  expect(promised).toBeGreaterThan(0)
  expect(realised).toBe(inCents(one.gross))
  expect((baseline ?? 0) - (actual ?? 0) - sharedElsewhere).toBe(realised)

  await row.getByRole('button', { name: new RegExp(`: Réalisé, ${one.month}`) }).click()
  const drawer = page.getByRole('complementary', { name: 'D’où vient ce chiffre ?' })
  await drawer.getByText('adjustedBaseline - actual - elsewhere').waitFor()
  const opened = async (name: RegExp) => drawer.locator('summary', { hasText: name }).first().click()
  await opened(/Coût mesuré/)
  await opened(/Dépenses facturées/)
  await opened(/Coût effectif/)
  await opened(/^\s*FA-\d{4}, Compute/)
  await drawer.getByRole('button', { name: /d’où vient ce chiffre : FA-\d{4}, Compute/ }).click()
  await opened(new RegExp(`${one.month}-10`))
  await drawer.locator('details[open] details > summary').first().click()
  await drawer.getByRole('button', { name: 'Voir les lignes de la facture' }).first().click()
  const lines = drawer.getByRole('list', { name: 'Lignes du fichier' })
  await lines
    .getByText(/EffectiveCost=\d/)
    .first()
    .waitFor()
  expect(await lines.getByText(/^Ligne \d/).count()).toBeGreaterThan(0)
  expect(await lines.getByText(new RegExp(`ChargePeriodStart=${one.month}-10`)).count()).toBeGreaterThan(0)
  expect(finance.complaints).toEqual([])
})

test('finance accepts part of what another claimed; the public page moves by exactly that, and not before it is published', async () => {
  const accepted = (await asked<ClaimLine[]>(manager.page, '/api/claims?limit=500')).filter(
    ({ state, grade, nature }) => state.startsWith('accepted') && /^[AB]$/.test(grade) && nature !== 'other-unit',
  )
  const lacking = Math.max(0, fewestClaims - accepted.length)
  const months = await claimableMonths(manager.page, lacking + 1)
  for (const one of months.slice(1)) {
    const code = await claimedOnScreen(one)
    const { etag, now } = await asked<ClaimView>(finance.page, `/api/claims/${code}`)
    const overrides = now
      .filter(({ verdict }) => verdict === 'warn')
      .map(({ rule }) => ({ rule, reason: 'Seen and admitted.' }))
    await asked(finance.page, `/api/claims/${code}/validations`, {
      body: { decision: 'accept', overrides },
      ifMatch: etag,
    })
  }
  const [mine] = months
  if (mine === undefined) throw new Error('nothing to claim')
  const code = await claimedOnScreen(mine)
  await manager.page.getByText('La validation revient aux finances de l’organisme.').waitFor()
  await published()
  const before = await publicly()

  const { page } = finance
  await page.goto(`${arpent.url}/benefices/validation`)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: `Open ${code}` }).click()
  const drawer = page.getByRole('complementary').filter({ hasText: code })
  await drawer.getByRole('heading', { name: 'Decide' }).waitFor()
  for (const reason of await drawer.getByRole('textbox', { name: /^Reason to go past/ }).all())
    await reason.fill('Seen with the owner of the benefit, and admitted.')
  const part = (Math.floor(inCents(mine.gross) * 0.6) / 100).toFixed(2)
  await drawer.getByLabel(/^Amount accepted|^Accepted amount/).fill(part)
  await drawer.getByLabel(/^Note or reason/).fill('The rest is time that was not yet released.')
  await drawer.getByRole('button', { name: /^Accept a part/ }).click()
  await page.getByText(`${code}: Accepted in part`).waitFor()
  const decided = await asked<ClaimView>(page, `/api/claims/${code}`)
  expect([decided.accepted, decided.state]).toEqual([part, 'accepted-in-part'])
  expect(decided.grade).toMatch(/^[AB]$/)

  expect(await publicly()).toEqual(before)
  const changes = await published()
  const told = changes.find((row) => row.includes('Bénéfices réalisés et validés')) ?? ''
  expect(told).toContain(`+${money(part, 'fr')}`)
  const after = await publicly()
  expect(inCents(after.realised) - inCents(before.realised)).toBe(inCents(part))
  expect(after.french).toContain(compactMoney(after.realised, 'fr'))
  expect(after.english).toContain(compactMoney(after.realised, 'en'))
  expect([...manager.complaints, ...finance.complaints, ...centre.complaints]).toEqual([])
})

test('the auditor makes the board page of a past day again, and finds the one that was issued', async () => {
  const { page } = auditor
  const past = `${monthAfter(thisMonth, -3)}-15`
  const paper = async (path: string, body?: unknown) =>
    await page.evaluate(
      async ({ at, sent }) => {
        const init =
          sent === undefined
            ? {}
            : {
                method: 'POST',
                headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
                body: JSON.stringify(sent),
              }
        const response = await fetch(at, init)
        return { status: response.status, digest: response.headers.get('x-arpent-sha256'), text: await response.text() }
      },
      { at: path, sent: body },
    )
  const asKnown = `/api/reports/board?asKnown=${past}&language=fr`
  const [first, again] = [await paper(asKnown), await paper(asKnown)]
  expect([first.status, again.digest]).toEqual([200, first.digest])

  const issued = await paper('/api/reports', { kind: 'board', subject: null, format: 'html', language: 'fr' })
  expect(issued.status).toBe(200)
  expect(issued.text).not.toBe(first.text)
  const [snapshot] = await asked<{ readonly id: string; readonly digest: string }[]>(page, '/api/board-snapshots')
  const check = await asked<{ readonly recomputed: string; readonly isIntact: boolean; readonly isSame: boolean }>(
    page,
    `/api/board-snapshots/${snapshot?.id ?? ''}/check`,
  )
  expect(check).toMatchObject({ recomputed: snapshot?.digest, isIntact: true, isSame: true })
  expect(issued.text).toContain((snapshot?.digest ?? 'none').slice(0, 12))
  expect(auditor.complaints).toEqual([])
})
