import { ConsumptionManagementClient, type PriceSheetProperties } from '@azure/arm-consumption'
import { DefaultAzureCredential } from '@azure/identity'
import type { ProblemItem } from '#models/shared/problem.ts'
import { decimal } from './azure-items.ts'
import { askedToWait } from './azure-retail-prices.ts'
import type { Pace } from './pace.ts'
import { isUnanswered, patiently, type Verdict } from './patience.ts'
import { type Cells, type KnownSizes, numbered, type PriceSource } from './price-source.ts'
import {
  pricesNothingListed,
  pricesRefusedBySource,
  pricesUnreadableAnswer,
  pricesWithoutCredentials,
} from './prices.problems.ts'

const source = 'Azure price sheet'
const publicEndpoint = 'https://management.azure.com'

export type AzurePriceSheetDeps = {
  readonly subscription: string
  readonly endpoint?: string | undefined
  readonly sizes: KnownSizes
  readonly pace: Pace
  /** The day the sheet is read: it gives no date of its own. */
  readonly today: string
  readonly timeoutMs?: number
}

/** Regions by the name that meters give them. */
const regionNames: Readonly<Record<string, string>> = {
  canadacentral: 'CA Central',
  canadaeast: 'CA East',
  eastus: 'US East',
  eastus2: 'US East 2',
}

/** Prices that a contract gives a subscription: negotiated, so that only the body whose contract it is may read them. */
export function azurePriceSheet(deps: AzurePriceSheetDeps): PriceSource {
  return {
    name: source,
    async fetch({ region, signal }) {
      const client = clientOf(deps)
      const sheets = await everySheet(client, deps, signal)
      const location = regionNames[region] ?? region
      const cells: Cells[] = []
      const refused: ProblemItem[] = []
      sheets.forEach((sheet, i) => {
        if (sheet.meterDetails?.meterLocation !== location) return
        const block = unitBlock(sheet.unitOfMeasure ?? '')
        if (block === undefined || sheet.unitPrice === undefined) refused.push(unreadable(i + 1, sheet.unitOfMeasure))
        else cells.push(...meterRows(sheet, sheet.unitPrice / block.size, block.unit, { region, ...deps }))
      })
      if (cells.length === 0 && refused.length === 0) throw pricesNothingListed(source, region)
      return { rows: numbered(`${source}, ${region}`, cells), refused, received: sheets.length, isWholeList: false }
    },
  }
}

/** Over plain http, to a service of tests only, the client refuses to send a token: there it sends none. */
function clientOf({ subscription, endpoint }: AzurePriceSheetDeps): ConsumptionManagementClient {
  const isPlain = endpoint?.startsWith('http://') === true
  const noToken = { getToken: () => Promise.resolve(null) }
  const client = new ConsumptionManagementClient(isPlain ? noToken : new DefaultAzureCredential(), subscription, {
    endpoint: endpoint ?? publicEndpoint,
    allowInsecureConnection: isPlain,
    retryOptions: { maxRetries: 0 },
  })
  if (isPlain) client.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' })
  return client
}

async function everySheet(
  client: ConsumptionManagementClient,
  deps: AzurePriceSheetDeps,
  signal: AbortSignal | undefined,
): Promise<readonly PriceSheetProperties[]> {
  const found = new Map<string, PriceSheetProperties>()
  const seen = new Set<string>()
  let skiptoken: string | undefined
  for (;;) {
    const token = skiptoken
    const act = async () => {
      const limit = AbortSignal.timeout(deps.timeoutMs ?? 60_000)
      const page = await client.priceSheet.get({
        expand: 'properties/meterDetails',
        abortSignal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
        ...(token === undefined ? {} : { skiptoken: token }),
      })
      if (page.pricesheets === undefined) throw pricesUnreadableAnswer(source)
      return page
    }
    const { pricesheets = [], nextLink } = await patiently(act, { source, pace: deps.pace, judge, signal })
    for (const sheet of pricesheets) found.set(sheetKey(sheet), sheet)
    skiptoken = tokenIn(nextLink)
    if (skiptoken === undefined || seen.has(skiptoken)) return [...found.values()]
    seen.add(skiptoken)
  }
}

function sheetKey({ meterId, partNumber, offerId, unitPrice }: PriceSheetProperties): string {
  return JSON.stringify([meterId, partNumber, offerId, unitPrice])
}

