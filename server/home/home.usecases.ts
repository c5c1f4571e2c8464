import type { Action } from '#models/access/access.schemas.ts'
import type { CadastreRow, HomeView, InboxItem, ProgressFigure } from '#models/home/home.views.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { cadCents, centsToDecimal } from '#models/shared/money.ts'
import type { Reach } from '#server/access/reach.ts'
import { classificationQueue } from '#server/classification/classification.usecases.ts'
import { countsIn } from '#server/barometer/barometer.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { decisionsAwaiting } from '#server/decisions/decisions.usecases.ts'
import { homeFigureId } from '#server/figures/figure-ids.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import type { Clock } from '#server/shared/clock.ts'
import { currentPack } from '#server/shared/datasets.ts'
import { digestOf } from '#server/shared/digest.ts'
import {
  commonGaps,
  currentCostByBody,
  importsToConfirm,
  lotsIn,
  unclassifiedCount,
  verdictCounts,
} from './home.repository.ts'

export type HomeDeps = { readonly db: Database; readonly clock: Clock }

/** Days after which something awaited is late. */
const lateAfterDays = 10
const lotsPerBody = 80

/** What awaits this person, where the portfolio stands, and what holds it. */
export async function homeView(deps: HomeDeps, reach: Reach, may: (action: Action) => boolean): Promise<HomeView> {
  const [inbox, progress, cadastre, alerts] = await Promise.all([
    inboxOf(deps, reach, may),
    progressOf(deps, reach),
    cadastreOf(deps, reach),
    alertsOf(deps, reach),
  ])
  return { inbox, progress, cadastre, alerts }
}

async function inboxOf(deps: HomeDeps, reach: Reach, may: (action: Action) => boolean): Promise<InboxItem[]> {
  const late = new Date(deps.clock.now().getTime() - lateAfterDays * 86_400_000).toISOString()
  const dueOf = (since: string) => new Date(Date.parse(since) + lateAfterDays * 86_400_000).toISOString().slice(0, 10)
  const item = (
    kind: InboxItem['kind'],
    id: string,
    since: string,
    href: string,
    title: Bilingual,
    why: Bilingual,
    verb: Bilingual,
  ): InboxItem => ({
    id: `${kind}-${id}`,
    kind,
    title,
    why,
    verb,
    href,
    since,
    due: dueOf(since),
    isLate: since < late,
  })
  const items: InboxItem[] = []
  if (may('imports.run')) {
    for (const batch of await importsToConfirm(reach, deps.db)) {
      items.push(
        item(
          'import-to-confirm',
          batch.id,
          batch.received_at,
          `/importer/${batch.id}`,
          { fr: `Confirmer l’import ${batch.file_name}`, en: `Confirm the import ${batch.file_name}` },
          { fr: `${batch.body}, rien n’est encore enregistré`, en: `${batch.body}, nothing is saved yet` },
          { fr: 'Examiner', en: 'Review' },
        ),
      )
    }
  }
  if (may('classification.approve')) {
    for (const one of (await classificationQueue(deps, reach))
      .filter((proposal) => proposal.proposedBy !== reach.actor)
      .slice(0, 30)) {
      items.push(
        item(
          'classification-to-approve',
          one.id,
          one.proposedAt,
          `/classification?id=${one.id}`,
          {
            fr: `Approuver la classification : ${one.workloadName}`,
            en: `Approve the classification: ${one.workloadName}`,
          },
          {
            fr: `${one.body}, ${one.workload}, proposée par ${one.proposedBy}`,
            en: `${one.body}, ${one.workload}, proposed by ${one.proposedBy}`,
          },
          { fr: 'Examiner', en: 'Review' },
        ),
      )
    }
  }
  if (may('decisions.sign')) {
    for (const one of (await decisionsAwaiting(deps, reach, 'proposed'))
      .filter((proposal) => proposal.proposedBy !== reach.actor)
      .slice(0, 30)) {
      items.push(
        item(
          'decision-to-sign',
          one.id,
          one.proposedAt,
          `/charges/${one.workload}?onglet=decision`,
          { fr: `Signer la décision : ${one.workloadName}`, en: `Sign the decision: ${one.workloadName}` },
          {
            fr: `${one.body}, ${one.workload}, ${one.optionLabel?.fr ?? 'sans déplacement'}`,
            en: `${one.body}, ${one.workload}, ${one.optionLabel?.en ?? 'no move'}`,
          },
          { fr: 'Signer', en: 'Sign' },
        ),
      )
    }
  }
  if (may('decisions.propose')) {
    for (const one of (await decisionsAwaiting(deps, reach, 'returned'))
      .filter((proposal) => proposal.proposedBy === reach.actor)
      .slice(0, 20)) {
      items.push(
        item(
          'decision-returned',
          one.id,
          one.proposedAt,
          `/charges/${one.workload}?onglet=decision`,
          {
            fr: `Revoir la décision retournée : ${one.workloadName}`,
            en: `Revise the returned decision: ${one.workloadName}`,
          },
          { fr: one.workload, en: one.workload },
          { fr: 'Revoir', en: 'Revise' },
        ),
      )
    }
  }
  if (may('classification.propose')) {
    const missing = await unclassifiedCount(reach, deps.db)
    if (missing > 0) {
      const now = deps.clock.now().toISOString()
      items.push({
        ...item(
          'classification-missing',
          'all',
          now,
          '/portefeuille?classification=none',
          {
            fr: `Catégoriser ${missing} charges sans classification`,
            en: `Classify ${missing} workloads without a classification`,
          },
          {
            fr: 'Sans catégorisation, aucun hébergement ne peut être décidé',
            en: 'Without it, no hosting can be decided',
          },
          { fr: 'Voir la liste', en: 'See the list' },
        ),
        due: null,
      })
    }
  }
  return items.toSorted((a, b) => Number(b.isLate) - Number(a.isLate) || a.since.localeCompare(b.since))
}

