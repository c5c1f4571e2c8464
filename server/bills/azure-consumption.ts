import { ConsumptionManagementClient } from '@azure/arm-consumption'
import { DefaultAzureCredential } from '@azure/identity'
import { firstDayOf, lastDayOf } from '#models/shared/month.ts'
import { ProblemError } from '#models/shared/problem.ts'
import { askedToWait } from '#server/prices/azure-retail-prices.ts'
import type { KeptPages } from '#server/prices/kept-pages.ts'
import type { Pace } from '#server/prices/pace.ts'
import { isUnanswered } from '#server/prices/patience.ts'
import {
  billsNotAnswered,
  billsRefusedBySource,
  billsUnreadableAnswer,
  billsWithoutCredentials,
} from './fetching.problems.ts'

export type AzureConsumptionDeps = {
  /** `subscriptions/<id>`, `providers/Microsoft.Billing/billingAccounts/<id>`…: without a leading slash, which the client would double. */
  readonly scope: string
  readonly endpoint?: string | undefined
  readonly pace: Pace
  readonly kept: KeptPages
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

export const metrics = ['actualcost', 'amortizedcost'] as const
export type Metric = (typeof metrics)[number]

const publicEndpoint = 'https://management.azure.com'
const tries = 6
const firstWaitMs = 500
const longestWaitMs = 300_000
const pageSize = 1_000

type Client = ConsumptionManagementClient
type Options = { readonly abortSignal: AbortSignal; readonly onResponse: (raw: { bodyAsText?: string | null }) => void }

/** Over plain http, to a service of tests only, the client refuses to send a token: there it sends none. */
export function consumptionClient({ scope, endpoint }: Pick<AzureConsumptionDeps, 'scope' | 'endpoint'>): Client {
  const isPlain = endpoint?.startsWith('http://') === true
  const noToken = { getToken: () => Promise.resolve(null) }
  const subscription = /^subscriptions\/([^/]+)/i.exec(scope)?.[1] ?? ''
  const client = new ConsumptionManagementClient(isPlain ? noToken : new DefaultAzureCredential(), subscription, {
    endpoint: endpoint ?? publicEndpoint,
    allowInsecureConnection: isPlain,
    retryOptions: { maxRetries: 0 },
  })
  if (isPlain) client.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' })
  return client
}

/**
 * Usage details of a month as the service wrote them, one JSON text a record: the client's own model drops the fields it does not know,
 * so what is kept is the raw answer. A page sent twice counts once; pages received are kept until the last one is there.
 */
export async function usageDetails(
  client: Client,
  deps: AzureConsumptionDeps,
  asked: { readonly month: string; readonly metric: Metric },
): Promise<readonly string[]> {
  const { month, metric } = asked
  const filter = `properties/usageStart ge '${firstDayOf(month)}' and properties/usageEnd le '${lastDayOf(month)}'`
  const query = JSON.stringify(['usage-details', deps.scope, deps.endpoint ?? '', month, metric])
  const before = await deps.kept.read(query)
  const records = new Map((before?.items ?? []).map((text) => [keyOf(text), text]))
  const seen = new Set<string>()
  let token = before?.next
  if (before !== undefined && token === undefined) return [...records.values()]
  for (;;) {
    const at = token
    const text = await patiently(deps, async (options) => {
      const skip = at === undefined ? {} : { skiptoken: at }
      const pages = client.usageDetails.list(deps.scope, {
        ...options,
        ...skip,
        filter,
        metric,
        expand: 'properties/meterDetails,properties/additionalInfo',
        top: pageSize,
      })
      await pages.byPage().next()
    })
    const page = pageOf(text)
    const items = page.value.map((record) => JSON.stringify(record))
    for (const item of items) records.set(keyOf(item), item)
    token = tokenIn(page.nextLink)
    const isLast = token === undefined || seen.has(token)
    await deps.kept.keep(query, { items, next: isLast ? undefined : token })
    if (isLast || token === undefined) break
    seen.add(token)
  }
  return [...records.values()]
}

/** Forgets the pages of a month once they are imported: the next reading asks again. */
export async function forgetUsageDetails(deps: AzureConsumptionDeps, month: string): Promise<void> {
  for (const metric of metrics)
    await deps.kept.forget(JSON.stringify(['usage-details', deps.scope, deps.endpoint ?? '', month, metric]))
}

export type SideList = { readonly state: 'answered' | 'not-offered'; readonly records: readonly string[] }

/** Budgets of the scope, and how much of its reservations was used: kept beside the bill, and told. A scope may not offer them. */
export async function budgetsOf(client: Client, deps: AzureConsumptionDeps): Promise<SideList> {
  return sideList(deps, async (options) => {
    await client.budgets.list(deps.scope, options).byPage().next()
  })
}

export async function reservationSummariesOf(
  client: Client,
  deps: AzureConsumptionDeps,
  month: string,
): Promise<SideList> {
  const filter = `properties/usageDate ge '${firstDayOf(month)}' and properties/usageDate le '${lastDayOf(month)}'`
  return sideList(deps, async (options) => {
    await client.reservationsSummaries
      .list(deps.scope, 'monthly', { ...options, filter })
      .byPage()
      .next()
  })
}

async function sideList(deps: AzureConsumptionDeps, ask: (options: Options) => Promise<unknown>): Promise<SideList> {
  try {
    const { value } = pageOf(await patiently(deps, ask))
    return { state: 'answered', records: value.map((record) => JSON.stringify(record)) }
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'bills-refused-by-source')
      return { state: 'not-offered', records: [] }
    throw error
  }
}

