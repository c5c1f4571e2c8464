import { replayJob } from '#server/allocation/rule-sets.usecases.ts'
import { registerImportJob, registerImportUndoJob } from '#server/benefits/register-import-jobs.ts'
import { billJob } from '#server/bills/bill-job.ts'
import { caseJob } from '#server/cases/case-job.ts'
import { rejudgeJob } from '#server/assessment/reassessment.usecases.ts'
import { detectionJob } from '#server/detection/detection-job.ts'
import { applyJob, readJob, undoJob } from '#server/imports/import-jobs.ts'
import { priceFileJob } from '#server/prices/price-jobs.ts'
import type { JobHandler } from '#server/jobs/job-context.ts'
import { usageJob } from '#server/usage/usage-job.ts'

/** Every kind of job, by name. */
export const jobHandlers: Readonly<Record<string, JobHandler>> = {
  'allocation-replay': replayJob,
  'bill-import': billJob,
  case: caseJob,
  detection: detectionJob,
  'import-read': readJob,
  'import-apply': applyJob,
  'import-undo': undoJob,
  'portfolio-rejudge': rejudgeJob,
  'price-file': priceFileJob,
  'register-import': registerImportJob,
  'register-import-undo': registerImportUndoJob,
  'usage-read': usageJob,
}
