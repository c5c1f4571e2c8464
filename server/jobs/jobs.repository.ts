import type { JobView } from '#models/imports/import.views.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { JobRow } from '#server/database/schema.ts'

// Jobs are the machine's own notes: they tell of work, they are not the work, and carry no audit of their own.

export async function insertJob(db: Database, row: JobRow): Promise<void> {
  await db.insertInto('job').values(row).execute()
}

export async function updateJob(db: Database, id: string, set: Partial<JobRow>): Promise<void> {
  await db.updateTable('job').set(set).where('id', '=', id).execute()
}

/** Only a job that waits begins: on PostgreSQL its end, told on another connection, may be written first. */
export async function markRunning(db: Database, id: string): Promise<void> {
  await db.updateTable('job').set({ state: 'running' }).where('id', '=', id).where('state', '=', 'queued').execute()
}

export async function findJob(reach: Reach, db: Database, id: string): Promise<JobRow | undefined> {
  return db
    .selectFrom('job')
    .selectAll()
    .where('id', '=', id)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

export async function latestJob(db: Database, kind: string): Promise<JobRow | undefined> {
  return db.selectFrom('job').selectAll().where('kind', '=', kind).orderBy('id', 'desc').limit(1).executeTakeFirst()
}

/** Jobs that a stopped process left behind. */
export async function unfinishedJobs(db: Database): Promise<JobRow[]> {
  return db.selectFrom('job').selectAll().where('state', 'in', ['queued', 'running']).orderBy('id').execute()
}

export function jobView(row: JobRow): JobView {
  const progress = JSON.parse(row.progress_json) as Pick<JobView, 'done' | 'total' | 'step'> // written by jobs.usecases only
  return {
    id: row.id,
    kind: row.kind,
    state: row.state as JobView['state'], // written by jobs.usecases only
    ...progress,
    startedAt: row.created_at,
    endedAt: row.ended_at,
    result: row.result,
    problem: row.problem_json === null ? null : (JSON.parse(row.problem_json) as JobView['problem']), // idem
  }
}
