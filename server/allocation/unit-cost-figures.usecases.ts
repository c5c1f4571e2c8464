import { cadRateOf, inCadMicros } from '#models/bills/cad-rate.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { summed } from '#models/shared/summed.ts'
import type { Reach } from '#server/access/reach.ts'
import { inCadDerivation } from '#server/bills/rate-derivation.ts'
import { parsedFigureId, type UnitCostFigure, workloadMonthFigure } from '#server/figures/figure-ids.ts'
import { observedIn, type UnitCostFacts, unitCostFacts, unitCostOf, type UnitCostsDeps } from './unit-costs.usecases.ts'
import type { WorkloadMonth } from './workload-months.usecases.ts'

/** Cost of one unit = effective cost of the month in CAD ÷ what was observed, as known at the instant in its id. */
export async function unitCostDerivation(
  deps: UnitCostsDeps,
  reach: Reach,
  id: string,
): Promise<Derivation | undefined> {
  const figure = parsedFigureId(id)
  if (figure?.kind !== 'unit-cost') return undefined
  const { month } = figure
  const facts = await unitCostFacts(deps, reach, { ...figure, from: month, to: month }, figure.asKnownMs)
  const unit = unitCostOf(facts, month)
  if (unit.kind === 'unknown') return undefined
  const inputs = [costOf(facts, figure, unit.value.costCad), quantityOf(facts, figure, unit.value.quantity)]
  if (figure.term !== 'unit') return inputs.find(({ name }) => name === figure.term)
  return {
    name: 'unit',
    label: { fr: `Coût d’une unité, ${month}`, en: `Cost of one unit, ${month}` },
    value: unit.value.cadPerUnit,
    unit: `CAD/${facts.measure.content.unit}`,
    formula: 'cost / quantity',
    inputs,
  }
}

function costOf({ months, rates }: UnitCostFacts, { month, workload }: UnitCostFigure, costCad: number): Derivation {
  const parts = months.flatMap((one, at) => {
    const rate = cadRateOf(rates, one.currency, month)
    if (rate.kind === 'unknown') return []
    const cad = Number(inCadMicros(BigInt(one.effectiveMicros), rate.value)) / 1e6
    const text = `${one.source}, ${one.serviceCategory}`
    return [inCadDerivation({ name: `part_${at + 1}`, label: { fr: text, en: text } }, cad, amountOf(one), rate.value)]
  })
  const label = { fr: `Coût effectif de ${workload}, ${month}`, en: `Effective cost of ${workload}, ${month}` }
  return summed({ name: 'cost', label, unit: 'CAD', decimals: 6, value: costCad }, parts)
}

/** What a source bills of a kind of service; it opens to its charges, and those to their lines. */
function amountOf(month: WorkloadMonth): Derivation {
  return {
    name: 'amount',
    label: { fr: 'Coût effectif', en: 'Effective cost' },
    value: month.effectiveMicros / 1e6,
    unit: month.currency,
    inputs: [],
    source: { kind: 'data', file: month.source, reference: `${month.period}, import ${month.importId}` },
    figure: workloadMonthFigure(month),
  }
}

function quantityOf(facts: UnitCostFacts, { benefit, month }: UnitCostFigure, quantity: number): Derivation {
  const said = observedIn(facts, month)
  const { name, unit } = facts.measure.content
  return {
    name: 'quantity',
    label: { fr: `${name.fr}, ${month}`, en: `${name.en}, ${month}` },
    value: quantity,
    unit,
    inputs: [],
    source: {
      kind: 'statement',
      by: said?.statedBy ?? '',
      at: said?.recordedAt ?? '',
      reference: `${benefit}, ${said?.content.source ?? ''}`,
    },
  }
}
