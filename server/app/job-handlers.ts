import { rejudgeJob } from '#server/assessment/reassessment.usecases.ts'
import { detectionJob } from '#server/detection/detection-job.ts'
import { applyJob, readJob, undoJob } from '#server/imports/import-jobs.ts'
import type { JobHandler } from '#server/jobs/job-context.ts'
import { usageJob } from '#server/usage/usage-job.ts'

/** Every kind of job, by name. */
export const jobHandlers: Readonly<Record<string, JobHandler>> = {
  detection: detectionJob,
  'import-read': readJob,
  'import-apply': applyJob,
  'import-undo': undoJob,
  'portfolio-rejudge': rejudgeJob,
  'usage-read': usageJob,
}
