import { readFile } from 'node:fs/promises'
import { strToU8, type Zippable, zipSync } from 'fflate'
import type { Backing, ClaimContent } from '#models/claims/claim.schemas.ts'
import type { EvidenceKind } from '#models/claims/evidence.schemas.ts'
import type { Json } from '#models/shared/canonical-json.ts'
import type { Language } from '#models/shared/bilingual.ts'
import type { Reach } from '#server/access/reach.ts'
import { eventsAbout, lastLink } from '#server/audit/audit.usecases.ts'
import type { Database } from '#server/database/database.ts'
import type { ClaimCheckRow, EvidenceRow } from '#server/database/schema.ts'
import { asJson, digestOf, sha256 } from '#server/shared/digest.ts'
import { endOf } from './accepted-claims.usecases.ts'
import { packedBenefits, promisesBehind, recordsBehind } from './audit-pack.repository.ts'
import {
  type Manifest,
  packFormat,
  packVersion,
  type PackedBill,
  type PackedClaim,
  type PackedEvidence,
  type PackedPromise,
  type PackedRecord,
  type PackedValidation,
} from './audit-pack.schemas.ts'
import type { PackAsked } from './audit-pack-asked.ts'
import { packReadme } from './audit-pack-readme.ts'
import { chargesBehindAt } from './charges-behind.ts'
import { checkRounds, contentOf, decimal } from './claim-views.ts'
import { checksOf, claimsIn, type ClaimWithNames, validationsOf } from './claims.repository.ts'
import { unchangedFile } from './evidence-files.ts'
import { evidenceRows } from './evidence.repository.ts'
import { mayRead } from './evidence.usecases.ts'
import { claimsKnownAt } from './known-claims.usecases.ts'

/** Files of evidence beyond this are told by digest and left out, bytes. */
const mostFileBytes = 150 * 1024 * 1024

/**
 * The audit pack: everything behind the claims of a benefit or a body as it was known, each entry with its digest, in a ZIP that verifies
 * without the server. The same knowledge at the same instant gives the same bytes.
 */
export async function auditPack(db: Database, reach: Reach, asked: PackAsked): Promise<Uint8Array<ArrayBuffer>> {
  const until = asked.asKnown === null ? Date.parse(asked.at) : Math.min(endOf(asked.asKnown), Date.parse(asked.at))
  const isKnown = (at: string) => Date.parse(at) <= until
  const benefits = await packedBenefits(reach, db, asked)
  const at = new Date(until).toISOString()
  const claims = (await claimsKnownAt(db, reach, await allClaims(reach, db, benefits), at)).filter(
    (row) => row.submitted_at !== null,
  )
  const told = await Promise.all(claims.map((row) => toldClaim(reach, db, row, isKnown)))
  const subjects = [
    ...new Set([...benefits.map((one) => one.code), ...claims.flatMap((row) => contentOf(row).pool ?? [])]),
  ]
  const records = await packedRecords(reach, db, subjects, isKnown)
  const promises = await packedPromises(reach, db, benefits, isKnown)
  const workloads = [...new Set(claims.flatMap((row) => row.workload_code ?? []))]
  const evidence = await packedEvidence(
    db,
    reach,
    asked,
    [...subjects, ...workloads, ...claims.map((row) => row.code)],
    isKnown,
  )
  const slices = await packedBills(db, reach, asked.filesFolder, told, at)
  const events = await eventsAbout(db, reach, {
    types: ['benefit', 'claim', 'evidence'],
    ids: [...benefits, ...claims, ...evidence.list].map((one) => one.id),
    until: at,
  })
  const entries: Record<string, Uint8Array> = {
    'register.json': jsonEntry(records),
    'promises.json': jsonEntry(promises),
    'claims.json': jsonEntry(told.map((one) => one.claim)),
    'validations.json': jsonEntry(told.flatMap((one) => one.validations)),
    'evidence.json': jsonEntry(evidence.list),
    'bills.json': jsonEntry(slices.bills),
    'audit-events.jsonl': strToU8(events.map((event) => `${JSON.stringify(event)}\n`).join('')),
    ...slices.files,
    ...evidence.files,
  }
  for (const language of ['fr', 'en'] as const) entries[readmeName[language]] = strToU8(packReadme(language, asked))
  return zipped(entries, {
    madeAt: asked.at,
    madeBy: reach.actor,
    asKnown: asked.asKnown,
    scope: asked.benefit ?? asked.body ?? '',
    chain: await lastLink(db),
  })
}

const readmeName: Readonly<Record<Language, string>> = { fr: 'LISEZ-MOI.md', en: 'README.md' }