/** Asks, and asks again while the service says to wait: never at the same time twice, its limits are shared by a whole tenant. */
async function patiently(
  { pace, signal, timeoutMs }: AzureConsumptionDeps,
  ask: (options: Options) => Promise<unknown>,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted()
    let text: string | null | undefined
    const limit = AbortSignal.timeout(timeoutMs ?? 120_000)
    const abortSignal = signal === undefined ? limit : AbortSignal.any([signal, limit])
    try {
      await ask({ abortSignal, onResponse: (raw) => (text = raw.bodyAsText) })
      return text ?? ''
    } catch (error) {
      signal?.throwIfAborted()
      const waitMs = retryAfter(error)
      if (attempt === tries) throw billsNotAnswered(tries)
      await pace.sleep(Math.min(waitMs ?? firstWaitMs * 2 ** (attempt - 1), longestWaitMs), signal)
    }
  }
}

/** How long a failed call asks to wait; throws when another try would fail the same. */
function retryAfter(error: unknown): number | undefined {
  if (!(error instanceof Error)) throw error
  const isCredential = ['CredentialUnavailableError', 'AggregateAuthenticationError', 'AuthenticationRequiredError']
  if (isCredential.includes(error.name)) throw billsWithoutCredentials()
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined
  if (status === 429 || (status !== undefined && status >= 500)) return waitAsked(error)
  if (status !== undefined && status >= 400) throw billsRefusedBySource(String(status))
  if (isUnanswered(error) || error.name === 'AbortError') return undefined
  if (error.name === 'RestError' || error instanceof SyntaxError) throw billsUnreadableAnswer()
  throw error
}

/** The longest of the waits that the service names. */
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

type Page = { readonly value: readonly unknown[]; readonly nextLink: string | undefined }

/** An empty list is an answer; no list is none. */
function pageOf(text: string): Page {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw billsUnreadableAnswer()
  }
  if (typeof read !== 'object' || read === null || !('value' in read) || !Array.isArray(read.value))
    throw billsUnreadableAnswer()
  const link = 'nextLink' in read && typeof read.nextLink === 'string' ? read.nextLink : undefined
  return { value: read.value, nextLink: link }
}

/** Only the token of the link is used, so that no other address is asked. An empty link is the last. */
function tokenIn(nextLink: string | undefined): string | undefined {
  if (nextLink === undefined || nextLink === '') return undefined
  const parameters = URL.parse(nextLink, publicEndpoint)?.searchParams
  return parameters?.get('$skiptoken') ?? parameters?.get('skiptoken') ?? undefined
}

/** The service numbers its records; one without a number is told by all it says. */
function keyOf(record: string): string {
  const read: unknown = JSON.parse(record)
  return typeof read === 'object' && read !== null && 'id' in read && typeof read.id === 'string' ? read.id : record
}
