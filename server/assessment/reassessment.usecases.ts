import type { RulePackView } from '#models/rules/pack.views.ts'
import { type Reach, systemReach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { standingFormulas } from '#server/formulas/formulas-in-force.usecases.ts'
import type { JobHandler } from '#server/jobs/job-context.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import { everyBody, judgingKey } from '#server/rules/pack-in-force.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { shippedPack } from '#server/shared/datasets.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { findSetting, setSetting } from '#server/shared/settings.ts'
import { countToAssess } from './assessment.repository.ts'
import { assessWorkloads } from './assessment.usecases.ts'

// What judges a portfolio changes by an act (a pack approved, a mode set, formulas approved) and by the mere passing of days (a pack comes
// into force).
// Stored verdicts then have to be made again, once, in a job that can be watched and stopped.

const rejudgeKind = 'portfolio-rejudge'

type Deps = { readonly db: Database; readonly clock: Clock }

/** Under what the stored verdicts were made, or are being made. */
type Judged = { readonly key: string; readonly state: 'running' | 'current' }

async function judged(db: Database): Promise<Judged> {
  const kept = await findSetting(db, 'portfolio-judged')
  if (kept !== undefined) return JSON.parse(kept) as Judged // written by this file only
  return { key: digestOf(asJson({ digest: shippedPack().digest, modes: [] })), state: 'current' }
}

const note = (db: Database, value: Judged) => setSetting(db, 'portfolio-judged', JSON.stringify(value))

/** Names what stored assessments rest on: what judges, and the formulas that price, while they are not the shipped ones. */
async function assessingKey(db: Database, day: string): Promise<string> {
  const [judging, formulas] = await Promise.all([judgingKey(db, day), standingFormulas(db, day)])
  return formulas.key === undefined ? judging : digestOf(asJson({ judging, formulas: formulas.key }))
}

/** Has the whole portfolio judged again unless its verdicts already are those of today's pack and modes; `again` after a stop. */
export async function rejudgePortfolio(
  deps: Deps & { readonly jobs: Jobs },
  reach: Reach,
  { again = false }: { readonly again?: boolean } = {},
): Promise<void> {
  const { db, clock, jobs } = deps
  const key = await assessingKey(db, todayOf(clock))
  const last = await judged(db)
  if (last.key === key && (last.state === 'current' || !again)) return
  const bodies = await everyBody(db)
  const [body] = bodies
  if (body === undefined) return
  await note(db, { key, state: 'running' })
  const everywhere = systemReach({ bodies, actor: reach.actor, userId: reach.userId, requestId: reach.requestId })
  await jobs.start(everywhere, { kind: rejudgeKind, bodyId: body, input: { key } })
}

/** The same for the installation itself: at start, and as days pass. A run that a crash left unfinished is taken up again. */
export async function rejudgeAsDaysPass(deps: Deps & { readonly jobs: Jobs }, isStart: boolean): Promise<void> {
  await rejudgePortfolio(deps, systemReach({ bodies: [], requestId: newId() }), { again: isStart })
}

/** Judges every workload under the pack and modes of the day, and notes that it is done. */
export const rejudgeJob: JobHandler = async (context, input) => {
  const { db, clock, reach, signal } = context
  const { key } = input as { readonly key: string } // written by rejudgePortfolio
  const total = await countToAssess(reach, db)
  await assessWorkloads({ db, clock }, reach, undefined, {
    signal,
    progress: (done, step) => context.progress(done, total, step),
  })
  const last = await judged(db)
  if (last.key === key) await note(db, { ...last, state: 'current' })
  return null
}

/** Whether stored verdicts are those of today's pack; a run that ended before its end is said to be stopped. */
export async function portfolioState(deps: Deps & { readonly jobs: Jobs }): Promise<RulePackView['portfolio']> {
  const last = await judged(deps.db)
  const isOfToday = last.key === (await assessingKey(deps.db, todayOf(deps.clock)))
  if (isOfToday && last.state === 'current') return { state: 'current', job: null }
  const job = await deps.jobs.latest(rejudgeKind)
  const isUnderWay = job?.state === 'queued' || job?.state === 'running'
  return { state: isUnderWay ? 'running' : 'stopped', job: isUnderWay ? job.id : null }
}
