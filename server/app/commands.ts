import { mostBillParts } from '#models/bills/bill.schemas.ts'
import { availableParallelism } from 'node:os'
import { roles } from '#models/access/access.schemas.ts'
import { cpuUnits } from '#models/sizing/series-intake.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import { createToken } from '#server/access/accounts.usecases.ts'
import { type Reach, systemReach } from '#server/access/reach.ts'
import { bodyNotFound } from '#server/access/access.problems.ts'
import { auditPackCommand } from './audit-pack-command.ts'
import { assessmentLines } from './assess-command.ts'
import { beginsAsZip, packFileVerified } from '#server/claims/audit-pack-verify.ts'
import { benefitLines } from './benefits-command.ts'
import type { ChainVerdict } from '#server/audit/audit-chain.ts'
import { auditFileVerified, auditVerified } from '#server/audit/audit.usecases.ts'
import { detectSensitiveData } from '#server/detection/detection.usecases.ts'
import { publicBarometer } from '#server/barometer/barometer.usecases.ts'
import { registerBreaks } from '#server/benefits/register.usecases.ts'
import { figureDerivation } from '#server/figures/figures.usecases.ts'
import { undoBatch } from '#server/imports/applying.usecases.ts'
import { importInventory } from '#server/imports/imports.usecases.ts'
import { importUsage } from '#server/usage/usage-imports.usecases.ts'
import { loadDemonstration } from '#server/demo/demonstration.ts'
import { backUp, restore } from '#server/database/backup.ts'
import { ensureThere, openDatabase, type OpenDatabase } from '#server/database/database.ts'
import { instantOf, systemClock, todayOf } from '#server/shared/clock.ts'
import { newId } from '#server/shared/ids.ts'
import {
  type CommandLine,
  dayOption,
  ensureUnderstood,
  needed,
  type OptionName,
  UsageError,
  word,
} from './cli-arguments.ts'
import type { Output } from './cli-output.ts'
import type { CommandContext } from './command-context.ts'
import { readableDetection } from './detect-command.ts'
import { type Environment, environmentOf } from './environment.ts'
import { figureOpeners } from './figure-openers.ts'
import { ledgerCommand } from './ledger-command.ts'
import { reportCommand } from './report-command.ts'
import { serveCommand } from './serve-command.ts'

