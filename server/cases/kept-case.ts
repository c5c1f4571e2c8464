import { gunzipSync, gzipSync } from 'node:zlib'
import { type KeptAssumptionSet, keptSet } from '#models/assumptions/assumption-set.ts'
import type { CaseInputs, CaseVariantInput, CaseWorkload } from '#models/cases/case-inputs.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Reference } from '#server/shared/datasets.ts'
import { asJson, sha256 } from '#server/shared/digest.ts'

/** What a case was computed from, beyond the prices and formulas that its reference names by digest. */
type KeptCase = {
  readonly set: KeptAssumptionSet
  readonly baseYear: number
  readonly years: number
  readonly basis: 'nominal' | 'real'
  readonly variants: readonly CaseVariantInput[]
  readonly workloads: readonly CaseWorkload[]
}

/** Packed, with its digest: the same inputs have the same digest on every machine. */
export function packedCase(
  { set, baseYear, years, basis, variants, workloads }: CaseInputs,
  referenceDigest: string,
): { readonly packed: string; readonly digest: string } {
  const kept: KeptCase = { set, baseYear, years, basis, variants, workloads }
  const content = canonicalJson(asJson(kept))
  return { packed: gzipSync(content).toString('base64'), digest: sha256(`${referenceDigest} ${content}`) }
}

/** The inputs of a case as they were, over the reference they rested on. */
export function unpackedCase(packed: string, { book, rate, formulas }: Reference): CaseInputs {
  const kept = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')) as KeptCase // written by packedCase
  return { ...kept, set: keptSet(kept.set), book, rate, formulas }
}
