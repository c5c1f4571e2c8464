import { join } from 'node:path'
import type { PriceBookDetail, PriceSourceKind, PriceVisibility } from '#models/prices/price-books.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import { todayOf } from '#server/shared/clock.ts'
import { currentReference } from '#server/shared/datasets.ts'
import { azureRetailPrices } from './azure-retail-prices.ts'
import { pagesInFolder } from './kept-pages.ts'
import { realPace } from './pace.ts'
import type { KnownSizes, PriceSource } from './price-source.ts'
import { type PricesDeps, proposePriceBook } from './prices.usecases.ts'

export type RefreshDeps = PricesDeps & { readonly filesFolder: string }

export type RefreshRequest = {
  readonly provider: 'aws' | 'azure'
  readonly region: string
  readonly endpoint?: string | undefined
  /** Asks for the price sheet of this subscription instead of the public list. */
  readonly subscription?: string | undefined
  readonly bodyId: string
  readonly visibility: PriceVisibility
  readonly signal?: AbortSignal
}

/** Asks a provider for its prices of a region and proposes what it answers. Long, and outside: never on the thread that answers people. */
export async function refreshPrices(deps: RefreshDeps, reach: Reach, asked: RefreshRequest): Promise<PriceBookDetail> {
  const { kind, source } = await sourceOf(deps, asked)
  const received = await source.fetch({ region: asked.region, signal: asked.signal })
  return proposePriceBook(deps, reach, {
    bodyId: asked.bodyId,
    visibility: asked.visibility,
    source: kind,
    name: source.name,
    region: asked.region,
    received,
  })
}

/** The clients of the providers are large: they are read when they are asked for, not at every start. */
async function sourceOf(
  deps: RefreshDeps,
  { provider, endpoint, subscription }: RefreshRequest,
): Promise<{ readonly kind: PriceSourceKind; readonly source: PriceSource }> {
  const pace = realPace
  if (provider === 'aws') {
    const pages = pagesInFolder(join(deps.filesFolder, 'price-pages'), () => deps.clock.now().getTime())
    const { awsPrices } = await import('./aws-prices.ts')
    return { kind: 'aws', source: awsPrices({ endpoint, pages, pace }) }
  }
  const sizes = knownSizes()
  if (subscription === undefined) return { kind: 'azure', source: azureRetailPrices({ endpoint, sizes, pace }) }
  const today = todayOf(deps.clock)
  const { azurePriceSheet } = await import('./azure-price-sheet.ts')
  return { kind: 'azure-sheet', source: azurePriceSheet({ subscription, endpoint, sizes, pace, today }) }
}

/** What the shipped list knows of Azure's sizes, which Azure's own lists name without describing. */
function knownSizes(): KnownSizes {
  const azure = currentReference().book.prices.filter((price) => price.provider === 'Azure')
  return new Map(
    azure.flatMap(({ sku, vcpu, memoryGib }) =>
      vcpu === null || memoryGib === null ? [] : [[sku, { vcpu: String(vcpu), memoryGib: String(memoryGib) }] as const],
    ),
  )
}
