import { basename, join } from 'node:path'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { Clock } from '#server/shared/clock.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import type { BillLimits } from './bill-limits.ts'
import type { ToldPart } from './bill-parts.ts'
import { type DeliveryWithBody, insertDelivery } from './bills.repository.ts'

export type BillDeps = {
  readonly db: Database
  readonly clock: Clock
  /** Where the rows of bills are kept. */
  readonly folder: string
  readonly limits: BillLimits
}

/** What a person says of a delivery: the only month to take, why it may replace what stands, the day it was delivered. */
export type AskedImport = {
  readonly period?: string | undefined
  readonly reason?: string | undefined
  readonly deliveredOn?: string | undefined
  /** The files it came in, when they were several. */
  readonly parts?: readonly ToldPart[] | undefined
}

export const askedOf = (delivery: DeliveryWithBody) => JSON.parse(delivery.asked_json) as AskedImport // written by receiveBill

/** What tells the files of a delivery: one by its digest, several by each of theirs. */
export function filesOf(delivery: DeliveryWithBody): readonly string[] {
  return askedOf(delivery).parts?.map(({ sha256 }) => sha256) ?? [delivery.sha256]
}

/** The refused rows of a delivery, as the file writes them. */
export const quarantinePath = ({ folder }: Pick<BillDeps, 'folder'>, id: string) =>
  join(folder, `${id}.quarantine.parquet`)

/** Notes a received bill; nothing of it is read yet. */
export async function receiveBill(
  deps: Pick<BillDeps, 'db' | 'clock'>,
  reach: Reach,
  given: {
    readonly bodyCode: string
    readonly fileName: string
    readonly sha256: string
    readonly bytes: number
    readonly asked: AskedImport
    readonly id?: string
  },
): Promise<string> {
  const body = await bodyInReach(deps, reach, given.bodyCode)
  const id = given.id ?? newId()
  const fileName = basename(given.fileName).slice(0, 200)
  await changing(deps, reach, async (work) => {
    await insertDelivery(work.tx, {
      id,
      body_id: body.id,
      file_name: fileName,
      sha256: given.sha256,
      bytes: given.bytes,
      container: '',
      dialect: null,
      dataset: null,
      version: null,
      state: 'received',
      asked_json: JSON.stringify(given.asked),
      result_json: 'null',
      problem_json: null,
      delivered_at: given.asked.deliveredOn === undefined ? null : `${given.asked.deliveredOn}T00:00:00Z`,
      stated_by: reach.actor,
      received_at: work.at,
      ended_at: null,
      row_version: 1,
    })
    await work.record({
      bodyId: body.id,
      action: 'bills.received',
      objectType: 'bill-delivery',
      objectId: id,
      after: { file: fileName, sha256: given.sha256, bytes: given.bytes, ...given.asked },
    })
  })
  return id
}

/** Deliveries whose reading a stopped process left behind: said, so that they can be sent again. */
export async function failInterruptedBills(db: Database): Promise<void> {
  const problem = {
    code: 'bill-interrupted',
    detail: {
      fr: 'Le service s’est arrêté pendant la lecture. Rien n’a été publié. Envoyer le fichier à nouveau.',
      en: 'The service stopped during the reading. Nothing was published. Send the file again.',
    },
  }
  await db
    .updateTable('bill_delivery')
    .set({ state: 'refused', problem_json: JSON.stringify(problem) })
    .where('state', '=', 'received')
    .execute()
  await db.updateTable('bill_import').set({ state: 'abandoned' }).where('state', '=', 'staged').execute()
}
