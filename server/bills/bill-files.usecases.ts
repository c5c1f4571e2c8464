import { join } from 'node:path'
import type { BillDataset } from '#models/bills/bill-dialect.ts'
import type { BillResult, PublishedSlice } from '#models/bills/bill.views.ts'
import { microsToDecimal } from '#models/bills/micros.ts'
import type { Reach } from '#server/access/reach.ts'
import { newId } from '#server/shared/ids.ts'
import { beginReading } from './begun-reading.ts'
import { notedAs, partsOnDisk, wholeDelivery } from './bill-parts.ts'
import type { BillWatch } from './bill-watch.ts'
import { billRefused } from './bills.problems.ts'
import { type DeliveryWithBody, findDelivery } from './bills.repository.ts'
import { importBill } from './importing.usecases.ts'
import { readyBill, sha256OfFile } from './received-bill.ts'
import { type AskedImport, type BillDeps, receiveBill } from './receiving.usecases.ts'

/** What the command line says of a bill. */
export type BillSummary = {
  readonly batch: string
  readonly dataset: BillDataset
  readonly version: string
  readonly rows: { readonly read: number; readonly accepted: number; readonly rejected: number }
  readonly billed: Readonly<Record<string, string>>
  readonly effective: Readonly<Record<string, string>>
  readonly replaced: readonly string[] | null
  readonly identical?: true
}

/** Imports a bill from the machine's own disk. */
export async function importBillFile(
  deps: BillDeps,
  reach: Reach,
  given: { readonly file: string; readonly bodyCode: string; readonly asked: AskedImport; readonly watch?: BillWatch },
): Promise<BillSummary> {
  const id = newId()
  const ready = await readyBill(given.file, undefined, join(deps.folder, `${id}.plain`))
  // The bytes are hashed by this thread while those of the reader read the rows.
  const begun = await beginReading(deps, id, ready, given.watch?.signal)
  try {
    await receiveBill(deps, reach, {
      id,
      bodyCode: given.bodyCode,
      fileName: given.file,
      sha256: await sha256OfFile(given.file, given.watch?.signal),
      bytes: ready.bytes,
      asked: given.asked,
    })
  } catch (error) {
    await begun.discard()
    throw error
  }
  await importBill(deps, reach, id, { begun }, given.watch)
  const delivery = await findDelivery(reach, deps.db, id)
  if (delivery === undefined) throw billRefused('bill-not-found')
  return summaryOf(delivery)
}

/** Imports a bill that is cut in several files of the machine's own disk; a manifest among them says which there must be. */
export async function importBillParts(
  deps: BillDeps,
  reach: Reach,
  given: { readonly files: readonly string[]; readonly bodyCode: string; readonly asked: AskedImport },
): Promise<BillSummary> {
  const parts = await wholeDelivery(await partsOnDisk(given.files))
  const { parts: told, ...noted } = notedAs(parts)
  const asked = told === undefined ? given.asked : { ...given.asked, parts: told }
  const id = await receiveBill(deps, reach, { ...noted, bodyCode: given.bodyCode, asked })
  await importBill(deps, reach, id, { parts })
  const delivery = await findDelivery(reach, deps.db, id)
  if (delivery === undefined) throw billRefused('bill-not-found')
  return summaryOf(delivery)
}

function summaryOf(delivery: DeliveryWithBody): BillSummary {
  const result = JSON.parse(delivery.result_json) as BillResult // written by publish
  const { read, accepted, rejected } = result.rows
  const replaced = [
    ...new Set(result.slices.flatMap((slice) => (slice.replaced === null ? [] : [slice.replaced.delivery]))),
  ]
  return {
    batch: delivery.id,
    dataset: delivery.dataset as BillDataset, // written from the dialect
    version: delivery.version ?? '',
    rows: { read, accepted, rejected },
    billed: byCurrency(result.slices, 'billed'),
    effective: byCurrency(result.slices, 'effective'),
    ...(result.identicalTo === null
      ? { replaced: replaced.length === 0 ? null : replaced }
      : { replaced: [result.identicalTo], identical: true as const }),
  }
}

/** Sums by currency, exactly: two currencies are never one sum. */
function byCurrency(slices: readonly PublishedSlice[], cost: 'billed' | 'effective'): Record<string, string> {
  const sums = new Map<string, bigint>()
  for (const slice of slices) sums.set(slice.currency, (sums.get(slice.currency) ?? 0n) + microsOfText(slice[cost]))
  return Object.fromEntries(
    [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([currency, sum]) => [currency, microsToDecimal(sum)]),
  )
}

function microsOfText(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const size = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
  return text.startsWith('-') ? -size : size
}
