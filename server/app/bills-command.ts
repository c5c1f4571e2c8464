import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { bodyNotFound } from '#server/access/access.problems.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import { importBillFile, importBillParts } from '#server/bills/bill-files.usecases.ts'
import { joinedSides } from '#server/bills/joined-sides.ts'
import { newId } from '#server/shared/ids.ts'
import { systemClock, todayOf } from '#server/shared/clock.ts'
import { dayOption, UsageError, word } from './cli-arguments.ts'
import type { CommandContext } from './command-context.ts'

/** Imports a bill from a file, or from the several files it is cut in; without a body, for the one above all others. */
export async function billsImportCommand({
  line,
  output,
  database,
  environment,
  reach,
}: CommandContext): Promise<number> {
  const file = word(line, 2, { fr: 'le fichier', en: 'The file' })
  const files = line.words.slice(2)
  const { body, period, reason } = line.options
  if (period !== undefined && !(typeof period === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(period)))
    throw new UsageError({ fr: '--period attend un mois AAAA-MM.', en: '--period takes a month YYYY-MM.' })
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
  const { amortized } = line.options
  if (amortized !== undefined && files.length > 1)
    throw new UsageError({
      fr: '--amortized va avec un seul fichier de coûts réels.',
      en: '--amortized goes with one file of actual costs.',
    })
  const joined = typeof amortized === 'string' ? join(deps.folder, `${newId()}-${basename(file)}`) : undefined
  if (joined !== undefined && typeof amortized === 'string') {
    await mkdir(deps.folder, { recursive: true })
    await joinedSides({ actual: file, amortized }, joined)
  }
  const asked = {
    ...(typeof period === 'string' ? { period } : {}),
    ...(typeof reason === 'string' && reason.trim() !== '' ? { reason: reason.trim() } : {}),
    ...(line.options['delivered-on'] === undefined ? {} : { deliveredOn: dayOption(line, 'delivered-on') }),
  }
  const given = { bodyCode: node.code, asked }
  const summary =
    files.length > 1
      ? await importBillParts(deps, reach, { files, ...given })
      : await importBillFile(deps, reach, { file: joined ?? file, ...given })
  if (joined !== undefined) await rm(joined, { force: true })
  const { read, rejected } = summary.rows
  const billed = Object.entries(summary.billed).map(([currency, amount]) => `${amount} ${currency}`)
  output.document(
    summary,
    `${summary.dataset} ${summary.version}: ${read} (×${rejected})  ${billed.join(' · ')}  ${summary.batch}`,
  )
  return 0
}
