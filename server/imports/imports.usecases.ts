import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ImportBatchView, InventoryFormat } from '#models/imports/import.views.ts'
import { ProblemError } from '#models/shared/problem.ts'
import type { Reach } from '#server/access/reach.ts'
import { applyBatch } from './applying.usecases.ts'
import { batchView, rejectionOf } from './batch-view.usecases.ts'
import { importRefused } from './imports.problems.ts'
import { rowsAfter, updateBatch } from './imports.repository.ts'
import { dropBatch, ensureBatch, type ImportsDeps, readBatch, receiveFile } from './reading.usecases.ts'

/** What the command line says of an import (CONTRACT). */
export type ImportSummary = {
  readonly batch: string
  readonly format: InventoryFormat
  readonly rows: ImportBatchView['rows']
  readonly rejected: readonly { row: number; column: string; code: string; message: string }[]
  readonly workloads: number
  readonly assets: number
}

/** Reads and, unless it is a dry run, publishes a file from the machine's own disk. A dry run leaves no trace in the portfolio. */
export async function importInventory(
  deps: ImportsDeps,
  reach: Reach,
  given: { readonly file: string; readonly bodyCode: string; readonly format: string; readonly dryRun: boolean },
): Promise<ImportSummary> {
  const { sha256, bytes } = await fileDigest(given.file)
  const id = await receiveFile(deps, reach, { bodyCode: given.bodyCode, fileName: given.file, sha256, bytes })
  const description = await readBatch(deps, reach, id, given.file)
  const batch = await ensureBatch(deps, reach, id)
  const view = await batchView(deps, reach, batch)
  if (given.format !== 'auto' && given.format !== view.format) {
    await dropBatch(deps, reach, id)
    throw importRefused('import-format-mismatch')
  }
  const refused = (await rowsAfter(deps.db, id, { after: 0, limit: 1_000, changes: ['rejected'] })).map((row) => {
    const { column, code, detail } = rejectionOf(row)
    return { row: row.line, column, code, detail }
  })
  const rejected = refused.map(({ detail, ...one }) => ({ ...one, message: detail[reach.language] }))
  if (view.rows.added + view.rows.changed + view.rows.unchanged === 0) {
    await dropBatch(deps, reach, id)
    throw importRefused('import-nothing-read', refused.slice(0, 20))
  }
  if (given.dryRun) await dropBatch(deps, reach, id)
  else {
    if (!description.isCertain) await updateBatch(deps.db, id, { state: 'staged' }) // asked for by name on the command line: the guess is taken, and listed
    await applyBatch(deps, reach, id)
  }
  return { batch: id, format: view.format, rows: view.rows, rejected, workloads: view.workloads, assets: view.assets }
}

async function fileDigest(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(path)) {
      const part = chunk as Buffer // a binary stream without encoding
      hash.update(part)
      bytes += part.length
    }
  } catch {
    throw new ProblemError({
      code: 'file-not-found',
      status: 422,
      title: { fr: 'Fichier introuvable', en: 'File not found' },
      detail: {
        fr: `Le fichier ${path} ne peut pas être lu. Vérifier le chemin et les droits.`,
        en: `The file ${path} cannot be read. Check the path and the rights.`,
      },
    })
  }
  return { sha256: hash.digest('hex'), bytes }
}
