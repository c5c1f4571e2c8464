import { plannedDollars } from '../benefits/curve.ts'
import type { RegisterBenefit, Said } from '../benefits/register-state.ts'
import {
  type Adjustment,
  type Baseline,
  type Measure,
  monthsOf,
  type Observation,
  type Trajectory,
} from '../benefits/register.schemas.ts'
import type { Source } from '../shared/derivation.ts'
import { type CadCents, cadCents, roundToCents } from '../shared/money.ts'
import type { BaselineModel, Conditions, IndexLevel, NonRoutineAdjustment, UnitRates } from './adjusted-baseline.ts'
import type { BaselineMonth, TransitionWindow } from './baseline-months.ts'
import { inCents } from './cumulative-rounding.ts'
import { driverRegression, type RegressionRefusal } from './driver-regression.ts'
import type { Fit } from './fit.ts'
import { type Month, monthAfter } from '../shared/month.ts'

/** The measure of a benefit in dollars, which its realised saving is told in; undefined for a benefit of another unit. */
export function dollarMeasure(
  benefit: RegisterBenefit,
): { readonly key: string; readonly measure: Measure } | undefined {
  const outcomes = [...benefit.measures].filter(
    ([, { content }]) => content.role === 'outcome' && ['CAD', 'CAD/year', 'CAD/month'].includes(content.unit),
  )
  const [found] = outcomes.toSorted(([a], [b]) => Number(hasPlan(benefit, b)) - Number(hasPlan(benefit, a)))
  return found === undefined ? undefined : { key: found[0], measure: found[1].content }
}
const hasPlan = (benefit: RegisterBenefit, key: string) => benefit.trajectories.has(key)

export type PlanMonths = ReadonlyMap<Month, CadCents>

/** Saving of the first promise and of the plan in force, by month, whole cents; a dis-benefit is negative. */
export function plansOf(benefit: RegisterBenefit): { readonly first: PlanMonths; readonly current: PlanMonths } {
  const found = dollarMeasure(benefit)
  if (found === undefined) return { first: new Map(), current: new Map() }
  const [first] = benefit.promises.filter(({ measure }) => measure === found.key)
  const last = benefit.promises.filter(({ measure }) => measure === found.key).at(-1)
  const inForce = benefit.trajectories.get(found.key)?.content ?? last?.trajectory
  // A promise made by a decision carries its sign; one that people stated is a size.
  const signOf = (isDecided: boolean) => (isDecided ? 1 : benefit.profile.content.sign)
  return {
    first:
      first === undefined ? new Map() : planned(first.trajectory, found.measure, signOf(first.proposedBy === null)),
    current:
      inForce === undefined
        ? new Map()
        : planned(inForce, found.measure, signOf(last !== undefined && last.proposedBy === null)),
  }
}

function planned(trajectory: Trajectory, measure: Measure, sign: 1 | -1): PlanMonths {
  const months = plannedDollars(trajectory, measure)
  const cents = inCents(months.map(({ mode }) => sign * mode))
  const sums = new Map<Month, CadCents>()
  for (const [at, { month }] of months.entries()) sums.set(month, cadCents((sums.get(month) ?? 0) + (cents[at] ?? 0)))
  return sums
}

export type BaselineOfBenefit = {
  readonly model: BaselineModel
  /** How the model gave back its own window; null when it is not a fitted one. */
  readonly fit: Fit | null
  readonly parameters: number
  readonly supports: 'B' | 'C'
  /** Whether volumes, indices or a fit carry it to the month. */
  readonly isAdjusted: boolean
  /** Why a regression does not stand, when one was asked for. */
  readonly refused: readonly RegressionRefusal[]
  readonly outliers: readonly Month[]
  /** What the old side cost a month in the window, without labour: what goes on until something shows that it ended. */
  readonly legacyCents: CadCents
  /** What the whole perimeter cost a month in the window: what the plan takes its saving from. */
  readonly windowCents: CadCents
  /** Whether it is the cost that a plan was promised on, and not one that was measured and frozen. */
  readonly isPromised: boolean
  /** Whether its terms are cost elements of the ledger; false for one amount that holds them all. */
  readonly hasElements: boolean
}

