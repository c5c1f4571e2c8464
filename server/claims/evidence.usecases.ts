import {
  type QueryKind,
  type QueryLine,
  type QueryParameters,
  queryText,
  rowsOf,
} from '#models/claims/evidence-query.ts'
import {
  decommissioningKinds,
  type EvidenceFile,
  type EvidenceKind,
  type EvidenceRerun,
  type EvidenceView,
  firstHidden,
  type NewEvidence,
  sensitivities,
  type Sensitivity,
} from '#models/claims/evidence.schemas.ts'
import type { CheckedSample } from '#models/claims/claim-sample.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import { benefitAsOf } from '#server/benefits/register.usecases.ts'
import { approvedLevels } from '#server/classification/approved-levels.usecases.ts'
import type { Database } from '#server/database/database.ts'
import type { EvidenceRow } from '#server/database/schema.ts'
import { type Clock, instantOf } from '#server/shared/clock.ts'
import { asJson, digestOf, sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import type { Reports } from '#server/shared/reports.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { endInstant } from './accepted-claims.usecases.ts'
import { findClaim } from './claims.repository.ts'
import { type QueryAnswer, type QueryAsked, rerunOf } from './evidence-queries.usecases.ts'
import { evidenceRefused } from './evidence.problems.ts'
import { bodyOfSubject, closeEvidence, evidenceRows, findEvidence, insertEvidence } from './evidence.repository.ts'

export type EvidenceDeps = { readonly db: Database; readonly clock: Clock; readonly filesFolder: string }

/** Bodies of which a person may see what is confidential: they validate, audit or answer for security there. */
export type Cleared = ReadonlySet<string>

type Content = {
  /** What was asked of the product, as it is asked again. */
  readonly asked?: Omit<QueryAsked, 'at'> & { readonly lines: readonly QueryLine[] }
  readonly sample?: CheckedSample
  readonly query?: string
  readonly result?: string
  readonly address?: string
  readonly effectiveOn?: string
}

type Common = {
  readonly subject: string
  readonly title: string
  readonly sensitivity?: Sensitivity | undefined
  readonly retention: string
  readonly effectiveOn: string | null
}

/** Refuses, before any byte is kept, what is not within reach or proves the end of something that is no workload. */
export async function ensureSubject(
  deps: Pick<EvidenceDeps, 'db'>,
  reach: Reach,
  {
    subject,
    kind,
    effectiveOn,
  }: { readonly subject: string; readonly kind: EvidenceKind; readonly effectiveOn: string | null },
): Promise<string> {
  if (decommissioningKinds.includes(kind)) {
    if (!subject.startsWith('CH-')) throw evidenceRefused('evidence-decommissions-a-workload')
    if (effectiveOn === null) throw evidenceRefused('evidence-needs-its-day')
  }
  const bodyId = await bodyOfSubject(reach, deps.db, subject)
  if (bodyId === undefined) throw evidenceRefused('evidence-subject-unknown')
  return bodyId
}

/** Binds a file that was received to what it supports. */
export async function attachFile(
  deps: EvidenceDeps,
  reach: Reach,
  said: EvidenceFile,
  file: { readonly sha256: string; readonly bytes: number },
): Promise<EvidenceView> {
  return attach(deps, reach, { ...said, ...file, fileName: lastName(said.fileName) }, {})
}

/** The last part of a name, whichever system wrote it; a name of dots alone names nothing. */
function lastName(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? ''
  return /^[.\s]*$/.test(last) ? 'preuve' : last
}

/** Binds a query with its result, or an address. The digest is of the result, or of the address. */
export async function attachStatement(
  deps: EvidenceDeps & { readonly reports: Reports },
  reach: Reach,
  said: NewEvidence,
): Promise<EvidenceView> {
  if ('parameters' in said) return attachAnswer(deps, reach, said)
  const [digested, content] =
    said.kind === 'query'
      ? [said.result, { query: said.query, result: said.result }]
      : [said.address, { address: said.address }]
  return attach(deps, reach, { ...said, sha256: sha256(digested), bytes: null, fileName: null }, content)
}

/** Binds the rows of a claim that somebody checked, as they were found; the digest is of the whole sample. */
export async function attachSample(deps: EvidenceDeps, reach: Reach, sample: CheckedSample): Promise<EvidenceView> {
  const { claim, seed, size } = sample
  const said = {
    subject: claim,
    kind: 'sample',
    retention: '7-years',
    effectiveOn: null,
    bytes: null,
    fileName: null,
  } as const
  const query = `sample subject=${claim} method=monetary-unit seed=${seed} size=${size}`
  return attach(
    deps,
    reach,
    { ...said, title: `${claim}, n = ${size}, ${seed}`, sha256: digestOf(asJson(sample)) },
    { query, sample },
  )
}

/** Asks the product, in the report thread as a bill may be long, and binds the question with its answer. */
async function attachAnswer(
  deps: EvidenceDeps & { readonly reports: Reports },
  reach: Reach,
  said: Common & { readonly kind: QueryKind; readonly parameters: QueryParameters },
): Promise<EvidenceView> {
  const { subject, kind, parameters } = said
  const bodyId = await ensureSubject(deps, reach, said)
  const benefit = await benefitOf(deps, reach, subject)
  if (kind !== 'bill-rows' && benefit === null) throw evidenceRefused('evidence-asks-a-benefit')
  const workloads = await workloadsOf(deps, reach, subject)
  const asked = { kind, ...parameters, bodyId, benefit, workloads }
  const { lines, digest } = await answerOf(deps, reach, asked)
  if (lines.length === 0) throw evidenceRefused('evidence-answers-nothing')
  const query = queryText(kind, subject, parameters)
  return attach(
    deps,
    reach,
    { ...said, sha256: digest, bytes: null, fileName: null },
    { query, asked: { ...asked, lines } },
  )
}

async function answerOf(
  deps: EvidenceDeps & { readonly reports: Reports },
  reach: Reach,
  asked: Omit<QueryAsked, 'at'>,
): Promise<QueryAnswer> {
  const bytes = await deps.reports.make('evidence-query', reach, asJson({ ...asked, at: instantOf(deps.clock) }))
  return JSON.parse(new TextDecoder().decode(bytes)) as QueryAnswer // written by the report thread from the same type
}

/** Asks again what a piece of evidence asked: the same digest, or what changed since. */
export async function askedAgain(
  deps: EvidenceDeps & { readonly reports: Reports },
  reach: Reach,
  id: string,
  cleared: Cleared,
): Promise<EvidenceRerun> {
  const row = await findEvidence(reach, deps.db, id)
  if (row === undefined) throw evidenceRefused('evidence-not-found')
  if (!mayRead(row, reach, cleared)) throw evidenceRefused('evidence-hidden')
  const { asked } = JSON.parse(row.content_json) as Content // written by attach
  if (asked === undefined) throw evidenceRefused('evidence-not-asked')
  const { lines, ...question } = asked
  const now = await answerOf(deps, reach, question)
  return rerunOf({ lines, digest: row.sha256 }, now, instantOf(deps.clock))
}

async function attach(
  deps: EvidenceDeps,
  reach: Reach,
  said: Common & {
    readonly kind: EvidenceKind
    readonly fileName: string | null
    readonly sha256: string
    readonly bytes: number | null
  },
  stated: Content,
): Promise<EvidenceView> {
  const bodyId = await ensureSubject(deps, reach, said)
  const content: Content = { ...stated, ...(said.effectiveOn === null ? {} : { effectiveOn: said.effectiveOn }) }
  const sensitivity = await sensitivityOf(deps, reach, said)
  const row = await changing(deps, reach, async (work) => {
    const made: EvidenceRow = {
      id: newId(),
      body_id: bodyId,
      subject: said.subject,
      kind: said.kind,
      title: said.title,
      file_name: said.fileName,
      sha256: said.sha256,
      bytes: said.bytes,
      sensitivity,
      retention: said.retention,
      content_json: JSON.stringify(content),
      stated_by: reach.actor,
      recorded_at: work.at,
      recorded_to: null,
    }
    await insertEvidence(work.tx, made)
    const { subject, kind, sha256: digest, bytes, retention, effectiveOn } = said
    await work.record({
      bodyId,
      action: 'evidence.attached',
      objectType: 'evidence',
      objectId: made.id,
      after: { subject, kind, sha256: digest, bytes, sensitivity, retention, effectiveOn },
    })
    return made
  })
  return evidenceView(row, new Set([bodyId]))
}

const usualSensitivity: Sensitivity = '2'

/** What was stated, and never below the confidentiality approved for the workloads that it speaks of. */
async function sensitivityOf(
  deps: Pick<EvidenceDeps, 'db'>,
  reach: Reach,
  { subject, sensitivity }: { readonly subject: string; readonly sensitivity?: Sensitivity | undefined },
): Promise<Sensitivity> {
  const dic = await approvedLevels(deps, reach, await workloadsOf(deps, reach, subject), null)
  const inherited = sensitivities.find((one) => one === dic?.split('-')[2])
  if (inherited === undefined) return sensitivity ?? usualSensitivity
  return sensitivity !== undefined && sensitivity > inherited ? sensitivity : inherited
}

async function workloadsOf(deps: Pick<EvidenceDeps, 'db'>, reach: Reach, subject: string): Promise<readonly string[]> {
  if (subject.startsWith('CH-')) return [subject]
  const benefit = await benefitOf(deps, reach, subject)
  return benefit === null ? [] : (await benefitAsOf(deps, reach, benefit)).profile.content.workloads
}

/** The benefit that a subject is of; null for what is of none. */
async function benefitOf(deps: Pick<EvidenceDeps, 'db'>, reach: Reach, subject: string): Promise<string | null> {
  const code = subject.startsWith('RC-') ? (await findClaim(reach, deps.db, subject))?.benefit_code : subject
  return code?.startsWith('B-') === true ? code : null
}

/** Takes evidence back: it no longer counts, and stays readable as what was once shown. */
export async function withdrawEvidence(deps: EvidenceDeps, reach: Reach, id: string): Promise<EvidenceView> {
  const row = await findEvidence(reach, deps.db, id)
  if (row?.recorded_to !== null) throw evidenceRefused('evidence-not-found')
  if (row.stated_by !== reach.actor) throw evidenceRefused('evidence-not-yours')
  const at = await changing(deps, reach, async (work) => {
    if (!(await closeEvidence(work.tx, id, work.at))) throw evidenceRefused('evidence-not-found')
    await work.record({
      bodyId: row.body_id,
      action: 'evidence.withdrawn',
      objectType: 'evidence',
      objectId: id,
      after: { subject: row.subject, kind: row.kind, sha256: row.sha256 },
    })
    return work.at
  })
  return evidenceView({ ...row, recorded_to: at }, new Set([row.body_id]))
}

/** Evidence bound to a subject, oldest first, as known at the end of a day; now when absent. */
export async function evidenceOf(
  deps: Pick<EvidenceDeps, 'db'>,
  reach: Reach,
  { subject, asKnown }: { readonly subject: string; readonly asKnown?: string | undefined },
  cleared: Cleared,
): Promise<EvidenceView[]> {
  const at = asKnown === undefined ? undefined : endInstant(asKnown)
  const rows = (await evidenceRows(deps.db, reach.bodies, [subject]))
    .filter((row) => at === undefined || row.recorded_at <= at)
    .map((row) => (at !== undefined && (row.recorded_to ?? '') > at ? { ...row, recorded_to: null } : row))
  return rows.map((row) => evidenceView(row, mayRead(row, reach, cleared) ? new Set([row.body_id]) : new Set()))
}

/** A file that this person may read, by its digest and its name. */
export async function readableEvidence(
  deps: Pick<EvidenceDeps, 'db'>,
  reach: Reach,
  id: string,
  cleared: Cleared,
): Promise<{ readonly sha256: string; readonly fileName: string }> {
  const row = await findEvidence(reach, deps.db, id)
  if (row === undefined || row.file_name === null) throw evidenceRefused('evidence-not-found')
  if (!mayRead(row, reach, cleared)) throw evidenceRefused('evidence-hidden')
  return { sha256: row.sha256, fileName: row.file_name }
}

export function mayRead(
  row: Pick<EvidenceRow, 'sensitivity' | 'stated_by' | 'body_id'>,
  reach: Reach,
  cleared: Cleared,
): boolean {
  return row.sensitivity < firstHidden || row.stated_by === reach.actor || cleared.has(row.body_id)
}

/** A proof that a workload was taken out of service. */
export type DecommissioningProof = {
  readonly id: string
  readonly workload: string
  readonly kind: EvidenceKind
  readonly title: string
  readonly sha256: string
  /** The day from which the old side is no longer paid. */
  readonly effectiveOn: string
  readonly recordedAt: string
}

/** Proofs that workloads were taken out of service as they stood at an instant (ISO), the earliest to take effect first. */
export async function decommissioningProofs(
  db: Database,
  reach: Reach,
  { workloads, asKnown }: { readonly workloads: readonly string[]; readonly asKnown: string },
): Promise<DecommissioningProof[]> {
  const rows = await evidenceRows(db, reach.bodies, workloads)
  return rows
    .flatMap((row) => {
      const kind = row.kind as EvidenceKind // written through the schema
      const isKnown = row.recorded_at <= asKnown && (row.recorded_to === null || row.recorded_to > asKnown)
      return decommissioningKinds.includes(kind) && isKnown ? [proofOf(row, kind)] : []
    })
    .toSorted((a, b) => a.effectiveOn.localeCompare(b.effectiveOn))
}

function proofOf(row: EvidenceRow, kind: EvidenceKind): DecommissioningProof {
  const { effectiveOn = row.recorded_at.slice(0, 10) } = JSON.parse(row.content_json) as Content // written by attach
  const { id, title, sha256: digest, recorded_at: recordedAt } = row
  return { id, workload: row.subject, kind, title, sha256: digest, effectiveOn, recordedAt }
}

function evidenceView(row: EvidenceRow, cleared: Cleared): EvidenceView {
  const isHidden = row.sensitivity >= firstHidden && !cleared.has(row.body_id)
  const content = JSON.parse(row.content_json) as Content // written by attach
  const shown = <T>(value: T | undefined) => (isHidden || value === undefined ? null : value)
  return {
    id: row.id,
    subject: row.subject,
    kind: row.kind as EvidenceKind, // written through the schema, as the sensitivity
    isHidden,
    title: shown(row.title),
    fileName: isHidden ? null : row.file_name,
    sha256: row.sha256,
    bytes: row.bytes,
    sensitivity: row.sensitivity as Sensitivity,
    retention: row.retention,
    query: shown(content.query),
    result: shown(content.result),
    address: shown(content.address),
    effectiveOn: shown(content.effectiveOn),
    sample: isHidden ? null : (content.sample ?? null),
    asked: isHidden || content.asked === undefined ? null : askedView(content.asked),
    statedBy: row.stated_by,
    recordedAt: row.recorded_at,
    withdrawnAt: row.recorded_to,
  }
}

function askedView({ from, to, workload, source, lines }: NonNullable<Content['asked']>): EvidenceView['asked'] {
  return { parameters: { from, to, workload, source }, lines, rows: rowsOf(lines) }
}
