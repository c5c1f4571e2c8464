import { signedCounts } from '#models/barometer/indicators.ts'
import type { ProgressFigure } from '#models/home/home.views.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Reach } from '#server/access/reach.ts'
import { countsIn } from '#server/barometer/barometer.usecases.ts'
import { homeFigureId } from '#server/figures/figure-ids.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { indicatorDefinitions } from '#server/shared/datasets.ts'
import { digestOf } from '#server/shared/digest.ts'
import { verdictCounts } from './home.repository.ts'
import type { HomeDeps } from './inbox.usecases.ts'
import { countOf } from '#server/shared/wording.ts'

type FigureId = ProgressFigure['id']
type Given = Pick<ProgressFigure, 'id' | 'label' | 'numerator' | 'denominator' | 'note'> &
  Partial<Pick<ProgressFigure, 'target' | 'parts'>>

const workloads = { fr: ['charge', 'charges'], en: ['workload', 'workloads'] } as const
const promises = { fr: ['engagement figé', 'engagements figés'], en: ['frozen promise', 'frozen promises'] } as const

/** Where the portfolio stands: decided, classified, with an open option, promised. Targets are those of the barometer. */
export async function progressOf(deps: HomeDeps, reach: Reach): Promise<ProgressFigure[]> {
  const [{ groups, ...counts }, verdicts, options] = await Promise.all([
    countsIn(reach, deps.db),
    verdictCounts(reach, deps.db),
    optionsInForce(deps.db),
  ])
  const to = signedCounts(groups, options)
  const open = ['allow', 'require', 'allow-with-mitigation'].reduce((sum, one) => sum + (verdicts.get(one) ?? 0), 0)
  const [left, unapproved] = [counts.workloads - counts.signed, counts.workloads - counts.approved].map((count) =>
    countOf(count, workloads),
  )
  const [forbidden, undetermined] = [verdicts.get('forbid') ?? 0, verdicts.get('undetermined') ?? 0]
  const frozen = countOf(counts.promises, promises)
  return [
    share({
      id: 'decided',
      label: { fr: 'Charges dont la décision est signée', en: 'Workloads with a signed decision' },
      numerator: counts.signed,
      denominator: counts.workloads,
      target: targetOf('workloads-decided'),
      parts: [
        part('public', 'Public', 'Public', to.public + to.provider),
        part('state', 'Gouvernemental', 'Government', to.state),
        part('legacy', 'Centre conservé', 'Retained centre', to.retained),
      ],
      note: { fr: `Reste à décider : ${left?.fr}.`, en: `Still to decide: ${left?.en}.` },
    }),
    share({
      id: 'classified',
      label: { fr: 'Charges classifiées et approuvées', en: 'Workloads classified and approved' },
      numerator: counts.approved,
      denominator: counts.workloads,
      target: targetOf('workloads-classified'),
      note: {
        fr: `Reste à classifier ou à approuver : ${unapproved?.fr}.`,
        en: `Still to classify or approve: ${unapproved?.en}.`,
      },
    }),
    share({
      id: 'open-options',
      label: { fr: 'Charges avec une option ouverte', en: 'Workloads with an open option' },
      numerator: open,
      denominator: counts.workloads,
      note: {
        fr: `Sans option permise : ${forbidden} ; indéterminées : ${undetermined}.`,
        en: `No permitted option: ${forbidden}; undetermined: ${undetermined}.`,
      },
    }),
    {
      id: 'promised',
      label: { fr: 'Bénéfices promis par an', en: 'Benefits promised a year' },
      value: counts.promises === 0 ? null : counts.promisedCents / 100,
      unit: 'CAD',
      target: null,
      numerator: counts.promisedCents,
      denominator: counts.promises,
      parts: [],
      note: { fr: `${frozen.fr} ; aucun n’est encore mesuré.`, en: `${frozen.en}; none is measured yet.` },
      figure: sealedFigure('promised', counts.promisedCents, counts.promises),
    },
  ]
}

function share({ target = null, parts = [], ...given }: Given): ProgressFigure {
  const { id, numerator, denominator } = given
  const value = denominator === 0 ? null : (100 * numerator) / denominator
  return { ...given, value, unit: '%', target, parts, figure: sealedFigure(id, numerator, denominator) }
}

const part = (key: string, fr: string, en: string, value: number) => ({ key, label: { fr, en }, value })

function targetOf(indicator: string): number | null {
  return indicatorDefinitions().find((definition) => definition.id === indicator)?.target?.value ?? null
}

const sealOf = (id: string, numerator: number, denominator: number) =>
  digestOf({ id, numerator, denominator }).slice(0, 12)

function sealedFigure(id: FigureId, numerator: number, denominator: number): string {
  return homeFigureId(id, `${numerator}.${denominator}.${sealOf(id, numerator, denominator)}`)
}

const said: Readonly<Record<FigureId, { readonly label: Bilingual; readonly counted: Bilingual }>> = {
  decided: {
    label: { fr: 'Part des charges dont la décision est signée', en: 'Share of workloads with a signed decision' },
    counted: { fr: 'Charges dont la décision est signée', en: 'Workloads with a signed decision' },
  },
  classified: {
    label: { fr: 'Part des charges classifiées et approuvées', en: 'Share of workloads classified and approved' },
    counted: {
      fr: 'Charges à classification approuvée, avec ses niveaux',
      en: 'Workloads with an approved classification and its levels',
    },
  },
  'open-options': {
    label: { fr: 'Part des charges avec une option ouverte', en: 'Share of workloads with an open option' },
    counted: { fr: 'Charges avec au moins une option ouverte', en: 'Workloads with at least one open option' },
  },
  promised: {
    label: { fr: 'Bénéfices promis par an', en: 'Benefits promised a year' },
    counted: { fr: 'Somme des engagements en vigueur, en cents', en: 'Sum of the promises that stand, in cents' },
  },
}

function isFigureId(text: string): text is FigureId {
  return Object.hasOwn(said, text)
}

/** Where a figure of the home page comes from: its counts of that moment, carried by its id and sealed by a digest. */
export function homeFigureDerivation(figure: string): Derivation | undefined {
  const [, id = '', basis = ''] = figure.split('~')
  const [first = '', second = '', seal] = basis.split('.')
  const [numerator, denominator] = [Number(first), Number(second)]
  if (!isFigureId(id) || !Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator)) return undefined
  if (sealOf(id, numerator, denominator) !== seal) return undefined
  const count = (name: string, label: Bilingual, value: number): Derivation => ({
    name,
    label,
    value,
    unit: '',
    inputs: [],
    source: { kind: 'calculation', formula: `count(${name})`, version: '1.0.0' },
  })
  const { label, counted } = said[id]
  if (id === 'promised') {
    const total = { fr: 'Engagements en vigueur', en: 'Promises that stand' }
    const inputs = [count('cents', counted, numerator), count('promises', total, denominator)]
    return { name: id, label, value: numerator / 100, unit: 'CAD/year', formula: 'cents / 100', inputs }
  }
  const all = { fr: 'Charges de l’inventaire', en: 'Workloads of the inventory' }
  const inputs = [count('numerator', counted, numerator), count('denominator', all, denominator)]
  if (denominator === 0) return { name: id, label, value: undefined, unit: '%', inputs, reasons: ['nothing-counted'] }
  return {
    name: id,
    label,
    value: (100 * numerator) / denominator,
    unit: '%',
    formula: '100 * numerator / denominator',
    inputs,
  }
}
