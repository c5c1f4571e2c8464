import type { PriceMapping } from '#models/prices/price-mapping.ts'
import type {
  PriceBookDetail,
  PriceBookDifference,
  PriceBookView,
  PriceLine,
  PricesInForceView,
  PriceVisibility,
} from '#models/prices/price-books.schemas.ts'
import { get, post, sendFile } from './http.ts'

export const priceBooksPath = '/api/price-books'
/** What the page asks first: as many lists as a house receives in years. */
export const receivedBooksPath = `${priceBooksPath}?limit=200`
export const priceBookPath = (book: string): string => `${priceBooksPath}/${encodeURIComponent(book)}`
export const priceDifferencePath = (book: string): string => `${priceBookPath(book)}/difference`

export function pricesInForcePath(body: string): string {
  return `${priceBooksPath}/in-force${body === '' ? '' : `?body=${encodeURIComponent(body)}`}`
}

export function priceLinesPath(asked: {
  readonly body: string
  readonly text: string
  readonly cursor: string
}): string {
  const query = new URLSearchParams({ limit: '25', cursor: asked.cursor })
  if (asked.body !== '') query.set('body', asked.body)
  if (asked.text !== '') query.set('q', asked.text)
  return `${priceBooksPath}/in-force/prices?${query}`
}

export type PriceLinesPage = {
  readonly lines: readonly PriceLine[]
  readonly total: number
  readonly next: string | null
}

export async function receivedBooks(path: string, signal: AbortSignal): Promise<readonly PriceBookView[]> {
  return await get(path, { signal })
}

export async function priceBook(path: string, signal: AbortSignal): Promise<PriceBookDetail> {
  return await get(path, { signal })
}

export async function priceDifference(path: string, signal: AbortSignal): Promise<PriceBookDifference> {
  return await get(path, { signal })
}

export async function pricesInForce(path: string, signal: AbortSignal): Promise<PricesInForceView> {
  return await get(path, { signal })
}

export async function priceLines(path: string, signal?: AbortSignal): Promise<PriceLinesPage> {
  return await get(path, { signal })
}

export type SentPrices = {
  readonly body: string
  readonly visibility: PriceVisibility
  readonly isWholeList: boolean
  readonly mapping: PriceMapping | undefined
}

export async function sendPriceFile(file: File, given: SentPrices): Promise<{ readonly job: string }> {
  const query = new URLSearchParams({
    body: given.body,
    fileName: file.name,
    visibility: given.visibility,
    whole: given.isWholeList ? 'yes' : 'no',
  })
  if (given.mapping !== undefined) query.set('mapping', JSON.stringify(given.mapping))
  return await sendFile(`${priceBooksPath}?${query}`, file)
}

export type TakenOutlier = { readonly line: number; readonly reason: string }

export async function acceptPriceBook(
  { book, etag }: Pick<PriceBookView, 'book' | 'etag'>,
  given: { readonly inForceFrom: string | undefined; readonly outliers: readonly TakenOutlier[] },
): Promise<PriceBookDetail> {
  const { inForceFrom, outliers } = given
  const body = inForceFrom === undefined ? { outliers } : { outliers, inForceFrom }
  return await post(`${priceBookPath(book)}/accept`, body, { ifMatch: etag })
}

export async function rejectPriceBook(
  { book, etag }: Pick<PriceBookView, 'book' | 'etag'>,
  reason: string,
): Promise<PriceBookDetail> {
  return await post(`${priceBookPath(book)}/reject`, { reason }, { ifMatch: etag })
}
