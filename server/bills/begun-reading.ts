import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type BillEngine, openEngine } from './bill-engine.ts'
import type { BillReading } from './bill-reading.ts'
import { readBill, type RecognisedBill, recognisedBill } from './read-bill.ts'
import type { ReadyBill } from './received-bill.ts'
import { type BillDeps, quarantinePath } from './receiving.usecases.ts'

/** A file that is read into the folder of bills, beside whatever is done meanwhile; the database knows nothing of it. */
export type BegunReading = {
  readonly ready: ReadyBill
  readonly engine: BillEngine
  readonly found: Promise<RecognisedBill>
  /** Its rows, when it is a file of charges: fails for any other. */
  readonly reading: Promise<BillReading>
  /** Stops what is still read, and removes what was laid out for it. */
  end(): Promise<void>
  /** The same for a file of which nothing is wanted: its refused rows are removed too. */
  discard(): Promise<void>
}

export async function beginReading(
  deps: Pick<BillDeps, 'folder' | 'limits'>,
  id: string,
  ready: ReadyBill,
  signal?: AbortSignal,
): Promise<BegunReading> {
  const stop = new AbortController()
  const stopped = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
  const engine = await openEngine(deps.folder, deps.limits, stopped).catch(async (error: unknown) => {
    await ready.dispose()
    throw error
  })
  const staged = join(deps.folder, `${id}.staged.parquet`)
  const quarantine = quarantinePath(deps, id)
  const found = recognisedBill(engine, ready)
  const reading = found.then((bill) => {
    if (bill.dialect.dataset !== 'CostAndUsage') throw new Error(`no charges in a file of ${bill.dialect.dataset}`)
    return readBill(engine, bill, { staged, quarantine })
  })
  reading.catch(() => undefined) // told to who awaits it
  let ended: Promise<void> | undefined
  const stopAndRemove = async () => {
    stop.abort()
    await Promise.allSettled([found, reading])
    await engine.close()
    await ready.dispose()
    await rm(staged, { force: true })
  }
  const end = async () => (ended ??= stopAndRemove())
  return {
    ready,
    engine,
    found,
    reading,
    end,
    async discard() {
      await end()
      await rm(quarantine, { force: true })
    },
  }
}
