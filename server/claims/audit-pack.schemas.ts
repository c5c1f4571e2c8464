import * as v from 'valibot'
import { forms } from '#models/shared/forms.ts'

/** What the parts of an audit pack are: written by the maker, read again by who verifies without the server. */

export const packFormat = 'arpent-audit-pack'
export const packVersion = 2

const digest = v.pipe(v.string(), v.regex(forms.sha256))
const json = v.record(v.string(), v.unknown())

export const manifestSchema = v.strictObject({
  format: v.literal(packFormat),
  version: v.picklist([1, packVersion]),
  madeAt: v.string(),
  madeBy: v.string(),
  asKnown: v.nullable(v.string()),
  scope: v.string(),
  /** Last event of the chain of the installation when the pack was made: to be held against the journal later. */
  chain: v.strictObject({ seq: v.number(), hash: v.string() }),
  entries: v.array(v.strictObject({ name: v.string(), bytes: v.number(), sha256: digest })),
  /** Of everything above. */
  digest,
})
export type Manifest = v.InferOutput<typeof manifestSchema>

export const registerSchema = v.array(v.strictObject({ said: json, digest, recordedTo: v.nullable(v.string()) }))
export type PackedRecord = v.InferOutput<typeof registerSchema>[number]

export const promisesSchema = v.array(
  v.strictObject({ benefit: v.string(), version: v.number(), previousDigest: digest, content: json, digest }),
)
export type PackedPromise = v.InferOutput<typeof promisesSchema>[number]

const amount = v.string()
export const claimsSchema = v.array(
  v.strictObject({
    code: v.string(),
    benefit: v.string(),
    body: v.string(),
    state: v.string(),
    grade: v.string(),
    net: amount,
    accepted: v.nullable(amount),
    supersedes: v.nullable(v.string()),
    supersededAt: v.nullable(v.string()),
    createdBy: v.string(),
    submittedBy: v.nullable(v.string()),
    submittedAt: v.nullable(v.string()),
    content: json,
    checks: v.array(json),
  }),
)
export type PackedClaim = v.InferOutput<typeof claimsSchema>[number]

export const validationsSchema = v.array(v.strictObject({ claim: v.string(), signed: json, digest }))
export type PackedValidation = v.InferOutput<typeof validationsSchema>[number]

export const evidenceSchema = v.array(
  v.strictObject({
    id: v.string(),
    subject: v.string(),
    kind: v.string(),
    sha256: digest,
    bytes: v.nullable(v.number()),
    sensitivity: v.string(),
    retention: v.string(),
    /** Null when it is hidden from who made the pack. */
    title: v.nullable(v.string()),
    statedBy: v.string(),
    recordedAt: v.string(),
    withdrawnAt: v.nullable(v.string()),
    /** A question asked of the product: its text and the lines of its answer, of which the digest is. Null when it is none, or hidden. */
    asked: v.optional(v.nullable(v.strictObject({ query: v.string(), lines: v.array(json) }))),
    /** A sample of rows that finance checked, of which the digest is. */
    sample: v.optional(v.nullable(json)),
    /** The entry that holds it, or why none does. */
    file: v.nullable(v.string()),
    left: v.nullable(v.picklist(['not-a-file', 'hidden', 'too-large', 'lost', 'changed'])),
  }),
)
export type PackedEvidence = v.InferOutput<typeof evidenceSchema>[number]

/** The rows of bills behind each backing: their sum is that of the entry’s lines. */
export const billsSchema = v.array(
  v.strictObject({
    claim: v.string(),
    reference: v.string(),
    period: v.string(),
    file: v.string(),
    rows: v.number(),
    currency: v.nullable(v.string()),
    /** What was allocated to the workload, millionths: the sum of the lines. */
    effectiveMicros: v.number(),
    /** The rules that gave them; null when nothing was given. `given-again`: the bill was replayed after the day the pack is of. */
    ruleSet: v.optional(v.nullable(v.string())),
    allocation: v.optional(v.picklist(['kept', 'given-again'])),
    /** Why its lines are not told. */
    left: v.nullable(v.picklist(['rows-gone'])),
  }),
)
export type PackedBill = v.InferOutput<typeof billsSchema>[number]

/**
 * Our columns of a slice of bills, after those of FOCUS and those that the file added. A row is told whole, as it was billed; the part of
 * it that went to the workload stands beside it.
 */
export const referenceColumn = 'x_ArpentReference'
export const periodColumn = 'x_ArpentPeriod'
export const importColumn = 'x_ArpentImport'
export const lineColumn = 'x_ArpentLine'
export const ruleColumn = 'x_ArpentRule'
export const allocatedBilledColumn = 'x_ArpentAllocatedBilledCost'
export const allocatedColumn = 'x_ArpentAllocatedEffectiveCost'
export const ourColumns: readonly string[] = [
  referenceColumn,
  periodColumn,
  importColumn,
  lineColumn,
  ruleColumn,
  allocatedBilledColumn,
  allocatedColumn,
]
