import { rename, rm, writeFile } from 'node:fs/promises'
import { isPaperKind, type PaperFormat, paperFormats } from '#models/papers/paper.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import { keptDigest } from '#server/board/board.usecases.ts'
import type { OpenDatabase } from '#server/database/database.ts'
import { reportFormatUnknown, reportKindUnknown, reportNotWritten } from '#server/papers/papers.problems.ts'
import { commandedReport } from '#server/papers/papers.usecases.ts'
import { systemClock } from '#server/shared/clock.ts'
import { type CommandLine, dayOption, needed, word } from './cli-arguments.ts'
import type { Output } from './cli-output.ts'

type Running = {
  readonly line: CommandLine
  readonly output: Output
  readonly database: OpenDatabase
  readonly reach: Reach
}

/** `report <kind> --out FILE`: the file is there whole, or not at all. */
export async function reportCommand({ line, output, database, reach }: Running): Promise<number> {
  const kind = word(line, 1, { fr: 'le genre de rapport', en: 'The kind of report' })
  if (!isPaperKind(kind)) throw reportKindUnknown()
  const file = needed(line, 'out')
  const { format, body, case: businessCase, benefit } = line.options
  const asKnown = dayOption(line, 'as-known') ?? null
  const subject = [benefit, businessCase, body].find((given) => typeof given === 'string')
  const made = await commandedReport({ db: database.db, clock: systemClock }, reach, {
    kind,
    subject: typeof subject === 'string' ? subject : null,
    format: formatOf(typeof format === 'string' ? format : (/\.(\w+)$/.exec(file)?.[1] ?? '')),
    language: line.language,
    asKnown,
  })
  const kept =
    made.board === undefined || asKnown === null
      ? undefined
      : await keptDigest(database.db, reach, made.board.content.body, made.board.content.asKnownAt)
  await written(file, made.bytes)
  const words = `${file}  ${made.sha256}  ${made.figures} ${line.language === 'fr' ? 'chiffres' : 'figures'}`
  const board = made.board?.digest
  output.document(
    {
      file,
      sha256: made.sha256,
      figures: made.figures,
      ...(board === undefined ? {} : { board }),
      ...(kept === undefined ? {} : { kept, same: kept === board }),
    },
    kept === undefined ? words : `${words}\n${sameWords(kept === board, line.language)}`,
  )
  return 0
}

/** Whether the facts as known that day give again the page that was shown that day. */
function sameWords(isSame: boolean, language: 'fr' | 'en'): string {
  if (language === 'fr') return isSame ? 'Même page que celle remise ce jour-là.' : 'La page remise ce jour-là diffère.'
  return isSame ? 'The same page as was issued that day.' : 'The page issued that day differs.'
}

function formatOf(text: string): PaperFormat {
  const found = paperFormats.find((format) => format === text.toLowerCase())
  if (found === undefined) throw reportFormatUnknown()
  return found
}

async function written(file: string, bytes: Uint8Array): Promise<void> {
  const part = `${file}.part`
  try {
    await writeFile(part, bytes, { flush: true })
    await rename(part, file)
  } catch {
    await rm(part, { force: true })
    throw reportNotWritten(file)
  }
}
