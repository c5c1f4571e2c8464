import type { BillDataset } from '#models/bills/bill-dialect.ts'
import type { Reach } from '#server/access/reach.ts'
import type { BillEngine } from './bill-engine.ts'
import type { DeliveryWithBody } from './bills.repository.ts'
import type { BillWatch } from './bill-watch.ts'
import type { BillDeps } from './receiving.usecases.ts'
import type { RecognisedBill } from './read-bill.ts'

/** What is done with a data set that holds no charges: it writes what it keeps, and ends the delivery itself (state and result). */
export type DatasetHandler = (
  deps: BillDeps,
  reach: Reach,
  given: {
    readonly delivery: DeliveryWithBody
    readonly engine: BillEngine
    readonly bill: RecognisedBill
    readonly watch: BillWatch
  },
) => Promise<void>

/** By data set; one that is not here is recognised and refused by its name. */
export const datasetHandlers: Readonly<Partial<Record<BillDataset, DatasetHandler>>> = {}