export const usage = {
  fr: `Usage : arpent <commande> [--json] [--database URL] [--lang fr|en]
  serve [--port N] [--demo]                     sert l’atelier
  seed demo                                     charge le portefeuille de démonstration
  import inventory <fichier> --body SIGLE [--format auto] [--dry-run]
  import usage <fichier> --body SIGLE [--zone America/Toronto] [--date-order dmy|mdy] [--cpu-unit percent|fraction|per-core]
  import undo <lot>                             annule un import
  classify detect <fichier>                     colonnes sensibles d’un schéma ou d’un échantillon, sans leurs valeurs
  assess [--body SIGLE] [--workload CH-…]       verdict et coût de chaque option
  explain <chiffre>                             d’où vient un chiffre
  prices refresh aws|azure --region R [--endpoint URL] [--subscription ID --body SIGLE] [--accept]
                                                demande une grille, montre l’écart, la propose
  bills fetch azure --scope PORTÉE --period AAAA-MM [--endpoint URL] [--body SIGLE] [--reason TEXTE]
  bills fetch aws --export s3://… --period AAAA-MM [--region RÉGION] [--endpoint URL] [--body SIGLE] [--reason TEXTE]
  bills import <fichier>… [--amortized FICHIER] [--body SIGLE] [--period AAAA-MM] [--reason TEXTE] [--delivered-on AAAA-MM-JJ]
                                                lit une facture et remplace ce qu’elle disait avant
  ledger import <fichier> --body SIGLE [--dry-run] [--replace]
                                                lit un extrait du grand livre
  benefits status [--as-known AAAA-MM-JJ]       les bénéfices et leurs engagements
  barometer                                     les indicateurs approuvés
  report portfolio --out FICHIER [--format pdf|xlsx|html] [--body SIGLE]
  report business-case --case DA-0001 --out FICHIER [--format pdf|xlsx|html]
  report board|dossier --out FICHIER [--body SIGLE] [--as-known AAAA-MM-JJ]
  report benefit --benefit B-0001 --out FICHIER [--as-known AAAA-MM-JJ]
  report audit-pack --out FICHIER --benefit B-0001 | --body SIGLE [--as-known AAAA-MM-JJ]
  audit verify [FICHIER]                        suit la chaîne du journal, ou vérifie un dossier (ZIP)
  backup FICHIER · restore FICHIER              copie et restauration
  token create --role RÔLE [--body SIGLE]       un jeton pour un programme`,
  en: `Usage: arpent <command> [--json] [--database URL] [--lang fr|en]
  serve [--port N] [--demo]                     serves the workbench
  seed demo                                     loads the demonstration portfolio
  import inventory <file> --body CODE [--format auto] [--dry-run]
  import usage <file> --body CODE [--zone America/Toronto] [--date-order dmy|mdy] [--cpu-unit percent|fraction|per-core]
  import undo <batch>                           undoes an import
  classify detect <file>                        sensitive columns of a schema or a sample, without their values
  assess [--body CODE] [--workload CH-…]        verdict and cost of every option
  explain <figure>                              where a figure comes from
  prices refresh aws|azure --region R [--endpoint URL] [--subscription ID --body CODE] [--accept]
                                                asks for a price book, shows the difference, proposes it
  bills fetch azure --scope SCOPE --period YYYY-MM [--endpoint URL] [--body CODE] [--reason TEXT]
  bills fetch aws --export s3://… --period YYYY-MM [--region REGION] [--endpoint URL] [--body CODE] [--reason TEXT]
  bills import <file>… [--amortized FILE] [--body CODE] [--period YYYY-MM] [--reason TEXT] [--delivered-on YYYY-MM-DD]
                                                reads a bill and replaces what it said before
  ledger import <file> --body CODE [--dry-run] [--replace]
                                                reads an extract of the ledger
  benefits status [--as-known YYYY-MM-DD]       benefits and their promises
  barometer                                     approved indicators
  report portfolio --out FILE [--format pdf|xlsx|html] [--body CODE]
  report business-case --case DA-0001 --out FILE [--format pdf|xlsx|html]
  report board|dossier --out FILE [--body CODE] [--as-known YYYY-MM-DD]
  report benefit --benefit B-0001 --out FILE [--as-known YYYY-MM-DD]
  report audit-pack --out FILE --benefit B-0001 | --body CODE [--as-known YYYY-MM-DD]
  audit verify [FILE]                           follows the audit chain, or verifies an audit pack (ZIP)
  backup FILE · restore FILE                    backup and restore
  token create --role ROLE [--body CODE]        a token for a program`,
} as const

type Command = {
  readonly run: (context: CommandContext) => Promise<number>
  /** Words after the command's own. */
  readonly words: number
  readonly options: readonly OptionName[]
  /** Begins a database where there is none. */
  readonly begins?: true
}

const commands: Readonly<Record<string, Command>> = {
  'token create': { run: tokenCommand, words: 0, options: ['role', 'body'] },
  'import inventory': { run: importCommand, words: 1, options: ['body', 'format', 'dry-run'] },
  'import usage': { run: usageCommand, words: 1, options: ['body', 'zone', 'date-order', 'cpu-unit'] },
  'import undo': { run: undoCommand, words: 1, options: [] },
  'classify detect': { run: ({ line, output }) => detectCommand(line, output), words: 1, options: [] },
  assess: { run: assessCommand, words: 0, options: ['body', 'workload'] },
  explain: { run: explainCommand, words: 1, options: [] },
  'prices refresh': {
    run: refreshCommand,
    words: 1,
    options: ['region', 'endpoint', 'subscription', 'body', 'accept'],
  },
  'bills fetch': {
    run: billsFetch,
    words: 1,
    options: ['scope', 'export', 'region', 'period', 'endpoint', 'body', 'reason'],
  },
  'ledger import': { run: ledgerCommand, words: 1, options: ['body', 'dry-run', 'replace'] },
  'bills import': {
    run: billsCommand,
    words: mostBillParts,
    options: ['body', 'amortized', 'period', 'reason', 'delivered-on'],
  },
  'benefits status': { run: benefitsCommand, words: 0, options: ['as-known'] },
  barometer: { run: barometerCommand, words: 0, options: [] },
  report: { run: reportCommand, words: 1, options: ['out', 'format', 'body', 'case', 'benefit', 'as-known'] },
  'report audit-pack': { run: auditPackCommand, words: 0, options: ['out', 'benefit', 'body', 'as-known'] },
  'audit verify': { run: auditCommand, words: 1, options: [] },
  seed: { run: seedCommand, words: 1, options: [], begins: true },
  backup: { run: backupCommand, words: 1, options: [] },
  restore: { run: restoreCommand, words: 1, options: [], begins: true },
}

