import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WorkloadView } from '#models/inventory/workload.views.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

/** A public site believed harmless, and what its database really holds. */
const workloadName = 'Portail des avis publics'
const schema = `-- PostgreSQL database dump
SET client_encoding = 'UTF8';
CREATE TABLE public.avis (
    id bigint NOT NULL,
    titre character varying(200) NOT NULL,
    publie_le date
);
CREATE TABLE public.plaignant (
    id bigint NOT NULL,
    no_assurance_sociale character(9),
    nom_famille character varying(80),
    courriel character varying(254),
    CONSTRAINT plaignant_pkey PRIMARY KEY (id)
);
CREATE TABLE public.dossier (
    plaignant_id bigint,
    diagnostic_medical text,
    statut character varying(20)
);
COPY public.plaignant (id, no_assurance_sociale, nom_famille, courriel) FROM stdin;
1	193456787	Aiguille-Enfouie	plante-aiguille@exemple.ca
\\.
`
const planted = ['193456787', 'Aiguille-Enfouie', 'plante-aiguille@exemple.ca']

/** What a person reads on screen to find their way, in each language. */
const words = {
  fr: {
    choose: 'Fichier à analyser',
    done: 'Analyse terminée : C4, 4 sur 10 colonnes sensibles.',
    columns: 'Colonnes sensibles détectées',
    read: '4 sur 10 ; schéma PostgreSQL, 3 tables, aucune valeur conservée',
    nas: /no_assurance_sociale.*plaignant.*NAS/,
    below: /^La classification est sous ce que l’analyse demande : C4/,
    raise: 'Proposer la classification relevée',
    confidentiality: 'Confidentialité',
    level: '4',
    reason: 'Motif',
    why: /^Analyse de plaintes\.sql, \d{4}-\d{2}-\d{2} : 4 colonnes sensibles sur 10 ; C4 \(NAS, Santé\)\. Notamment plaignant\.no_assurance_sociale/,
    send: 'Proposer la classification',
    sent: 'La classification est proposée. La sécurité de l’information la révisera.',
    analysed: /^Analyséeplaintes\.sql, \d{4}-\d{2}-\d{2}C4, 4 sur 10 colonnes sensibles$/,
    reached: 'La classification dit déjà au moins cela.',
    ifApproved: 'Si vous approuvez',
    closed: /^−[1-9]\d*options se ferment$/,
    cost: /^\+[\d\s]+\$.*par an \(\+.+\$ à \+.+\$\)/,
    dependants: '1 charge liée à revoir',
    approve: /^Approuver D\d I\d C4$/,
    confirm: /^Approuver/,
    approveTitle: /^Approuver la classification de CH-/,
    approved: 'La classification est approuvée.',
    option: /Azure Québec/,
    open: 'Permis',
    forbidden: 'Interdit',
    refused: 'Le fichier ne peut pas être examiné',
    notSupported: /ni un schéma SQL, ni un CSV, ni un classeur XLSX/,
    cut: /^Le schéma est coupé à la ligne 2\./,
    stop: 'Arrêter',
    stopped: 'L’analyse est arrêtée. Rien n’a été conservé.',
    none: /^Aucune analyse\./,
    whole: /^nas.*100,0\s%999 999 999/,
    rare: /^note.*moins de 0,1\s%/,
  },
  en: {
    choose: 'File to analyse',
    done: 'Analysis done: C4, 4 of 10 columns sensitive.',
    columns: 'Sensitive columns detected',
    read: '4 of 10; PostgreSQL schema, 3 tables, no value kept',
    nas: /no_assurance_sociale.*plaignant.*Social insurance number/,
    below: /^The classification is below what the analysis asks: C4/,
    raise: 'Propose the raised classification',
    confidentiality: 'Confidentiality',
    level: '4',
    reason: 'Reason',
    why: /^Analysis of plaintes\.sql, \d{4}-\d{2}-\d{2}: 4 sensitive columns of 10; C4 \(Social insurance number, Health\)\. Among them plaignant\.no_assurance_sociale/,
    send: 'Propose the classification',
    sent: 'The classification is proposed. Information security will review it.',
    analysed: /^Analysedplaintes\.sql, \d{4}-\d{2}-\d{2}C4, 4 of 10 columns sensitive$/,
    reached: 'The classification already says at least that.',
    ifApproved: 'If you approve',
    closed: /^−[1-9]\d*options close$/,
    cost: /^\+.*[\d,]+.*a year \(\+.+ to \+.+\)/,
    dependants: '1 linked workload to look at',
    approve: /^Approve D\d I\d C4$/,
    confirm: /^Approve/,
    approveTitle: /^Approve the classification of CH-/,
    approved: 'The classification is approved.',
    option: /Azure Québec/,
    open: 'Permitted',
    forbidden: 'Prohibited',
    refused: 'The file cannot be examined',
    notSupported: /neither an SQL schema, nor a CSV, nor an XLSX workbook/,
    cut: /^The schema is cut at line 2\./,
    stop: 'Stop',
    stopped: 'The analysis is stopped. Nothing was kept.',
    none: /^No analysis\./,
    whole: /^nas.*100\.0%999 999 999/,
    rare: /^note.*under 0\.1%/,
  },
} as const

async function give(page: Page, label: string, name: string, content: string): Promise<void> {
  await page.getByLabel(label).setInputFiles({ name, mimeType: 'application/sql', buffer: Buffer.from(content) })
}