type Part = ProgressFigure['parts'][number]

async function progressOf(deps: HomeDeps, reach: Reach): Promise<ProgressFigure[]> {
  const [counts, verdicts, options] = await Promise.all([
    countsIn(reach, deps.db),
    verdictCounts(reach, deps.db),
    optionsInForce(deps.db),
  ])
  const kindOf = new Map(options.map((option) => [option.id, option.kind]))
  const signedTo = (kinds: readonly string[]) =>
    counts.signedOptions
      .filter((one) => kinds.includes(kindOf.get(one.option) ?? ''))
      .reduce((sum, one) => sum + one.count, 0)
  const part = (key: string, fr: string, en: string, value: number): Part => ({ key, label: { fr, en }, value })
  const open =
    (verdicts.get('allow') ?? 0) + (verdicts.get('require') ?? 0) + (verdicts.get('allow-with-mitigation') ?? 0)
  const figure = (
    id: ProgressFigure['id'],
    label: Bilingual,
    numerator: number,
    denominator: number,
    target: number | null,
    parts: readonly Part[],
    note: Bilingual,
  ): ProgressFigure => ({
    id,
    label,
    value: denominator === 0 ? null : (100 * numerator) / denominator,
    unit: '%',
    target,
    numerator,
    denominator,
    parts,
    note,
    figure: homeFigureId(id, `${numerator}.${denominator}.${digestOf({ id, numerator, denominator }).slice(0, 12)}`),
  })
  const left = counts.workloads - counts.signed
  const promised: ProgressFigure = {
    id: 'promised',
    label: { fr: 'Bénéfices promis par an', en: 'Benefits promised a year' },
    value: counts.promises === 0 ? null : counts.promisedCents / 100,
    unit: 'CAD',
    target: null,
    numerator: counts.promisedCents,
    denominator: counts.promises,
    parts: [],
    note: {
      fr: `${counts.promises} engagements figés ; aucun n’est encore mesuré.`,
      en: `${counts.promises} frozen promises; none is measured yet.`,
    },
    figure: homeFigureId(
      'promised',
      `${counts.promisedCents}.${counts.promises}.${digestOf({ id: 'promised', numerator: counts.promisedCents, denominator: counts.promises }).slice(0, 12)}`,
    ),
  }
  return [
    figure(
      'decided',
      { fr: 'Charges dont la décision est signée', en: 'Workloads with a signed decision' },
      counts.signed,
      counts.workloads,
      80,
      [
        part('public', 'Public', 'Public', signedTo(['public_cloud', 'saas', 'private_provider'])),
        part('state', 'Gouvernemental', 'Government', signedTo(['state'])),
        part('legacy', 'Centre conservé', 'Retained centre', signedTo(['legacy_cti'])),
      ],
      { fr: `Il reste ${left} charges à décider.`, en: `${left} workloads are still to decide.` },
    ),
    figure(
      'classified',
      { fr: 'Charges classifiées et approuvées', en: 'Workloads classified and approved' },
      counts.approved,
      counts.workloads,
      100,
      [],
      {
        fr: `Il reste ${counts.workloads - counts.approved} charges à classifier ou à approuver.`,
        en: `${counts.workloads - counts.approved} workloads are still to classify or approve.`,
      },
    ),
    figure(
      'open-options',
      { fr: 'Charges avec une option ouverte', en: 'Workloads with an open option' },
      open,
      counts.workloads,
      null,
      [],
      {
        fr: `${verdicts.get('forbid') ?? 0} sans option permise, ${verdicts.get('undetermined') ?? 0} indéterminées.`,
        en: `${verdicts.get('forbid') ?? 0} with no permitted option, ${verdicts.get('undetermined') ?? 0} undetermined.`,
      },
    ),
    promised,
  ]
}

