import * as v from 'valibot'
import type { ProblemItem } from '#models/shared/problem.ts'
import { retailItem, type RetailItem, retailKey, retailRows } from './azure-items.ts'
import type { Pace } from './pace.ts'
import { isUnanswered, patiently, type Verdict } from './patience.ts'
import { type KnownSizes, numbered, type PriceSource } from './price-source.ts'
import { pricesNothingListed, pricesRefusedBySource, pricesUnreadableAnswer } from './prices.problems.ts'

const source = 'Azure Retail Prices API'
const publicEndpoint = 'https://prices.azure.com'

export type AzureRetailDeps = {
  readonly endpoint?: string | undefined
  readonly sizes: KnownSizes
  readonly pace: Pace
  readonly timeoutMs?: number
}

const pageSchema = v.looseObject({
  Items: v.array(v.unknown()),
  NextPageLink: v.nullish(v.string()),
  Count: v.optional(v.number()),
})
type Page = v.InferOutput<typeof pageSchema>

/** Questions asked for a region. Values are compared letter by letter, capitals included. */
function filtersOf(region: string): readonly { readonly filter: string; readonly isNeeded: boolean }[] {
  const at = `armRegionName eq '${region}'`
  return [
    { filter: `serviceName eq 'Virtual Machines' and ${at} and priceType eq 'Consumption'`, isNeeded: true },
    { filter: `serviceName eq 'Virtual Machines' and ${at} and priceType eq 'Reservation'`, isNeeded: false },
    { filter: `serviceName eq 'Storage' and ${at} and productName eq 'Standard SSD Managed Disks'`, isNeeded: false },
    { filter: `serviceName eq 'Storage' and ${at} and productName eq 'Premium SSD Managed Disks'`, isNeeded: false },
    { filter: `serviceName eq 'Bandwidth' and ${at} and meterName eq 'Standard Data Transfer Out'`, isNeeded: false },
  ]
}

/** Public Azure prices of a region in USD, the only currency they are set in; no account is needed. */
export function azureRetailPrices(deps: AzureRetailDeps): PriceSource {
  const endpoint = new URL(deps.endpoint ?? publicEndpoint)
  return {
    name: source,
    async fetch({ region, signal }) {
      const items: RetailItem[] = []
      const refused: ProblemItem[] = []
      let received = 0
      for (const { filter, isNeeded } of filtersOf(region)) {
        const answers = await answersOf(deps, endpoint, filter, signal)
        if (isNeeded && answers.length === 0) throw pricesNothingListed(source, region)
        for (const answer of answers) {
          received += 1
          const item = retailItem(answer)
          if (item === undefined) refused.push(unreadable(received))
          else items.push(item)
        }
      }
      const read = retailRows(items, region, deps.sizes)
      return {
        rows: numbered(`${source}, ${region}`, read.cells),
        refused: [...refused, ...read.refused],
        received,
        isWholeList: true,
      }
    },
  }
}

function firstAddress(endpoint: URL, filter: string, skip: number): URL {
  const address = new URL('/api/retail/prices', endpoint)
  address.searchParams.set('api-version', '2023-01-01-preview')
  address.searchParams.set('currencyCode', `'USD'`)
  address.searchParams.set('meterRegion', `'primary'`)
  address.searchParams.set('$filter', filter)
  if (skip > 0) address.searchParams.set('$skip', String(skip))
  return address
}

/**
 * Every item that answers a filter. A page says where the next one is; when it does not although it is full, the reading goes on by
 * counting what it has, and ends on a page that brings nothing new: the link has been seen empty for weeks.
 */
async function answersOf(
  deps: AzureRetailDeps,
  endpoint: URL,
  filter: string,
  signal: AbortSignal | undefined,
): Promise<readonly unknown[]> {
  const found = new Map<string, unknown>()
  const seen = new Set<string>()
  let fullPage = 0
  let address: URL | undefined = firstAddress(endpoint, filter, 0)
  while (address !== undefined) {
    seen.add(address.href)
    const page = await pageAt(deps, address, signal)
    const before = found.size
    for (const item of page.Items) found.set(keyOf(item), item)
    fullPage = Math.max(fullPage, page.Items.length)
    const link = nextLink(page, endpoint)
    const isNew = found.size > before
    if (link !== undefined && !seen.has(link.href)) address = link
    else if (link === undefined && isNew && page.Items.length === fullPage)
      address = firstAddress(endpoint, filter, found.size)
    else address = undefined
  }
  return [...found.values()]
}

/** Items repeat when a page is sent twice: the same meter, kind, term and band on the same date is the same item. */
function keyOf(item: unknown): string {
  const read = retailItem(item)
  return read === undefined ? JSON.stringify(item) : `${retailKey(read)} ${read.effectiveStartDate} ${read.retailPrice}`
}

/** The next page, on the same service only: a link that leads elsewhere is not followed. */
function nextLink({ NextPageLink }: Page, endpoint: URL): URL | undefined {
  if (NextPageLink === undefined || NextPageLink === null || NextPageLink === '') return undefined
  const link = URL.parse(NextPageLink)
  if (link === null || link.origin !== endpoint.origin) throw pricesUnreadableAnswer(source)
  return link
}

class Answered extends Error {
  readonly status: number
  readonly retryAfter: string | null
  constructor(response: Response) {
    super(`${response.status}`)
    this.status = response.status
    this.retryAfter = response.headers.get('retry-after')
  }
}

/** A page whose count and items disagree was cut on its way. */
class CutPage extends Error {}

async function pageAt(deps: AzureRetailDeps, address: URL, signal: AbortSignal | undefined): Promise<Page> {
  const act = async () => {
    const limit = AbortSignal.timeout(deps.timeoutMs ?? 30_000)
    const response = await fetch(address, { signal: signal === undefined ? limit : AbortSignal.any([signal, limit]) })
    if (!response.ok) throw new Answered(response)
    const read = v.safeParse(pageSchema, await response.json())
    if (!read.success) throw pricesUnreadableAnswer(source)
    if (read.output.Count !== undefined && read.output.Count !== read.output.Items.length) throw new CutPage()
    return read.output
  }
  return patiently(act, { source, pace: deps.pace, judge, signal })
}

function judge(error: unknown): Verdict {
  if (error instanceof CutPage) return { retryAfterMs: undefined }
  if (error instanceof Answered) {
    if (error.status === 429 || error.status >= 500) return { retryAfterMs: askedToWait(error.retryAfter) }
    throw pricesRefusedBySource(source, String(error.status))
  }
  if (error instanceof SyntaxError) throw pricesUnreadableAnswer(source)
  return error instanceof Error && isUnanswered(error) ? { retryAfterMs: undefined } : 'give-up'
}

/** Milliseconds of a `Retry-After` in seconds; undefined when it says nothing readable. */
export function askedToWait(retryAfter: string | null): number | undefined {
  const seconds = retryAfter === null || retryAfter === '' ? Number.NaN : Number(retryAfter)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined
}

function unreadable(item: number): ProblemItem {
  return {
    code: 'price-item-unreadable',
    row: item,
    detail: { fr: 'Cet élément n’a pas la forme d’un prix.', en: 'This item does not have the form of a price.' },
  }
}
