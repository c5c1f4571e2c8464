import type { BoardFacts } from '#models/board/board-content.ts'
import { decimalToCents } from '#models/shared/money.ts'
import type { Profile } from '#models/benefits/register.schemas.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { BoardSnapshotRow } from '#server/database/schema.ts'

type Within = { readonly bodies: readonly string[] }

/** Every dated fact of the benefits of these bodies, whatever the day: the instant is chosen by the model. */
export async function boardFactsIn({ bodies }: Within, db: Database): Promise<Omit<BoardFacts, 'vintages'>> {
  const within = [...bodies, '']
  const [benefits, promises, claims, decisions, profiles] = await Promise.all([
    db
      .selectFrom('benefit')
      .select(['id', 'code', 'title_fr', 'title_en', 'created_at'])
      .where('body_id', 'in', within)
      .execute(),
    db
      .selectFrom('promise')
      .select(['benefit_id', 'version', 'promised_cents', 'valid_from', 'recorded_at', 'reason', 'frozen_by'])
      .where('body_id', 'in', within)
      .execute(),
    db
      .selectFrom('claim')
      .select(['id', 'code', 'benefit_id', 'nature', 'grade', 'net_cents', 'submitted_at', 'superseded_at'])
      .where('body_id', 'in', within)
      .execute(),
    db
      .selectFrom('claim_validation')
      .select(['claim_id', 'accepted_cents', 'decided_at', 'content_json'])
      .where('body_id', 'in', within)
      .execute(),
    db
      .selectFrom('register_record')
      .select(['subject', 'content_json', 'recorded_at', 'recorded_to'])
      .where('body_id', 'in', within)
      .where('kind', '=', 'profile')
      .execute(),
  ])
  const idOf = new Map(benefits.flatMap(({ id, code }) => [[id, id] as const, [code, id] as const]))
  return {
    benefits: benefits.map((row) => ({
      id: row.id,
      code: row.code,
      fr: row.title_fr,
      en: row.title_en,
      createdAt: row.created_at,
    })),
    promises: promises.map((row) => ({
      benefit: row.benefit_id,
      version: row.version,
      cents: row.promised_cents === null ? null : Number(row.promised_cents),
      validFrom: row.valid_from,
      recordedAt: row.recorded_at,
      reason: row.reason,
      by: row.frozen_by,
    })),
    claims: claims.map((row) => ({
      id: row.id,
      code: row.code,
      benefit: row.benefit_id,
      nature: row.nature,
      grade: row.grade,
      netCents: Number(row.net_cents),
      submittedAt: row.submitted_at,
      supersededAt: row.superseded_at,
    })),
    decisions: decisions.map((row) => ({
      claim: row.claim_id,
      acceptedCents: row.accepted_cents === null ? null : Number(row.accepted_cents),
      decidedAt: row.decided_at,
      signed: signedClaim(row.content_json),
    })),
    profiles: profiles.map((row) => ({
      benefit: idOf.get(row.subject) ?? row.subject,
      title: profileSaid(row.content_json).title,
      role: ownerRole(row.content_json),
      recordedAt: row.recorded_at,
      recordedTo: row.recorded_to,
    })),
  }
}

/** The claim as finance signed it: its net to the cent, its grade, when it was submitted. */
function signedClaim(content: string): BoardFacts['decisions'][number]['signed'] {
  const signed = JSON.parse(content) as { net: string; grade: string; submittedAt: string } // written by the validation
  const net = decimalToCents(signed.net)
  if (net.kind === 'unknown') throw new Error(`not an amount: ${signed.net}`)
  return { netCents: net.value, grade: signed.grade, submittedAt: signed.submittedAt }
}

/** The role in a profile of the register: « Direction, unité ». */
function ownerRole(content: string): string | null {
  const { owner } = JSON.parse(content) as { owner?: { role?: string; unit?: string } | null } // written by the register
  if (owner?.role === undefined) return null
  return owner.unit === undefined || owner.unit === '' ? owner.role : `${owner.role}, ${owner.unit}`
}

const bodyKind = 'body'
const page = 'board'

export async function snapshotsOf(
  { bodies }: Within,
  db: Database,
  subject: string | undefined,
): Promise<BoardSnapshotRow[]> {
  let query = db
    .selectFrom('board_snapshot')
    .selectAll()
    .where('body_id', 'in', [...bodies, ''])
    .where('kind', '=', page)
  if (subject !== undefined) query = query.where('subject', '=', subject)
  return query.orderBy('as_known_at', 'desc').orderBy('id', 'desc').execute()
}
export async function insertSnapshot(tx: DatabaseTransaction, row: Omit<BoardSnapshotRow, 'kind'>): Promise<void> {
  await tx
    .insertInto('board_snapshot')
    .values({ ...row, kind: page })
    .execute()
}
/** How the subject of a snapshot is written: `body:MSC`, `body:*` for all within reach. */
export const subjectOf = (body: string | null) => `${bodyKind}:${body ?? '*'}`
export const bodyOfSubject = (subject: string) =>
  subject === subjectOf(null) ? null : subject.slice(bodyKind.length + 1)

export async function benefitRowsIn({ bodies }: Within, db: Database, code: string | undefined) {
  let query = db
    .selectFrom('benefit')
    .innerJoin('body', 'body.id', 'benefit.body_id')
    .selectAll('benefit')
    .select('body.code as body_code')
    .where('benefit.body_id', 'in', [...bodies, ''])
  if (code !== undefined) query = query.where('benefit.code', '=', code)
  return query.orderBy('benefit.code').execute()
}
export async function promiseRowsIn({ bodies }: Within, db: Database) {
  return db
    .selectFrom('promise')
    .selectAll()
    .where('body_id', 'in', [...bodies, ''])
    .orderBy('benefit_id')
    .orderBy('version')
    .execute()
}
export async function profileRowsIn({ bodies }: Within, db: Database) {
  return db
    .selectFrom('register_record')
    .select(['subject', 'content_json', 'recorded_at', 'recorded_to'])
    .where('body_id', 'in', [...bodies, ''])
    .where('kind', '=', 'profile')
    .execute()
}

type ProfileSaid = {
  readonly title: Bilingual
  readonly owner: string | null
  readonly type: string | null
  readonly startsOn: string | null
}
/** What a profile of the register says that papers repeat. */
export function profileSaid(content: string): ProfileSaid {
  const { title, type, startsOn } = JSON.parse(content) as Pick<Profile, 'title' | 'type' | 'startsOn'> // written by the register
  return { title, owner: ownerRole(content), type, startsOn }
}
