import { rename, rm, writeFile } from 'node:fs/promises'
import { commandedPack } from '#server/claims/audit-packs.usecases.ts'
import { reportNotWritten } from '#server/papers/papers.problems.ts'
import { systemClock } from '#server/shared/clock.ts'
import { dayOption, needed } from './cli-arguments.ts'
import type { CommandContext } from './command-context.ts'

/** `report audit-pack --out FILE`: everything behind the claims of a benefit, or of a body. The file is there whole, or not at all. */
export async function auditPackCommand({
  line,
  output,
  database,
  reach,
  environment,
}: CommandContext): Promise<number> {
  const file = needed(line, 'out')
  const { benefit, body } = line.options
  const deps = { db: database.db, clock: systemClock, filesFolder: environment.filesFolder }
  const made = await commandedPack(deps, reach, {
    benefit: typeof benefit === 'string' ? benefit : undefined,
    body: typeof body === 'string' ? body : undefined,
    asKnown: dayOption(line, 'as-known'),
  })
  const part = `${file}.part`
  try {
    await writeFile(part, made.bytes, { flush: true })
    await rename(part, file)
  } catch {
    await rm(part, { force: true })
    throw reportNotWritten(file)
  }
  output.document({ file, sha256: made.sha256 }, `${file}  ${made.sha256}`)
  return 0
}
