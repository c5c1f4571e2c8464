import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { dugDownTo, entered, type Visitor, visitor } from '#tests/support/visitor.ts'

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

/** A workload in production that nobody was asked about, nor decided for. */
async function unasked(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const read = async <T>(path: string) => (await (await fetch(path)).json()) as T
    type Item = { workload: string; environment: string; strategy: string; time: unknown }
    const { items } = await read<{ items: Item[] }>('/api/strategies')
    for (const one of items) {
      if (one.environment !== 'production' || one.time !== null || one.strategy !== 'rehost') continue
      const view = await read<{ decision: unknown; proposedStrategy: unknown }>(`/api/workloads/${one.workload}`)
      if (view.decision === null && view.proposedStrategy === null) return one.workload
    }
    return ''
  })
}

describe('the strategy of a workload', () => {
  test('answered with the keyboard, it turns to retire; kept otherwise with a reason; its score opens to who answered', async () => {
    const { page, complaints } = manager
    const code = await unasked(page)
    await page.goto(`${arpent.url}/charges/${code}?onglet=disposition`)
    const panel = page.getByRole('region', { name: 'Disposition', exact: true })
    await panel.getByText('Réhéberger', { exact: true }).first().waitFor()
    const question = page.getByRole('group', { name: 'Qui se sert de la charge aujourd’hui ?' })
    await question.getByRole('radio').first().focus()
    await page.keyboard.press('4')
    await question.getByText('Brouillon, ne compte pas encore').waitFor()
    // Choices made one after the other are all kept.
    const mission = page.getByRole('group', { name: 'Que deviendrait la mission si la charge disparaissait demain ?' })
    await mission.getByRole('radio').first().focus()
    await page.keyboard.press('2')
    await page.keyboard.press('4')
    await mission.getByText('Brouillon, ne compte pas encore').waitFor()
    await page.reload()
    await question.getByText('Brouillon, ne compte pas encore').waitFor()
    expect(await mission.getByRole('radio', { name: /Peu de chose/ }).isChecked()).toBe(true)
    await panel.getByText('Réhéberger', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Confirmer 2 réponses' }).click()
    await panel.getByText('Retirer', { exact: true }).first().waitFor()
    await panel
      .getByText(/RETIRE-UNUSED/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Retenir une autre disposition' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Disposition retenue').selectOption('retain')
    await dialog.getByRole('button', { name: 'Retenir', exact: true }).click()
    await dialog.getByText('Écrire le motif, en 3 caractères ou plus.').waitFor()
    await dialog.getByLabel('Motif').fill('Conservation légale')
    await dialog.getByRole('button', { name: 'Retenir', exact: true }).click()
    await panel.getByText(/Retenue à la place de « Retirer »/).waitFor()
    await page.getByRole('button', { name: 'Tenue technique', exact: true }).click()
    const stops = page.getByRole('group', { name: 'Combien d’arrêts imprévus dans l’année ?' })
    await stops.getByRole('radio').nth(3).check()
    await stops.getByText('Brouillon, ne compte pas encore').waitFor()
    await page.getByRole('button', { name: 'Confirmer 1 réponse' }).click()
    const time = page.getByRole('region', { name: 'Valeur et tenue', exact: true })
    await time.getByRole('img', { name: /quadrant Éliminer/ }).waitFor()
    await time.getByRole('button', { name: /Valeur d’affaires/ }).click()
    const drawer = page.getByRole('complementary', { name: /D’où vient ce chiffre/ })
    await dugDownTo(drawer, drawer.getByText('Plus personne depuis trois mois ou plus'))
    expect(complaints).toEqual([])
  })

  test('the strip says the computed strategy when none is proposed by hand', async () => {
    const { page } = manager
    const code = await unasked(page)
    await page.goto(`${arpent.url}/charges/${code}`)
    const facts = page.getByRole('list', { name: 'Faits principaux' })
    await facts.getByText('Réhéberger').waitFor()
    await facts.getByText(/Calculée/).waitFor()
  })
})

describe('the portfolio', () => {
  test('filtered by body in the address, by strategy with a click, and each line opens its workload', async () => {
    const { page } = manager
    await page.goto(`${arpent.url}/disposition?organisme=MSC`)
    const list = page.getByRole('region', { name: /Charges, les plus près/ }).first()
    await list.getByRole('row').nth(1).waitFor()
    const bodies = await list.locator('tbody tr td:nth-child(2)').allTextContents()
    expect(new Set(bodies)).toEqual(new Set(['MSC']))
    await page.getByRole('button', { name: /^Conserver/ }).click()
    await expect.poll(() => page.url()).toContain('disposition=retain')
    const words = await list.locator('tbody tr td:nth-child(3)').allTextContents()
    expect(words.every((word) => word.startsWith('Conserver'))).toBe(true)
    await list.getByRole('link').first().click()
    await page.getByRole('region', { name: 'Disposition', exact: true }).waitFor()
  })

  test('a questionnaire with a fault is refused at its line; mended, it is in use', async () => {
    const { page } = manager
    await page.goto(`${arpent.url}/disposition?onglet=questionnaires`)
    await page.getByRole('button', { name: 'Importer un questionnaire' }).click()
    const dialog = page.getByRole('dialog')
    const text = [
      'name: Essai',
      'sections:',
      '  - order: 1',
      '    name: Seule',
      '    questions:',
      '      - order: 1',
      '        text: Va-t-elle bien ?',
      '        answers:',
      '          - {order: 1, text: Bien, risk: mauve}',
      'thresholds: {red: 5, yellow: 30, unknown: 5}',
      'riskMessages: {red: a, yellow: b, green: c, unknown: d}',
    ].join('\n')
    await dialog.getByLabel('Texte YAML').fill(text)
    await dialog.getByLabel('Motif').fill('Essai de bout en bout')
    await dialog.getByRole('button', { name: 'Importer', exact: true }).click()
    await dialog.getByText(/Ligne 9 : Champ absent ou d’une autre forme/).waitFor()
    await dialog.getByLabel('Texte YAML').fill(text.replace('mauve', 'green'))
    await dialog.getByRole('button', { name: 'Importer', exact: true }).click()
    await page.getByText('Le questionnaire QU-0001 est en usage.').waitFor()
    await page.getByRole('row', { name: /Essai.*QU-0001.*En usage/ }).waitFor()
  })
})