async function cadastreOf(deps: HomeDeps, reach: Reach): Promise<CadastreRow[]> {
  const [lots, totals, options, bodies] = await Promise.all([
    lotsIn(reach, deps.db, lotsPerBody),
    currentCostByBody(reach, deps.db),
    optionsInForce(deps.db),
    deps.db
      .selectFrom('body')
      .select(['id', 'code', 'name_fr', 'name_en'])
      .where('id', 'in', [...reach.bodies, ''])
      .execute(),
  ])
  const kindOf = new Map(options.map((option) => [option.id, option.kind]))
  const placement = (option: string | null): CadastreRow['lots'][number]['placement'] => {
    const kind = option === null ? undefined : kindOf.get(option)
    if (kind === undefined) return 'none'
    return kind === 'state' ? 'state' : kind === 'legacy_cti' ? 'legacy' : 'public'
  }
  const byBody = Map.groupBy(lots, (lot) => lot.body_id)
  return bodies
    .flatMap((body): CadastreRow[] => {
      const own = byBody.get(body.id)
      const cents = totals.get(body.id)
      if (own === undefined) return []
      return [
        {
          body: body.code,
          name: { fr: body.name_fr, en: body.name_en },
          totalCad: cents === undefined ? null : centsToDecimal(cadCents(cents)),
          lots: own.map((lot) => ({
            workload: lot.code,
            name: lot.name,
            placement: placement(lot.signed_option),
            verdict: lot.best_verdict ?? 'undetermined',
            cents: lot.cents,
          })),
        },
      ]
    })
    .toSorted((a, b) => Number(b.totalCad ?? 0) - Number(a.totalCad ?? 0))
}

async function alertsOf(deps: HomeDeps, reach: Reach): Promise<HomeView['alerts']> {
  const rules = new Map(currentPack().pack.rules.map((rule) => [rule.id, rule]))
  return (await commonGaps(reach, deps.db, 4)).map(({ gap, verdict, n }) => {
    const rule = rules.get(gap)
    const isForbidden = verdict === 'forbid'
    return {
      level: isForbidden ? ('bad' as const) : ('warn' as const),
      title: isForbidden
        ? { fr: `${n} charges sans option permise`, en: `${n} workloads with no permitted option` }
        : { fr: `${n} charges indéterminées`, en: `${n} undetermined workloads` },
      causes: [
        {
          fr: `${gap}${rule === undefined ? '' : ` : ${rule.fr}`}`,
          en: `${gap}${rule === undefined ? '' : `: ${rule.en}`}`,
        },
        isForbidden
          ? {
              fr: 'la règle ferme la meilleure option de ces charges',
              en: 'the rule closes the best option of these workloads',
            }
          : { fr: 'un fait manque pour conclure', en: 'a fact is missing to conclude' },
      ],
      href: `/portefeuille?verdict=${isForbidden ? 'forbid' : 'undetermined'}`,
      linkText: { fr: 'Voir les charges touchées', en: 'See the workloads concerned' },
    }
  })
}

/** Where a figure of the home page comes from: its counts of that moment, carried by its id and sealed by a digest. */
export function homeFigureDerivation(figure: string): Derivation | undefined {
  const [, id = '', basis = ''] = figure.split('~')
  const [numerator = Number.NaN, denominator = Number.NaN] = basis.split('.').slice(0, 2).map(Number)
  const seal = basis.split('.')[2]
  if (
    !Number.isFinite(numerator) ||
    !Number.isFinite(denominator) ||
    digestOf({ id, numerator, denominator }).slice(0, 12) !== seal
  )
    return undefined
  const count = (name: string, fr: string, en: string, value: number): Derivation => ({
    name,
    label: { fr, en },
    value,
    unit: '',
    inputs: [],
    source: { kind: 'calculation', formula: `count(${name})`, version: '1.0.0' },
  })
  if (id === 'promised') {
    return {
      name: id,
      label: { fr: 'Bénéfices promis par an', en: 'Benefits promised a year' },
      value: numerator / 100,
      unit: 'CAD/an',
      formula: 'cents / 100',
      inputs: [
        count('cents', 'Somme des engagements figés, en cents', 'Sum of frozen promises, in cents', numerator),
        count('promises', 'Engagements', 'Promises', denominator),
      ],
    }
  }
  return {
    name: id,
    label: { fr: 'Part des charges', en: 'Share of workloads' },
    value: denominator === 0 ? undefined : (100 * numerator) / denominator,
    unit: '%',
    formula: '100 * numerator / denominator',
    inputs: [
      count('numerator', 'Charges qui répondent à la règle', 'Workloads that meet the rule', numerator),
      count('denominator', 'Charges de l’inventaire', 'Workloads of the inventory', denominator),
    ],
  }
}
