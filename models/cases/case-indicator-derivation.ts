import { assumptionLeaf } from '../cost/bindings.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation, Source } from '../shared/derivation.ts'
import { known, type Outcome } from '../shared/outcome.ts'
import type { CaseVariant } from './case.schemas.ts'
import { likelyOf, type Link, summed, workloadLeaf, yearLabel } from './case-derivation.ts'
import { likelyFlows, type PreparedCase } from './case-flows.ts'
import type { IndicatorName } from './case-measure.ts'

type Asked = { readonly variant: number; readonly kept: CaseVariant; readonly name: IndicatorName }

const labels: Readonly<Record<IndicatorName, Bilingual>> = {
  npvSpread: { fr: 'Valeur actuelle nette, médiane des tirages', en: 'Net present value, median of the draws' },
  probabilityPositive: { fr: 'Part des tirages qui gagnent', en: 'Share of the draws that gain' },
  rateOfReturn: { fr: 'Taux de rendement interne', en: 'Internal rate of return' },
  modifiedRate: { fr: 'Taux de rendement interne modifié', en: 'Modified internal rate of return' },
  payback: { fr: 'Délai de récupération simple', en: 'Simple payback' },
  discountedPayback: { fr: 'Délai de récupération actualisé', en: 'Discounted payback' },
  lastPayback: { fr: 'Dernier passage au-dessus de zéro', en: 'Last crossing above zero' },
  benefitCostRatio: { fr: 'Avantages sur coûts', en: 'Benefits over costs' },
  equivalentAnnual: { fr: 'Équivalent annuel', en: 'Annual equivalent' },
  effortDays: { fr: 'Effort de migration', en: 'Effort of the migration' },
  bookValue: { fr: 'Valeur comptable laissée', en: 'Book value left' },
}

/** How each is found from its inputs, in the notation of the methods it follows. */
const methods = {
  npvSpread: 'quantile(NPV of each draw, 0.5)',
  probabilityPositive: 'draws with NPV > 0 / draws',
  rateOfReturn: 'i with Σ N_t · (1 + i)^−t = 0',
  modifiedRate: '(Σ N⁺_t · (1 + r)^(n−t) / Σ −N⁻_t · (1 + r)^−t)^(1/n) − 1',
  payback: 'k + (−C_k) / N_(k+1), C = Σ N_t, first return to 0',
  discountedPayback: 'k + (−C_k) / PV_(k+1), C = Σ PV_t, first return to 0',
  lastPayback: 'k + (−C_k) / N_(k+1), C = Σ N_t, last return to 0',
  benefitCostRatio: 'PV(no longer paid) / PV(what the move costs)',
  equivalentAnnual: 'NPV · r / (1 − (1 + r)^−n)',
} as const

/** An indicator of a kept result opened: its value as it was kept, the method, and the flows or workloads it comes from. */
export function indicatorDerivation(prepared: PreparedCase, asked: Asked, link: Link): Derivation {
  const { name, kept } = asked
  if (name === 'effortDays') return effort(prepared, asked, link)
  if (name === 'bookValue') return bookValue(prepared)
  if (name === 'npvSpread' || name === 'probabilityPositive') return drawn(prepared, asked, link)
  const { indicators } = kept
  const years = ['payback', 'discountedPayback', 'lastPayback']
  const unit = years.includes(name) ? 'year' : name === 'equivalentAnnual' ? 'CAD/year' : '1'
  const inputs = name === 'equivalentAnnual' ? [npvLeaf(kept, link)] : yearFlows(prepared, asked, link)
  const withRate = name === 'modifiedRate' || name === 'equivalentAnnual'
  return {
    name,
    label: labels[name],
    ...valued(indicators[name]),
    unit,
    inputs: withRate ? [...inputs, assumptionLeaf(prepared.inputs.set, 'discountRate', '')] : inputs,
    source: method(prepared, methods[name]),
  }
}

function method({ inputs }: PreparedCase, formula: string): Source {
  return { kind: 'calculation', formula, version: inputs.formulas.caseYear.version }
}