/** The frozen baseline of a measure as a model; undefined when none is frozen, or when it tells a saving rather than a cost. */
export function baselineOfBenefit(
  benefit: RegisterBenefit,
  transition: TransitionWindow | null,
): BaselineOfBenefit | undefined {
  const found = dollarMeasure(benefit)
  const said = found === undefined ? undefined : benefit.baselines.get(found.key)
  if (found === undefined || said === undefined || said.content.state !== 'frozen') return undefined
  const { model } = said.content
  if (model.kind === 'value') {
    if (found.measure.direction === 'up') return undefined // a saving measured directly: its own zero, no cost to adjust
    return fixedBaseline(model.value / unitsPerMonth(found.measure), sourceOf(said, `${benefit.code} ${found.key}`))
  }
  if (model.kind === 'unit-rates') return unitRatesBaseline(model, sourceOf(said, `${benefit.code} ${found.key}`))
  return regressionBaseline(model, transition)
}

/** How many months a value of the measure covers: twelve for a rate a year. */
const unitsPerMonth = ({ frequency, unit }: Pick<Measure, 'frequency' | 'unit'>) =>
  unit === 'CAD/year' ? 12 : unit === 'CAD/month' ? 1 : (monthsOf[frequency] ?? 1)

const sourceOf = (said: Said<unknown>, reference: string): Source => ({
  kind: 'statement',
  by: said.approvedBy ?? said.statedBy,
  at: said.recordedAt,
  reference: `${reference} v${said.version}, ${said.digest.slice(0, 16)}`,
})

/** A cost that nothing carries to the month: the grade stays at C. */
export function fixedBaseline(cadPerMonth: number, source?: Source): BaselineOfBenefit {
  const fixed = [{ element: 'hosting', cadPerMonth, index: null, ...(source === undefined ? {} : { source }) }]
  return {
    model: { kind: 'unit-rates', rates: [], fixed },
    fit: null,
    parameters: 1,
    supports: 'B',
    isAdjusted: false,
    refused: [],
    outliers: [],
    legacyCents: roundToCents(cadPerMonth),
    windowCents: roundToCents(cadPerMonth),
    isPromised: false,
    hasElements: false,
  }
}

function unitRatesBaseline(
  model: Extract<Baseline['model'], { kind: 'unit-rates' }>,
  source: Source,
): BaselineOfBenefit {
  const rates = model.elements.flatMap(({ driver, element, index, rateCents }) =>
    driver === null
      ? []
      : [{ element, driver, cadPerUnitMonth: rateCents / 100, index: index?.measure ?? null, source }],
  )
  const fixed = model.elements.flatMap(({ driver, element, index, quantity, rateCents }) =>
    driver === null
      ? [{ element, cadPerMonth: (rateCents * quantity) / 100, index: index?.measure ?? null, source }]
      : [],
  )
  const centsOf = (elements: typeof model.elements) =>
    roundToCents(elements.reduce((sum, { quantity, rateCents }) => sum + rateCents * quantity, 0) / 100)
  return {
    model: { kind: 'unit-rates', rates, fixed },
    fit: null,
    parameters: 1,
    supports: 'B',
    isAdjusted: rates.length > 0 || fixed.some(({ index }) => index !== null),
    refused: [],
    outliers: [],
    legacyCents: centsOf(model.elements.filter(({ element }) => element !== 'labour')),
    windowCents: centsOf(model.elements),
    isPromised: false,
    hasElements: true,
  }
}

function regressionBaseline(
  model: Extract<Baseline['model'], { kind: 'regression' }>,
  transition: TransitionWindow | null,
): BaselineOfBenefit {
  const months = model.months.map(({ costCents, drivers, period }): BaselineMonth => ({
    month: period,
    costCad: costCents / 100,
    drivers: Object.fromEntries(model.drivers.map((name, at) => [name, drivers[at]])),
  }))
  const result = driverRegression(
    months,
    model.drivers.map((name) => ({ name, expectedSign: 1 })),
    transition,
  )
  const costs = result.kept.months.map(({ costCad }) => costCad)
  const mean = costs.length === 0 ? 0 : costs.reduce((sum, cost) => sum + cost, 0) / costs.length
  const shared = {
    outliers: result.kept.outliers,
    legacyCents: roundToCents(mean),
    windowCents: roundToCents(mean),
    isAdjusted: true,
    isPromised: false,
    hasElements: false,
  }
  if (result.kind === 'accepted')
    return {
      ...shared,
      model: result.model,
      fit: result.fit,
      parameters: model.drivers.length + 1,
      supports: result.bestGrade,
      refused: [],
    }
  return {
    ...shared,
    model: rateOnFirstDriver(model.drivers[0] ?? '', result.kept.months),
    fit: null,
    parameters: 1,
    supports: 'C',
    refused: result.reasons,
  }
}