/** The workload of that name, and one link by which another consumes it stated to carry personal information. */
async function withDependant(page: Page): Promise<string> {
  return await page.evaluate(async (name) => {
    const read = async (path: string) => (await (await fetch(path)).json()) as never // each path's own shape, stated where it is used
    const { items }: { items: { code: string; name: string }[] } = await read('/api/workloads?limit=500')
    const code = items.find((one) => one.name === name)?.code ?? ''
    const view: WorkloadView = await read(`/api/workloads/${code}`)
    const link = view.dependencies.find((one) => one.direction === 'serves')
    await fetch(`/api/workloads/${code}/dependencies/${link?.id ?? ''}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', 'if-match': view.etag },
      body: JSON.stringify({ personalInformation: true, isCopy: false }),
    })
    return code
  }, workloadName)
}

describe.each(['fr', 'en'] as const)('the security desk, in %s', (language) => {
  const say = words[language]
  let arpent: ServedArpent
  let browser: Browser
  let officer: Visitor
  beforeAll(async () => {
    ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
    officer = await visitor(browser)
    await entered(officer.page, arpent.links['security-officer'], language)
  })
  afterAll(async () => {
    await browser.close()
    await arpent.stop()
  })

  test('an officer goes from a schema to a signed classification, and sees before signing what closes and what it costs', async () => {
    const manager = await visitor(browser)
    await entered(manager.page, arpent.links['portfolio-manager'], language)
    const code = await withDependant(manager.page)
    const tab = `${arpent.url}/charges/${code}?onglet=classification`

    await officer.page.goto(`${arpent.url}/charges/${code}`)
    const option = officer.page.getByRole('columnheader', { name: say.option })
    await option.getByText(say.open, { exact: true }).waitFor()

    // The officer gives the schema: columns and kinds are told, no value is.
    await officer.page.goto(tab)
    await give(officer.page, say.choose, 'plaintes.sql', schema)
    await officer.page.getByText(say.done).waitFor()
    const columns = officer.page.getByRole('region', { name: say.columns })
    await columns.getByText(say.read).waitFor()
    await columns.getByRole('row', { name: say.nas }).waitFor()
    await columns.getByText(say.below).waitFor()
    const shown = await officer.page.content()
    expect(planted.filter((value) => shown.includes(value))).toEqual([])

    // Whoever manages the portfolio proposes what the analysis asks for: raised, and the reason written.
    await manager.page.goto(tab)
    await manager.page.getByRole('button', { name: say.raise }).click()
    const form = manager.page.getByRole('form', { name: new RegExp(code) })
    expect(await form.getByLabel(say.confidentiality, { exact: true }).inputValue()).toBe(say.level)
    expect(await form.getByRole('textbox', { name: say.reason, exact: true }).inputValue()).toMatch(say.why)
    await form.getByRole('button', { name: say.send }).click()
    await manager.page.getByText(say.sent).waitFor()

    // The officer sees what approving would close, on what else, at what cost, and signs.
    await officer.page.goto(`${arpent.url}/classification`)
    await officer.page
      .getByRole('listitem')
      .filter({ hasText: workloadName })
      .filter({ hasText: '4' })
      .getByRole('button')
      .last()
      .click()
    await officer.page.getByText(code).first().waitFor()
    await officer.page.getByRole('listitem').filter({ hasText: say.analysed }).waitFor()
    await officer.page.getByRole('region', { name: say.columns }).getByText(say.reached).waitFor()
    const effects = officer.page.getByRole('region', { name: say.ifApproved })
    await effects.getByText(say.dependants).waitFor()
    const told = await effects.locator('.imp > div').allTextContents()
    expect(told.map((text) => text.trim())).toEqual([
      expect.stringMatching(say.closed),
      expect.anything(),
      expect.stringMatching(say.cost),
    ])
    await officer.page.getByRole('button', { name: say.approve }).click()
    const approving = officer.page.getByRole('dialog', { name: say.approveTitle })
    await approving.getByRole('button', { name: say.confirm }).click()
    await officer.page.getByText(say.approved).waitFor()

    await officer.page.goto(`${arpent.url}/charges/${code}`)
    await option.getByText(say.forbidden, { exact: true }).waitFor()
    expect([...manager.complaints, ...officer.complaints]).toEqual([])
    await manager.context.close()
  })

  test('what cannot be read is said in words, a cut schema gives what stood whole, and an analysis can be stopped', async () => {
    const { page, complaints } = officer
    await page.goto(`${arpent.url}/charges/CH-000003?onglet=classification`)
    await page.getByText(say.none).waitFor()
    await give(page, say.choose, 'plaintes.sql', '%PDF-1.7 not a schema')
    const refusal = page.getByRole('alert').filter({ hasText: say.refused })
    await refusal.getByText(say.notSupported).waitFor()

    await give(page, say.choose, 'long.csv', `nas;n\n${'193 456 787;x\n'.repeat(2_000_000)}`)
    await page.getByRole('button', { name: say.stop }).click()
    await page.getByText(say.stopped).waitFor()
    await page.getByText(say.none).waitFor()

    const noted = `nas;note\n${'193 456 787;rien\n'.repeat(2_000)}193 456 787;Son NAS est 193 456 787, noté ici\n`
    await give(page, say.choose, 'notes.csv', noted)
    const columns = page.getByRole('region', { name: say.columns })
    const row = (text: RegExp | string) => columns.locator('tbody tr').filter({ hasText: text })
    await row(say.whole).waitFor()
    await row(say.rare).waitFor()

    await give(
      page,
      say.choose,
      'cut.sql',
      'CREATE TABLE a (nas char(9));\nCREATE TABLE b (no_compte varchar(20),\n  mon',
    )
    await columns.getByText(say.cut).waitFor()
    await row('no_compte').waitFor()
    expect(complaints).toEqual([])
  })
})
