import {
  type Assumption,
  type AssumptionOverride,
  type AssumptionSet,
  type OverrideSet,
  withOverrides,
} from '../assumptions/assumption-set.ts'
import { switchingValue, tornado } from '../finance/sensitivity.ts'
import { sameInBoth } from '../shared/bilingual.ts'
import { mapKnown, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { variantIds } from './case.schemas.ts'
import type { Flip, SwitchboardColumn, SwitchEffect, TornadoBar } from './case.schemas.ts'
import { likelyFlows, type PreparedCase } from './case-flows.ts'

const house = { id: 'case', version: '1', owner: 'Arpent' }

/** A value tried, that nobody states. */
function unsaid(name: string, value: number): AssumptionOverride {
  return { name, value, asPublished: sameInBoth(''), reference: sameInBoth(''), status: '' }
}

/** The set with one value moved, its range gone. */
function withValue(set: AssumptionSet, name: string, value: number): AssumptionSet {
  return withOverrides(set, house, [unsaid(name, value)])
}

const bars = 15

/** The assumptions that move a variant's net present value the most, one at a time, with the value at which it is zero. */
export function caseTornado(prepared: PreparedCase, variant: number): readonly TornadoBar[] {
  const { set } = prepared.inputs
  const moving = set.assumptions.filter(({ low, high }) => low < high)
  const npvWith = (name: string, value: number) => likelyFlows(prepared, variant, withValue(set, name, value)).npv
  const found = tornado(moving, npvWith)
  if (found.kind === 'unknown') return []
  return found.value
    .filter(({ width }) => width > 0.005)
    .slice(0, bars)
    .flatMap(({ name, atLow, atHigh }) => {
      const assumption = moving.find((one) => one.name === name)
      if (assumption === undefined) return []
      const { label, unit, low, likely, high } = assumption
      const crossing = switching(assumption, (value) => npvWith(name, value))
      return [{ name, label, unit, low, likely, high, npvAtLow: atLow, npvAtHigh: atHigh, switchingValue: crossing }]
    })
}

/** Looks three times as far as the range on each side, and never below zero where the range is not. */
function switching({ low, likely, high }: Assumption, npvAt: (value: number) => number): Outcome<number, string> {
  const below = likely - 3 * (likely - low)
  const range = { low: low >= 0 ? Math.max(0, below) : below, likely, high: likely + 3 * (high - likely) }
  // Far from zero at both ends and at the likely value, all of one sign: not worth the close look.
  const signs = new Set([range.low, likely, range.high].map((value) => npvAt(value) < 0))
  if (signs.size === 1) return unknownBecause('none-in-range')
  return mapKnown(switchingValue(range, npvAt), ({ value }) => value)
}

/**
 * `stay`, or the variant of highest net present value when it is above zero, among those that no rule forbids: a variant that places a
 * workload where it may not be shows what the rule costs, and is never what is decided.
 */
export function decisionOf({ rows }: Pick<PreparedCase, 'rows'>, npv: readonly number[]): string {
  const isOpen = (v: number) => rows.every(({ places }) => places[v]?.isForbidden !== true)
  const best = npv.reduce<number | undefined>(
    (at, value, v) => (value > (at === undefined ? 0 : (npv[at] ?? 0)) && isOpen(v) ? v : at),
    undefined,
  )
  return best === undefined ? 'stay' : (variantIds[best] ?? 'stay')
}

export function npvUnder(prepared: PreparedCase, set: AssumptionSet): readonly number[] {
  return prepared.variants.map((_, variant) => likelyFlows(prepared, variant, set).npv)
}

/** A case under somebody else's defaults: all of them at once, each alone, and the fewest that change the decision. */
export function switchboardColumn(prepared: PreparedCase, theirs: OverrideSet): SwitchboardColumn {
  const { set } = prepared.inputs
  const ours = npvUnder(prepared, set)
  const under = (overrides: readonly AssumptionOverride[]) => npvUnder(prepared, withOverrides(set, theirs, overrides))
  const effects = theirs.overrides.map((override): SwitchEffect => {
    const assumption = set.assumptions.find((one) => one.name === override.name)
    if (assumption === undefined) throw new RangeError(`assumption ${override.name} is not in set ${set.id}`)
    const npv = under([override])
    return {
      name: override.name,
      label: assumption.label,
      unit: assumption.unit,
      ours: assumption.likely,
      theirs: override.value,
      asPublished: override.asPublished,
      reference: override.reference,
      status: override.status,
      npvEffect: npv.map((value, i) => value - (ours[i] ?? 0)),
      isFlip: decisionOf(prepared, npv) !== decisionOf(prepared, ours),
    }
  })
  const npv = under(theirs.overrides)
  return {
    id: theirs.id,
    label: theirs.label,
    owner: theirs.owner,
    version: theirs.version,
    npv,
    decision: decisionOf(prepared, npv),
    effects,
    notMapped: theirs.notMapped,
    flip: smallestFlip({
      names: theirs.overrides.map(({ name }) => name),
      decided: decisionOf(prepared, ours),
      decisionWith: (names) => decisionOf(prepared, under(theirs.overrides.filter(({ name }) => names.includes(name)))),
      reach: effects.map(({ npvEffect }) => Math.max(...npvEffect.map(Math.abs))),
    }),
  }
}

/** The fewest of our own assumptions that change the decision when each is taken at the end that hurts the variant decided (or helps, when it is to stay). */
export function ownFlip(prepared: PreparedCase): Flip {
  const { set } = prepared.inputs
  const ours = npvUnder(prepared, set)
  const decided = decisionOf(prepared, ours)
  const watched = Math.max(
    0,
    variantIds.findIndex((id) => id === decided),
  )
  const sign = decided === 'stay' ? 1 : -1
  const moving = set.assumptions.filter(({ low, high }) => low < high)
  const worse = moving.map((assumption) => {
    const ends = [assumption.low, assumption.high].map((value) => {
      const npv = npvUnder(prepared, withValue(set, assumption.name, value))[watched] ?? 0
      return { value, change: sign * (npv - (ours[watched] ?? 0)) }
    })
    const [low, high] = ends
    const end = (low?.change ?? 0) > (high?.change ?? 0) ? low : high
    return { name: assumption.name, value: end?.value ?? assumption.likely, change: end?.change ?? 0 }
  })
  const candidates = worse
    .filter(({ change }) => change > 0.005)
    .toSorted((a, b) => b.change - a.change)
    .slice(0, 14)
  const override = (name: string): AssumptionOverride[] => {
    const one = candidates.find((candidate) => candidate.name === name)
    return one === undefined ? [] : [unsaid(name, one.value)]
  }
  return smallestFlip({
    names: candidates.map(({ name }) => name),
    decided,
    decisionWith: (names) =>
      decisionOf(prepared, npvUnder(prepared, withOverrides(set, house, names.flatMap(override)))),
    reach: candidates.map(({ change }) => change),
  })
}

type FlipSearch = {
  readonly names: readonly string[]
  readonly decided: string
  readonly decisionWith: (names: readonly string[]) => string
  /** How far each moves the net present value alone: what is tried first. */
  readonly reach: readonly number[]
}

const provenUpTo = 3

/**
 * The fewest names that change the decision together. Sets of one, two and three are all tried, furthest reach first, so that a set found there
 * is the smallest; past three, names are added by reach until the decision changes, then each that is not needed is taken out: a small set,
 * not proved the smallest.
 */
export function smallestFlip({ names, decided, decisionWith, reach }: FlipSearch): Flip {
  const order = names.map((_, i) => i).toSorted((a, b) => (reach[b] ?? 0) - (reach[a] ?? 0))
  const ranked = order.flatMap((i) => names[i] ?? [])
  for (let size = 1; size <= Math.min(provenUpTo, ranked.length); size += 1) {
    for (const set of combinations(ranked, size)) {
      const decision = decisionWith(set)
      if (decision !== decided) return { kind: 'found', names: set, decision, isSmallest: true }
    }
  }
  let taken: readonly string[] = []
  for (const name of ranked) {
    taken = [...taken, name]
    if (decisionWith(taken) !== decided) break
  }
  if (decisionWith(taken) === decided) return { kind: 'none' }
  for (const name of taken.toReversed()) {
    const without = taken.filter((one) => one !== name)
    if (decisionWith(without) !== decided) taken = without
  }
  return { kind: 'found', names: taken, decision: decisionWith(taken), isSmallest: taken.length <= provenUpTo + 1 }
}

/** Every set of so many names, in the order of the names. */
function* combinations(names: readonly string[], size: number): Generator<readonly string[]> {
  if (size === 0) {
    yield []
    return
  }
  for (const [i, name] of names.entries())
    for (const rest of combinations(names.slice(i + 1), size - 1)) yield [name, ...rest]
}