const jsonEntry = (value: unknown) => strToU8(`${JSON.stringify(value, null, 1)}\n`)

function zipped(
  entries: Readonly<Record<string, Uint8Array>>,
  said: Pick<Manifest, 'madeAt' | 'madeBy' | 'asKnown' | 'scope' | 'chain'>,
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(entries).toSorted()
  const unsigned = {
    format: packFormat,
    version: packVersion,
    ...said,
    entries: names.map((name) => {
      const bytes = entries[name] ?? new Uint8Array()
      return { name, bytes: bytes.length, sha256: sha256(bytes) }
    }),
  } as const
  const manifest: Manifest = { ...unsigned, digest: digestOf(asJson(unsigned)) }
  const mtime = new Date(said.madeAt)
  const files: Zippable = {}
  for (const name of names) files[name] = [entries[name] ?? new Uint8Array(), { mtime }]
  files['manifest.json'] = [jsonEntry(manifest), { mtime }]
  return new Uint8Array(zipSync(files, { level: 6 }))
}

async function allClaims(
  reach: Reach,
  db: Database,
  benefits: readonly { readonly code: string }[],
): Promise<ClaimWithNames[]> {
  const all: ClaimWithNames[] = []
  for (const { code } of benefits) {
    for (let after: string | undefined; ;) {
      const page = await claimsIn(reach, db, { benefit: code, after, limit: 500 })
      all.push(...page)
      if (page.length < 500) break
      after = page.at(-1)?.code
    }
  }
  return all
}

type ToldClaim = {
  readonly claim: PackedClaim
  readonly validations: readonly PackedValidation[]
  readonly bodyId: string
  readonly backing: readonly Backing[]
}

/** A claim as it was known: after the last decision made by then, or as it was sent. */
async function toldClaim(
  reach: Reach,
  db: Database,
  row: ClaimWithNames,
  isKnown: (at: string) => boolean,
): Promise<ToldClaim> {
  const [checks, decisions] = await Promise.all([checksOf(reach, db, row.id), validationsOf(reach, db, row.id)])
  const known = decisions.filter((one) => isKnown(one.decided_at))
  const last = known.at(-1)
  const signed = last === undefined ? undefined : (JSON.parse(last.content_json) as Signed) // written by the decision
  const accepted = last?.accepted_cents ?? null
  const content = signed?.content ?? contentOf(row)
  const claim: PackedClaim = {
    code: row.code,
    benefit: row.benefit_code,
    body: row.body_code,
    state: last === undefined ? 'submitted' : last.decision,
    grade: signed?.grade ?? row.grade,
    net: signed?.net ?? decimal(row.net_cents),
    accepted: accepted === null ? null : decimal(accepted),
    supersedes: row.supersedes_code,
    supersededAt: row.superseded_at,
    createdBy: row.created_by,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    content: { ...content },
    checks: checkRounds(checks.filter((one: ClaimCheckRow) => isKnown(one.checked_at))).map((round) => ({ ...round })),
  }
  return {
    claim,
    bodyId: row.body_id,
    backing: content.backing,
    validations: known.map((one) => ({
      claim: row.code,
      signed: JSON.parse(one.content_json) as Record<string, unknown>, // written by the decision
      digest: one.digest,
    })),
  }
}
type Signed = { readonly grade: string; readonly net: string; readonly content: ClaimContent }

async function packedRecords(
  reach: Reach,
  db: Database,
  subjects: readonly string[],
  isKnown: (at: string) => boolean,
): Promise<PackedRecord[]> {
  const rows = await recordsBehind(reach, db, subjects)
  return rows
    .filter((row) => isKnown(row.recorded_at))
    .map((row) => ({
      said: {
        id: row.id,
        bodyId: row.body_id,
        subject: row.subject,
        kind: row.kind,
        key: row.key,
        version: row.version,
        validFrom: row.valid_from,
        validTo: row.valid_to,
        recordedAt: row.recorded_at,
        content: JSON.parse(row.content_json) as Json, // written by the register
        reason: row.reason,
        statedBy: row.stated_by,
        approvedBy: row.approved_by,
        previousDigest: row.prev_digest,
      },
      digest: row.digest,
      recordedTo: row.recorded_to !== null && isKnown(row.recorded_to) ? row.recorded_to : null,
    }))
}

