import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation, Source } from '../shared/derivation.ts'
import { type CadCents, cadCents, roundToCents } from '../shared/money.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { Month } from '../shared/month.ts'

/** Cost of one unit of a driver, a month, at the prices of the baseline window. */
export type UnitRate = {
  /** A cost element of the perimeter: hosting, licences, support, energy, labour… */
  readonly element: string
  /** What is counted: users, transactions, GiB, vCPU-hours. */
  readonly driver: string
  readonly cadPerUnitMonth: number
  /** Price index that carries the rate from the window to the month; null when nothing does. */
  readonly index: string | null
  readonly source?: Source
}
export type FixedCost = {
  readonly element: string
  readonly cadPerMonth: number
  readonly index: string | null
  readonly source?: Source
}
/** What the workload cost before, as a function of what drives it: unit rates (methods §8.2 3a). */
export type UnitRates = {
  readonly kind: 'unit-rates'
  readonly rates: readonly UnitRate[]
  readonly fixed: readonly FixedCost[]
}
/** The same by least squares, once it passed its tests (methods §8.2 3b): C = α + Σ β x. */
export type DriverModel = {
  readonly kind: 'regression'
  readonly cadPerMonth: number
  readonly slopes: readonly { readonly driver: string; readonly cadPerUnitMonth: number }[]
  readonly index: string | null
  readonly source?: Source
}
export type BaselineModel = UnitRates | DriverModel

export type IndexLevel = { readonly now: number; readonly base: number; readonly source?: Source }
/** What was measured in the month. */
export type Conditions = {
  readonly volumes: ReadonlyMap<string, { readonly value: number; readonly source?: Source }>
  readonly indices: ReadonlyMap<string, IndexLevel>
}

/** A logged event that no driver explains: a new module, a new law, an added control, a sister system retired. */
export type NonRoutineAdjustment = {
  readonly id: string
  readonly label: Bilingual
  readonly from: Month
  /** Last month included; null when it lasts. */
  readonly to: Month | null
  /** Adds to what it would have cost when positive. */
  readonly centsPerMonth: CadCents
  readonly proposedBy: string
  readonly approvedBy: string | null
  readonly evidence: string | null
}
export type AdjustmentGap = 'not-approved' | 'approved-by-its-author' | 'no-evidence'

/** Why an adjustment does not count; undefined when it does. Two persons and a piece of evidence, or it is left out. */
export function adjustmentGap(adjustment: NonRoutineAdjustment): AdjustmentGap | undefined {
  if (adjustment.approvedBy === null) return 'not-approved'
  if (adjustment.approvedBy === adjustment.proposedBy) return 'approved-by-its-author'
  return adjustment.evidence === null || adjustment.evidence === '' ? 'no-evidence' : undefined
}

const covers = ({ from, to }: Pick<NonRoutineAdjustment, 'from' | 'to'>, month: Month) =>
  from <= month && (to === null || month <= to)

/** The adjustments that count in a month, in the order given. */
export function adjustmentsOf(
  adjustments: readonly NonRoutineAdjustment[],
  month: Month,
): readonly NonRoutineAdjustment[] {
  return adjustments.filter((one) => covers(one, month) && adjustmentGap(one) === undefined)
}

export type BaselineGap = `no-volume:${string}` | `no-index:${string}`
export type AdjustedBaseline = {
  /** What it would have cost in the month: rates and fixed part at the month's volumes and prices, plus the adjustments. */
  readonly cents: CadCents
  /** The same at the prices of the window: what volume alone explains. */
  readonly unindexedCents: CadCents
  readonly nonRoutineCents: CadCents
}

/**
 * Adjusted baseline of a month, CAD: AB = Σ u_e · q_e(x) · I_e,t / I_e,B + F · I_F,t / I_F,B + NRA (methods §8.2 4; IPMVP option C).
 * Rounded once, on the sum. Unknown when a volume or an index of the month is missing: nothing is carried over from another month.
 */
export function adjustedBaseline(
  model: BaselineModel,
  conditions: Conditions,
  adjustments: readonly NonRoutineAdjustment[],
  month: Month,
): Outcome<AdjustedBaseline, BaselineGap> {
  let [indexed, unindexed] = [0, 0]
  for (const term of termsOf(model)) {
    const amount = term.cad * (term.driver === null ? 1 : (conditions.volumes.get(term.driver)?.value ?? Number.NaN))
    unindexed += amount
    indexed += amount * ratioOf(conditions, term.index)
  }
  const [gap, ...others] = Number.isFinite(indexed) ? [] : baselineGaps(model, conditions)
  if (gap !== undefined) return unknownBecause(gap, ...others)
  let nonRoutine = 0
  for (const one of adjustments)
    if (covers(one, month) && adjustmentGap(one) === undefined) nonRoutine += one.centsPerMonth
  return known({
    cents: cadCents(roundToCents(indexed) + nonRoutine),
    unindexedCents: cadCents(roundToCents(unindexed) + nonRoutine),
    nonRoutineCents: cadCents(nonRoutine),
  })
}

type Term = {
  readonly element: string
  readonly driver: string | null
  readonly cad: number
  readonly index: string | null
  readonly source: Source | undefined
}

/** Terms of a model are the same each month: made once. */
const termsByModel = new WeakMap<BaselineModel, readonly Term[]>()
function termsOf(model: BaselineModel): readonly Term[] {
  const kept = termsByModel.get(model)
  if (kept !== undefined) return kept
  const terms = madeTerms(model)
  termsByModel.set(model, terms)
  return terms
}

