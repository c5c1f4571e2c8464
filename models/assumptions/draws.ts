import { triangular } from '../finance/triangular.ts'
import { randomStream } from '../shared/random.ts'
import { type Assumption, type AssumptionSet, assumptionOf } from './assumption-set.ts'

const sharedDraws = new WeakMap<AssumptionSet, Map<string, Float64Array>>()
let lastWorkload:
  | { readonly set: AssumptionSet; readonly workload: string; readonly draws: Map<string, Float64Array> }
  | undefined

/**
 * The draws of an assumption, one value for each draw of the set, in the assumption's unit. Seeded by the assumption's name and, where it
 * is drawn for each workload, by the workload: the same for every option, book and term, so that what moves two options alike does not
 * widen their difference (common random numbers). A changed range moves the values, not the uniforms under them.
 */
export function drawsOf(set: AssumptionSet, name: string, workload: string): Float64Array {
  const assumption = assumptionOf(set, name)
  const kept = assumption.scope === 'shared' ? sharedOf(set) : workloadOf(set, workload)
  const known = kept.get(name)
  if (known !== undefined) return known
  const drawn = rangeDraws(assumption, set.draws, seedOf(assumption, workload))
  kept.set(name, drawn)
  return drawn
}

/** The text that seeds an assumption's draws. */
export function seedOf(assumption: Pick<Assumption, 'name' | 'scope'>, workload: string): string {
  return assumption.scope === 'shared' ? assumption.name : `${workload}|${assumption.name}`
}

/** `draws` values of a range from a seed: the same on every machine. */
export function rangeDraws(
  range: Pick<Assumption, 'low' | 'likely' | 'high'>,
  draws: number,
  seed: string,
): Float64Array {
  const random = randomStream(seed)
  const values = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw += 1) values[draw] = triangular(random(), range)
  return values
}

function sharedOf(set: AssumptionSet): Map<string, Float64Array> {
  const kept = sharedDraws.get(set) ?? new Map<string, Float64Array>()
  sharedDraws.set(set, kept)
  return kept
}

/** Options of one workload follow one another: only the last workload's draws are kept. */
function workloadOf(set: AssumptionSet, workload: string): Map<string, Float64Array> {
  if (lastWorkload?.set !== set || lastWorkload.workload !== workload)
    lastWorkload = { set, workload, draws: new Map() }
  return lastWorkload.draws
}
