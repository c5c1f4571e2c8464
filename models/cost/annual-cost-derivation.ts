import { tracedEvaluation } from '../formulas/tracing.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import { annualCost } from './annual-cost.ts'
import { annualBindings, nameplateDerivation } from './annual-quantities.ts'
import { boundDerivations } from './bindings.ts'
import type { CommitmentTerm } from './cost.schemas.ts'
import type { CostInputs } from './cost-inputs.ts'
import { candidateLeaves } from './nearest-candidates.ts'

/**
 * The derivation of `annualCost` on the same inputs: P50 at the top, then the likely cost by its heads as their formulas are written, down
 * to price rows, file lines, statements and assumptions. Unknown when the cost is, with the same reasons and whatever parts are known.
 */
export function annualCostDerivation(inputs: CostInputs): Derivation {
  const cost = annualCost(inputs)
  const bindings = annualBindings(inputs)
  const { annual } = inputs.formulas
  const label = costLabels[inputs.term ?? 'on-demand']
  const note = inputs.mitigations === undefined || inputs.mitigations.length === 0 ? scope : scopeWithMeasures
  if (cost.kind === 'unknown' || bindings.kind === 'unknown') {
    const reasons = cost.kind === 'unknown' ? cost.reasons : []
    const known = [...inputs.assets.map(nameplateDerivation), ...candidateLeaves(inputs)]
    return { name: 'p50', label, value: undefined, unit: 'CAD/year', inputs: known, reasons, note }
  }
  const { set, workload } = inputs
  const traced = tracedEvaluation(annual, boundDerivations(annual, bindings.value, { set, workload }))
  const total = traced['total']
  if (total === undefined) throw new RangeError('annual-cost has no total')
  const { p10, p50, p90 } = cost.value
  return {
    name: 'p50',
    label,
    value: p50,
    unit: 'CAD/year',
    formula: 'p50(likely)',
    source: {
      kind: 'calculation',
      formula: `${annual.id}: the likely cost drawn over the ranges of its assumptions, quantile type 7`,
      version: annual.version,
    },
    note,
    inputs: [
      { ...total, name: 'likely', label: { fr: 'Valeur centrale', en: 'Central value' } },
      drawn('p10', p10, annual.version),
      drawn('p90', p90, annual.version),
      {
        name: 'draws',
        label: { fr: 'Tirages', en: 'Draws' },
        value: set.draws,
        unit: '',
        inputs: [],
      },
    ],
  }
}

function drawn(name: 'p10' | 'p90', value: number, version: string): Derivation {
  const words = name.toUpperCase()
  return {
    name,
    label: { fr: words, en: words },
    value,
    unit: 'CAD/year',
    inputs: [],
    source: { kind: 'calculation', formula: `${name}(likely)`, version },
  }
}

const costLabels: Readonly<Record<CommitmentTerm, Bilingual>> = {
  'on-demand': { fr: 'Coût annuel (P50)', en: 'Yearly cost (P50)' },
  '1y': { fr: 'Coût annuel, engagement d’un an (P50)', en: 'Yearly cost, one-year commitment (P50)' },
  '3y': { fr: 'Coût annuel, engagement de trois ans (P50)', en: 'Yearly cost, three-year commitment (P50)' },
}

const scope: Bilingual = {
  fr: 'Coût d’une année pleine, dollars courants aux prix du jour, avant taxes, 8 760 h. La migration, l’exploitation en parallèle et la sortie sont comptées dans le dossier d’affaires, à leurs dates.',
  en: 'Cost of a full year, nominal dollars at the prices of today, before tax, 8,760 h. Migration, double running and exit are counted in the business case, on their dates.',
}
const scopeWithMeasures: Bilingual = {
  fr: `${scope.fr} Les mesures que les règles exigent encore à cette option y sont.`,
  en: `${scope.en} The measures that the rules still demand at this option are in it.`,
}
