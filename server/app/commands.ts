import { roles } from '#models/access/access.schemas.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import { createToken } from '#server/access/accounts.usecases.ts'
import { type Reach, systemReach } from '#server/access/reach.ts'
import { bodyNotFound } from '#server/access/access.problems.ts'
import { assessmentLines } from './assess-command.ts'
import { auditFileVerified, auditVerified } from '#server/audit/audit.usecases.ts'
import { detectSensitiveData } from '#server/detection/detection.usecases.ts'
import { publicBarometer } from '#server/barometer/barometer.usecases.ts'
import { benefitsPage } from '#server/benefits/benefits.usecases.ts'
import { figureDerivation } from '#server/figures/figures.usecases.ts'
import { importInventory, undoBatch } from '#server/imports/imports.usecases.ts'
import { loadDemonstration } from '#server/demo/demonstration.ts'
import { backUp, restore } from '#server/database/backup.ts'
import { openDatabase, type OpenDatabase } from '#server/database/database.ts'
import { instantOf, systemClock, todayOf } from '#server/shared/clock.ts'
import { filesFolderOf } from '#server/shared/folders.ts'
import { newId } from '#server/shared/ids.ts'
import { type CommandLine, needed, UsageError, word } from './cli-arguments.ts'
import type { Output } from './cli-output.ts'
import { readableDetection } from './detect-command.ts'
import { type Environment, environmentOf } from './environment.ts'
import { figureOpeners } from './figure-openers.ts'
import { serveCommand } from './serve-command.ts'

export const usage = {
  fr: `Usage : arpent <commande> [--json] [--database URL] [--lang fr|en]
  serve [--port N] [--demo]                     sert l’atelier
  seed demo                                     charge le portefeuille de démonstration
  import inventory <fichier> --body SIGLE [--format auto] [--dry-run]
  import undo <lot>                             annule un import
  classify detect <fichier>                     colonnes sensibles d’un schéma ou d’un échantillon, sans leurs valeurs
  assess [--body SIGLE] [--workload CH-…]       verdict et coût de chaque option
  explain <chiffre>                             d’où vient un chiffre
  benefits status                               les bénéfices et leurs engagements
  barometer                                     les indicateurs approuvés
  audit verify [FICHIER]                        suit la chaîne du journal
  backup FICHIER · restore FICHIER              copie et restauration
  token create --role RÔLE [--body SIGLE]       un jeton pour un programme`,
  en: `Usage: arpent <command> [--json] [--database URL] [--lang fr|en]
  serve [--port N] [--demo]                     serves the workbench
  seed demo                                     loads the demonstration portfolio
  import inventory <file> --body CODE [--format auto] [--dry-run]
  import undo <batch>                           undoes an import
  classify detect <file>                        sensitive columns of a schema or a sample, without their values
  assess [--body CODE] [--workload CH-…]        verdict and cost of every option
  explain <figure>                              where a figure comes from
  benefits status                               benefits and their promises
  barometer                                     approved indicators
  audit verify [FILE]                           follows the audit chain
  backup FILE · restore FILE                    backup and restore
  token create --role ROLE [--body CODE]        a token for a program`,
} as const

/** What a command runs with: an open database, and a reach over every body as the command line itself. */
export type CommandContext = {
  readonly line: CommandLine
  readonly output: Output
  readonly database: OpenDatabase
  readonly environment: Environment
  readonly reach: Reach
}
type Command = (context: CommandContext) => Promise<number>

const commands: Readonly<Record<string, Command>> = {
  'token create': tokenCommand,
  'import inventory': importCommand,
  'import undo': undoCommand,
  'classify detect': detectCommand,
  assess: assessCommand,
  explain: explainCommand,
  'benefits status': benefitsCommand,
  barometer: barometerCommand,
  'audit verify': auditCommand,
  seed: seedCommand,
  backup: backupCommand,
  restore: restoreCommand,
}

/** Runs one command over the database it names; returns the exit code, or -1 when it goes on running. */
export async function runCommand(line: CommandLine, output: Output, variables: NodeJS.ProcessEnv): Promise<number> {
  const { words, options } = line
  if (options['help'] === true || words[0] === 'help') {
    process.stdout.write(`${usage[line.language]}\n`)
    return 0
  }
  if (words.length === 0) throw new UsageError('')
  const databaseUrl = typeof options['database'] === 'string' ? options['database'] : variables['ARPENT_DATABASE_URL']
  const port = typeof options['port'] === 'string' ? options['port'] : variables['ARPENT_PORT']
  const environment = environmentOf({ ...variables, ARPENT_DATABASE_URL: databaseUrl, ARPENT_PORT: port })
  const name = commands[words.slice(0, 2).join(' ')] === undefined ? (words[0] ?? '') : words.slice(0, 2).join(' ')
  if (name === 'serve') return serveCommand(line, output, environment)
  const command = commands[name]
  if (command === undefined) throw new UsageError(`« ${words.join(' ')} » ?`)
  const database = await openDatabase(environment.databaseUrl)
  try {
    return await command({ line, output, database, environment, reach: await wholeReach(database) })
  } finally {
    await database.close()
  }
}

async function wholeReach(database: OpenDatabase): Promise<Reach> {
  const tree = await bodyTree(database.db, todayOf(systemClock))
  return systemReach({ bodies: [...tree.byId.keys()], actor: 'command-line', requestId: newId() })
}

