import { open, readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import Papa from 'papaparse'
import * as v from 'valibot'
import { atScale, decimalOf } from '#models/bills/decimals.ts'
import { hundredths, netHundredths } from '#models/claims/claim-amounts.ts'
import { claimContentSchema } from '#models/claims/claim.schemas.ts'
import type { Json } from '#models/shared/canonical-json.ts'
import { eventHash } from '#server/audit/audit-chain.ts'
import { auditEventSchema } from '#server/audit/audit.usecases.ts'
import { asJson, digestOf, sha256 } from '#server/shared/digest.ts'
import {
  allocatedColumn,
  importColumn,
  lineColumn,
  periodColumn,
  referenceColumn,
  billsSchema,
  claimsSchema,
  evidenceSchema,
  manifestSchema,
  type Manifest,
  promisesSchema,
  registerSchema,
  validationsSchema,
} from './audit-pack.schemas.ts'

export type PackVerdict = {
  readonly events: number
  readonly valid: boolean
  /** The first thing that no longer holds: an entry, and what is wrong with it. */
  readonly firstBreak: string | null
  /** Of the file as it is: the journal of the installation says the one that it made (`audit-pack.made`). */
  readonly sha256: string
  readonly checked: {
    readonly entries: number
    readonly records: number
    readonly promises: number
    readonly claims: number
    readonly validations: number
    readonly evidence: number
    readonly billRows: number
  }
}

/** Whether a file begins as a ZIP does; a file that cannot be opened does not. */
export async function beginsAsZip(file: string): Promise<boolean> {
  try {
    const handle = await open(file)
    try {
      const { buffer } = await handle.read(new Uint8Array(2), 0, 2, 0)
      return buffer[0] === 0x50 && buffer[1] === 0x4b
    } finally {
      await handle.close()
    }
  } catch {
    return false // what reads it next says why
  }
}

class Broken extends Error {}
function ensure(holds: boolean, place: string): asserts holds {
  if (!holds) throw new Broken(place)
}

const start = '0'.repeat(64)

/** Verifies an audit pack from its bytes alone: every digest, every chain, every sum. Stops at the first thing that does not hold. */
export async function packFileVerified(file: string): Promise<PackVerdict> {
  return packVerified(await readFile(file))
}

export function packVerified(bytes: Uint8Array): PackVerdict {
  const checked = { entries: 0, records: 0, promises: 0, claims: 0, validations: 0, evidence: 0, billRows: 0 }
  let events = 0
  try {
    const entries = unzipped(bytes)
    verifyManifest(entries, checked)
    verifyRegister(entries, checked)
    verifyPromises(entries, checked)
    verifyClaims(entries, checked)
    verifyEvidence(entries, checked)
    verifyBills(entries, checked)
    events = verifyEvents(entries)
    return { events, valid: true, firstBreak: null, sha256: sha256(bytes), checked }
  } catch (error) {
    if (error instanceof Broken)
      return { events, valid: false, firstBreak: error.message, sha256: sha256(bytes), checked }
    throw error
  }
}

type Entries = Readonly<Record<string, Uint8Array>>
type Checked = { -readonly [K in keyof PackVerdict['checked']]: number }

function unzipped(bytes: Uint8Array): Entries {
  try {
    return unzipSync(bytes)
  } catch {
    throw new Broken('zip')
  }
}

/** One entry, as its schema says; anything else is a break of that entry. */
function read<S extends v.GenericSchema>(entries: Entries, name: string, schema: S): v.InferOutput<S> {
  const bytes = entries[name]
  ensure(bytes !== undefined, `${name}: missing`)
  try {
    return v.parse(schema, JSON.parse(strFromU8(bytes)))
  } catch {
    throw new Broken(`${name}: unreadable`)
  }
}

function verifyManifest(entries: Entries, checked: Checked): void {
  const manifest: Manifest = read(entries, 'manifest.json', manifestSchema)
  const { digest, ...said } = manifest
  ensure(digestOf(asJson(said)) === digest, 'manifest.json: digest')
  const names = new Set(manifest.entries.map((one) => one.name))
  const extra = Object.keys(entries).find((name) => name !== 'manifest.json' && !names.has(name))
  ensure(extra === undefined, `${extra ?? ''}: not in the manifest`)
  for (const one of manifest.entries) {
    const bytes = entries[one.name]
    ensure(bytes !== undefined, `${one.name}: missing`)
    ensure(bytes.length === one.bytes && sha256(bytes) === one.sha256, `${one.name}: digest`)
    checked.entries += 1
  }
}

const text = (said: Readonly<Record<string, unknown>>, name: string) => {
  const value = said[name]
  return typeof value === 'string' ? value : ''
}

/** Records of each subject, followed by their links: none is missing in the middle, none says something else. */
function verifyRegister(entries: Entries, checked: Checked): void {
  const records = read(entries, 'register.json', registerSchema)
  for (const [subject, of] of Map.groupBy(records, (one) => text(one.said, 'subject'))) {
    const after = new Map(of.map((one) => [text(one.said, 'previousDigest'), one]))
    let previous = start
    for (const _ of of) {
      const one = after.get(previous)
      ensure(one !== undefined, `register.json: ${subject}: chain`)
      ensure(digestOf(asJson(one.said)) === one.digest, `register.json: ${subject}: digest`)
      previous = one.digest
      checked.records += 1
    }
  }
}

function verifyPromises(entries: Entries, checked: Checked): void {
  const promises = read(entries, 'promises.json', promisesSchema)
  for (const [benefit, of] of Map.groupBy(promises, (one) => one.benefit)) {
    let previous = start
    for (const [i, one] of of.toSorted((a, b) => a.version - b.version).entries()) {
      const place = `promises.json: ${benefit} version ${one.version}`
      ensure(one.version === i + 1 && one.previousDigest === previous, `${place}: chain`)
      ensure(text(one.content, 'previousDigest') === previous, `${place}: chain`)
      ensure(digestOf(asJson(one.content)) === one.digest, `${place}: digest`)
      previous = one.digest
      checked.promises += 1
    }
  }
}

/** Each claim adds up and says what was signed; each signature has its digest and stands on the one before. */
function verifyClaims(entries: Entries, checked: Checked): void {
  const claims = read(entries, 'claims.json', claimsSchema)
  const signatures = read(entries, 'validations.json', validationsSchema)
  const bySubject = Map.groupBy(signatures, (one) => one.claim)
  for (const claim of claims) {
    const place = `claims.json: ${claim.code}`
    const content = v.safeParse(claimContentSchema, claim.content)
    ensure(content.success, `${place}: content`)
    const said = content.output
    const net = netHundredths(said)
    ensure(hundredths(claim.net) === net, `${place}: net`)
    const backed = said.backing.reduce((sum, one) => sum + hundredths(one.amount), 0)
    if (claim.accepted !== null) {
      ensure(said.backing.length === 0 || backed === hundredths(said.gross), `${place}: backing`)
      ensure(Math.abs(hundredths(claim.accepted)) <= Math.abs(net), `${place}: accepted`)
    }
    let previous = start
    for (const { signed, digest } of bySubject.get(claim.code) ?? []) {
      const at = `validations.json: ${claim.code}`
      ensure(digestOf(asJson(signed)) === digest, `${at}: digest`)
      ensure(text(signed, 'previousDigest') === previous && signed['claim'] === claim.code, `${at}: chain`)
      previous = digest
      checked.validations += 1
    }
    const last = bySubject.get(claim.code)?.at(-1)?.signed
    if (last === undefined) ensure(claim.accepted === null && claim.state === 'submitted', `${place}: not signed`)
    else ensure(isAsSigned(claim, last), `${place}: not as signed`)
    checked.claims += 1
  }
  const codes = new Set(claims.map((one) => one.code))
  const stray = signatures.find((one) => !codes.has(one.claim))
  ensure(stray === undefined, `validations.json: ${stray?.claim ?? ''}: without its claim`)
}

function isAsSigned(
  claim: v.InferOutput<typeof claimsSchema>[number],
  signed: Readonly<Record<string, unknown>>,
): boolean {
  const same = (a: unknown, b: unknown) => digestOf(asJson({ is: a })) === digestOf(asJson({ is: b }))
  return (
    same(claim.content, signed['content']) &&
    claim.state === signed['decision'] &&
    claim.accepted === signed['accepted'] &&
    claim.net === signed['net'] &&
    claim.grade === signed['grade'] &&
    claim.benefit === signed['benefit'] &&
    claim.body === signed['body']
  )
}

function verifyEvidence(entries: Entries, checked: Checked): void {
  const listed = new Set<string>()
  for (const one of read(entries, 'evidence.json', evidenceSchema)) {
    checked.evidence += 1
    const answer = one.asked?.lines ?? one.sample ?? undefined
    ensure(answer === undefined || digestOf(asJson(answer)) === one.sha256, `evidence.json: ${one.id}: answer`)
    if (one.file === null) continue
    listed.add(one.file)
    const bytes = entries[one.file]
    ensure(bytes !== undefined, `${one.file}: missing`)
    ensure(sha256(bytes) === one.sha256, `${one.file}: digest`)
  }
  const stray = Object.keys(entries).find((name) => name.startsWith('evidence/') && !listed.has(name))
  ensure(stray === undefined, `${stray ?? ''}: not in the list of evidence`)
}

/** Millionths of a decimal text, rounded half away from zero. */
function micros(decimal: string): bigint {
  const read = decimalOf(decimal)
  ensure(read.kind === 'known', 'bills: amount')
  return atScale(read.value, 6)
}
const size = (amount: bigint) => (amount < 0n ? -amount : amount)

/**
 * The parts allocated of the lines of each month make the total said of it, no line gives more than it cost, and none is of anything else.
 */
function verifyBills(entries: Entries, checked: Checked): void {
  const claims = read(entries, 'claims.json', claimsSchema)
  const bills = read(entries, 'bills.json', billsSchema)
  for (const [file, of] of Map.groupBy(bills, (one) => one.file)) {
    const found = of.some((one) => one.rows > 0) ? linesOf(entries, file) : new Map<string, Sum>()
    for (const one of of) {
      const key = `${one.reference} ${one.period}`
      const sum = found.get(key) ?? { rows: 0, micros: 0n }
      found.delete(key)
      const isWhole = one.left === 'rows-gone' || sum.micros === BigInt(one.effectiveMicros)
      ensure(sum.rows === one.rows && isWhole, `${file}: sum of ${key}`)
      checked.billRows += one.rows
    }
    ensure(found.size === 0, `${file}: lines of nothing claimed`)
  }
  for (const claim of claims) {
    const said = v.parse(claimContentSchema, claim.content)
    const backed = said.backing.filter((one) => one.kind === 'bill').length
    ensure(bills.filter((one) => one.claim === claim.code).length === backed, `bills.json: ${claim.code}`)
  }
}

type Sum = { rows: number; micros: bigint }
function linesOf(entries: Entries, file: string): Map<string, Sum> {
  const bytes = entries[file]
  ensure(bytes !== undefined, `${file}: missing`)
  const { data } = Papa.parse<Readonly<Record<string, string>>>(strFromU8(bytes).replace(/^\ufeff/, ''), {
    header: true,
    skipEmptyLines: true,
  })
  const sums = new Map<string, Sum>()
  const given = new Map<string, { left: bigint; times: bigint }>()
  for (const line of data) {
    const key = `${line[referenceColumn] ?? ''} ${line[periodColumn] ?? ''}`
    const sum = sums.get(key) ?? { rows: 0, micros: 0n }
    const allocated = micros(line[allocatedColumn] ?? '')
    sums.set(key, { rows: sum.rows + 1, micros: sum.micros + allocated })
    const place = `${line[importColumn] ?? ''} ${line[lineColumn] ?? ''}`
    const one = given.get(place) ?? { left: size(micros(line['EffectiveCost'] ?? '')), times: 0n }
    const next = { left: one.left - size(allocated), times: one.times + 1n }
    ensure(next.left >= -next.times, `${file}: more than line ${line[lineColumn] ?? ''} cost`)
    given.set(place, next)
  }
  return sums
}

/** Each event has the hash of what it says, in order; between them stand events of other things, which the journal itself proves. */
function verifyEvents(entries: Entries): number {
  const bytes = entries['audit-events.jsonl']
  ensure(bytes !== undefined, 'audit-events.jsonl: missing')
  let [count, last, lastHash] = [0, 0, start]
  for (const line of strFromU8(bytes).split('\n')) {
    if (line === '') continue
    const event = v.safeParse(auditEventSchema, jsonOf(line))
    ensure(event.success, 'audit-events.jsonl: unreadable')
    const { seq, prev_hash, hash } = event.output
    const follows = seq !== last + 1 || prev_hash === lastHash
    ensure(seq > last && follows && eventHash(event.output) === hash, `audit-events.jsonl: ${seq}`)
    count += 1
    last = seq
    lastHash = hash
  }
  return count
}

function jsonOf(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json // what JSON.parse returns is Json by construction
  } catch {
    return undefined
  }
}
