import { join } from 'node:path'
import { isMonth } from '#models/shared/month.ts'
import { bodyNotFound } from '#server/access/access.problems.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import { fetchAzureBill } from '#server/bills/fetching.usecases.ts'
import { systemClock, todayOf } from '#server/shared/clock.ts'
import { needed, UsageError, word } from './cli-arguments.ts'
import type { CommandContext } from './command-context.ts'
import { addressOf } from './prices-command.ts'

/** Asks Azure for the usage details of a month and imports them in the place of the former ones. */
export async function billsFetchCommand({
  line,
  output,
  database,
  environment,
  reach,
}: CommandContext): Promise<number> {
  const provider = word(line, 2, { fr: 'le fournisseur (azure)', en: 'The provider (azure)' })
  if (provider !== 'azure')
    throw new UsageError({
      fr: `Seul azure répond à cette commande, pas « ${provider} ». Les factures d’AWS sont des fichiers : les copier, puis bills import.`,
      en: `Only azure answers this command, not “${provider}”. The bills of AWS are files: copy them, then bills import.`,
    })
  const scope = needed(line, 'scope')
  const month = needed(line, 'period')
  if (!isMonth(month))
    throw new UsageError({ fr: '--period attend un mois AAAA-MM.', en: '--period takes a month YYYY-MM.' })
  if (!/^\/?(subscriptions|providers)\/[\w./-]+$/i.test(scope))
    throw new UsageError({
      fr: '--scope attend une portée d’Azure : subscriptions/<id> ou providers/Microsoft.Billing/billingAccounts/<id>.',
      en: '--scope takes a scope of Azure: subscriptions/<id> or providers/Microsoft.Billing/billingAccounts/<id>.',
    })
  const { body, endpoint, reason } = line.options
  const tree = await bodyTree(database.db, todayOf(systemClock))
  const node =
    typeof body === 'string' ? tree.byCode.get(body) : [...tree.byId.values()].find((one) => one.parent === null)
  if (node === undefined) throw bodyNotFound(typeof body === 'string' ? body : '')
  const deps = {
    db: database.db,
    clock: systemClock,
    folder: join(environment.filesFolder, 'bills'),
    limits: { memoryMib: environment.billsMemoryMib, threads: environment.billsThreads },
  }
  const fetched = await fetchAzureBill(deps, reach, {
    scope,
    month,
    bodyCode: node.code,
    endpoint: addressOf(endpoint),
    ...(typeof reason === 'string' && reason.trim() !== '' ? { reason: reason.trim() } : {}),
  })
  const { bill, records } = fetched
  const billed = Object.entries(bill?.billed ?? {}).map(([currency, amount]) => `${amount} ${currency}`)
  const nothing = { fr: 'rien de facturé : rien n’est remplacé', en: 'nothing billed: nothing is replaced' }
  output.document(
    fetched,
    `${fetched.scope} ${month}: ${records.actual} + ${records.amortized}  ${bill === null ? nothing[line.language] : `${billed.join(' · ')}  ${bill.batch}`}`,
  )
  return 0
}
