import * as v from 'valibot'
import { covers, firstRecord, type KeptRecord, type RecordSaid } from '#models/benefits/record-chain.ts'
import {
  type RecordContents,
  type RecordKind,
  recordSchemas,
  type RegisterRecord,
  type Removed,
} from '#models/benefits/register.schemas.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion } from '#server/app/versions.ts'
import type { RegisterRecordRow } from '#server/database/schema.ts'
import { nextNumber } from '#server/shared/codes.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import type { Work } from '#server/shared/unit-of-work.ts'
import { closeRecords, insertRecord, recordOf, standingRecords } from './register.repository.ts'

export const recordDigest = (said: RecordSaid) => digestOf(asJson(said))

export const keptRecord = (row: RegisterRecordRow): KeptRecord => ({ ...recordOf(row), recordedTo: row.recorded_to })

/** What people say of one subject: it becomes the next version of the record it names. */
export type Statement<K extends RecordKind = RecordKind> = {
  readonly kind: K
  readonly key: string
  readonly content: RecordContents[K] | Removed
  readonly reason: string
  readonly validFrom?: string | null
  readonly validTo?: string | null
  /** Who said it first, when the person who writes it now approves it. */
  readonly statedBy?: string
  readonly approvedBy?: string | null
}

/** The records of one subject, held for the length of a transaction: nobody else writes among them meanwhile. */
export type Subject = {
  readonly code: string
  readonly bodyId: string
  /** Records ever made: what `If-Match` names. */
  readonly count: number
  standing<K extends RecordKind>(kind: K, key: string): RegisterRecord<K> | undefined
  say<K extends RecordKind>(statement: Statement<K>): Promise<RegisterRecord>
}

/**
 * Takes a subject to write on: one transaction at a time, so that its records stay one chain. `expected` is the count of records that was
 * read; null where nothing was read yet.
 */
export async function takeSubject(
  work: Work,
  reach: Reach,
  given: { readonly code: string; readonly bodyId: string; readonly expected: number | null },
): Promise<Subject> {
  await nextNumber(work.tx, `register:${given.code}`) // locks the subject until the end of the transaction
  const standing = await standingRecords(work.tx, given.code)
  if (given.expected !== null) ensureVersion(standing.all.length, given.expected)
  const rows: RegisterRecordRow[] = [...standing.all]
  let last = endOf(rows)
  return {
    code: given.code,
    bodyId: given.bodyId,
    count: standing.all.length,
    standing(kind, key) {
      const row = rows.findLast((one) => one.kind === kind && one.key === key)
      const record = row === undefined ? undefined : recordOf(row)
      // The kind is the one asked for; a record taken away stands no more.
      return record === undefined || 'removed' in record.content ? undefined : (record as RegisterRecord<typeof kind>)
    },
    async say(statement) {
      const own = rows.filter((one) => one.kind === statement.kind && one.key === statement.key)
      const recordedAt = last !== undefined && last.recorded_at > work.at ? last.recorded_at : work.at
      const said: RecordSaid = {
        id: newId(),
        bodyId: given.bodyId,
        subject: given.code,
        kind: statement.kind,
        key: statement.key,
        version: own.length + 1,
        validFrom: statement.validFrom ?? null,
        validTo: statement.validTo ?? null,
        recordedAt,
        content: checked(statement),
        reason: statement.reason,
        statedBy: statement.statedBy ?? reach.actor,
        approvedBy: statement.approvedBy ?? null,
        previousDigest: last?.digest ?? firstRecord,
      }
      const row = rowOf({ ...said, digest: recordDigest(said) })
      const closed = own.filter((one) => one.recorded_to === null && covers(said, recordOf(one)))
      await closeRecords(
        work.tx,
        closed.map((one) => one.id),
        recordedAt,
      )
      for (const one of closed) rows[rows.indexOf(one)] = { ...one, recorded_to: recordedAt }
      await insertRecord(work.tx, row)
      rows.push(row)
      last = row
      return recordOf(row)
    },
  }
}

/** The record no other one follows. */
function endOf(rows: readonly RegisterRecordRow[]): RegisterRecordRow | undefined {
  const followed = new Set(rows.map((row) => row.prev_digest))
  return rows.find((row) => !followed.has(row.digest))
}

/** Held against its schema once more before it is kept: what is read back is what the model knows. */
function checked<K extends RecordKind>({ kind, content }: Statement<K>): RegisterRecord['content'] {
  if ('removed' in content) return content
  return v.parse(recordSchemas[kind], content)
}

function rowOf(record: RegisterRecord): RegisterRecordRow {
  return {
    id: record.id,
    body_id: record.bodyId,
    subject: record.subject,
    kind: record.kind,
    key: record.key,
    version: record.version,
    valid_from: record.validFrom,
    valid_to: record.validTo,
    recorded_at: record.recordedAt,
    recorded_to: null,
    content_json: canonicalJson(asJson(record.content)),
    reason: record.reason,
    stated_by: record.statedBy,
    approved_by: record.approvedBy,
    prev_digest: record.previousDigest,
    digest: record.digest,
  }
}
