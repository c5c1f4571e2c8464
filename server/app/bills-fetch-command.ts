import { join } from 'node:path'
import { isMonth } from '#models/shared/month.ts'
import { bodyNotFound } from '#server/access/access.problems.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import { awsExport } from '#server/bills/aws-export.ts'
import { fetchAwsBill, fetchAzureBill } from '#server/bills/fetching.usecases.ts'
import type { BillSummary } from '#server/bills/bill-files.usecases.ts'
import type { BillDeps } from '#server/bills/receiving.usecases.ts'
import { systemClock, todayOf } from '#server/shared/clock.ts'
import { needed, UsageError, word } from './cli-arguments.ts'
import type { CommandContext } from './command-context.ts'
import { addressOf } from './prices-command.ts'

/** Asks a provider for the bill of a month and imports it in the place of the former one. */
export async function billsFetchCommand(context: CommandContext): Promise<number> {
  const { line } = context
  const provider = word(line, 2, { fr: 'le fournisseur (azure ou aws)', en: 'The provider (azure or aws)' })
  const month = needed(line, 'period')
  if (!isMonth(month))
    throw new UsageError({ fr: '--period attend un mois AAAA-MM.', en: '--period takes a month YYYY-MM.' })
  if (provider === 'azure') return fetchFromAzure(context, month)
  if (provider === 'aws') return fetchFromAws(context, month)
  throw new UsageError({
    fr: `Seuls azure et aws répondent à cette commande, pas « ${provider} ». Pour un autre : obtenir le fichier, puis bills import.`,
    en: `Only azure and aws answer this command, not “${provider}”. For another: get the file, then bills import.`,
  })
}

async function fetchFromAzure(context: CommandContext, month: string): Promise<number> {
  const { line, output, reach } = context
  const scope = needed(line, 'scope')
  if (!/^\/?(subscriptions|providers)\/[\w./-]+$/i.test(scope))
    throw new UsageError({
      fr: '--scope attend une portée d’Azure : subscriptions/<id> ou providers/Microsoft.Billing/billingAccounts/<id>.',
      en: '--scope takes a scope of Azure: subscriptions/<id> or providers/Microsoft.Billing/billingAccounts/<id>.',
    })
  const fetched = await fetchAzureBill(depsOf(context), reach, { scope, month, ...(await askedOf(context)) })
  const { actual, amortized } = fetched.records
  output.document(fetched, `${fetched.scope} ${month}: ${actual} + ${amortized}  ${billText(context, fetched.bill)}`)
  return 0
}

async function fetchFromAws(context: CommandContext, month: string): Promise<number> {
  const { line, output, reach } = context
  const found = awsExport(needed(line, 'export'))
  if (found === undefined)
    throw new UsageError({
      fr: '--export attend l’adresse d’un export : s3://compartiment/préfixe/nom-de-l-export.',
      en: '--export takes the address of an export: s3://bucket/prefix/name-of-the-export.',
    })
  const { region } = line.options
  const fetched = await fetchAwsBill(depsOf(context), reach, {
    export: found,
    month,
    region: typeof region === 'string' ? region : undefined,
    ...(await askedOf(context)),
  })
  output.document(fetched, `${fetched.export} ${month}: ${fetched.files}  ${billText(context, fetched.bill)}`)
  return 0
}

const depsOf = ({ database, environment }: CommandContext): BillDeps => ({
  db: database.db,
  clock: systemClock,
  folder: join(environment.filesFolder, 'bills'),
  limits: { memoryMib: environment.billsMemoryMib, threads: environment.billsThreads },
})

/** The body that the bill is of (the root when none is said), where the service of tests is, and why what stands may be replaced. */
async function askedOf({ database, line }: CommandContext) {
  const { body, endpoint, reason } = line.options
  const tree = await bodyTree(database.db, todayOf(systemClock))
  const node =
    typeof body === 'string' ? tree.byCode.get(body) : [...tree.byId.values()].find((one) => one.parent === null)
  if (node === undefined) throw bodyNotFound(typeof body === 'string' ? body : '')
  return {
    bodyCode: node.code,
    endpoint: addressOf(endpoint),
    ...(typeof reason === 'string' && reason.trim() !== '' ? { reason: reason.trim() } : {}),
  }
}

function billText({ line }: CommandContext, bill: BillSummary | null): string {
  const nothing = { fr: 'rien de facturé : rien n’est remplacé', en: 'nothing billed: nothing is replaced' }
  if (bill === null) return nothing[line.language]
  const billed = Object.entries(bill.billed).map(([currency, amount]) => `${amount} ${currency}`)
  return `${billed.join(' · ')}  ${bill.batch}`
}
