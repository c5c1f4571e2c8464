import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Language } from '#models/shared/bilingual.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ServedArpent, serveArpent } from '#tests/support/running-server.ts'
import { entered, type Visitor, visitor } from '#tests/support/visitor.ts'

const dayMs = 86_400_000

/** What a person reads on screen to find their way, in each language. */
const words = {
  fr: {
    navigation: 'Navigation principale',
    portfolio: 'Portefeuille',
    strategyFacet: 'Disposition (7R)',
    noStrategy: /^Aucune/,
    verdictFacet: 'Verdict de souveraineté',
    open: /^(Permis|Avec mesures|Avec exigence)/,
    gap: 'Écart P50',
    classificationFacet: 'Classification',
    toClassify: /^À classifier/,
    table: 'Charges du portefeuille',
    propose: 'Proposer une décision',
    strategy: 'Disposition',
    refactor: 'Remanier',
    rationale: 'Justification',
    proposed: 'La décision est proposée.',
    awaiting: '1 signature attendue',
    cannotOwn: 'Vous avez proposé cette décision : une autre personne doit la signer.',
    sign: 'Signer la décision',
    ifFrozen: /Le bénéfice promis est gelé : /,
    signDone: 'La décision est signée et scellée.',
    frozen: /^Promesse gelée : /,
    decisionPanel: 'Décision et signatures',
    benefits: 'Bénéfices',
    filterBenefits: 'Filtrer par nom, numéro ou organisme',
    notMeasured: 'non mesuré',
    promisedFigure: /bénéfice promis/,
    whereFrom: 'D’où vient ce chiffre ?',
    classification: 'Classification',
    proposeClassification: 'Proposer une classification',
    levels: ['Disponibilité', 'Intégrité', 'Confidentialité'],
    ratedOn: 'Date de la cotation',
    owner: 'Détenteur de l’information (fonction)',
    personal: 'Renseignements personnels présents',
    no: 'Non',
    reason: 'Motif',
    send: 'Proposer la classification',
    sent: 'La classification est proposée. La sécurité de l’information la révisera.',
    queue: 'À réviser',
    cannotApprove: 'Votre rôle ne permet pas d’approuver. La sécurité de l’information ou le Centre le peut.',
    approve: /^Approuver/,
    approved: 'La classification est approuvée.',
    inForce: 'Classification en vigueur',
    edit: 'Corriger la fiche',
    import: 'Importer',
    cannotImport: 'Votre rôle ne permet pas d’importer. La gestion de portefeuille de l’organisme le peut.',
    browse: 'Parcourir',
    journal: 'Journal d’audit',
    barometer: 'Où en est le passage de l’État à l’infonuagique ?',
    formula: /^Règle et formule/,
  },
  en: {
    navigation: 'Main navigation',
    portfolio: 'Portfolio',
    strategyFacet: 'Strategy (7R)',
    noStrategy: /^None/,
    verdictFacet: 'Sovereignty verdict',
    open: /^(Permitted|With measures|With requirement)/,
    gap: 'P50 gap',
    classificationFacet: 'Classification',
    toClassify: /^To classify/,
    table: 'Workloads of the portfolio',
    propose: 'Propose a decision',
    strategy: 'Strategy',
    refactor: 'Refactor',
    rationale: 'Rationale',
    proposed: 'The decision is proposed.',
    awaiting: '1 signature awaited',
    cannotOwn: 'You proposed this decision: another person must sign it.',
    sign: 'Sign the decision',
    ifFrozen: /The promised benefit is frozen: /,
    signDone: 'The decision is signed and sealed.',
    frozen: /^Promise frozen: /,
    decisionPanel: 'Decision and signatures',
    benefits: 'Benefits',
    filterBenefits: 'Filter by name, number or body',
    notMeasured: 'not measured',
    promisedFigure: /promised benefit/,
    whereFrom: 'Where does this figure come from?',
    classification: 'Classification',
    proposeClassification: 'Propose a classification',
    levels: ['Availability', 'Integrity', 'Confidentiality'],
    ratedOn: 'Date of the rating',
    owner: 'Owner of the information (function)',
    personal: 'Personal information present',
    no: 'No',
    reason: 'Reason',
    send: 'Propose the classification',
    sent: 'The classification is proposed. Information security will review it.',
    queue: 'To review',
    cannotApprove: 'Your role may not approve. Information security or the centre may.',
    approve: /^Approve/,
    approved: 'The classification is approved.',
    inForce: 'Classification in force',
    edit: 'Correct the record',
    import: 'Import',
    cannotImport: 'Your role may not import. Portfolio management of the body may.',
    browse: 'Browse',
    journal: 'Audit journal',
    barometer: 'How far is the move of the state to the cloud?',
    formula: /^Rule and formula/,
  },
} as const

