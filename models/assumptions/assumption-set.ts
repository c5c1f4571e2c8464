import { type Bilingual, inBoth } from '../shared/bilingual.ts'

export const assumptionGroups = [
  'sizes',
  'prices',
  'network',
  'licences',
  'labour',
  'security',
  'recovery',
  'landingZone',
  'mitigations',
  'site',
  'move',
  'exit',
  'finance',
  'perimeter',
] as const
export type AssumptionGroup = (typeof assumptionGroups)[number]

/** `fixed` has no width: low = likely = high. */
export type Distribution = 'triangular' | 'fixed'

/** A named range with its unit, source, status, author and date. `low ≤ likely ≤ high`. */
export type Assumption = {
  readonly name: string
  readonly label: Bilingual
  readonly group: AssumptionGroup
  readonly low: number
  readonly likely: number
  readonly high: number
  /** As the formula inputs write it: `CAD/(server*year)`, `1` for a ratio. */
  readonly unit: string
  readonly distribution: Distribution
  /** Drawn once for everything, or anew for each workload: what is true of one server is not true of all. */
  readonly scope: 'shared' | 'workload'
  readonly status: string
  readonly author: string
  readonly date: string
  readonly reference: Bilingual
}

/** A version of the assumptions that figures rest on. `draws`: how many draws their ranges run over. */
export type AssumptionSet = {
  readonly id: string
  readonly version: string
  readonly draws: number
  readonly label: Bilingual
  readonly assumptions: readonly Assumption[]
}

/** What somebody else takes where we take something else: a vendor's documented default, or a person's own value. */
export type AssumptionOverride = {
  readonly name: string
  readonly value: number
  /** The range around it; none when the owner gives one number. */
  readonly low?: number
  readonly high?: number
  /** As its owner writes it. */
  readonly asPublished: Bilingual
  readonly reference: Bilingual
  readonly status: string
}

/** Another owner's defaults, laid over ours name by name; what has no counterpart here is listed, what is not published stays empty. */
export type OverrideSet = {
  readonly id: string
  readonly version: string
  readonly label: Bilingual
  readonly owner: string
  readonly overrides: readonly AssumptionOverride[]
  readonly notMapped: readonly Bilingual[]
}

/** Throws RangeError when the set does not have it: sets are checked when they are loaded. */
export function assumptionOf(set: AssumptionSet, name: string): Assumption {
  const found = set.assumptions.find((assumption) => assumption.name === name)
  if (found === undefined) throw new RangeError(`assumption ${name} is not in set ${set.id}`)
  return found
}

/** The set with some names replaced; the others stay ours. Throws RangeError on a name that the set does not have. */
export function withOverrides(
  set: AssumptionSet,
  by: Pick<OverrideSet, 'id' | 'version' | 'owner'>,
  overrides: readonly AssumptionOverride[],
): AssumptionSet {
  for (const { name } of overrides) assumptionOf(set, name)
  const given = new Map(overrides.map((one) => [one.name, one]))
  return {
    ...set,
    id: `${set.id}+${by.id}`,
    version: `${set.version}+${by.version}`,
    assumptions: set.assumptions.map((assumption) => {
      const other = given.get(assumption.name)
      if (other === undefined) return assumption
      return {
        ...assumption,
        low: other.low ?? other.value,
        likely: other.value,
        high: other.high ?? other.value,
        status: other.status,
        author: by.owner,
        reference: sourceOf(other),
      }
    }),
  }
}

function sourceOf({ asPublished, reference }: AssumptionOverride): Bilingual {
  return { fr: `${asPublished.fr} (${reference.fr})`, en: `${asPublished.en} (${reference.en})` }
}

/** A set as it was kept: references were once one text. */
export function keptSet(set: KeptAssumptionSet): AssumptionSet {
  return { ...set, assumptions: set.assumptions.map((one) => ({ ...one, reference: inBoth(one.reference) })) }
}
export type KeptAssumptionSet = Omit<AssumptionSet, 'assumptions'> & {
  readonly assumptions: readonly (Omit<Assumption, 'reference'> & { readonly reference: string | Bilingual })[]
}

/**
 * The set with each range at its mean: (low + likely + high) / 3 of a triangular. A case computed at likely values is too good: what may go
 * wrong reaches further than what may go right, and a sum of many such ranges settles at their means, not at their peaks.
 */
export function centred(set: AssumptionSet): AssumptionSet {
  return {
    ...set,
    assumptions: set.assumptions.map((one) =>
      one.low === one.high ? one : { ...one, likely: (one.low + one.likely + one.high) / 3 },
    ),
  }
}
