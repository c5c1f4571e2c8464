import type { PlannedBenefit } from '../cost/agreed.ts'
import type { Derivation } from '../shared/derivation.ts'

/** What a promise says, in the form its digest is taken over. */
export type PromiseContent = {
  readonly benefit: string
  readonly version: number
  readonly workload: string
  readonly decision: string
  readonly currentCostCents: number
  readonly plannedCostCents: number
  readonly promisedCents: number
  readonly p10Cents: number
  readonly p90Cents: number
  /** Day from which it counts, open-ended until a later version closes it. */
  readonly validFrom: string
  /**
   * First month of its trajectory as it stood when it was frozen, and the wave it was read from: null when the workload had none and the day
   * it counts was taken. Frozen before this was kept: absent, and the day it counts says it.
   */
  readonly start?: { readonly month: string; readonly wave: string | null }
  readonly recordedAt: string
  readonly frozenBy: string
  readonly reason: string
  readonly currentCostFigure: string
  readonly plannedCostFigure: string
  /** Digest of the version before; 64 zeros for the first. */
  readonly previousDigest: string
}

/** What stands before a first promise. */
export const firstPromise = '0'.repeat(64)

/** What links a promise to the one before, whatever it promises. */
export type ChainedPromise = Pick<PromiseContent, 'benefit' | 'version' | 'previousDigest'>

/** A promise as kept: what it says, and the digest taken over that. */
export type KeptPromise = { readonly content: PromiseContent; readonly digest: string }

/** What a new promise of a benefit is frozen from. */
export type PromiseGrounds = Omit<PromiseContent, 'version' | 'previousDigest' | keyof PlannedBenefit> & {
  readonly plan: PlannedBenefit
}

/**
 * The next version of a benefit's promise: version 1 on 64 zeros, then each on the digest of the one before. A later version never
 * replaces the first; it says what is promised from its own day on.
 */
export function nextPromise(
  grounds: PromiseGrounds,
  previous: { readonly content: Pick<PromiseContent, 'version'>; readonly digest: string } | undefined,
): PromiseContent {
  const { plan, ...said } = grounds
  const { currentCostCents, plannedCostCents, promisedCents, p10Cents, p90Cents } = plan
  return {
    ...said,
    currentCostCents,
    plannedCostCents,
    promisedCents,
    p10Cents,
    p90Cents,
    version: (previous?.content.version ?? 0) + 1,
    previousDigest: previous?.digest ?? firstPromise,
  }
}

/**
 * First version at which the promises of one benefit stop being a chain, in order of version; null when it holds. Each digest must be that
 * of its content, each link the digest before, versions 1, 2, 3… `digest` is the one that froze them (SHA-256 of canonical JSON).
 */
export function promiseBreak<C extends ChainedPromise>(
  promises: readonly { readonly content: C; readonly digest: string }[],
  digest: (content: C) => string,
): number | null {
  const broken = promises.findIndex(
    ({ content, digest: kept }, i) =>
      digest(content) !== kept ||
      content.version !== i + 1 ||
      content.previousDigest !== (promises[i - 1]?.digest ?? firstPromise) ||
      content.benefit !== promises[0]?.content.benefit,
  )
  return broken === -1 ? null : broken + 1
}

/** Where a promised amount comes from: today's cost less the planned one, both in dollars a year. */
export function promiseDerivation(
  planned: PlannedBenefit,
  inputs: { readonly current: Derivation; readonly plan: Derivation },
): Derivation {
  return {
    name: 'promised',
    label: { fr: 'Bénéfice promis par an', en: 'Benefit promised a year' },
    value: planned.promisedCents / 100,
    unit: 'CAD/year',
    formula: 'round((currentCost - plannedCost) * 100) / 100',
    inputs: [
      { ...inputs.current, name: 'currentCost', value: planned.currentCostCents / 100 },
      {
        name: 'plannedCost',
        label: { fr: 'Coût prévu (P50, arrondi au cent)', en: 'Planned cost (P50, rounded to the cent)' },
        value: planned.plannedCostCents / 100,
        unit: 'CAD/year',
        formula: 'round(p50 * 100) / 100',
        inputs: [{ ...inputs.plan, name: 'p50' }],
      },
    ],
  }
}

/** Terms of one sum: beyond, terms are summed by groups, so that every formula stays readable by people and by the formula reader. */
const mostTerms = 100

/**
 * A total promised as the sum of its promises, CAD a year, groups of at most a hundred deep as needed; 0 when there is none. Values are
 * whole cents, so that the sum is exact to the cent.
 */
export function promisedTotal(promises: readonly Derivation[]): Derivation {
  if (promises.length > mostTerms) {
    const groups = Array.from({ length: Math.ceil(promises.length / mostTerms) }, (_, i) => {
      const part = promises.slice(i * mostTerms, (i + 1) * mostTerms)
      const [from, to] = [i * mostTerms + 1, i * mostTerms + part.length]
      return { ...promisedTotal(part), label: { fr: `Lignes ${from} à ${to}`, en: `Lines ${from} to ${to}` } }
    })
    return promisedTotal(groups)
  }
  const inputs = promises.map((promise, i) => ({ ...promise, name: `b${i + 1}` }))
  return {
    name: 'promised',
    label: { fr: 'Total promis par an', en: 'Total promised a year' },
    value: inputs.reduce((sum, input) => sum + Math.round(Number(input.value) * 100), 0) / 100,
    unit: 'CAD/year',
    formula: inputs.length === 0 ? '0' : inputs.map((input) => input.name).join(' + '),
    inputs,
  }
}