function valued(outcome: Outcome<number, string>): Pick<Derivation, 'value' | 'reasons'> {
  return outcome.kind === 'known' ? { value: outcome.value } : { value: undefined, reasons: outcome.reasons }
}

/** Net flows of the years, nominal, or their present values where the method discounts them; each opens as its year. */
function yearFlows(prepared: PreparedCase, { variant, name }: Asked, link: Link): Derivation[] {
  const { flows, presentValues } = likelyFlows(prepared, variant, prepared.inputs.set)
  const values = name === 'discountedPayback' || name === 'benefitCostRatio' ? presentValues : flows.net
  return values.map((value, index) => ({
    name: `year${index + 1}`,
    label: yearLabel(prepared, index),
    value,
    unit: 'CAD',
    inputs: [],
    figure: link({ kind: 'year', index }),
  }))
}

function npvLeaf({ indicators }: CaseVariant, link: Link): Derivation {
  return {
    name: 'npv',
    label: { fr: 'Valeur actuelle nette, hypothèses à la moyenne', en: 'Net present value, assumptions at their mean' },
    value: indicators.npv,
    unit: 'CAD',
    inputs: [],
    figure: link({ kind: 'npv' }),
  }
}

/** What only the draws tell: the percentiles with their standard errors, and what the means give beside them. */
function drawn(prepared: PreparedCase, { kept, name }: Asked, link: Link): Derivation {
  const { npvSpread, probabilityPositive } = kept.indicators
  const { draws } = prepared.inputs.set
  const percentiles = (['p10', 'p50', 'p90'] as const).map((percentile): Derivation => {
    const { value, standardError } = npvSpread[percentile]
    const error = standardError === null ? undefined : Math.round(standardError)
    return {
      name: percentile,
      label: { fr: percentile.toUpperCase(), en: percentile.toUpperCase() },
      value,
      unit: 'CAD',
      inputs: [],
      ...(error === undefined
        ? {}
        : { note: { fr: `Erreur type du tirage : ${error} $.`, en: `Standard error of the draw: $${error}.` } }),
    }
  })
  return {
    name,
    label: labels[name],
    ...valued(known(name === 'npvSpread' ? npvSpread.p50.value : probabilityPositive)),
    unit: name === 'npvSpread' ? 'CAD' : '1',
    inputs: [...percentiles, npvLeaf(kept, link)],
    source: method(prepared, name === 'npvSpread' ? methods.npvSpread : methods.probabilityPositive),
    note: {
      fr: `${draws} tirages des hypothèses, toujours les mêmes pour les mêmes entrées.`,
      en: `${draws} draws of the assumptions, always the same for the same inputs.`,
    },
  }
}

function effort(prepared: PreparedCase, { variant }: Asked, link: Link): Derivation {
  const inputs = prepared.rows.flatMap(({ workload, moved }, at): Derivation[] => {
    const bindings = moved[variant]?.move ?? null
    if (bindings === null) return []
    const days = likelyOf(prepared, prepared.inputs.formulas.move, bindings, 'days')
    const figure = link({ kind: 'workload', side: 'move', code: workload.code, name: 'days' })
    return [workloadLeaf(workload, at, days, 'day', figure)]
  })
  return summed({ name: 'effortDays', label: labels.effortDays, unit: 'day' }, inputs)
}

/** Net book values stated of what is let go within the horizon. */
function bookValue(prepared: PreparedCase): Derivation {
  const end = prepared.years.at(-1)?.endsBefore ?? ''
  const inputs = prepared.rows.flatMap(({ workload, dates }, at): Derivation[] => {
    const { facts, source } = workload.stated
    if (facts.bookValueCad === null || dates === null || dates.decommissionsOn >= end) return []
    const words = `${workload.code}, ${workload.name}`
    return [
      {
        name: `workload${at + 1}`,
        label: { fr: words, en: words },
        value: facts.bookValueCad,
        unit: 'CAD',
        inputs: [],
        ...(source === null ? {} : { source }),
      },
    ]
  })
  return summed({ name: 'bookValue', label: labels.bookValue, unit: 'CAD' }, inputs)
}
