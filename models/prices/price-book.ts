import type { DataRow } from '../hosting/hosting-options.ts'
import type { OperatingSystemFamily } from '../inventory/asset.schemas.ts'
import type { ProblemItem } from '../shared/problem.ts'
import { finished, type Steps } from '../shared/steps.ts'

export type PriceStatus = 'verified' | 'derived' | 'estimate' | 'unverified'
export type PriceTerm = 'on-demand' | 'reserved-1y' | 'reserved-3y' | 'committed-1y' | 'committed-3y'

/** One row of a price list: before tax, list price, in its own currency and unit. */
export type Price = {
  readonly provider: string
  readonly region: string
  readonly service: string
  readonly sku: string
  readonly vcpu: number | null
  readonly memoryGib: number | null
  readonly os: string
  readonly unit: string
  /** Decimal text as published. */
  readonly amountText: string
  readonly amount: number
  readonly currency: string
  readonly asOf: string
  readonly source: string
  readonly status: PriceStatus
  readonly file: string
  readonly line: number
  readonly term: PriceTerm
  /** The hosting option that the row names itself; otherwise its provider and region tell. */
  readonly option?: string
  /** What the row is stated to stand for at its place, before any choice of ours. */
  readonly standsFor?: PriceUse
  /** As published, when the amount was converted to USD so that sizes of one place compare. */
  readonly published?: { readonly amountText: string; readonly currency: string; readonly cadPerUsd: number }
}

export const priceUses = ['storage', 'egress', 'backup'] as const
export type PriceUse = (typeof priceUses)[number]

type SkuChoice = {
  readonly provider: string
  readonly region: string
  readonly sku: string
  readonly blockGib?: number
}

/**
 * Which SKU stands for general-purpose storage, data going out and snapshots, where each option's prices are, and what is left out of
 * compute (`data/prices/choices.json`). Choices that were kept before data going out was priced have neither `egress` nor `backup`.
 */
export type PriceChoices = {
  readonly storage: readonly SkuChoice[]
  readonly egress?: readonly {
    readonly options: readonly string[]
    readonly provider: string
    readonly region: string
    /** `from`: units of the SKU (GB or GiB) each month from which it holds. */
    readonly tiers?: readonly { readonly sku: string; readonly from: number }[]
    /** A list whose SKUs say their own bands: `… [0-100]`, `… [100-]`. */
    readonly service?: string
  }[]
  readonly backup?: readonly SkuChoice[]
  readonly places: readonly {
    readonly option: string
    readonly provider: string
    readonly regions: readonly string[]
    readonly note?: string
  }[]
  readonly excluded: readonly {
    readonly pattern: string
    readonly why: string
    readonly family?: 'burstable'
  }[]
}

export type StorageChoice = { readonly price: Price; readonly blockGib: number | undefined }

/** A band of the price of data going out to the Internet: it holds from `fromGb` decimal gigabytes (10^9 bytes) a month up to the next band. */
export type EgressTier = { readonly price: Price; readonly fromGb: number }

/** Prices of one option, ready to choose from. */
export type OptionPrices = {
  /** On-demand compute by operating system, cheapest first; ties by size, then SKU. */
  readonly compute: ReadonlyMap<string, readonly Price[]>
  /** The same for burstable sizes, which only measures may choose; absent in books of before. */
  readonly burstable?: ReadonlyMap<string, readonly Price[]>
  readonly storage: StorageChoice | undefined
  /** Bands of the price of data going out, lowest first; undefined when no list gives one: unknown, never free. */
  readonly egress: readonly EgressTier[] | undefined
  /** What keeping a snapshot costs; undefined when no list says. */
  readonly backup: StorageChoice | undefined
}

export type PriceBook = {
  readonly id: string
  readonly asOf: string
  readonly prices: readonly Price[]
  /** By option id; an option that is absent has no public price list. */
  readonly byOption: ReadonlyMap<string, OptionPrices>
  /** Commitment prices by `provider|region|sku|os`. */
  readonly commitments: ReadonlyMap<string, readonly Price[]>
  readonly refused: readonly ProblemItem[]
}

const statuses: readonly PriceStatus[] = ['verified', 'derived', 'estimate', 'unverified']

/**
 * A price book from the rows of `data/prices/*.csv`. A row that cannot be read is refused by file and line, never dropped in silence;
 * rows whose unit is a ratio are not money and are left out. `asOf` is the latest date of its rows.
 */
export function priceBook(given: BookContent): PriceBook {
  return finished(pricingBook(given))
}

export type BookContent = {
  readonly id: string
  readonly rows: readonly DataRow[]
  readonly choices: PriceChoices
  /** Converts what is listed in Canadian dollars where options are priced; without it, such rows price nothing. */
  readonly cadPerUsd?: number | undefined
}

const rowsAStep = 2_000

