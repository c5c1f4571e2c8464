import axe from 'axe-core'
import type { Browser, Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WorkloadAssessment } from '#models/inventory/workload.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

let arpent: ServedArpent
let browser: Browser
let manager: Visitor
beforeAll(async () => {
  ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
  manager = await visitor(browser)
  await entered(manager.page, arpent.links['portfolio-manager'])
})
afterAll(async () => {
  await browser.close()
  await arpent.stop()
})

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return await page.evaluate<readonly string[]>(
    `axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.target.join(' '))))`,
  )
}

const hasFocus = async (element: Locator) => await element.evaluate((it) => it === document.activeElement)

/** Presses Tab until the element has the focus, as someone without a mouse does. */
async function tabbedTo(page: Page, element: Locator): Promise<void> {
  for (let pressed = 0; pressed < 150 && !(await hasFocus(element)); pressed += 1) await page.keyboard.press('Tab')
  expect(await hasFocus(element)).toBe(true)
}

async function asked<T>(page: Page, path: string): Promise<T> {
  return (await page.evaluate(async (url) => (await fetch(url)).json() as Promise<unknown>, path)) as T // each use states the shape it expects
}

const assessmentOf = (page: Page, code: string) => asked<WorkloadAssessment>(page, `/api/workloads/${code}/assessment`)

function nodesOf(node: Derivation): Derivation[] {
  return [node, ...node.inputs.flatMap(nodesOf)]
}

function likelyOf(assessment: WorkloadAssessment, option: string): number {
  const cost = assessment.options.find((one) => one.option === option)?.annualCostCad
  if (cost?.kind !== 'known') throw new Error(`no cost at ${option}`)
  return cost.value.likely
}

describe('a formula of our own, without a mouse', () => {
  test('written, checked, foreseen and proposed by one; approved by another; figures then name it', async () => {
    const { page, complaints } = manager
    const { keyboard } = page
    await keyboard.press('g')
    await keyboard.press('f')
    await page.getByRole('heading', { level: 1, name: 'Formules' }).waitFor()
    await page.getByRole('heading', { name: 'Ce que les formules lisent' }).waitFor()
    expect(await violations(page)).toEqual([])

    await tabbedTo(page, page.getByRole('button', { name: 'Écrire une version' }))
    await keyboard.press('Enter')
    await page.getByText('Les formules se lisent et leurs unités concordent.').waitFor()
    const labour = page.getByRole('textbox', { name: 'Formule de labour', exact: true })
    await tabbedTo(page, labour)
    await keyboard.press('End')
    await keyboard.type(' + hourlyRates')
    await page.getByText('1 problème').waitFor()
    await page
      .getByText(/emploie hourlyRates, que rien ne définit\. Vouliez-vous hourlyRate/)
      .first()
      .waitFor()
    expect(await labour.getAttribute('aria-invalid')).toBe('true')
    expect(await violations(page)).toEqual([])
    await page.getByText('Corriger les problèmes d’abord.').first().waitFor()

    await tabbedTo(page, page.getByRole('button', { name: 'Aller à labour' }))
    await keyboard.press('Enter')
    expect(await hasFocus(labour)).toBe(true)
    await keyboard.press('Control+a')
    await keyboard.type('labourHours * cloudLabourShare * hourlyRate + cadPerUsd')
    await page
      .getByText(/cadPerUsd\s»\sest en CAD\/USD\s; on attendait CAD\/year/)
      .first()
      .waitFor()
    await keyboard.press('Control+a')
    await keyboard.type('labourHours * cloudLabourShare * hourlyRate * 1.25')
    await page.getByText('Les formules se lisent et leurs unités concordent.').waitFor()

    await tabbedTo(page, page.getByRole('button', { name: 'Voir l’effet' }))
    await keyboard.press('Enter')
    const biggest = page.getByRole('table', { name: 'Plus grands écarts' })
    const first = biggest.getByRole('row', { name: /CH-\d{6}/ }).first()
    await first.waitFor()
    expect(await violations(page)).toEqual([])
    const cells = await first.getByRole('cell').allTextContents()
    const code = /CH-\d{6}/.exec((await first.textContent()) ?? '')?.[0] ?? ''
    const option = cells[1] ?? ''
    const amount = (text: string | undefined) => Number((text ?? '').replace(/[^\d,-]/g, '').replace(',', '.'))
    const before = await assessmentOf(page, code)
    expect(amount(cells[2])).toBeCloseTo(likelyOf(before, option), 2)

    await tabbedTo(page, page.getByRole('textbox', { name: 'Motif' }))
    await keyboard.type('Cotisations de l’employeur comprises.')
    await tabbedTo(page, page.getByRole('button', { name: 'Proposer la version' }))
    await keyboard.press('Enter')
    await page.getByText(/^La version GOUV-1 est proposée\. Une autre personne doit l’approuver\.$/).waitFor()
    await page.getByText('Votre rôle ne permet pas d’approuver. Les finances ou le Centre le peuvent.').waitFor()
    expect(likelyOf(await assessmentOf(page, code), option)).toBe(likelyOf(before, option))

    const finance = await visitor(browser)
    await entered(finance.page, arpent.links['finance-officer'])
    await finance.page.goto(`${arpent.url}/formules`)
    await finance.page.getByRole('button', { name: 'Ouvrir la version GOUV-1' }).click()
    await finance.page.getByRole('table', { name: 'Plus grands écarts' }).waitFor()
    expect(await violations(finance.page)).toEqual([])
    await finance.page.getByRole('button', { name: 'Approuver la version' }).click()
    const dialog = finance.page.getByRole('dialog', { name: 'Approuver la version GOUV-1' })
    await dialog.getByText(/Elle vaudra pour GOUV/).waitFor()
    expect(await violations(finance.page)).toEqual([])
    await dialog.getByRole('button', { name: 'Approuver la version' }).click()
    await finance.page.getByText('La version est approuvée.').waitFor()
    await finance.page.getByText('En vigueur aujourd’hui').first().waitFor()

    const after = await assessmentOf(page, code)
    expect(amount(cells[3])).toBeCloseTo(likelyOf(after, option), 2)
    const figure = after.options.find((one) => one.option === option)?.figure ?? ''
    const opened = await asked<Derivation>(page, `/api/figures/${encodeURIComponent(figure)}`)
    const node = nodesOf(opened).find(({ name }) => name === 'labour')
    expect(node?.formula).toBe('labourHours * cloudLabourShare * hourlyRate * 1.25')
    expect(node?.source).toMatchObject({ kind: 'calculation', version: 'GOUV-1' })
    expect([...complaints, ...finance.complaints]).toEqual([])
    await finance.context.close()
  })
})