async function goTo(page: Page, language: Language, name: string): Promise<void> {
  const navigation = page.getByRole('navigation', { name: words[language].navigation })
  await navigation.getByRole('link', { name }).click()
}

/** Opens the first workload the table shows, and gives its code. */
async function openedFirst(page: Page, language: Language): Promise<string> {
  const first = page
    .getByRole('table', { name: words[language].table })
    .getByRole('row', { name: /CH-\d{6}/ })
    .first()
  const code = /CH-\d{6}/.exec((await first.textContent()) ?? '')?.[0] ?? ''
  await first.getByRole('link').first().click()
  await page.waitForURL(`**/charges/${code}`)
  return code
}

describe.each(['fr', 'en'] as const)('the whole chain, in %s', (language) => {
  const say = words[language]
  let arpent: ServedArpent
  let browser: Browser
  let manager: Visitor
  beforeAll(async () => {
    ;[arpent, browser] = await Promise.all([serveArpent({ demonstration: true }), launchBrowser()])
    manager = await visitor(browser)
    await entered(manager.page, arpent.links['portfolio-manager'], language)
  })
  afterAll(async () => {
    await browser.close()
    await arpent.stop()
  })

  test('proposed by one, signed by another, promised beside what is not measured yet', async () => {
    const { page } = manager
    await goTo(page, language, say.portfolio)
    await page.getByRole('group', { name: say.strategyFacet }).getByRole('checkbox', { name: say.noStrategy }).check()
    for (const box of await page
      .getByRole('group', { name: say.verdictFacet })
      .getByRole('checkbox', { name: say.open })
      .all())
      await box.check()
    await page.getByRole('button', { name: say.gap }).click()
    const code = await openedFirst(page, language)

    await page.getByRole('button', { name: say.propose }).first().click()
    const proposing = page.getByRole('dialog', { name: say.propose })
    await proposing.getByLabel(say.strategy, { exact: true }).selectOption({ label: say.refactor })
    await proposing.getByLabel(say.rationale).fill('Le moindre coût parmi les options permises.')
    await proposing.getByRole('button', { name: say.propose }).click()
    await page.getByText(say.proposed).waitFor()
    const own = page.getByRole('region', { name: say.decisionPanel })
    await own.getByText(say.awaiting).waitFor()
    await own.getByText(say.cannotOwn).waitFor()
    expect(await page.getByRole('button', { name: say.sign }).count()).toBe(0)

    const officer = await visitor(browser)
    await entered(officer.page, arpent.links['finance-officer'], language)
    await officer.page.goto(`${arpent.url}/charges/${code}`)
    await officer.page.getByRole('button', { name: say.sign }).first().click()
    const signing = officer.page.getByRole('dialog', { name: new RegExp(code) })
    await signing.getByText(say.ifFrozen).waitFor()
    await signing.getByRole('button', { name: say.sign }).click()
    await officer.page.getByText(say.signDone).waitFor()
    const panel = officer.page.getByRole('region', { name: say.decisionPanel })
    await panel.getByText(say.frozen).waitFor()

    await panel.getByRole('link', { name: say.benefits }).click()
    await officer.page.getByRole('heading', { level: 1, name: say.benefits }).waitFor()
    await officer.page.getByLabel(say.filterBenefits).fill(code)
    const line = officer.page.getByRole('row').filter({ has: officer.page.getByRole('rowheader') })
    await line.getByText(say.notMeasured).waitFor()
    await line.getByRole('rowheader').getByRole('button').click()
    await officer.page.getByRole('button', { name: say.promisedFigure }).click()
    const drawer = officer.page.getByRole('complementary', { name: say.whereFrom })
    await drawer.getByRole('heading', { level: 3 }).first().waitFor()
    expect([...manager.complaints, ...officer.complaints]).toEqual([])
    await officer.context.close()
  })

  test('a classification is approved by another person, from the queue', async () => {
    const { page } = manager
    await page.goto(`${arpent.url}/portefeuille`)
    await page
      .getByRole('group', { name: say.classificationFacet })
      .getByRole('checkbox', { name: say.toClassify })
      .check()
    const code = await openedFirst(page, language)
    await page.getByRole('tab', { name: say.classification }).click()
    await page.getByRole('button', { name: say.proposeClassification }).click()
    const form = page.getByRole('form', { name: new RegExp(code) })
    for (const level of say.levels) await form.getByLabel(level, { exact: true }).selectOption('2')
    await form
      .getByLabel(say.ratedOn, { exact: true })
      .fill(new Date(Date.now() - 30 * dayMs).toISOString().slice(0, 10))
    await form.getByRole('textbox', { name: say.owner }).fill('Direction des essais')
    await form.getByRole('group', { name: say.personal }).getByLabel(say.no, { exact: true }).check()
    await form.getByRole('textbox', { name: say.reason, exact: true }).fill('Première déclaration du détenteur.')
    await form.getByRole('button', { name: say.send }).click()
    await page.getByText(say.sent).waitFor()

    await goTo(page, language, say.classification)
    await page.getByRole('region', { name: say.queue }).getByRole('listitem').last().getByRole('button').click()
    await page.getByText(code).first().waitFor()
    await page.getByText(say.cannotApprove).first().waitFor()
    expect(await page.getByRole('button', { name: say.approve }).count()).toBe(0)

    const officer = await visitor(browser)
    await entered(officer.page, arpent.links['security-officer'], language)
    await goTo(officer.page, language, say.classification)
    const queue = officer.page.getByRole('region', { name: say.queue })
    await queue.getByRole('listitem').last().getByRole('button').click()
    await officer.page.getByText(code).first().waitFor()
    await officer.page.getByRole('button', { name: say.approve }).click()
    const approving = officer.page.getByRole('dialog', { name: new RegExp(code) })
    await approving.getByRole('button', { name: say.approve }).click()
    await officer.page.getByText(say.approved).waitFor()
    await officer.page.goto(`${arpent.url}/charges/${code}?onglet=classification`)
    await officer.page.getByRole('region', { name: say.inForce }).waitFor()
    expect([...manager.complaints, ...officer.complaints]).toEqual([])
    await officer.context.close()
  })

  test('the auditor reads everything and acts on nothing', async () => {
    const { page, context, complaints } = await visitor(browser)
    await entered(page, arpent.links.auditor, language)
    await goTo(page, language, say.portfolio)
    await openedFirst(page, language)
    await page.getByRole('region', { name: say.decisionPanel }).waitFor()
    for (const name of [say.propose, say.sign, say.edit])
      expect(await page.getByRole('button', { name }).count(), name).toBe(0)
    await goTo(page, language, say.import)
    await page.getByText(say.cannotImport).waitFor()
    expect(await page.getByRole('button', { name: say.browse }).count()).toBe(0)
    await goTo(page, language, say.journal)
    await page.getByRole('heading', { level: 1, name: say.journal }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('the public reads the barometer without signing in', async () => {
    const { page, context, complaints } = await visitor(browser, { locale: language === 'fr' ? 'fr-CA' : 'en-CA' })
    await page.goto(`${arpent.url}/barometre`)
    await page.getByRole('heading', { level: 1, name: say.barometer }).waitFor()
    await page.getByText(say.formula).first().waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
