import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { LedgerRead } from '#models/ledgers/ledger.views.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { sendExtract } from '#server/ledgers/extracts.usecases.ts'
import { ledgerFileMissing, ledgerFileTooLarge, mostLedgerMebibytes } from '#server/ledgers/ledgers.problems.ts'
import { systemClock } from '#server/shared/clock.ts'
import { needed, word } from './cli-arguments.ts'
import type { CommandContext } from './command-context.ts'

/** Reads an extract of the ledger of a body; the same file again changes nothing. */
export async function ledgerCommand({ line, output, database, reach }: CommandContext): Promise<number> {
  const file = word(line, 2, { fr: 'le fichier', en: 'The file' })
  const facts = await stat(file).catch(() => undefined)
  if (facts?.isFile() !== true) throw ledgerFileMissing(file)
  if (facts.size > mostLedgerMebibytes * 1024 * 1024) throw ledgerFileTooLarge()
  const sent = await sendExtract(
    { db: database.db, clock: systemClock },
    { ...reach, language: line.language },
    {
      body: needed(line, 'body'),
      name: basename(file),
      dryRun: line.options['dry-run'] === true,
      replace: line.options['replace'] === true,
      bytes: await readFile(file),
    },
  )
  const { name, rows, refused, totals } = sent.read
  const json = { extract: sent.extract?.id ?? null, outcome: sent.outcome, name, rows, refused, totals }
  output.document(json, readable(sent.read, sent.outcome, line.language))
  return 0
}

function readable({ name, rows, refused }: LedgerRead, outcome: string, language: Language): string {
  const head =
    language === 'fr'
      ? `${name} : ${rows.accepted} lignes retenues, ${rows.refused} refusées (${outcome})`
      : `${name}: ${rows.accepted} lines kept, ${rows.refused} refused (${outcome})`
  return [head, ...refused.map(({ row, column, detail }) => `  ${row} · ${column} · ${detail}`)].join('\n')
}
