import type { BillDeliveryView, BillFailureView, BillRowsView, BillSourceView } from '#models/bills/bill.views.ts'
import type {
  BillGrid,
  BillMonthView,
  InvoicesImported,
  InvoiceView,
  NewInvoice,
  RestatementView,
} from '#models/bills/bill-months.schemas.ts'
import type { NewRate, RatesImported, RatesView, RateView } from '#models/bills/rates.schemas.ts'
import { tarEnd, tarHeader, tarPadding } from '#models/bills/tar.ts'
import { get, post, remove, sendFile } from './http.ts'

const billsPath = '/api/bills'
export const billMonthsPath = '/api/bill-months'
export const ratesPath = '/api/exchange-rates'
const part = encodeURIComponent

export const deliveriesPath = `${billsPath}?limit=100`
export const deliveryPath = (id: string): string => `${billsPath}/${part(id)}`
export const failuresPath = (id: string, after: number): string =>
  `${deliveryPath(id)}/failures?limit=100${after < 0 ? '' : `&cursor=${after}`}`
export const failuresCsvPath = (id: string): string => `${deliveryPath(id)}/failures.csv`
export const chargeRowsPath = (importId: string, ordinal: number): string =>
  `${billsPath}/charges/${part(importId)}/${ordinal}/rows?limit=20`
export const billSourcesPath = `${billsPath}/sources`
export async function billSources(path: string, signal: AbortSignal): Promise<readonly BillSourceView[]> {
  return await get(path, { signal })
}
export const gridPath = (to: string | undefined): string =>
  `${billMonthsPath}?months=13${to === undefined ? '' : `&to=${part(to)}`}`
export const billMonthPath = (source: string, month: string): string =>
  `${billMonthsPath}/${part(source)}/${part(month)}`
export const restatementPath = (source: string, month: string, importId: string): string =>
  `${billMonthPath(source, month)}/restatements/${part(importId)}`
export const bodyRatesPath = (body: string): string => `${ratesPath}?body=${part(body)}`

/** Lines of the file behind a charge of an import. */
export const billLinesPath = (charge: { readonly import: string; readonly ordinal: number }): string =>
  `${billsPath}/charges/${part(charge.import)}/${charge.ordinal}/rows`

export async function billLines(path: string, signal: AbortSignal): Promise<BillRowsView> {
  return await get(path, { signal })
}

export async function deliveries(path: string, signal: AbortSignal): Promise<readonly BillDeliveryView[]> {
  return await get(path, { signal })
}

export async function delivery(path: string, signal: AbortSignal): Promise<BillDeliveryView> {
  return await get(path, { signal })
}

export async function failures(path: string, signal: AbortSignal): Promise<readonly BillFailureView[]> {
  return await get(path, { signal })
}

export async function chargeRows(path: string, signal: AbortSignal): Promise<BillRowsView> {
  return await get(path, { signal })
}

export async function billGrid(path: string, signal: AbortSignal): Promise<BillGrid> {
  return await get(path, { signal })
}

export async function billMonth(path: string, signal: AbortSignal): Promise<BillMonthView> {
  return await get(path, { signal })
}

export async function restatement(path: string, signal: AbortSignal): Promise<RestatementView> {
  return await get(path, { signal })
}

export async function exchangeRates(path: string, signal: AbortSignal): Promise<RatesView> {
  return await get(path, { signal })
}

export type SentBill = {
  readonly body: string
  readonly period: string
  readonly reason: string
  readonly deliveredOn: string
}

/** One file as it is; several as one body that lays them out, which the browser reads from the disk as it sends. */
export async function sendBill(
  files: readonly File[],
  given: SentBill,
): Promise<{ readonly job: string; readonly delivery: string }> {
  const query = new URLSearchParams({ body: given.body, name: files[0]?.name ?? '' })
  if (files.length > 1) query.set('files', String(files.length))
  for (const name of ['period', 'reason', 'deliveredOn'] as const)
    if (given[name].trim() !== '') query.set(name, given[name].trim())
  const [only] = files
  const sent = files.length === 1 && only !== undefined ? only : laidOut(files)
  return await sendFile(`${billsPath}?${query}`, sent)
}

function laidOut(files: readonly File[]): Blob {
  const laid = files.flatMap((file) => [tarHeader(file.name, file.size), file, new Uint8Array(tarPadding(file.size))])
  return new Blob([...laid, tarEnd()])
}

export async function closeMonth(path: string, etag: string, reason: string): Promise<BillMonthView> {
  return await post(`${path}/close`, reason === '' ? {} : { reason }, { ifMatch: etag })
}

export async function reopenMonth(path: string, etag: string, reason: string): Promise<BillMonthView> {
  return await post(`${path}/reopen`, { reason }, { ifMatch: etag })
}

export async function enterInvoice(path: string, given: NewInvoice): Promise<InvoiceView> {
  return await post(`${path}/invoices`, given)
}

export async function removeInvoice(path: string, id: string): Promise<void> {
  await remove(`${path}/invoices/${part(id)}`)
}

export async function sendInvoices(file: File, body: string): Promise<InvoicesImported> {
  return await sendFile(`${billMonthsPath}/invoices/import?${new URLSearchParams({ body, fileName: file.name })}`, file)
}

export async function enterRate(given: NewRate): Promise<RateView> {
  return await post(ratesPath, given)
}

export async function removeRate(id: string): Promise<void> {
  await remove(`${ratesPath}/${part(id)}`)
}

export async function sendRates(file: File, body: string): Promise<RatesImported> {
  return await sendFile(`${ratesPath}/import?${new URLSearchParams({ body, fileName: file.name })}`, file)
}
