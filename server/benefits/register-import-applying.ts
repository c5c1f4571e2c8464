import { setImmediate } from 'node:timers/promises'
import { cycleClosedBy } from '#models/benefits/benefit-map.ts'
import { shareExcess } from '#models/benefits/invariants.ts'
import { headersSignature } from '#models/benefits/register-columns.ts'
import type { ImportCounts, PastRegisterImport, PlannedBenefit } from '#models/benefits/register-import.ts'
import type { MapEdge, PoolShare, RecordContents, RecordKind } from '#models/benefits/register.schemas.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Reach } from '#server/access/reach.ts'
import type { JobContext } from '#server/jobs/job-context.ts'
import { keepMapping } from '#server/imports/mappings.usecases.ts'
import { newId } from '#server/shared/ids.ts'
import { nextNumber } from '#server/shared/codes.ts'
import { changing, type Work } from '#server/shared/unit-of-work.ts'
import { registerBenefit } from './benefit-acts.usecases.ts'
import { importBuiltUpon, importMoved, importNothing, importNotFound } from './register-import.problems.ts'
import {
  drawnUpon,
  findRegisterImport,
  insertRegisterImport,
  markImportUndone,
  registerImports,
  subjectBodies,
} from './register-import.repository.ts'
import { type ImportRequest, plannedImport } from './register-import.usecases.ts'
import { mapCycle, poolOvershared } from './register.problems.ts'
import { everyEdge, recordCounts, recordsKnown } from './register.repository.ts'
import type { RegisterDeps } from './register.usecases.ts'
import { type Subject, takeSubject } from './register-writing.ts'

/** What an import wrote on one subject, in the order it was written, and what stood before: null where nothing did. */
export type ImportedSubject = {
  readonly code: string
  readonly bodyId: string
  /** Records of the subject once it was written: another count says that somebody wrote since. */
  readonly count: number
  readonly isNew: boolean
  readonly wrote: readonly {
    readonly kind: RecordKind
    readonly key: string
    readonly before: RecordContents[RecordKind] | null
    readonly validFrom: string | null
  }[]
}
/** What is kept of an import: who may undo it reads it here. */
export type KeptImport = {
  readonly file: string
  readonly counts: ImportCounts
  readonly benefits: { readonly added: number; readonly changed: number }
  readonly subjects: readonly ImportedSubject[]
}

const applyingStep: Bilingual = { fr: 'Inscription au registre', en: 'Entering in the register' }
const undoingStep: Bilingual = { fr: 'Retour à ce qui était dit', en: 'Putting back what was said' }

type Asked = ImportRequest & { readonly id: string }

/** Reads the file again and applies it, whole or not at all: stopped or refused on the way, nothing of it stands. */
export async function applyImport(context: JobContext, asked: Asked): Promise<void> {
  const { db, reach } = context
  const counts = await recordCounts(reach, db, 'B')
  const plan = await plannedImport(db, reach, asked)
  if (plan.writes.length === 0) throw importNothing()
  await changing(context, reach, async (work) => {
    const subjects = new Map<string, ImportedSubject>()
    for (const [place, benefit] of plan.writes.entries()) {
      await heard(context, place)
      context.progress(place, plan.writes.length, applyingStep)
      const expected = benefit.code === null ? null : (counts.get(benefit.code) ?? 0)
      await writeBenefit(work, reach, { benefit, expected, subjects, asked })
    }
    const kept: KeptImport = {
      file: asked.fileName,
      counts: plan.counts,
      benefits: plan.benefits,
      subjects: [...subjects.values()],
    }
    await insertRegisterImport(work.tx, { id: asked.id, bodyId: asked.bodyId, userId: reach.userId, at: work.at, kept })
    await keepMapping(work.tx, {
      id: newId(),
      bodyId: asked.bodyId,
      signature: headersSignature(plan.headers),
      mapping: plan.columns,
      by: reach.actor,
      at: work.at,
    })
    await work.record({
      bodyId: asked.bodyId,
      action: 'benefit.register-imported',
      objectType: 'change-set',
      objectId: asked.id,
      after: { file: asked.fileName, counts: plan.counts },
    })
  })
}

/** Lets the thread hear that the work is to stop, now and then: a database in the process answers without ever leaving it a turn. */
async function heard({ signal }: JobContext, place: number): Promise<void> {
  if (place % 20 === 0) await setImmediate()
  signal.throwIfAborted()
}

type Writing = {
  readonly benefit: PlannedBenefit
  /** Records the benefit had when the file was held against it; null for a new one. */
  readonly expected: number | null
  readonly subjects: Map<string, ImportedSubject>
  readonly asked: Asked
}

async function writeBenefit(work: Work, reach: Reach, writing: Writing): Promise<void> {
  const { benefit, expected, subjects, asked } = writing
  const { bodyId } = asked
  const reason = `${asked.fileName}, ${benefit.line}`
  const isNew = benefit.code === null
  const code = benefit.code ?? (await registerBenefit(work, reach, { bodyId, reason, profile: benefit.profile }))
  const subject = await takeSubject(work, reach, { code, bodyId, expected })
  const record = written(subject, subjects, isNew)
  if (isNew) record.wrote({ kind: 'profile', key: '-', before: null, validFrom: null })
  for (const one of benefit.records) {
    if (isNew && one.kind === 'profile') continue
    await record.say({ ...one, reason })
  }
  for (const node of benefit.nodes) await drawFrom(work, reach, { node, code, reason, subjects, bodyId })
  for (const { pool, part } of benefit.shares)
    await giveShare(work, reach, { pool, part, code, reason, subjects, bodyId })
}

