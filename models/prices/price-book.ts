import type { DataRow } from '../hosting/hosting-options.ts'
import type { OperatingSystemFamily } from '../inventory/asset.schemas.ts'
import type { ProblemItem } from '../shared/problem.ts'

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
}

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
    readonly tiers: readonly { readonly sku: string; readonly from: number }[]
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
export function priceBook(given: {
  readonly id: string
  readonly rows: readonly DataRow[]
  readonly choices: PriceChoices
}): PriceBook {
  const refused: ProblemItem[] = []
  const prices = given.rows.flatMap((row) => {
    if (row.values['unit'] === 'ratio') return []
    const price = readPrice(row)
    if (typeof price !== 'string') return [price]
    refused.push({
      code: 'price-row-refused',
      row: row.line,
      column: price,
      detail: { fr: `${row.file} : valeur refusée dans ${price}.`, en: `${row.file}: refused value in ${price}.` },
    })
    return []
  })
  const byOption = new Map(
    given.choices.places.map((place) => [place.option, optionPrices(prices, place, given.choices)]),
  )
  const commitments = Map.groupBy(
    prices.filter((price) => price.term !== 'on-demand'),
    commitmentKey,
  )
  const asOf = prices.reduce((latest, price) => (price.asOf > latest ? price.asOf : latest), '')
  return { id: given.id, asOf, prices, byOption, commitments, refused }
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
  }
}

function termOf(service: string): PriceTerm {
  const match = /(Reserved|CUD) (\d)yr/.exec(service)
  if (match === null) return 'on-demand'
  const years = match[2] === '3' ? '3y' : '1y'
  return match[1] === 'CUD' ? `committed-${years}` : `reserved-${years}`
}

function optionPrices(
  prices: readonly Price[],
  place: PriceChoices['places'][number],
  choices: PriceChoices,
): OptionPrices {
  const own = prices.filter((price) => price.provider === place.provider && place.regions.includes(price.region))
  const patterns = choices.excluded.map((rule) => ({ pattern: new RegExp(rule.pattern), family: rule.family }))
  const sized = own.filter(
    (price) =>
      price.unit === 'hour' &&
      price.vcpu !== null &&
      price.memoryGib !== null &&
      price.os !== '' &&
      price.amount > 0 &&
      price.term === 'on-demand' &&
      !price.service.startsWith('Compute Engine monthly'),
  )
  const ordered = sized.toSorted(
    (a, b) => a.amount - b.amount || (a.vcpu ?? 0) - (b.vcpu ?? 0) || a.sku.localeCompare(b.sku, 'en'),
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
    storage: chosenStorage(own, choices.storage),
    egress: egressTiers(
      prices,
      choices.egress?.find((one) => one.options.includes(place.option)),
    ),
    backup: chosenStorage(own, choices.backup ?? []),
  }
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

/** Every band, or nothing: with a band missing, what lies inside it would be charged at the price of another. */
function egressTiers(
  prices: readonly Price[],
  choice: NonNullable<PriceChoices['egress']>[number] | undefined,
): readonly EgressTier[] | undefined {
  if (choice === undefined) return undefined
  const tiers = choice.tiers.flatMap(({ sku, from }) => {
    const price = prices.find(
      (one) => one.provider === choice.provider && one.region === choice.region && one.sku === sku,
    )
    return price === undefined ? [] : [{ price, fromGb: price.unit.startsWith('GiB') ? from * gbPerGib : from }]
  })
  return tiers.length === choice.tiers.length && tiers.length > 0 ? tiers : undefined
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

/**
 * Prices per vCPU that stand far from the median of their family (same provider, region, operating system and letters before the size):
 * more than a factor apart, they point to a row of another operating system or unit. Empty when all is plausible.
 */
export function priceOutliers(book: PriceBook, factor = 3): Price[] {
  const compute = [...book.byOption.values()].flatMap((prices) => [...prices.compute.values()].flat())
  const families = Map.groupBy(
    compute,
    (price) =>
      `${price.provider}|${price.region}|${price.os}|${/^[A-Za-z]+_?[A-Za-z]*\d*/.exec(price.sku)?.[0] ?? price.sku}`,
  )
  return [...families.values()].flatMap((family) => {
    const perVcpu = family.map((price) => price.amount / (price.vcpu ?? 1)).toSorted((a, b) => a - b)
    const median = perVcpu[Math.floor(perVcpu.length / 2)] ?? 0
    return family.filter(
      (price) =>
        price.amount / (price.vcpu ?? 1) > median * factor || price.amount / (price.vcpu ?? 1) < median / factor,
    )
  })
}