/** Unit rate that stands in when a regression does not pass: all the cost of the window over all its first driver. */
function rateOnFirstDriver(driver: string, months: readonly BaselineMonth[]): UnitRates {
  const cost = months.reduce((sum, { costCad }) => sum + costCad, 0)
  const volume = months.reduce((sum, { drivers }) => sum + (drivers[driver] ?? 0), 0)
  if (!(volume > 0))
    return {
      kind: 'unit-rates',
      rates: [],
      fixed: [{ element: 'hosting', cadPerMonth: months.length === 0 ? 0 : cost / months.length, index: null }],
    }
  return {
    kind: 'unit-rates',
    rates: [{ element: 'hosting', driver, cadPerUnitMonth: cost / volume, index: null }],
    fixed: [],
  }
}

/** Volumes and index levels observed, by month; a period of several months holds for each of them. */
export function conditionsOf(benefit: RegisterBenefit): ReadonlyMap<Month, Conditions> {
  const bases = indexBases(benefit)
  const months = new Map<
    Month,
    { volumes: Map<string, { value: number; source: Source }>; indices: Map<string, IndexLevel> }
  >()
  for (const [key, said] of benefit.measures) {
    const { role } = said.content
    if (role === 'outcome') continue
    for (const one of benefit.observations.get(key) ?? []) {
      if (one.content.value.kind !== 'known') continue
      const { value } = one.content.value
      const source = observationSource(benefit.code, key, one)
      for (const month of monthsOfPeriod(one.content.period, said.content)) {
        const at = months.get(month) ?? { volumes: new Map(), indices: new Map() }
        months.set(month, at)
        if (role === 'driver') at.volumes.set(key, { value, source })
        else at.indices.set(key, { now: value, base: bases.get(key) ?? Number.NaN, source })
      }
    }
  }
  return months
}

const observationSource = (code: string, key: string, one: Said<Observation>): Source => ({
  kind: 'statement',
  by: one.statedBy,
  at: one.recordedAt,
  reference: `${code} ${key} ${one.content.period}: ${one.content.source}`,
})

const monthsOfPeriod = (period: Month, measure: Pick<Measure, 'frequency'>): readonly Month[] =>
  Array.from({ length: monthsOf[measure.frequency] ?? 1 }, (_, at) => monthAfter(period, at))

function indexBases(benefit: RegisterBenefit): ReadonlyMap<string, number> {
  const bases = new Map<string, number>()
  for (const { content } of benefit.baselines.values())
    if (content.model.kind === 'unit-rates')
      for (const { index } of content.model.elements) if (index !== null) bases.set(index.measure, index.base)
  return bases
}

/** Adjustments of the measure in dollars, approved or not: those that do not count say why. */
export function adjustmentsOfBenefit(benefit: RegisterBenefit): readonly NonRoutineAdjustment[] {
  const found = dollarMeasure(benefit)
  if (found === undefined) return []
  const perMonth = unitsPerMonth(found.measure)
  return benefit.adjustments
    .filter(({ content }) => content.measure === found.key && ['proposed', 'approved'].includes(content.state))
    .map((said) => adjustmentOf(said, perMonth))
}

function adjustmentOf({ approvedBy, content, key, statedBy }: Said<Adjustment>, months: number): NonRoutineAdjustment {
  return {
    id: key,
    label: { fr: content.description, en: content.description },
    from: content.from,
    to: content.to,
    centsPerMonth: roundToCents(content.effect / months),
    proposedBy: statedBy,
    approvedBy: content.state === 'approved' ? approvedBy : null,
    evidence: content.evidence[0] ?? null,
  }
}

/** Dollars observed by month, for a benefit measured directly; a dis-benefit is negative. Spread evenly over a period of several months. */
export function observedDollars(benefit: RegisterBenefit): ReadonlyMap<Month, CadCents> {
  const found = dollarMeasure(benefit)
  const months = new Map<Month, CadCents>()
  if (found === undefined) return months
  for (const { content } of benefit.observations.get(found.key) ?? []) {
    if (content.value.kind !== 'known') continue
    const period = monthsOfPeriod(content.period, found.measure)
    const total = (content.value.value * period.length) / unitsPerMonth(found.measure)
    const parts = inCents(period.map(() => (benefit.profile.content.sign * total) / period.length))
    for (const [at, month] of period.entries()) months.set(month, parts[at] ?? cadCents(0))
  }
  return months
}
