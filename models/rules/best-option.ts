import type { Verdict } from './verdict.ts'

/** How far a verdict keeps an option from being chosen: what is still to be met before what is not known. */
export const verdictRank: Readonly<Record<Verdict, number>> = {
  allow: 0,
  'allow-with-mitigation': 1,
  require: 2,
  undetermined: 3,
  forbid: 4,
}

/** Whether a placement may be chosen at all: met or still to be met, but neither forbidden nor unknown. */
export function isOpen(verdict: Verdict): boolean {
  return verdictRank[verdict] < 3
}

export type Candidate = { readonly option: string; readonly verdict: Verdict; readonly p50: number | undefined }

/** Best first: by verdict, then by P50 with the unknown last, then by id. */
export function byMerit(a: Candidate, b: Candidate): number {
  const byVerdict = verdictRank[a.verdict] - verdictRank[b.verdict]
  if (byVerdict !== 0) return byVerdict
  const [first, second] = [a.p50 ?? Number.POSITIVE_INFINITY, b.p50 ?? Number.POSITIVE_INFINITY]
  return first === second ? a.option.localeCompare(b.option, 'en') : first - second
}