async function tokenCommand({ line, output, database, environment, reach }: CommandContext): Promise<number> {
  const role = roles.find((known) => known === needed(line, 'role'))
  if (role === undefined) throw new UsageError(`--role : ${roles.join(' | ')}`)
  const tree = await bodyTree(database.db, todayOf(systemClock))
  const code = line.options['body']
  const body =
    typeof code === 'string' ? tree.byCode.get(code) : [...tree.byId.values()].find((node) => node.parent === null)
  if (body === undefined) throw bodyNotFound(typeof code === 'string' ? code : '')
  const deps = { db: database.db, clock: systemClock, baseUrl: environment.baseUrl }
  const token = await createToken(deps, reach, { role, bodyId: body.id })
  output.document({ token }, token)
  return 0
}

async function backupCommand({ line, output, database }: CommandContext): Promise<number> {
  const summary = await backUp(database.db, word(line, 1, 'FILE'), instantOf(systemClock))
  output.document(summary, `${summary.file}  ${summary.sha256}`)
  return 0
}

async function restoreCommand({ line, output, database }: CommandContext): Promise<number> {
  const summary = await restore(database.db, word(line, 1, 'FILE'))
  output.document(summary, `${summary.file}  ${summary.sha256}`)
  return 0
}

const depsOf = (database: OpenDatabase) => ({ db: database.db, clock: systemClock })

async function importCommand({ line, output, database, reach }: CommandContext): Promise<number> {
  const { format } = line.options
  const given = {
    file: word(line, 2, 'FILE'),
    bodyCode: needed(line, 'body'),
    format: typeof format === 'string' ? format : 'auto',
    dryRun: line.options['dry-run'] === true,
  }
  const summary = await importInventory(depsOf(database), { ...reach, language: line.language }, given)
  const { added, changed, unchanged, ignored, rejected } = summary.rows
  output.document(
    summary,
    `${summary.format}: +${added} ~${changed} =${unchanged} (${ignored}) ×${rejected}  ${summary.batch}`,
  )
  return 0
}

async function undoCommand({ line, output, database, reach }: CommandContext): Promise<number> {
  const batch = word(line, 2, 'BATCH')
  const { undone } = await undoBatch(depsOf(database), reach, batch)
  output.document({ batch, undone }, `${batch}: ${undone}`)
  return 0
}

async function detectCommand({ line, output }: CommandContext): Promise<number> {
  const detection = await detectSensitiveData({ clock: systemClock }, word(line, 2, 'FILE'))
  output.document(detection, readableDetection(detection, line.language))
  return 0
}

async function assessCommand({ line, output, database, reach }: CommandContext): Promise<number> {
  const { body, workload } = line.options
  const filter = {
    body: typeof body === 'string' ? body : undefined,
    workload: typeof workload === 'string' ? workload : undefined,
  }
  for await (const { json, readable } of assessmentLines(depsOf(database), reach, filter))
    output.document(json, readable)
  return 0
}

async function explainCommand({ line, output, database, reach }: CommandContext): Promise<number> {
  const deps = depsOf(database)
  const derivation = await figureDerivation({ ...deps, openers: figureOpeners(deps) }, reach, word(line, 1, 'FIGURE'))
  output.document(derivation, JSON.stringify(derivation, null, 2))
  return 0
}

async function benefitsCommand({ output, database, reach }: CommandContext): Promise<number> {
  const page = await benefitsPage(depsOf(database), reach)
  for (const benefit of page.benefits) {
    const [first] = benefit.promises
    const current = benefit.promises.at(-1)
    const json = {
      benefit: benefit.code,
      promisedCad: first?.promisedCad ?? null,
      currentCad: current?.promisedCad ?? null,
      validatedCad: { unknown: benefit.realised.reasons },
      forecastCad: { unknown: benefit.realised.reasons },
      grade: null,
      colour: benefit.colour,
    }
    output.document(json, `${benefit.code}  ${first?.promisedCad ?? '–'} $  ${benefit.title.fr}`)
  }
  return 0
}

async function barometerCommand({ output, database }: CommandContext): Promise<number> {
  const view = await publicBarometer(depsOf(database))
  const indicators = view.indicators.map(({ id, value, unit, formulaVersion, status }) => ({
    id,
    value,
    unit,
    formulaVersion,
    status,
  }))
  const readable = indicators.map((one) => `${one.id}: ${one.value ?? '–'} ${one.unit}`).join('\n')
  output.document({ asOf: view.asOf, indicators }, readable)
  return 0
}

async function auditCommand({ line, output, database }: CommandContext): Promise<number> {
  const file = line.words[2]
  const verdict = file === undefined ? await auditVerified(database.db) : await auditFileVerified(file)
  output.document(verdict, `${verdict.events} ${verdict.valid ? 'OK' : `× ${verdict.firstBreak}`}`)
  return verdict.valid ? 0 : 1
}

async function seedCommand({ line, output, database, environment }: CommandContext): Promise<number> {
  if (word(line, 1, 'NAME') !== 'demo') throw new UsageError('seed demo')
  const result = await loadDemonstration({
    ...depsOf(database),
    baseUrl: environment.baseUrl,
    filesFolder: filesFolderOf(environment.databaseUrl),
  })
  output.document(result, `${result.workloads} ${line.language === 'fr' ? 'charges fictives' : 'fictitious workloads'}`)
  return 0
}