/** The same, a few thousand rows at a time. */
export function* pricingBook(given: BookContent): Steps<PriceBook> {
  const refused: ProblemItem[] = []
  const prices: Price[] = []
  const comparable: Price[] = []
  let done = 0
  for (const row of given.rows) {
    done += 1
    if (done % rowsAStep === 0) yield
    if (row.values['unit'] === 'ratio') continue
    const price = readPrice(row)
    if (typeof price === 'string') {
      refused.push(refusedRow(row, price))
      continue
    }
    prices.push(price)
    const converted = inUsd(price, given.cadPerUsd)
    if (converted !== undefined) comparable.push(converted)
  }
  yield
  const byPlace = Map.groupBy(comparable, (price) => price.option ?? `${price.provider}|${price.region}`)
  yield
  const listed = given.choices.places.map((place) => place.option)
  const named = [...new Set(comparable.flatMap(({ option }) => option ?? []))].filter((one) => !listed.includes(one))
  const places: readonly Place[] = [
    ...given.choices.places,
    ...named.map((option) => ({ option, provider: '', regions: [] })),
  ]
  const patterns = given.choices.excluded.map((rule) => ({ pattern: new RegExp(rule.pattern), family: rule.family }))
  const byOption = new Map<string, OptionPrices>()
  for (const place of places) {
    byOption.set(place.option, optionPrices(byPlace, place, given.choices, patterns))
    yield
  }
  const commitments = Map.groupBy(
    comparable.filter((price) => price.term !== 'on-demand').toSorted(payingLessFirst),
    commitmentKey,
  )
  yield
  const asOf = prices.reduce((latest, price) => (price.asOf > latest ? price.asOf : latest), '')
  return { id: given.id, asOf, prices, byOption, commitments, refused }
}

function refusedRow(row: DataRow, column: string): ProblemItem {
  return {
    code: 'price-row-refused',
    row: row.line,
    column,
    detail: { fr: `${row.file} : valeur refusée dans ${column}.`, en: `${row.file}: refused value in ${column}.` },
  }
}

/** The same price in USD; undefined for what is in another currency, or in none (a physical factor). */
function inUsd(price: Price, cadPerUsd: number | undefined): Price | undefined {
  if (price.currency === 'USD') return price
  if (price.currency !== 'CAD' || cadPerUsd === undefined || !(cadPerUsd > 0)) return undefined
  const { amountText, currency } = price
  return { ...price, amount: price.amount / cadPerUsd, currency: 'USD', published: { amountText, currency, cadPerUsd } }
}

/** Of the ways to pay one commitment, the one without payment ahead stands first: it compares with paying as one goes. */
function payingLessFirst(a: Price, b: Price): number {
  const ahead = ({ service }: Price) =>
    service.includes('All Upfront') ? 2 : service.includes('Partial Upfront') ? 1 : 0
  return ahead(a) - ahead(b)
}

export function commitmentKey(price: Pick<Price, 'provider' | 'region' | 'sku' | 'os'>): string {
  return `${price.provider}|${price.region}|${price.sku}|${price.os}`
}

function readPrice(row: DataRow): Price | string {
  const cell = (name: string) => row.values[name]?.trim() ?? ''
  const status = statuses.find((known) => known === cell('status'))
  if (status === undefined) return 'status'
  const amountText = cell('price')
  if (!/^\d+(\.\d+)?$/.test(amountText)) return 'price'
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(cell('as_of'))) return 'as_of'
  const size = (name: string) => (cell(name) === '' ? null : Number(cell(name)))
  const vcpu = size('vcpu')
  const memoryGib = size('memory_gib')
  if (Number.isNaN(vcpu)) return 'vcpu'
  if (Number.isNaN(memoryGib)) return 'memory_gib'
  return {
    provider: cell('provider'),
    region: cell('region'),
    service: cell('service'),
    sku: cell('sku'),
    vcpu,
    memoryGib,
    os: cell('os'),
    unit: cell('unit'),
    amountText,
    amount: Number(amountText),
    currency: cell('currency'),
    asOf: cell('as_of'),
    source: cell('source'),
    status,
    file: row.file,
    line: row.line,
    term: termOf(cell('service')),
    ...(cell('option') === '' ? {} : { option: cell('option') }),
    ...optional(
      'standsFor',
      priceUses.find((use) => use === cell('stands_for')),
    ),
  }
}

function optional<K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<K, T>>) // the one member is the one named
}

function termOf(service: string): PriceTerm {
  const match = /(Reserved|CUD) (\d)yr/.exec(service)
  if (match === null) return 'on-demand'
  const years = match[2] === '3' ? '3y' : '1y'
  return match[1] === 'CUD' ? `committed-${years}` : `reserved-${years}`
}

type Place = PriceChoices['places'][number]

type ExclusionRule = { readonly pattern: RegExp; readonly family: string | undefined }

type ByPlace = ReadonlyMap<string, readonly Price[]>

/** Prices that hold at a place: rows that name its option, and those of its provider's regions. */
function pricesAt(byPlace: ByPlace, { option, provider, regions }: Place): readonly Price[] {
  return [option, ...regions.map((region) => `${provider}|${region}`)].flatMap((key) => byPlace.get(key) ?? [])
}

