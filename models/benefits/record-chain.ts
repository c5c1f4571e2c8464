import type { RegisterRecord } from './register.schemas.ts'

/** What stands before the first record of a subject. */
export const firstRecord = '0'.repeat(64)

/** What the digest of a record is taken over: everything it says, and the digest before. */
export type RecordSaid = Omit<RegisterRecord, 'digest'>

/** A record as kept, with the end of the interval in which it was believed. */
export type KeptRecord = RegisterRecord & { readonly recordedTo: string | null }

export type ChainBreak = { readonly record: string; readonly fault: 'digest' | 'link' | 'version' | 'closing' }

/**
 * Where the records of one subject stop being a chain; undefined when they hold. `digest` is the one that wrote them. Records are followed
 * by their links, whatever order they are read in; each version of a record is the next number, and the only one of its validity to be open.
 */
export function chainBreak(
  records: readonly KeptRecord[],
  digest: (said: RecordSaid) => string,
): ChainBreak | undefined {
  const after = new Map(records.map((one) => [one.previousDigest, one]))
  const versions = new Map<string, KeptRecord[]>()
  let previous = firstRecord
  for (let count = 0; count < records.length; count += 1) {
    const one = after.get(previous)
    if (one === undefined)
      return { record: records.find((r) => r.previousDigest !== firstRecord)?.id ?? '', fault: 'link' }
    const { digest: kept, recordedTo: _closing, ...said } = one
    if (digest(said) !== kept) return { record: one.id, fault: 'digest' }
    const own = versions.get(`${one.kind} ${one.key}`) ?? []
    if (one.version !== own.length + 1) return { record: one.id, fault: 'version' }
    versions.set(`${one.kind} ${one.key}`, [...own, one])
    previous = kept
  }
  for (const own of versions.values())
    for (const [i, one] of own.entries()) {
      const closer = own.slice(i + 1).find((later) => covers(later, one))
      if ((closer?.recordedAt ?? null) !== one.recordedTo) return { record: one.id, fault: 'closing' }
    }
  return undefined
}

type Validity = Pick<RegisterRecord, 'validFrom' | 'validTo'>

/** Whether a later version speaks of every day an earlier one spoke of: the earlier one is no longer believed. */
export function covers(later: Validity, earlier: Validity): boolean {
  const startsBefore = later.validFrom === null || (earlier.validFrom !== null && later.validFrom <= earlier.validFrom)
  const endsAfter = later.validTo === null || (earlier.validTo !== null && later.validTo >= earlier.validTo)
  return startsBefore && endsAfter
}