/** Says things of a subject and keeps what stood before each. */
function written(subject: Subject, subjects: Map<string, ImportedSubject>, isNew: boolean) {
  const wrote = (one: ImportedSubject['wrote'][number], records = 0) => {
    const before = subjects.get(subject.code)
    subjects.set(subject.code, {
      code: subject.code,
      bodyId: subject.bodyId,
      isNew: before?.isNew ?? isNew,
      count: (before?.count ?? subject.count) + records,
      wrote: [...(before?.wrote ?? []), one],
    })
  }
  return {
    wrote,
    async say(statement: {
      readonly kind: RecordKind
      readonly key: string
      readonly content: RecordContents[RecordKind]
      readonly validFrom: string | null
      readonly reason: string
    }): Promise<void> {
      const { kind, key, validFrom } = statement
      const stood = subject.standing(kind, key)?.content
      await subject.say(statement)
      wrote({ kind, key, validFrom, before: stood === undefined || 'removed' in stood ? null : stood }, 1)
    },
  }
}

type OnOther = {
  readonly code: string
  readonly reason: string
  readonly bodyId: string
  readonly subjects: Map<string, ImportedSubject>
}

/** A node enables the benefit: its link is drawn, when it closes no circle now. */
async function drawFrom(work: Work, reach: Reach, given: OnOther & { readonly node: string }): Promise<void> {
  const { node, code, reason, subjects } = given
  await nextNumber(work.tx, 'register:map')
  const others = (await everyEdge(work.tx)).filter((one) => one.from !== node || one.to !== code)
  const circle = cycleClosedBy({ from: node, to: code }, others)
  if (circle !== undefined) throw mapCycle(circle)
  const subject = await takeSubject(work, reach, {
    code: node,
    bodyId: await bodyOf(work, reach, node, given.bodyId),
    expected: null,
  })
  const content: MapEdge = { type: 'enables', share: null, lagMonths: 0, confidence: null, rationale: '' }
  await written(subject, subjects, false).say({ kind: 'edge', key: code, content, validFrom: null, reason })
}

async function giveShare(
  work: Work,
  reach: Reach,
  given: OnOther & { readonly pool: string; readonly part: number },
): Promise<void> {
  const { pool, part, code, reason, subjects } = given
  const subject = await takeSubject(work, reach, {
    code: pool,
    bodyId: await bodyOf(work, reach, pool, given.bodyId),
    expected: null,
  })
  const content: PoolShare = { share: part, rationale: '' }
  await written(subject, subjects, false).say({ kind: 'share', key: code, content, validFrom: null, reason })
  const shares = (await recordsKnown(reach, work.tx, null, [pool])).flatMap(
    (one) => (one.kind === 'share' && !('removed' in one.content) ? [(one.content as PoolShare).share] : []), // of its kind
  )
  if (shareExcess(shares) > 0)
    throw poolOvershared(
      pool,
      shares.reduce((a, b) => a + b, 0),
    )
}

const bodyOf = async (work: Work, reach: Reach, code: string, otherwise: string) =>
  (await subjectBodies(reach, work.tx, [code])).get(code) ?? otherwise

/** Puts back what an import changed, as new versions: what it said stays known. Refused whole when anything was built upon it. */
export async function undoImport(context: JobContext, id: string): Promise<void> {
  const { db, reach } = context
  const { row, kept } = await standingImport({ db }, reach, id)
  const codes = kept.subjects.filter(({ isNew }) => isNew).map(({ code }) => code)
  await changing(context, reach, async (work) => {
    const upon = (await drawnUpon(work.tx, codes)).filter(
      ({ subject }) => !kept.subjects.some((one) => one.code === subject),
    )
    if (upon.length > 0) throw importBuiltUpon(upon.map(({ subject, key }) => `${subject} → ${key}`))
    const moved: string[] = []
    for (const [place, one] of kept.subjects.entries()) {
      await heard(context, place)
      context.progress(place, kept.subjects.length, undoingStep)
      const subject = await takeSubject(work, reach, { code: one.code, bodyId: one.bodyId, expected: null })
      if (subject.count !== one.count) moved.push(one.code)
      else
        for (const { kind, key, before, validFrom } of one.wrote.toReversed())
          await subject.say({ kind, key, validFrom, content: before ?? { removed: true }, reason: `annulation ${id}` })
    }
    if (moved.length > 0) throw importMoved(moved)
    await markImportUndone(work.tx, id, work.at)
    await work.record({
      bodyId: row.body_id,
      action: 'benefit.register-import-undone',
      objectType: 'change-set',
      objectId: id,
      after: { benefits: kept.subjects.length },
    })
  })
}

/** An import that was applied and not undone; 404 otherwise. */
export async function standingImport(deps: Pick<RegisterDeps, 'db'>, reach: Reach, id: string) {
  const row = await findRegisterImport(reach, deps.db, id)
  if (row === undefined || row.undone_at !== null) throw importNotFound(id)
  return { row, kept: JSON.parse(row.changes_json) as KeptImport } // written by applyImport
}

/** The last imports of the register within reach, newest first. */
export async function pastImports(
  deps: Pick<RegisterDeps, 'db'>,
  reach: Reach,
): Promise<readonly PastRegisterImport[]> {
  return (await registerImports(reach, deps.db, 20)).map((row) => {
    const { file, benefits } = JSON.parse(row.changes_json) as Pick<KeptImport, 'file' | 'benefits'> // written by applyImport
    return {
      id: row.id,
      body: row.body_code,
      file,
      benefits,
      by: row.by,
      appliedAt: row.applied_at,
      undoneAt: row.undone_at,
    }
  })
}