async function packedPromises(
  reach: Reach,
  db: Database,
  benefits: readonly { readonly id: string; readonly code: string }[],
  isKnown: (at: string) => boolean,
): Promise<PackedPromise[]> {
  const codes = new Map(benefits.map((one) => [one.id, one.code]))
  const rows = await promisesBehind(reach, db, [...codes.keys()])
  return rows
    .filter((row) => isKnown(row.recorded_at))
    .map((row) => ({
      benefit: codes.get(row.benefit_id) ?? '',
      version: row.version,
      previousDigest: row.prev_digest,
      content: JSON.parse(row.content_json) as Record<string, unknown>, // written when it was frozen
      digest: row.digest,
    }))
}

async function packedEvidence(
  db: Database,
  reach: Reach,
  asked: PackAsked,
  subjects: readonly string[],
  isKnown: (at: string) => boolean,
): Promise<{ list: PackedEvidence[]; files: Record<string, Uint8Array> }> {
  const cleared = new Set(asked.cleared)
  const rows: EvidenceRow[] = []
  for (let from = 0; from < subjects.length; from += 400)
    rows.push(...(await evidenceRows(db, reach.bodies, subjects.slice(from, from + 400))))
  const files: Record<string, Uint8Array> = {}
  const list: PackedEvidence[] = []
  let bytes = 0
  for (const row of rows.filter((one) => isKnown(one.recorded_at))) {
    const isReadable = mayRead(row, reach, cleared)
    const name = `evidence/${row.sha256}`
    const size = row.bytes ?? 0
    let left: PackedEvidence['left'] = row.file_name === null ? 'not-a-file' : isReadable ? null : 'hidden'
    if (left === null && files[name] === undefined) {
      if (bytes + size > mostFileBytes) left = 'too-large'
      else {
        const read = await fileOf(asked.filesFolder, row.sha256)
        if (typeof read === 'string') left = read
        else {
          files[name] = read
          bytes += size
        }
      }
    }
    list.push({
      id: row.id,
      subject: row.subject,
      kind: row.kind as EvidenceKind, // written through the schema
      sha256: row.sha256,
      bytes: row.bytes,
      sensitivity: row.sensitivity,
      retention: row.retention,
      title: isReadable ? row.title : null,
      statedBy: row.stated_by,
      recordedAt: row.recorded_at,
      withdrawnAt: row.recorded_to !== null && isKnown(row.recorded_to) ? row.recorded_to : null,
      ...(isReadable ? toldOf(row) : {}),
      file: left === null ? name : null,
      left,
    })
  }
  return { list, files }
}

/** A question with its answer, or a sample that was checked: what the digest is of, told in the pack itself. */
function toldOf({ content_json }: EvidenceRow): Pick<PackedEvidence, 'asked' | 'sample'> {
  type Told = { query?: string; asked?: { lines: Record<string, unknown>[] }; sample?: Record<string, unknown> }
  const { query = '', asked, sample = null } = JSON.parse(content_json) as Told // written by attach
  return { asked: asked === undefined ? null : { query, lines: asked.lines }, sample }
}

/** The bytes of a file of evidence, or what became of it. */
async function fileOf(filesFolder: string, digest: string): Promise<Uint8Array | 'lost' | 'changed'> {
  try {
    return await readFile(await unchangedFile(filesFolder, digest))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'evidence-lost') return 'lost'
    if (code === 'evidence-changed') return 'changed'
    throw error
  }
}

async function packedBills(
  db: Database,
  reach: Reach,
  filesFolder: string,
  claims: readonly ToldClaim[],
  at: string,
): Promise<{ bills: PackedBill[]; files: Record<string, Uint8Array> }> {
  const bills: PackedBill[] = []
  const files: Record<string, Uint8Array> = {}
  const { billSlices, focusCsv } = await import('./focus-slice.ts') // its reader is loaded by the first who asks
  const slices = billSlices(filesFolder)
  try {
    const behind = chargesBehindAt(
      db,
      reach,
      at,
      claims.flatMap(({ backing }) => backing.map(({ reference }) => reference)),
    )
    for (const { claim, bodyId, backing } of claims) {
      const file = `bills/${claim.code}.csv`
      const lines = []
      for (const { kind, reference, period } of backing) {
        if (kind !== 'bill') continue
        const { charges, ruleSet, allocation } = await behind({ bodyId, reference, period })
        const { rows, left } = await slices.slice(charges)
        for (const one of rows) lines.push(one)
        bills.push({
          claim: claim.code,
          reference,
          period,
          file,
          rows: rows.length,
          currency: charges[0]?.currency ?? null,
          effectiveMicros: charges.reduce((sum, charge) => sum + charge.effectiveMicros, 0),
          ruleSet,
          allocation,
          left,
        })
      }
      if (lines.length > 0) files[file] = strToU8(focusCsv(lines))
    }
  } finally {
    await slices.close()
  }
  return { bills, files }
}
