import type { BookDifference, PriceChange } from '#models/prices/book-difference.ts'
import type { PriceBookDetail } from '#models/prices/price-books.schemas.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { bodyNotFound } from '#server/access/access.problems.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import { acceptPriceBook, differenceOf, ensureSnapshot } from '#server/prices/prices.usecases.ts'
import { systemClock, todayOf } from '#server/shared/clock.ts'
import { needed, UsageError, word } from './cli-arguments.ts'
import type { CommandContext } from './command-context.ts'

const providers = ['aws', 'azure'] as const

/** Asks a provider for its prices, shows what they change, and proposes them; puts them in force only when told to. */
export async function pricesCommand({ line, output, database, environment, reach }: CommandContext): Promise<number> {
  const named = word(line, 2, { fr: 'le fournisseur (aws ou azure)', en: 'The provider (aws or azure)' })
  const provider = providers.find((one) => one === named)
  if (provider === undefined)
    throw new UsageError({
      fr: `Le fournisseur est aws ou azure, pas « ${named} ».`,
      en: `The provider is aws or azure, not “${named}”.`,
    })
  const region = needed(line, 'region')
  if (!/^[a-z0-9-]{3,40}$/.test(region))
    throw new UsageError({
      fr: '--region attend le nom d’une région, comme ca-central-1 ou canadacentral.',
      en: '--region takes the name of a region, such as ca-central-1 or canadacentral.',
    })
  const deps = { db: database.db, clock: systemClock, filesFolder: environment.filesFolder }
  const { body, endpoint, subscription } = line.options
  const address = addressOf(endpoint)
  const sheet = typeof subscription === 'string' ? subscription : undefined
  if (sheet !== undefined && provider !== 'azure')
    throw new UsageError({ fr: '--subscription ne vaut que pour azure.', en: '--subscription is for azure only.' })
  if (sheet !== undefined && typeof body !== 'string')
    throw new UsageError({
      fr: 'La grille d’un abonnement est celle d’un organisme : ajouter --body SIGLE.',
      en: 'The price sheet of a subscription is that of a body: add --body CODE.',
    })
  const tree = await bodyTree(database.db, todayOf(systemClock))
  const node =
    typeof body === 'string' ? tree.byCode.get(body) : [...tree.byId.values()].find((one) => one.parent === null)
  if (node === undefined) throw bodyNotFound(typeof body === 'string' ? body : '')
  // Read here, with the providers' clients under it: other commands start without them.
  const { refreshPrices } = await import('#server/prices/refresh.usecases.ts')
  const proposed = await refreshPrices(deps, reach, {
    provider,
    region,
    endpoint: address,
    subscription: sheet,
    bodyId: node.id,
    visibility: typeof body === 'string' ? 'body' : 'all',
  })
  const difference = await differenceOf(deps, await ensureSnapshot(database.db, reach, proposed.book))
  const isAccepted = line.options['accept'] === true && proposed.state === 'proposed'
  if (isAccepted)
    await acceptPriceBook({ ...deps, rejudge: () => Promise.resolve() }, reach, proposed.book, {
      outliers: [],
      expected: Number(proposed.etag.replaceAll('"', '')),
    })
  output.document(
    {
      book: proposed.book,
      items: proposed.items,
      rejected: proposed.refused,
      rejections: proposed.refusedRows.map(({ row, column, code, detail }) => ({
        row,
        column,
        code,
        message: detail[line.language],
      })),
      difference: proposed.counts,
      outliers: proposed.outlierRows.map(({ line: row, sku, os, amount, times }) => ({ row, sku, os, amount, times })),
      accepted: isAccepted,
    },
    readable(proposed, difference, isAccepted, line.language),
  )
  return 0
}

/** Where the service is, when it is not where everybody finds it: an address over https, or of this machine. */
export function addressOf(endpoint: string | boolean | undefined): string | undefined {
  if (endpoint === undefined) return undefined
  const address = typeof endpoint === 'string' ? URL.parse(endpoint) : null
  const isLocal = address !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname)
  if (address === null || (address.protocol !== 'https:' && !(address.protocol === 'http:' && isLocal)))
    throw new UsageError({
      fr: '--endpoint attend une adresse https, ou http sur cette machine.',
      en: '--endpoint takes an https address, or http on this machine.',
    })
  return address.origin
}

const mostLines = 40

const words = {
  fr: {
    items: 'prix',
    refused: 'lignes refusées',
    outliers: 'valeurs aberrantes, laissées de côté',
    kinds: { new: 'nouveau', gone: 'disparu', changed: 'changé', unit: 'unité', currency: 'devise' },
    unchanged: 'inchangés',
    more: 'autres écarts : les lire sur la page /prix',
    proposed: 'Proposée. Lire l’écart sur la page /prix, ou relancer avec --accept.',
    accepted:
      'Acceptée : en vigueur aujourd’hui. Les coûts enregistrés sont refaits au prochain démarrage du service, ou dans la nuit.',
  },
  en: {
    items: 'prices',
    refused: 'refused lines',
    outliers: 'outliers, left out',
    kinds: { new: 'new', gone: 'gone', changed: 'changed', unit: 'unit', currency: 'currency' },
    unchanged: 'unchanged',
    more: 'more differences: read them on the page /prix',
    proposed: 'Proposed. Read the difference on the page /prix, or run again with --accept.',
    accepted: 'Accepted: in force today. Stored costs are made again when the service next starts, or overnight.',
  },
} as const

function readable(
  book: PriceBookDetail,
  { changes, unchanged }: BookDifference,
  isAccepted: boolean,
  language: Language,
): string {
  const text = words[language]
  const counts = (['new', 'gone', 'changed', 'unit', 'currency'] as const)
    .filter((kind) => book.counts[kind] > 0)
    .map((kind) => `${text.kinds[kind]} ${book.counts[kind]}`)
  return [
    `${book.book}  ${book.name}, ${book.region ?? ''}: ${book.items} ${text.items}, ${book.refused} ${text.refused}, ${book.outliers} ${text.outliers}`,
    [...counts, `${text.unchanged} ${unchanged}`].join(' · '),
    ...changes.slice(0, mostLines).map((change) => changeLine(change, text.kinds)),
    ...(changes.length > mostLines ? [`… ${changes.length - mostLines} ${text.more}`] : []),
    ...book.outlierRows.map((one) => `! ${one.sku} ${one.os} ${one.amount} × ${one.times.toFixed(2)}`),
    isAccepted ? text.accepted : text.proposed,
  ].join('\n')
}

function changeLine(change: PriceChange, kinds: Readonly<Record<PriceChange['kind'], string>>): string {
  const { kind, region, service, sku, os, before, after, percent } = change
  const side = (one: PriceChange['before']) => (one === null ? '–' : `${one.amount} ${one.currency}/${one.unit}`)
  const move = percent === null ? '' : `  ${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`
  return `${kinds[kind]}  ${region}  ${service}  ${sku} ${os}  ${side(before)} → ${side(after)}${move}`
}
