import {
  ExpiredNextTokenException,
  GetProductsCommand,
  InvalidNextTokenException,
  PricingClient,
  PricingServiceException,
} from '@aws-sdk/client-pricing'
import type { ProblemItem } from '#models/shared/problem.ts'
import { priceDocument } from './aws-documents.ts'
import { type AwsQuery, awsQueries } from './aws-queries.ts'
import type { KeptPages } from './kept-pages.ts'
import { createTokenBucket, type Pace } from './pace.ts'
import { isUnanswered, patiently, type Verdict } from './patience.ts'
import { type Cells, numbered, type PriceSource } from './price-source.ts'
import {
  pricesNothingListed,
  pricesRefusedBySource,
  pricesUnreadableAnswer,
  pricesWithoutCredentials,
} from './prices.problems.ts'

const source = 'AWS Price List Query API'
const pageSize = 100
/** Of the service, for each account and region: ten at once, five a second. */
const quota = { burst: 10, perSecond: 5 }

export type AwsPricesDeps = {
  readonly endpoint?: string | undefined
  readonly pages: KeptPages
  readonly pace: Pace
  readonly timeoutMs?: number
}

/** The query service answers in three regions only, which say nothing of the region whose prices are asked for. */
export function queryRegion(region: string): string {
  if (region.startsWith('eu-')) return 'eu-central-1'
  return region.startsWith('ap-') ? 'ap-south-1' : 'us-east-1'
}

/** Prices of AWS for a region, by its query service: a question for each kind of thing, page by page, at the pace it allows. */
export function awsPrices(deps: AwsPricesDeps): PriceSource {
  const { endpoint, timeoutMs = 30_000 } = deps
  const bucket = createTokenBucket(quota, deps.pace)
  return {
    name: source,
    async fetch({ region, signal }) {
      const client = new PricingClient({
        region: queryRegion(region),
        // Ours are the tries and the pace: the client's own would hide a refusal for minutes.
        maxAttempts: 1,
        requestHandler: { connectionTimeout: timeoutMs, requestTimeout: timeoutMs, throwOnRequestTimeout: true },
        ...(endpoint === undefined ? {} : { endpoint }),
      })
      const rows: Cells[] = []
      const refused: ProblemItem[] = []
      let received = 0
      const queries = awsQueries(region)
      try {
        for (const query of queries) {
          const documents = await answersOf(query, region, async (token) => {
            await bucket.take(signal)
            return page(client, query, token, { pace: deps.pace, signal })
          })
          if (query.isNeeded === true && documents.length === 0) {
            await deps.pages.forget(keyOf(query, region)) // asked again next time: nothing may have been answered by mistake
            throw pricesNothingListed(source, region)
          }
          for (const text of documents) {
            received += 1
            const read = priceDocument(text)
            if (read === undefined) refused.push(unreadable(received))
            else rows.push(...query.rows(read, { provider: 'AWS', region, source: sourceOf(query) }))
          }
        }
        for (const query of queries) await deps.pages.forget(keyOf(query, region))
      } finally {
        client.destroy()
      }
      return { rows: numbered(`${source}, ${region}`, rows), refused, received, isWholeList: true }
    },
  }

  /** Every answer to a question: pages kept by a stopped run first, then those that follow. A token that died starts it again. */
  async function answersOf(
    query: AwsQuery,
    region: string,
    ask: (token: string | undefined) => Promise<{ items: readonly string[]; next: string | undefined }>,
  ): Promise<readonly string[]> {
    const key = keyOf(query, region)
    const kept = await deps.pages.read(key)
    const items = [...(kept?.items ?? [])]
    let next = kept?.next
    let isFirst = kept === undefined
    let hasRestarted = false
    while (isFirst || next !== undefined) {
      try {
        const answer: { items: readonly string[]; next: string | undefined } = await ask(next)
        // A service that answers the same token again would be read for ever.
        const following = answer.next === next ? undefined : answer.next
        await deps.pages.keep(key, { items: answer.items, next: following })
        items.push(...answer.items)
        next = following
        isFirst = false
      } catch (error) {
        const isDead = error instanceof ExpiredNextTokenException || error instanceof InvalidNextTokenException
        if (!isDead || hasRestarted) throw error
        hasRestarted = true
        await deps.pages.forget(key)
        items.length = 0
        next = undefined
        isFirst = true
      }
    }
    return [...new Set(items)] // a page sent twice holds nothing new
  }
}

function keyOf(query: AwsQuery, region: string): string {
  return JSON.stringify([region, query.serviceCode, query.filters])
}

function sourceOf({ serviceCode }: AwsQuery): string {
  return `${source}, GetProducts ${serviceCode}`
}

async function page(
  client: PricingClient,
  { serviceCode, filters }: AwsQuery,
  token: string | undefined,
  { pace, signal }: { readonly pace: Pace; readonly signal: AbortSignal | undefined },
) {
  const command = new GetProductsCommand({
    ServiceCode: serviceCode,
    Filters: filters.map(([field, value]) => ({ Type: 'TERM_MATCH', Field: field, Value: value })),
    FormatVersion: 'aws_v1',
    MaxResults: pageSize,
    ...(token === undefined ? {} : { NextToken: token }),
  })
  const send = () => client.send(command, signal === undefined ? {} : { abortSignal: signal })
  const answer = await patiently(send, { source, pace, judge, signal })
  // At run time an item is a String object of the client, not a plain string.
  return { items: (answer.PriceList ?? []).map(String), next: answer.NextToken }
}

/** What may be asked again: a service that is busy or does not answer. Everything else is an answer. */
function judge(error: unknown): Verdict {
  if (!(error instanceof Error)) return 'give-up'
  if (error.name === 'CredentialsProviderError') throw pricesWithoutCredentials(source, credentialsHow)
  if (error instanceof ExpiredNextTokenException || error instanceof InvalidNextTokenException) return 'give-up'
  const isOurs = error instanceof PricingServiceException
  const status = isOurs ? error.$metadata.httpStatusCode : undefined
  const isBusy = error.name === 'ThrottlingException' || (status !== undefined && status >= 500)
  if (isBusy || isUnanswered(error)) return { retryAfterMs: undefined }
  if (error instanceof SyntaxError) throw pricesUnreadableAnswer(source)
  return isOurs ? refusedAs(error.name) : 'give-up'
}

function refusedAs(name: string): never {
  throw pricesRefusedBySource(source, name)
}

const credentialsHow = {
  fr: 'Donner AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY dans l’environnement, ou un profil ; le droit pricing:GetProducts suffit.',
  en: 'Give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, or a profile; the right pricing:GetProducts is enough.',
}

function unreadable(item: number): ProblemItem {
  return {
    code: 'price-item-unreadable',
    row: item,
    detail: { fr: 'Cet élément n’a pas la forme d’un prix.', en: 'This item does not have the form of a price.' },
  }
}