/** Runs one command over the database it names; returns the exit code, or -1 when it goes on running. */
export async function runCommand(line: CommandLine, output: Output, variables: NodeJS.ProcessEnv): Promise<number> {
  const { words, options } = line
  if (options['help'] === true || words[0] === 'help') {
    process.stdout.write(`${usage[line.language]}\n`)
    return 0
  }
  if (words.length === 0) throw new UsageError({ fr: 'Il manque une commande.', en: 'A command is missing.' })
  const name = commands[words.slice(0, 2).join(' ')] === undefined ? (words[0] ?? '') : words.slice(0, 2).join(' ')
  if (name === 'serve') {
    ensureUnderstood(line, name, { words: 0, options: ['port', 'demo', 'dev'] })
    return serveCommand(line, output, environmentFor(line, variables))
  }
  const command = commands[name]
  if (command === undefined) {
    const asked = words.slice(0, 2).join(' ')
    throw new UsageError({ fr: `La commande « ${asked} » n’existe pas.`, en: `There is no command “${asked}”.` })
  }
  ensureUnderstood(line, name, command)
  const file = line.words[2]
  if (name === 'audit verify' && file !== undefined) return verifyCommand(output, file)
  if (name === 'classify detect') return detectCommand(line, output)
  const environment = environmentFor(line, variables)
  if (command.begins !== true) ensureThere(environment.databaseUrl)
  const database = await openDatabase(environment.databaseUrl)
  try {
    return await command.run({ line, output, database, environment, reach: await wholeReach(database) })
  } finally {
    await database.close()
  }
}

function environmentFor({ options }: CommandLine, variables: NodeJS.ProcessEnv): Environment {
  const { database, port } = options
  if (typeof port === 'string' && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535))
    throw new UsageError({ fr: '--port attend un nombre de 0 à 65535.', en: '--port takes a number from 0 to 65535.' })
  return environmentOf({
    ...variables,
    ARPENT_DATABASE_URL: typeof database === 'string' ? database : variables['ARPENT_DATABASE_URL'],
    ARPENT_PORT: typeof port === 'string' ? port : variables['ARPENT_PORT'],
  })
}

async function wholeReach(database: OpenDatabase): Promise<Reach> {
  const tree = await bodyTree(database.db, todayOf(systemClock))
  return systemReach({ bodies: [...tree.byId.keys()], actor: 'command-line', requestId: newId() })
}

const fileWord = { fr: 'le fichier', en: 'The file' }