function madeTerms(model: BaselineModel): readonly Term[] {
  if (model.kind === 'unit-rates')
    return [
      ...model.rates.map(({ element, driver, cadPerUnitMonth, index, source }) => ({
        element,
        driver,
        cad: cadPerUnitMonth,
        index,
        source,
      })),
      ...model.fixed.map(({ element, cadPerMonth, index, source }) => ({
        element,
        driver: null,
        cad: cadPerMonth,
        index,
        source,
      })),
    ]
  const { index, source } = model
  return [
    ...model.slopes.map(({ driver, cadPerUnitMonth }) => ({
      element: driver,
      driver,
      cad: cadPerUnitMonth,
      index,
      source,
    })),
    { element: 'constant', driver: null, cad: model.cadPerMonth, index, source },
  ]
}

function ratioOf(conditions: Conditions, index: string | null): number {
  if (index === null) return 1
  const level = conditions.indices.get(index)
  return level !== undefined && level.now > 0 && level.base > 0 ? level.now / level.base : Number.NaN
}

function baselineGaps(model: BaselineModel, conditions: Conditions): BaselineGap[] {
  const gaps = new Set<BaselineGap>()
  for (const { driver, index } of termsOf(model)) {
    if (driver !== null && !Number.isFinite(conditions.volumes.get(driver)?.value ?? Number.NaN))
      gaps.add(`no-volume:${driver}`)
    const ratio = ratioOf(conditions, index)
    if (index !== null && !(Number.isFinite(ratio) && ratio > 0)) gaps.add(`no-index:${index}`)
  }
  return [...gaps]
}

/** Where an adjusted baseline comes from, term by term: rate × volume × index, fixed part, adjustments. CAD of the month. */
export function adjustedBaselineDerivation(
  model: BaselineModel,
  conditions: Conditions,
  adjustments: readonly NonRoutineAdjustment[],
  month: Month,
): Derivation {
  const result = adjustedBaseline(model, conditions, adjustments, month)
  const terms = termsOf(model).map((term, at) => termDerivation(term, conditions, `t${at + 1}`))
  const events = adjustmentsOf(adjustments, month).map((one, at) => eventDerivation(one, `a${at + 1}`))
  const measured = terms.length === 0 ? '0' : terms.map(({ name }) => name).join(' + ')
  const added = events.map(({ name }) => ` + ${name}`).join('')
  return {
    name: 'adjustedBaseline',
    label: { fr: `Référence ajustée, ${month}`, en: `Adjusted baseline, ${month}` },
    value: result.kind === 'known' ? result.value.cents / 100 : undefined,
    unit: 'CAD',
    formula: `round((${measured}) * 100) / 100${added}`,
    inputs: [...terms, ...events],
    ...(result.kind === 'unknown' ? { reasons: result.reasons } : {}),
  }
}

function termDerivation(term: Term, conditions: Conditions, name: string): Derivation {
  const volume = term.driver === null ? undefined : conditions.volumes.get(term.driver)
  const level = term.index === null ? undefined : conditions.indices.get(term.index)
  const rate: Derivation = {
    name: 'rate',
    label:
      term.driver === null
        ? { fr: `Part fixe, ${term.element}`, en: `Fixed part, ${term.element}` }
        : { fr: `Coût unitaire, ${term.element}`, en: `Unit cost, ${term.element}` },
    value: term.cad,
    unit: term.driver === null ? 'CAD/month' : `CAD/${term.driver}`,
    inputs: [],
    ...(term.source === undefined ? {} : { source: term.source }),
  }
  const inputs: Derivation[] = [rate]
  if (term.driver !== null)
    inputs.push({
      name: 'volume',
      label: { fr: `Volume du mois, ${term.driver}`, en: `Volume of the month, ${term.driver}` },
      value: volume?.value,
      unit: term.driver,
      inputs: [],
      ...(volume?.source === undefined ? {} : { source: volume.source }),
      ...(volume === undefined ? { reasons: [`no-volume:${term.driver}`] } : {}),
    })
  if (term.index !== null) inputs.push(...indexDerivations(term.index, level))
  const amount = term.cad * (term.driver === null ? 1 : (volume?.value ?? Number.NaN)) * ratioOf(conditions, term.index)
  return {
    name,
    label: rate.label,
    value: Number.isFinite(amount) ? amount : undefined,
    unit: 'CAD',
    formula: `rate${term.driver === null ? '' : ' * volume'}${term.index === null ? '' : ' * indexNow / indexBase'}`,
    inputs,
  }
}

function indexDerivations(index: string, level: IndexLevel | undefined): Derivation[] {
  const at = (name: string, value: number | undefined, label: Bilingual): Derivation => ({
    name,
    label,
    value,
    unit: 'index',
    inputs: [],
    ...(level?.source === undefined ? {} : { source: level.source }),
    ...(value === undefined ? { reasons: [`no-index:${index}`] } : {}),
  })
  return [
    at('indexNow', level?.now, { fr: `Indice ${index}, ce mois`, en: `Index ${index}, this month` }),
    at('indexBase', level?.base, {
      fr: `Indice ${index}, période de référence`,
      en: `Index ${index}, baseline window`,
    }),
  ]
}

function eventDerivation(adjustment: NonRoutineAdjustment, name: string): Derivation {
  return {
    name,
    label: adjustment.label,
    value: adjustment.centsPerMonth / 100,
    unit: 'CAD',
    inputs: [],
    source: {
      kind: 'statement',
      by: adjustment.approvedBy ?? adjustment.proposedBy,
      at: adjustment.from,
      reference: adjustment.evidence ?? adjustment.id,
    },
  }
}
