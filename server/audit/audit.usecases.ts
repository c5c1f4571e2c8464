import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { HistoryEvent } from '#models/inventory/workload.views.ts'
import { ProblemError } from '#models/shared/problem.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { AuditEventRow } from '#server/database/schema.ts'
import { type ChainVerdict, verifiedChain } from './audit-chain.ts'
import { auditSentence } from './audit-sentences.ts'
import { auditEvents, auditPage } from './audit.repository.ts'

/** Events within reach, newest first, in words. */
export async function auditJournal(
  db: Database,
  reach: Reach,
  page: { readonly before: number | null; readonly limit: number; readonly objectIds?: readonly string[] },
): Promise<HistoryEvent[]> {
  return (await auditPage(reach, db, page)).map((row) => ({
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    action: row.action,
    object: `${row.object_type} ${row.object_id}`,
    summary: auditSentence(row.action),
    hash: row.hash,
  }))
}

/** Follows the whole chain of an installation. */
export async function auditVerified(db: Database): Promise<ChainVerdict> {
  return verifiedChain(auditEvents(db))
}

/** Follows the chain of an exported file (one JSON event a line), trusting nothing of the server. */
export async function auditFileVerified(file: string): Promise<ChainVerdict> {
  return verifiedChain(exported(file))
}

async function* exported(file: string): AsyncGenerator<AuditEventRow> {
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line !== '') yield JSON.parse(line) as AuditEventRow // every member is covered by the hash that is checked
    }
  } catch {
    throw new ProblemError({
      code: 'audit-file-unreadable',
      status: 422,
      title: { fr: 'Journal illisible', en: 'Unreadable audit file' },
      detail: {
        fr: `Le fichier ${file} ne se lit pas comme un journal exporté : un événement JSON par ligne.`,
        en: `The file ${file} does not read as an exported audit: one JSON event a line.`,
      },
    })
  }
}
