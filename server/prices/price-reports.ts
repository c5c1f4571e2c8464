import { gzipSync } from 'node:zlib'
import { differenceCounts } from '#models/prices/book-difference.ts'
import type { PriceBookDifference } from '#models/prices/price-books.schemas.ts'
import type { Json } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { differenceOf, ensureSnapshot } from './prices.usecases.ts'

/** Made in the report thread: tens of thousands of prices held against one another, gzipped JSON ready to send. */
export async function priceDifferenceReport(db: Database, reach: Reach, input: Json): Promise<Uint8Array<ArrayBuffer>> {
  const { code, at } = input as { readonly code: string; readonly at: string } // given by the prices routes only
  const row = await ensureSnapshot(db, reach, code)
  const difference = await differenceOf({ db, clock: { now: () => new Date(at) } }, row)
  const outliers = JSON.parse(row.outliers_json) as { readonly line: number }[] // written on proposal
  const report: PriceBookDifference = {
    book: code,
    counts: differenceCounts(difference),
    changes: difference.changes,
    outlierLines: outliers.map(({ line }) => line),
  }
  return new Uint8Array(gzipSync(JSON.stringify(report), { level: 4 })) // a copy of its own, so that it can be transferred
}