async function tokenCommand({ line, output, database, environment, reach }: CommandContext): Promise<number> {
  const role = roles.find((known) => known === needed(line, 'role'))
  if (role === undefined)
    throw new UsageError({ fr: `--role attend ${roles.join(', ')}.`, en: `--role takes ${roles.join(', ')}.` })
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

async function backupCommand({ line, output, database, environment }: CommandContext): Promise<number> {
  const summary = await backUp(database.db, environment.filesFolder, word(line, 1, fileWord), instantOf(systemClock))
  output.document(summary, `${summary.file}  ${summary.sha256}`)
  return 0
}

async function restoreCommand({ line, output, database, environment }: CommandContext): Promise<number> {
  const summary = await restore(database.db, environment.filesFolder, word(line, 1, fileWord))
  output.document(summary, `${summary.file}  ${summary.sha256}`)
  return 0
}

const depsOf = (database: OpenDatabase) => ({ db: database.db, clock: systemClock })

async function importCommand({ line, output, database, reach }: CommandContext): Promise<number> {
  const { format } = line.options
  const given = {
    file: word(line, 2, fileWord),
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

async function usageCommand({ line, output, database, reach }: CommandContext): Promise<number> {
  const summary = await importUsage(depsOf(database), reach, {
    file: word(line, 2, fileWord),
    bodyCode: needed(line, 'body'),
    asked: {
      zone: typeof line.options['zone'] === 'string' ? line.options['zone'] : undefined,
      dateOrder: among(line, 'date-order', ['dmy', 'mdy']),
      cpuUnit: among(line, 'cpu-unit', cpuUnits),
    },
    threads: availableParallelism(),
  })
  const { rows, machines } = summary
  output.document(
    summary,
    `${rows.read} ×${rows.rejected}  ${machines.matched} (${machines.unmatched})  ${summary.batch}`,
  )
  return 0
}

/** One of a few words, or nothing; another word is wrong usage. */
function among<T extends string>(line: CommandLine, name: OptionName, words: readonly T[]): T | undefined {
  const given = line.options[name]
  if (given === undefined) return undefined
  const found = words.find((one) => one === given)
  if (found === undefined)
    throw new UsageError({ fr: `--${name} attend ${words.join(', ')}.`, en: `--${name} takes ${words.join(', ')}.` })
  return found
}

async function undoCommand({ line, output, database, reach }: CommandContext): Promise<number> {
  const batch = word(line, 2, { fr: 'le numéro de l’import', en: 'The number of the import' })
  const { undone } = await undoBatch(depsOf(database), reach, batch)
  output.document({ batch, undone }, `${batch}: ${undone}`)
  return 0
}

/** The clients of the price services are large: they are loaded by who asks for prices, not by every command. */
async function refreshCommand(context: CommandContext): Promise<number> {
  const { pricesCommand } = await import('./prices-command.ts')
  return pricesCommand(context)
}

async function billsFetch(context: CommandContext): Promise<number> {
  const { billsFetchCommand } = await import('./bills-fetch-command.ts')
  return billsFetchCommand(context)
}

/** The reader of bills is large: it is loaded by who imports one. */
async function billsCommand(context: CommandContext): Promise<number> {
  const { billsImportCommand } = await import('./bills-command.ts')
  return billsImportCommand(context)
}

/** Reads a file and nothing else: no database is opened. */
async function detectCommand(line: CommandLine, output: Output): Promise<number> {
  const detection = await detectSensitiveData({ clock: systemClock }, word(line, 2, fileWord))
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

async function explainCommand({ line, output, database, environment, reach }: CommandContext): Promise<number> {
  const deps = depsOf(database)
  const derivation = await figureDerivation(
    { ...deps, openers: figureOpeners({ ...deps, filesFolder: environment.filesFolder }) },
    reach,
    word(line, 1, { fr: 'le numéro du chiffre', en: 'The id of the figure' }),
  )
  output.document(derivation, JSON.stringify(derivation, null, 2))
  return 0
}

async function benefitsCommand({ line, output, database, reach }: CommandContext): Promise<number> {
  const lines = await benefitLines(depsOf(database), reach, dayOption(line, 'as-known'))
  for (const { json, readable } of lines) output.document(json, readable)
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

async function auditCommand({ output, database }: CommandContext): Promise<number> {
  const [verdict, breaks] = [await auditVerified(database.db), await registerBreaks(database.db)]
  if (breaks.length === 0) return tellChain(output, verdict)
  const told = breaks.map(({ subject, record, fault }) => `${subject} ${record} ${fault}`)
  output.document({ ...verdict, valid: false, register: breaks }, `${verdict.events} × ${told.join(', ')}`)
  return 1
}

/** A file of events, or an audit pack: told apart by how it begins. */
async function verifyCommand(output: Output, file: string): Promise<number> {
  if (!(await beginsAsZip(file))) return tellChain(output, await auditFileVerified(file))
  const verdict = await packFileVerified(file)
  const said = `${verdict.events} ${verdict.valid ? 'OK' : `× ${verdict.firstBreak}`}  ${verdict.sha256}`
  output.document(verdict, said)
  return verdict.valid ? 0 : 1
}

function tellChain(output: Output, verdict: ChainVerdict): number {
  output.document(verdict, `${verdict.events} ${verdict.valid ? 'OK' : `× ${verdict.firstBreak}`}`)
  return verdict.valid ? 0 : 1
}

async function seedCommand({ line, output, database, environment }: CommandContext): Promise<number> {
  if (word(line, 1, { fr: 'le nom de l’exemple', en: 'The name of the example' }) !== 'demo')
    throw new UsageError({ fr: 'Le seul exemple est « demo ».', en: 'The only example is “demo”.' })
  const result = await loadDemonstration({
    ...depsOf(database),
    baseUrl: environment.baseUrl,
    filesFolder: environment.filesFolder,
  })
  output.document(result, `${result.workloads} ${line.language === 'fr' ? 'charges fictives' : 'fictitious workloads'}`)
  return 0
}
