import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reach } from '#server/access/reach.ts'
import { pagesInFolder } from '#server/prices/kept-pages.ts'
import { type Pace, realPace } from '#server/prices/pace.ts'
import { sha256 } from '#server/shared/digest.ts'
import {
  type AzureConsumptionDeps,
  budgetsOf,
  consumptionClient,
  forgetUsageDetails,
  reservationSummariesOf,
  usageDetails,
} from './azure-consumption.ts'
import { type AwsExport, downloadedExport } from './aws-export.ts'
import { type BillSummary, importBillFile, importBillParts } from './bill-files.usecases.ts'
import { keepAside } from './kept-aside.ts'
import type { BillDeps } from './receiving.usecases.ts'
import { usageDetailRows } from './usage-detail-rows.ts'

export type AzureBillRequest = {
  readonly scope: string
  readonly month: string
  readonly bodyCode: string
  readonly endpoint?: string | undefined
  readonly reason?: string | undefined
  readonly signal?: AbortSignal
}

export type FetchedBill = {
  readonly scope: string
  readonly period: string
  readonly records: { readonly actual: number; readonly amortized: number }
  /** Null when the service answered that it bills nothing: nothing is replaced. */
  readonly bill: BillSummary | null
  readonly budgets: { readonly state: 'answered' | 'not-offered'; readonly count: number }
  readonly reservations: { readonly state: 'answered' | 'not-offered'; readonly count: number }
  /** Where the answers are kept as received, a record a line. */
  readonly raw: string
}

/**
 * Asks the consumption API of Azure for a month of a scope, both sides of its costs, keeps the answers as they came, and imports them as
 * one bill in the place of the former one. Long, and outside: never on the thread that answers people.
 */
export async function fetchAzureBill(
  deps: BillDeps & { readonly pace?: Pace },
  reach: Reach,
  request: AzureBillRequest,
): Promise<FetchedBill> {
  const { month, signal } = request
  const source: AzureConsumptionDeps = {
    // A leading slash would be doubled by the client.
    scope: request.scope.replace(/^\/+|\/+$/g, ''),
    endpoint: request.endpoint,
    pace: deps.pace ?? realPace,
    kept: pagesInFolder(join(deps.folder, 'pages'), () => deps.clock.now().getTime()),
    ...(signal === undefined ? {} : { signal }),
  }
  const client = consumptionClient(source)
  // One after the other: the limits are those of the whole tenant.
  const actualcost = await usageDetails(client, source, { month, metric: 'actualcost' })
  const amortizedcost = await usageDetails(client, source, { month, metric: 'amortizedcost' })
  const budgets = await budgetsOf(client, source)
  const reservations = await reservationSummariesOf(client, source, month)
  const raw = await keptRaw(deps, {
    actualcost,
    amortizedcost,
    budgets: budgets.records,
    reservations: reservations.records,
  })
  const beside = { budgets: budgets.records, reservations: reservations.records }
  const told = {
    scope: source.scope,
    period: month,
    records: { actual: actualcost.length, amortized: amortizedcost.length },
    budgets: { state: budgets.state, count: budgets.records.length },
    reservations: { state: reservations.state, count: reservations.records.length },
    raw,
  }
  if (actualcost.length + amortizedcost.length === 0) {
    await forgetUsageDetails(source, month)
    return { ...told, bill: null }
  }
  const file = join(deps.folder, `azure-usage-details-${sha256(source.scope).slice(0, 8)}-${month}.csv`)
  await writeFile(file, usageDetailRows({ actualcost, amortizedcost }), { mode: 0o600 })
  try {
    const asked = { period: month, ...(request.reason === undefined ? {} : { reason: request.reason }) }
    const bill = await importBillFile(deps, reach, { file, bodyCode: request.bodyCode, asked })
    await keepAside(deps, reach, { ...beside, bill: bill.batch, month, raw })
    await forgetUsageDetails(source, month)
    return { ...told, bill }
  } finally {
    await rm(file, { force: true })
  }
}

export type AwsBillRequest = {
  readonly export: AwsExport
  readonly month: string
  readonly bodyCode: string
  readonly endpoint?: string | undefined
  readonly region?: string | undefined
  readonly reason?: string | undefined
  readonly signal?: AbortSignal
}
export type FetchedExport = {
  readonly export: string
  readonly period: string
  readonly files: number
  /** Null when AWS delivered nothing of the month: nothing is replaced. */
  readonly bill: BillSummary | null
}

/**
 * Takes a month of an AWS data export from its bucket, with the manifest that says which files it has, and imports it as one bill in the
 * place of the former one. Long, and outside: never on the thread that answers people.
 */
export async function fetchAwsBill(deps: BillDeps, reach: Reach, request: AwsBillRequest): Promise<FetchedExport> {
  const { bodyCode, month, reason } = request
  await mkdir(deps.folder, { recursive: true })
  const folder = await mkdtemp(join(deps.folder, 'aws-'))
  try {
    const { bucket, prefix } = request.export
    const files = await downloadedExport({ ...request, bucket, prefix }, month, folder)
    const told = { export: `s3://${bucket}/${prefix}`, period: month, files: Math.max(0, files.length - 1) }
    if (files.length === 0) return { ...told, bill: null }
    const asked = { period: month, ...(reason === undefined ? {} : { reason }) }
    return { ...told, bill: await importBillParts(deps, reach, { files, bodyCode, asked }) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The answers as they came, JSON lines under the name of their digest: the same answers are kept once. */
async function keptRaw(deps: BillDeps, lists: Readonly<Record<string, readonly string[]>>): Promise<string> {
  const folder = join(deps.folder, 'raw')
  const lines = Object.entries(lists).flatMap(([list, records]) =>
    records.map((record) => `{"list":${JSON.stringify(list)},"record":${record}}`),
  )
  const text = `${lines.join('\n')}\n`
  const name = `${sha256(text)}.jsonl`
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), text, { mode: 0o600 })
  return name
}
