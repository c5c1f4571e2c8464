import type { Price, PriceBook, PriceStatus } from '#models/prices/price-book.ts'
import type { PriceLine, PricesInForceView } from '#models/prices/price-books.schemas.ts'
import { daysBetween } from '#models/shared/day.ts'
import { fold } from '#models/shared/fold.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import { todayOf } from '#server/shared/clock.ts'
import { priceGaps, type Reference } from '#server/shared/datasets.ts'
import { pricesInForce, visibleTo } from './in-force.usecases.ts'
import { acceptedOn } from './prices.repository.ts'
import type { PricesDeps } from './prices.usecases.ts'

async function referenceOf(deps: PricesDeps, reach: Reach, body: string | undefined): Promise<Reference> {
  const inForce = await pricesInForce(deps.db, todayOf(deps.clock))
  return body === undefined ? inForce.common : inForce.ofBody((await bodyInReach(deps, reach, body)).id)
}

/** What prices rest on today, for everybody or for one body: how many, how old, of what evidence, and what is missing. */
export async function pricesInForceView(
  deps: PricesDeps,
  reach: Reach,
  body: string | undefined,
): Promise<PricesInForceView> {
  const { book, digest } = await referenceOf(deps, reach, body)
  const prices = moneyIn(book)
  const today = todayOf(deps.clock)
  const reader = body === undefined ? undefined : (await bodyInReach(deps, reach, body)).id
  const lists = visibleTo(await acceptedOn(deps.db, today), reader)
  return {
    body: body ?? null,
    asOf: book.asOf,
    ageDays: daysBetween(book.asOf, today),
    items: prices.length,
    digest,
    lists: [...Map.groupBy(prices, (price) => `${price.provider}|${price.region}`).values()].map(summaryOf),
    gaps: priceGaps(),
    books: lists.map((one) => one.code),
  }
}

/** Physical factors stand in the shipped lists beside prices: they have no currency. */
function moneyIn(book: PriceBook): readonly Price[] {
  return book.prices.filter((price) => price.currency !== '')
}

function summaryOf(prices: readonly Price[]): PricesInForceView['lists'][number] {
  const [first] = prices
  const dates = prices.map((price) => price.asOf).toSorted()
  const count = (status: PriceStatus) => prices.filter((price) => price.status === status).length
  return {
    provider: first?.provider ?? '',
    region: first?.region ?? '',
    items: prices.length,
    oldest: dates[0] ?? '',
    newest: dates.at(-1) ?? '',
    statuses: {
      verified: count('verified'),
      derived: count('derived'),
      estimate: count('estimate'),
      unverified: count('unverified'),
    },
  }
}

const folded = new WeakMap<Price, string>()

function textOf(price: Price): string {
  const known = folded.get(price)
  if (known !== undefined) return known
  const text = fold([price.provider, price.region, price.service, price.sku, price.os].join(' '))
  folded.set(price, text)
  return text
}

/** Prices in force whose words hold every word asked, a page at a time; the cursor is how many stand before. */
export async function priceLines(
  deps: PricesDeps,
  reach: Reach,
  asked: {
    readonly body?: string | undefined
    readonly q?: string | undefined
    readonly cursor: number
    readonly limit: number
  },
): Promise<{ readonly lines: readonly PriceLine[]; readonly total: number; readonly next: string | null }> {
  const { book } = await referenceOf(deps, reach, asked.body)
  const words = fold(asked.q ?? '')
    .split(' ')
    .filter(Boolean)
  const found =
    words.length === 0
      ? moneyIn(book)
      : moneyIn(book).filter((price) => words.every((word) => textOf(price).includes(word)))
  const end = asked.cursor + asked.limit
  return {
    lines: found.slice(asked.cursor, end).map(lineOf),
    total: found.length,
    next: end < found.length ? String(end) : null,
  }
}

function lineOf(price: Price): PriceLine {
  const { provider, region, service, sku, os, term, vcpu, memoryGib, amountText, currency, unit, asOf, status } = price
  const at = `${price.file}:${price.line}`
  return {
    provider,
    region,
    service,
    sku,
    os,
    term,
    vcpu,
    memoryGib,
    amount: amountText,
    currency,
    unit,
    asOf,
    status,
    source: price.source,
    at,
  }
}
