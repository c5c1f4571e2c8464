import type { Derivation } from '../shared/derivation.ts'
import { accepted, type BoardFacts, currentPromises, isAccepted, isHeadline, knownAt } from './board-content.ts'

type Known = ReturnType<typeof knownAt>
type KnownClaim = Known['claims'][number]
type Part = { readonly text: string; readonly cents: number; readonly by: string; readonly at: string }

/** Names of the figures of the board page that open; a grade opens under `grade-A`. */
export type BoardFigure = 'claimed' | 'validated' | 'cashable' | 'promised' | 'firstPromised' | `grade-${string}`

/**
 * Where the amounts of a board page come from: each is the sum of the claims or of the promises that it counts, as known at its instant. They are
 * those of `boardContent` over the same facts, to the cent.
 */
export function boardDerivations(facts: BoardFacts, at: string): ReadonlyMap<BoardFigure, Derivation> {
  const known = knownAt(facts, at)
  const codeOf = (id: string) => known.benefits.find((one) => one.id === id)?.code ?? ''
  const claimPart = (cents: (claim: KnownClaim) => number) => (claim: KnownClaim) => ({
    text: `${claim.code}, ${codeOf(claim.benefit)}, ${claim.grade}`,
    cents: cents(claim),
    by: claim.code,
    at: claim.submittedAt,
  })
  const promisePart = (one: BoardFacts['promises'][number]): Part => ({
    text: `${codeOf(one.benefit)}, v${one.version}`,
    cents: one.cents ?? 0,
    by: one.by,
    at: one.recordedAt,
  })
  const decided = known.claims.filter(isAccepted)
  const validated = decided.filter(isHeadline)
  const of = (name: BoardFigure, fr: string, en: string, parts: readonly Part[]) =>
    [name, sumOf(name, { fr, en }, parts)] as const
  const grades = [...new Set(decided.map(({ grade }) => grade))].toSorted()
  return new Map<BoardFigure, Derivation>([
    of('claimed', 'Réclamé, net', 'Claimed, net', known.claims.map(claimPart(({ netCents }) => netCents))),
    of('validated', 'Validé, cotes A et B', 'Validated, grades A and B', validated.map(claimPart(accepted))),
    of(
      'cashable',
      'Encaissable',
      'Cashable',
      validated.filter(({ nature }) => nature === 'cashable').map(claimPart(accepted)),
    ),
    of(
      'promised',
      'Promis par an, version en vigueur',
      'Promised a year, version in force',
      currentPromises(known).map(promisePart),
    ),
    of(
      'firstPromised',
      'Promis par an, version 1',
      'Promised a year, version 1',
      known.promises.filter(({ version }) => version === 1).map(promisePart),
    ),
    ...grades.map((grade) =>
      of(
        `grade-${grade}`,
        `Accepté, cote ${grade}`,
        `Accepted, grade ${grade}`,
        decided.filter((claim) => claim.grade === grade).map(claimPart(accepted)),
      ),
    ),
  ])
}

function sumOf(name: string, label: Derivation['label'], parts: readonly Part[]): Derivation {
  const inputs = parts.map(({ text, cents, by, at }, i): Derivation => ({
    name: `part_${i + 1}`,
    label: { fr: text, en: text },
    value: cents / 100,
    unit: 'CAD',
    inputs: [],
    source: { kind: 'statement', by, at, reference: text },
  }))
  return {
    name: name.replace('-', '_'),
    label,
    value: parts.reduce((sum, { cents }) => sum + cents, 0) / 100,
    unit: 'CAD',
    formula: inputs.length === 0 ? '0' : inputs.map((one) => one.name).join(' + '),
    inputs,
  }
}
