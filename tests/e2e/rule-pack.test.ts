import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DecisionView, WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, visitor } from '#tests/support/visitor.ts'

async function asked<T>(page: Page, path: string): Promise<T> {
  return (await page.evaluate(async (url) => (await fetch(url)).json() as Promise<unknown>, path)) as T // each test states the shape it expects
}

describe('a rule of tomorrow, judged on the portfolio of today', () => {
  let arpent: ServedArpent
  let browser: Browser
  beforeAll(async () => {
    ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
  })
  afterAll(async () => {
    await browser.close()
    await arpent.stop()
  })

  test('written by one, compared, approved by another; verdicts follow and an earlier decision still replays', async () => {
    const officer = await visitor(browser)
    const { page } = officer
    await entered(page, arpent.links['security-officer'])
    const decisions = await asked<readonly DecisionView[]>(page, '/api/decisions?state=signed')
    const earlier = decisions.find((one) => one.option !== null)
    expect(earlier?.pack).toBe('qc-infonuagique@0.1.0')

    await page.goto(`${arpent.url}/regles?onglet=versions`)
    await page.getByRole('button', { name: 'Écrire une version' }).click()
    const text = page.getByRole('textbox', { name: 'Texte du jeu (YAML)' })
    const start = await text.inputValue()
    expect(start).toContain('version: 0.2.0')

    await text.fill(start.replace('{f: w.missionCritical, eq: true}', '{f: w.colour, eq: true}'))
    await page.getByText('Le fait w.colour n’est pas au catalogue.').first().waitFor()
    await page
      .getByRole('button', { name: /^Aller à la ligne/ })
      .first()
      .click()
    await page.getByText('Corriger les problèmes d’abord.').first().waitFor()

    await text.fill(start.replaceAll('{f: w.dic.c, gte: 3}', '{f: w.dic.c, gte: 2}'))
    await page.getByText('Le jeu se lit : 24 règles.').waitFor()
    const accept = page.getByRole('button', { name: 'Tenir ce résultat pour attendu' })
    for (let failing = await accept.count(); failing > 0; failing -= 1) {
      await accept.first().click()
      await expect.poll(() => accept.count(), { timeout: 20_000 }).toBe(failing - 1)
    }
    await page.getByText('12 sur 12 donnent ce qu’ils attendent').waitFor()

    await page.getByRole('button', { name: 'Comparer sur le portefeuille' }).click()
    const difference = page.getByRole('region', { name: 'Ce que ce jeu changerait' }).last()
    await difference.getByRole('table', { name: 'Verdict de la première option, avant et après' }).waitFor()
    const lines = difference.getByRole('table', { name: 'Charges touchées' }).getByRole('row', { name: /CH-\d{6}/ })
    const code = /CH-\d{6}/.exec((await lines.first().textContent()) ?? '')?.[0] ?? ''
    await difference.getByRole('button', { name: `Options touchées de ${code}` }).click()
    await difference.getByRole('heading', { name: new RegExp(`Options touchées de .*${code}`) }).waitFor()
    const before = await asked<WorkloadAssessment>(page, `/api/workloads/${code}/assessment`)

    await page.getByLabel('Motif').fill('Lecture plus stricte de la confidentialité.')
    await page.getByRole('button', { name: 'Proposer la version' }).click()
    await page.getByText('La version 0.2.0 est proposée. Une autre personne doit l’approuver.').waitFor()
    await page.getByText('Vous avez proposé cette version : une autre personne doit l’approuver.').waitFor()

    const second = await visitor(browser)
    await entered(second.page, arpent.links.centre)
    await second.page.goto(`${arpent.url}/regles?onglet=versions`)
    await second.page.getByRole('button', { name: 'Ouvrir la version 0.2.0' }).click()
    await second.page.getByRole('table', { name: 'Charges touchées' }).waitFor()
    await second.page.getByRole('button', { name: 'Approuver la version' }).click()
    const dialog = second.page.getByRole('dialog', { name: 'Approuver la version 0.2.0' })
    await dialog.getByRole('button', { name: 'Approuver la version' }).click()
    await second.page.getByText('La version est approuvée.').waitFor()

    const after = await asked<WorkloadAssessment>(page, `/api/workloads/${code}/assessment`)
    const verdicts = (of: WorkloadAssessment) =>
      of.options.map((one) => `${one.option} ${one.verdict.verdict}`).toSorted()
    expect(after.options[0]?.verdict.pack.version).toBe('0.2.0')
    expect(verdicts(after)).not.toEqual(verdicts(before))

    await page.goto(`${arpent.url}/charges/${earlier?.workload ?? ''}`)
    await page.getByRole('button', { name: 'Rejouer sous son jeu' }).click()
    await page.getByText(/^Rejouée sous qc-infonuagique 0\.1\.0 : .*, comme enregistré\.$/).waitFor()
    expect([...officer.complaints, ...second.complaints]).toEqual([])
    await second.context.close()
    await officer.context.close()
  })
})
