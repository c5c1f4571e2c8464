import type { Json } from '#models/shared/canonical-json.ts'
import type { JobHandler } from '#server/jobs/job-context.ts'
import { applyImport, undoImport } from './register-import-applying.ts'
import type { ImportRequest } from './register-import.usecases.ts'

/** Applies a received workbook; whoever started it removes the file when it is over. */
export const registerImportJob: JobHandler = async (context, input: Json) => {
  const asked = input as unknown as ImportRequest & { readonly id: string } // given by the routes of these imports only
  await applyImport(context, asked)
  return `/api/register-imports/${asked.id}`
}

export const registerImportUndoJob: JobHandler = async (context, input: Json) => {
  const { id } = input as unknown as { readonly id: string } // given by the routes of these imports only
  await undoImport(context, id)
  return `/api/register-imports/${id}`
}