/** The operation is not paged by its client: only the token of the link is used, so that no other address is asked. */
function tokenIn(nextLink: string | undefined): string | undefined {
  if (nextLink === undefined || nextLink === '') return undefined
  const parameters = URL.parse(nextLink, publicEndpoint)?.searchParams
  return parameters?.get('$skiptoken') ?? parameters?.get('skiptoken') ?? undefined
}

const unitNames: Readonly<Record<string, string>> = {
  hour: 'hour',
  hours: 'hour',
  gb: 'GB',
  month: 'month',
  '/month': 'month',
  'gb/month': 'GB-month',
  'gib/month': 'GiB-month',
}

/** Prices are for blocks: `100 Hours` is a hundred hours. Undefined when the text is no block of a known unit. */
export function unitBlock(text: string): { readonly size: number; readonly unit: string } | undefined {
  const match = /^([\d,.]+)\s*(K|M)?\s*(\/?[A-Za-z/]+)$/.exec(text.trim())
  const unit = unitNames[match?.[3]?.toLowerCase() ?? '']
  const size = Number(match?.[1]?.replaceAll(',', '')) * (match?.[2] === 'K' ? 1e3 : match?.[2] === 'M' ? 1e6 : 1)
  return match === null || unit === undefined || !(size > 0) ? undefined : { size, unit }
}

type Around = Pick<AzurePriceSheetDeps, 'sizes' | 'today'> & { readonly region: string }

/** A meter may stand for several sizes: `D2 v2/DS2 v2` is both. */
function meterRows(sheet: PriceSheetProperties, price: number, unit: string, around: Around): Cells[] {
  const { meterName = '', meterCategory = '', meterSubCategory = '' } = sheet.meterDetails ?? {}
  if (meterCategory !== 'Virtual Machines' || / (Spot|Low Priority)\b/.test(meterName)) return []
  const os = meterSubCategory.endsWith(' Windows') ? 'Windows' : 'Linux'
  return meterName.split('/').map((name) => {
    const sku = `Standard_${name.trim().replaceAll(' ', '_')}`
    const size = around.sizes.get(sku)
    return {
      provider: 'Azure',
      region: around.region,
      service: 'Virtual Machines pay-as-you-go',
      sku,
      vcpu: size?.vcpu ?? '',
      memory_gib: size?.memoryGib ?? '',
      os,
      unit,
      price: decimal(price),
      currency: sheet.currencyCode ?? '',
      as_of: around.today,
      source: `${source}, meter ${sheet.meterId ?? ''}, part ${sheet.partNumber ?? ''}; ${sheet.unitPrice ?? ''} for ${sheet.unitOfMeasure ?? ''}`,
      status: 'verified',
    }
  })
}

function judge(error: unknown): Verdict {
  if (!(error instanceof Error)) return 'give-up'
  const isCredential = error.name === 'CredentialUnavailableError' || error.name === 'AggregateAuthenticationError'
  if (isCredential || error.name === 'AuthenticationRequiredError')
    throw pricesWithoutCredentials(source, {
      fr: 'Se connecter avec az login, ou donner AZURE_TENANT_ID, AZURE_CLIENT_ID et AZURE_CLIENT_SECRET.',
      en: 'Sign in with az login, or give AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.',
    })
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined
  if (status === 429 || (status !== undefined && status >= 500)) return { retryAfterMs: waitAsked(error) }
  if (status !== undefined && status >= 400) throw pricesRefusedBySource(source, String(status))
  if (error.name === 'RestError' && status !== undefined) throw pricesUnreadableAnswer(source)
  return isUnanswered(error) || error.name === 'AbortError' ? { retryAfterMs: undefined } : 'give-up'
}

/** The longest of the waits that the service names: its limits are shared by a whole tenant. */
function waitAsked(error: Error): number | undefined {
  const response = 'response' in error ? error.response : undefined
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined
  const { headers } = response as { readonly headers: { get(name: string): string | undefined } } // the client's own answer
  const kinds = ['qpu', 'entity', 'tenant', 'client'].map(
    (kind) => `x-ms-ratelimit-microsoft.costmanagement-${kind}-retry-after`,
  )
  const waits = ['retry-after', ...kinds].flatMap((name) => askedToWait(headers.get(name) ?? null) ?? [])
  return waits.length === 0 ? undefined : Math.max(...waits)
}

function unreadable(item: number, unit: string | undefined): ProblemItem {
  const said = (unit ?? '').slice(0, 40)
  return {
    code: 'price-unit-unknown',
    row: item,
    detail: {
      fr: `L’unité « ${said} » n’est pas connue : ce prix n’est pas pris.`,
      en: `The unit “${said}” is not known: this price is not taken.`,
    },
  }
}