/** What a size costs a year on demand, so that lists by the hour and by the month compare. */
function yearly(price: Price): number {
  return price.amount * (price.unit === 'month' ? 12 : 8_760)
}

function optionPrices(
  byPlace: ByPlace,
  place: Place,
  choices: PriceChoices,
  patterns: readonly ExclusionRule[],
): OptionPrices {
  const own = pricesAt(byPlace, place)
  const sized = own.filter(
    (price) =>
      (price.unit === 'hour' || price.unit === 'month') &&
      price.vcpu !== null &&
      price.memoryGib !== null &&
      price.os !== '' &&
      price.amount > 0 &&
      price.term === 'on-demand' &&
      !price.service.startsWith('Compute Engine monthly'),
  )
  const ordered = sized.toSorted(
    (a, b) => yearly(a) - yearly(b) || (a.vcpu ?? 0) - (b.vcpu ?? 0) || a.sku.localeCompare(b.sku, 'en'),
  )
  const excludedBy = ({ sku }: Price) => patterns.filter(({ pattern }) => pattern.test(sku))
  const compute = ordered.filter((price) => excludedBy(price).length === 0)
  const burstable = ordered.filter((price) => {
    const rules = excludedBy(price)
    return rules.length > 0 && rules.every(({ family }) => family === 'burstable')
  })
  return {
    compute: Map.groupBy(compute, (one) => one.os),
    burstable: Map.groupBy(burstable, (one) => one.os),
    storage: stated(own, 'storage') ?? chosenStorage(own, choices.storage),
    egress: statedEgress(own) ?? egressTiers(byPlace, place.option, choices.egress ?? []),
    backup: stated(own, 'backup') ?? chosenStorage(own, choices.backup ?? []),
  }
}

/** The row that says of itself what it stands for. */
function stated(own: readonly Price[], use: PriceUse): StorageChoice | undefined {
  const price = own.find((one) => one.standsFor === use)
  return price === undefined ? undefined : { price, blockGib: undefined }
}

function statedEgress(own: readonly Price[]): readonly EgressTier[] | undefined {
  const price = own.find((one) => one.standsFor === 'egress')
  return price === undefined ? undefined : [{ price, fromGb: 0 }]
}

function chosenStorage(own: readonly Price[], choices: readonly SkuChoice[]): StorageChoice | undefined {
  for (const choice of choices) {
    const price = own.find(
      (one) => one.sku === choice.sku && one.region === choice.region && one.provider === choice.provider,
    )
    if (price !== undefined) return { price, blockGib: choice.blockGib }
  }
  return undefined
}

const gbPerGib = 1.073741824

type EgressChoice = NonNullable<PriceChoices['egress']>[number]

/** The first choice of a place whose bands are all listed: with one missing, what lies inside it would take the price of another. */
function egressTiers(byPlace: ByPlace, option: string, choices: readonly EgressChoice[]) {
  for (const choice of choices.filter((one) => one.options.includes(option))) {
    const own = byPlace.get(`${choice.provider}|${choice.region}`) ?? []
    const tiers = choice.service === undefined ? namedTiers(own, choice.tiers ?? []) : bandedTiers(own, choice.service)
    if (tiers !== undefined) return tiers
  }
  return undefined
}

function namedTiers(
  own: readonly Price[],
  named: NonNullable<EgressChoice['tiers']>,
): readonly EgressTier[] | undefined {
  const tiers = named.flatMap(({ sku, from }) => {
    const price = own.find((one) => one.sku === sku)
    return price === undefined ? [] : [egressTier(price, from)]
  })
  return tiers.length === named.length && tiers.length > 0 ? tiers : undefined
}

function bandedTiers(own: readonly Price[], service: string): readonly EgressTier[] | undefined {
  const bands = own.flatMap((price) => {
    const band = price.service === service ? /\[(\d+)-(\d*)\]$/.exec(price.sku) : null
    return band === null ? [] : [{ price, from: Number(band[1]), to: band[2] === '' ? Infinity : Number(band[2]) }]
  })
  bands.sort((a, b) => a.from - b.from)
  const isWhole = bands.length > 0 && bands.every(({ from }, i) => from === (i === 0 ? 0 : bands[i - 1]?.to))
  return isWhole ? bands.map(({ price, from }) => egressTier(price, from)) : undefined
}

function egressTier(price: Price, from: number): EgressTier {
  return { price, fromGb: price.unit.startsWith('GiB') ? from * gbPerGib : from }
}

/** The licence name that a price list writes for an operating system; undefined when lists have none for it. */
export function listedOs(family: OperatingSystemFamily): string | undefined {
  const names: Readonly<Partial<Record<OperatingSystemFamily, string>>> = {
    linux: 'Linux',
    windows: 'Windows',
    rhel: 'RHEL',
    sles: 'SLES',
  }
  return names[family]
}
