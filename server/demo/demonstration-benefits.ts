import { daysAfter } from '#models/shared/day.ts'
import type { NewBenefit } from '#models/benefits/register.requests.ts'
import type { Measure } from '#models/benefits/register.schemas.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { monthAfter } from '#models/shared/month.ts'
import {
  benefitDetail,
  changeLife,
  createBenefit,
  decideBaseline,
  decideTrajectory,
  observe,
  proposeBaseline,
  proposeTrajectory,
  putMeasure,
} from '#server/benefits/benefit-acts.usecases.ts'
import {
  acceptHandover,
  decideAdjustment,
  holdGate,
  proposeAdjustment,
  proposeHandover,
} from '#server/benefits/benefit-ending.usecases.ts'
import { createNode, createPool, putEdge, putShare } from '#server/benefits/benefit-map.usecases.ts'
import { editWorkload, ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import type { BilledPilot } from './demonstration-bill-files.ts'
import type { Chronicle, DemoDeps } from './demonstration-chronicle.ts'
import { type ReachAs, versionOf } from './demonstration-classification.ts'

export type BenefitStory = {
  readonly deps: DemoDeps
  readonly reach: ReachAs
  readonly chronicle: Chronicle
  readonly thisMonth: string
  readonly pilots: readonly BilledPilot[]
}

/** A pilot with the benefit that tells what its move saved, by the code of its workload: filled in as the story is played. */
export type PilotBenefits = Map<string, string>

/** Days before today at which the register was taken up from what the bodies had promised before. */
const registeredDaysAgo = 232
const months = 12
const outcome = 'cout'
const index = 'indice'
/** What of the old labour stays, and dollars of Canada for a billed one, when the pilots were planned: fictitious, and not what came. */
const labourPlanned = 0.45
const rateOfPlan = { aws: 1.36, azure: 1 }
const otherOf = (version: BenefitDetail, code = version.code) => ({
  code,
  expected: versionOf({ etag: version.etag ?? '' }),
})

/**
 * The fictitious register: what each pilot promised, frozen by two persons, what it was held against, and what was observed since; benefits
 * that are not dollars; one that is a loss; the map from levers to the objectives of the strategy; an outcome that two benefits share.
 */
export function registerBenefits(story: BenefitStory): PilotBenefits {
  const { chronicle, deps, reach, pilots } = story
  const codes: PilotBenefits = new Map()
  const manager = reach('portfolio-manager')
  const at = chronicle.moment(registeredDaysAgo)
  chronicle.at(at, async () => {
    for (const pilot of pilots) {
      await saidMoved(story, pilot)
      codes.set(pilot.code, await ofPilot(story, pilot))
    }
    const others = await withoutDollars(story)
    await mapOf(story, codes, others)
  })
  // A pilot that costs more than it was said to: what was promised is said anew, and the first promise stays.
  chronicle.at(chronicle.moment(96), async () => {
    for (const pilot of pilots.filter(({ body, nth }) => body === 'MVR' && nth !== 1))
      await promisedAnew(story, pilot, codes.get(pilot.code) ?? '')
  })
  chronicle.at(chronicle.moment(60), async () => {
    const long = pilots.find(({ body, nth }) => body === 'MEF' && nth === 0)
    if (long !== undefined) await handedOver(story, codes.get(long.code) ?? '')
  })
  chronicle.at(chronicle.moment(45), async () => {
    const grown = pilots.find(({ body, nth }) => body === 'MRP' && nth === 0)
    if (grown !== undefined) await adjusted(story, codes.get(grown.code) ?? '')
  })
  chronicle.at(chronicle.moment(40), async () => {
    const profile = ofTitle('Archivage commun abandonné', 'Shared archiving, abandoned', 'cost-avoidance')
    const made = await createBenefit(deps, manager, { body: 'MVR', reason: 'Fiche fictive.', ...profile })
    await changeLife(deps, manager, otherOf(made), {
      to: 'abandoned',
      reason: 'Projet fictif arrêté avant son départ.',
    })
  })
  return codes
}

const role = (title: string, unit: string) => ({ role: title, unit, person: null, from: null, to: null })

function ofTitle(
  fr: string,
  en: string,
  type: NewBenefit['type'],
  sign: 1 | -1 = 1,
): Omit<NewBenefit, 'body' | 'reason'> {
  return {
    title: { fr, en },
    class: type === 'citizen' || type === 'quality' ? 'effectiveness' : 'economy',
    type,
    sign,
    category: type === 'citizen' ? 'performance' : 'efficiency',
    recurrence: 'recurring',
    layer: 'end',
    beneficiary: 'Organisme fictif',
    owner: role('Direction de l’exploitation', 'Services communs'),
    realisationOwner: role('Direction des opérations', 'Services communs'),
    financeCounterpart: role('Contrôle budgétaire', 'Finances'),
    projectLead: role('Direction de projet', 'Transformation'),
    fund: 'FONDS-TI',
    budgetLine: null,
    workloads: [],
    ward: { explicitness: 'measurable', change: 'do-better' },
    startsOn: null,
    endsOn: null,
  }
}

const measured = (
  fr: string,
  en: string,
  unit: string,
  direction: 'up' | 'down',
  more: Partial<Measure> = {},
): Measure => ({
  role: 'outcome',
  name: { fr, en },
  unit,
  direction,
  formula: '',
  frequency: 'monthly',
  source: 'Relevé fictif',
  method: '',
  lagMonths: 1,
  collector: 'Bureau de la mesure',
  precision: null,
  costCentsPerYear: 40_000,
  startsOn: null,
  ...more,
})

const placeOf = { aws: 'AWS ca-central-1 (fictif)', azure: 'Azure canadaeast (fictif)' } as const

/** The inventory still named the old site: the manager says where the workload runs. */
async function saidMoved({ deps, reach }: BenefitStory, { code, provider }: BilledPilot): Promise<void> {
  const telling = { ...deps, reassess: () => Promise.resolve() } // assessed whole, today
  const { row_version: version } = await ensureWorkload(telling, reach('portfolio-manager'), code)
  await editWorkload(telling, reach('portfolio-manager'), code, version, { currentHosting: placeOf[provider] })
}

/** What a pilot was said to cost a month on the new side, and so to save, in dollars of Canada. */
function plannedSaving(pilot: BilledPilot, billedShare = 1): number {
  const { labour, ...rest } = pilot.oldCadPerMonth
  const old = labour + Object.values(rest).reduce((sum, one) => sum + one, 0)
  return Math.round(old - pilot.billedPerMonth * billedShare * rateOfPlan[pilot.provider] - labour * labourPlanned)
}

async function ofPilot({ deps, reach, thisMonth }: BenefitStory, pilot: BilledPilot): Promise<string> {
  const [manager, finance] = [reach('portfolio-manager'), reach('finance-officer')]
  const cutOver = monthAfter(thisMonth, -pilot.cutOverMonthsAgo)
  const profile = {
    ...ofTitle(`Exploitation réduite : ${pilot.name}`, `Running cost reduced: ${pilot.name}`, 'cashable'),
    workloads: [pilot.code],
    startsOn: `${cutOver}-01`,
  }
  let benefit = await createBenefit(deps, manager, {
    body: pilot.body,
    reason: 'Reprise fictive d’un registre tenu ailleurs.',
    ...profile,
  })
  const next = async (act: Promise<BenefitDetail>) => {
    benefit = await act
  }
  const window = { from: monthAfter(cutOver, -months - 1), to: monthAfter(cutOver, -2) }
  const cost = measured('Coût d’exploitation', 'Running cost', 'CAD/month', 'down', { startsOn: `${window.from}-01` })
  await next(putMeasure(deps, manager, { ...otherOf(benefit), key: outcome }, { reason: 'Ce qui est suivi.', ...cost }))
  const level = measured('Indice du coût du travail (fictif)', 'Labour cost index (fictitious)', 'indice', 'up', {
    role: 'index',
    frequency: 'yearly',
  })
  await next(
    putMeasure(deps, manager, { ...otherOf(benefit), key: index }, { reason: 'Ce qui porte la référence.', ...level }),
  )
  for (const [year, value] of fiscalYears(window.from, thisMonth))
    await next(
      observe(
        deps,
        manager,
        { ...otherOf(benefit), key: index },
        {
          reason: '',
          period: `${year}-04`,
          value: { kind: 'known', value },
          source: 'Indice fictif',
          quality: 'measured',
        },
      ),
    )
  const elements = Object.entries(pilot.oldCadPerMonth).map(([element, cad]) => ({
    element: element as keyof BilledPilot['oldCadPerMonth'], // the keys of a constant record
    rateCents: Math.round(cad * 103.2),
    driver: null,
    quantity: 1,
    index: element === 'labour' || element === 'support' ? { measure: index, base: 100 } : null,
  }))
  const baseline = {
    model: { kind: 'unit-rates' as const, elements },
    window,
    method: 'Moyenne mensuelle du grand livre.',
    evidence: [`grand livre ${pilot.body}, ${window.from} à ${window.to}`],
  }
  await next(
    proposeBaseline(
      deps,
      manager,
      { ...otherOf(benefit), key: outcome },
      { reason: 'Référence des douze mois d’avant.', ...baseline },
    ),
  )
  await next(
    decideBaseline(
      deps,
      finance,
      { ...otherOf(benefit), key: outcome },
      { decision: 'accept', reason: 'Conforme au grand livre.' },
    ),
  )
  await next(changeLife(deps, manager, otherOf(benefit), { to: 'baselined', reason: 'Référence figée.' }))
  const saving = plannedSaving(pilot, pilot.body === 'MVR' ? 0.6 : 1)
  await next(
    proposeTrajectory(
      deps,
      manager,
      { ...otherOf(benefit), key: outcome },
      { reason: 'Engagement du projet fictif.', ...trajectory(cutOver, saving, pilot) },
    ),
  )
  await next(
    decideTrajectory(
      deps,
      finance,
      { ...otherOf(benefit), key: outcome },
      { decision: 'accept', reason: 'Engagement accepté.' },
    ),
  )
  await next(changeLife(deps, manager, otherOf(benefit), { to: 'realising', reason: 'Les factures arrivent.' }))
  return benefit.code
}

/** An index of 100 in the first fiscal year, that rises by 3.2 % a year. */
function fiscalYears(from: string, thisMonth: string): readonly (readonly [year: number, value: number])[] {
  const yearOf = (month: string) => Number(month.slice(0, 4)) - (Number(month.slice(5)) < 4 ? 1 : 0)
  const [first, last] = [yearOf(from), yearOf(thisMonth)]
  return Array.from(
    { length: last - first + 1 },
    (_, at) => [first + at, Number((100 * 1.032 ** at).toFixed(2))] as const,
  )
}

function trajectory(cutOver: string, saving: number, { oldSideEnds }: BilledPilot) {
  return {
    points: [],
    plateau: { low: Math.round(saving * 0.75), mode: saving, high: Math.round(saving * 1.15) },
    curve: { kind: 'ramp' as const, lagMonths: 1, rampMonths: Math.max(1, oldSideEnds ?? 6) },
    from: cutOver,
    to: monthAfter(cutOver, 59),
    priceBasis: { kind: 'nominal' as const },
  }
}

async function promisedAnew({ deps, reach, thisMonth }: BenefitStory, pilot: BilledPilot, code: string): Promise<void> {
  const [manager, finance] = [reach('portfolio-manager'), reach('finance-officer')]
  const benefit = await benefitNow(deps, manager, code)
  const cutOver = monthAfter(thisMonth, -pilot.cutOverMonthsAgo)
  const asked = {
    reason: 'La facture fictive dépasse ce qui avait été prévu.',
    ...trajectory(cutOver, plannedSaving(pilot), pilot),
  }
  const proposed = await proposeTrajectory(deps, manager, { ...otherOf(benefit), key: outcome }, asked)
  await decideTrajectory(
    deps,
    finance,
    { ...otherOf(proposed), key: outcome },
    { decision: 'accept', reason: 'Révision acceptée ; le premier engagement reste.' },
  )
}

/** A scope that grew: the reference is raised by a second person, on evidence. */
async function adjusted({ deps, reach, thisMonth }: BenefitStory, code: string): Promise<void> {
  const [manager, finance] = [reach('portfolio-manager'), reach('finance-officer')]
  const benefit = await benefitNow(deps, manager, code)
  const asked = {
    reason: 'Module fictif ajouté.',
    measure: outcome,
    kind: 'non-routine' as const,
    effect: 310,
    from: monthAfter(thisMonth, -8),
    to: null,
    description: 'Module de paiement ajouté (fictif)',
    evidence: ['note fictive de mise en service'],
  }
  const proposed = await proposeAdjustment(deps, manager, otherOf(benefit), asked)
  await decideAdjustment(
    deps,
    finance,
    { ...otherOf(proposed), key: 'a1' },
    { decision: 'accept', reason: 'Pièce vue.' },
  )
}

async function handedOver({ deps, reach, thisMonth }: BenefitStory, code: string): Promise<void> {
  const [manager, finance] = [reach('portfolio-manager'), reach('finance-officer')]
  let benefit = await benefitNow(deps, manager, code)
  const heldOn = `${monthAfter(thisMonth, -3)}-15`
  benefit = await holdGate(deps, manager, otherOf(benefit), {
    reason: 'Jalon fictif.',
    gate: 'G5',
    verdict: 'passed',
    conditions: '',
    heldOn,
  })
  benefit = await proposeHandover(deps, manager, otherOf(benefit), {
    reason: 'Fin du projet fictif.',
    from: 'Direction de projet',
    to: role('Direction des opérations', 'Services communs'),
    effectiveOn: `${monthAfter(thisMonth, -2)}-01`,
    obligations: 'Mesurer chaque mois et réclamer chaque trimestre.',
    frequency: 'monthly',
    endsOn: daysAfter(heldOn, 730),
  })
  benefit = await acceptHandover(deps, finance, otherOf(benefit), {
    as: 'owner',
    decision: 'accept',
    reason: 'Accepté.',
  })
  benefit = await acceptHandover(deps, reach('centre'), otherOf(benefit), {
    as: 'finance',
    decision: 'accept',
    reason: 'Accepté.',
  })
  await changeLife(deps, manager, otherOf(benefit), { to: 'sustained', reason: 'Le bénéfice se maintient.' })
}

const benefitNow = (deps: DemoDeps, reach: ReturnType<ReachAs>, code: string) => benefitDetail(deps, reach, code)

/** Benefits counted in days, in percent, in complaints; a loss, the same record with its sign; what was observed, a quarter missing. */
type Observed = {
  readonly body: string
  readonly profile: Omit<NewBenefit, 'body' | 'reason'>
  readonly measure: Measure
  readonly baseline: number
  readonly target: number
  /** By quarter, the oldest first; null was not collected. */
  readonly values: readonly (number | null)[]
}
const quarterly = { frequency: 'quarterly' as const }
const observedBenefits: readonly Observed[] = [
  {
    body: 'MSC',
    profile: ofTitle('Délai de réponse au citoyen', 'Waiting time of citizens', 'citizen'),
    measure: measured('Délai moyen', 'Mean waiting time', 'jours', 'down', quarterly),
    baseline: 34,
    target: 12,
    values: [31, 28, 24, 25, 19, 16],
  },
  {
    body: 'MFE',
    profile: ofTitle('Demandes sans papier', 'Requests without paper', 'efficiency'),
    measure: measured('Part des demandes sans papier', 'Share of requests without paper', '%', 'up', quarterly),
    baseline: 22,
    target: 75,
    values: [27, 33, null, 48, 55, 61],
  },
  {
    body: 'MJP',
    profile: ofTitle('Plaintes sur les audiences en ligne', 'Complaints about hearings online', 'quality'),
    measure: measured('Plaintes reçues', 'Complaints received', 'plaintes', 'down', quarterly),
    baseline: 180,
    target: 90,
    values: [176, 181, 168, 172, null, 165],
  },
  {
    body: 'MRP',
    profile: ofTitle('Apprentissage des équipes', 'Learning of the teams', 'efficiency', -1),
    measure: measured('Heures d’apprentissage', 'Hours of learning', 'heures', 'down', quarterly),
    baseline: 0,
    target: 600,
    values: [220, 410, 380, 260, 140, 90],
  },
]

async function withoutDollars({ deps, reach, thisMonth }: BenefitStory): Promise<readonly string[]> {
  const [manager, finance] = [reach('portfolio-manager'), reach('finance-officer')]
  const codes: string[] = []
  const quarter = lastQuarterOf(thisMonth)
  for (const { body, profile, measure, baseline, target, values } of observedBenefits) {
    const key = 'mesure'
    const first = monthAfter(quarter, -3 * values.length)
    let benefit = await createBenefit(deps, manager, { body, reason: 'Fiche fictive.', ...profile })
    benefit = await putMeasure(deps, manager, { ...otherOf(benefit), key }, { reason: 'Ce qui est suivi.', ...measure })
    const proposal = {
      model: { kind: 'value' as const, value: baseline },
      window: { from: first, to: monthAfter(first, 2) },
      method: 'Moyenne du trimestre d’avant.',
      evidence: ['relevé fictif'],
    }
    benefit = await proposeBaseline(
      deps,
      manager,
      { ...otherOf(benefit), key },
      { reason: 'Valeur d’avant.', ...proposal },
    )
    benefit = await decideBaseline(
      deps,
      finance,
      { ...otherOf(benefit), key },
      { decision: 'accept', reason: 'Relevé vu.' },
    )
    const promised = {
      points: [],
      plateau: { low: target, mode: target, high: target },
      curve: null,
      from: monthAfter(first, 3),
      to: monthAfter(first, 38),
      priceBasis: { kind: 'not-money' as const },
    }
    benefit = await proposeTrajectory(
      deps,
      manager,
      { ...otherOf(benefit), key },
      { reason: 'Cible fictive.', ...promised },
    )
    benefit = await decideTrajectory(
      deps,
      finance,
      { ...otherOf(benefit), key },
      { decision: 'accept', reason: 'Cible acceptée.' },
    )
    for (const [at, value] of values.entries()) {
      const period = monthAfter(first, 3 * (at + 1))
      if (period > quarter) continue
      benefit = await observe(
        deps,
        manager,
        { ...otherOf(benefit), key },
        {
          reason: '',
          period,
          value: value === null ? { kind: 'missing', reason: 'not-collected' } : { kind: 'known', value },
          source: 'Relevé fictif',
          quality: 'measured',
        },
      )
    }
    codes.push(benefit.code)
  }
  return codes
}

/** First month of the last whole quarter, counted from April. */
function lastQuarterOf(month: string): string {
  const into = (Number(month.slice(5)) + 8) % 3
  return monthAfter(month, -into - 3)
}

/** Levers, changes and the objectives of the strategy that they lead to. */
async function mapOf(
  { deps, reach, pilots }: BenefitStory,
  codes: PilotBenefits,
  others: readonly string[],
): Promise<void> {
  const manager = reach('portfolio-manager')
  const node = async (body: string, layer: 'lever' | 'change', fr: string, en: string) => {
    const made = await createNode(deps, manager, {
      body,
      reason: 'Carte fictive.',
      layer,
      title: { fr, en },
      owner: 'Direction de projet',
      wave: null,
      dueOn: null,
      agreed: true,
    })
    return made.code
  }
  const link = (from: string, to: string, share: number | null = null) =>
    putEdge(deps, manager, {
      from,
      to,
      reason: 'Lien fictif.',
      type: 'contributes',
      share,
      lagMonths: 0,
      confidence: 0.8,
      rationale: '',
    })
  for (const body of new Set(pilots.map((one) => one.body))) {
    const lever = await node(body, 'lever', 'Charges migrées', 'Workloads moved')
    const change = await node(body, 'change', 'Serveurs mis hors service', 'Servers taken out of service')
    await link(lever, change)
    for (const pilot of pilots.filter((one) => one.body === body)) {
      const code = codes.get(pilot.code) ?? ''
      await link(change, code)
      await link(code, pilot.nth % 2 === 0 ? 'O-16' : 'O-12')
    }
  }
  const lever = await node('MSC', 'lever', 'Guichet unique refait', 'Single window rebuilt')
  const change = await node('MSC', 'change', 'Demandes traitées en ligne', 'Requests handled online')
  await link(lever, change)
  for (const code of others) {
    await link(change, code)
    await link(code, 'O-09')
  }
  const shared = pilots.filter(({ body }) => body === 'MEF').slice(0, 2)
  const { code: pool } = await createPool(deps, manager, {
    body: 'MEF',
    reason: 'Deux projets fictifs tirent du même contrat.',
    title: { fr: 'Contrat d’hébergement des relevés (fictif)', en: 'Hosting contract of the readings (fictitious)' },
    metric: 'Contrat mensuel',
    unit: 'CAD',
    rule: 'agreed',
    ceilings: [{ from: '2020-01', to: '2039-12', ceiling: 9_000 }],
  })
  for (const [at, one] of shared.entries())
    await putShare(
      deps,
      manager,
      { code: pool, expected: at + 1, benefit: codes.get(one.code) ?? '' },
      { reason: 'Partage convenu.', share: at === 0 ? 0.6 : 0.4, rationale: 'Procès-verbal fictif.' },
    )
}
