import { parseArgs } from 'node:util'
import type { Bilingual, Language } from '#models/shared/bilingual.ts'

export type CommandLine = {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly isJson: boolean
  readonly language: Language
}

/** Wrong usage of the command line: exit code 2, with the usage. */
export class UsageError extends Error {
  readonly words: Bilingual
  constructor(words: Bilingual) {
    super(words.en)
    this.words = words
  }
}

const options = {
  json: { type: 'boolean' },
  database: { type: 'string' },
  lang: { type: 'string' },
  port: { type: 'string' },
  demo: { type: 'boolean' },
  dev: { type: 'boolean' },
  body: { type: 'string' },
  format: { type: 'string' },
  'dry-run': { type: 'boolean' },
  workload: { type: 'string' },
  role: { type: 'string' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
  export: { type: 'string' },
  scope: { type: 'string' },
  amortized: { type: 'string' },
  subscription: { type: 'string' },
  accept: { type: 'boolean' },
  'as-known': { type: 'string' },
  benefit: { type: 'string' },
  out: { type: 'string' },
  case: { type: 'string' },
  zone: { type: 'string' },
  'date-order': { type: 'string' },
  'cpu-unit': { type: 'string' },
  period: { type: 'string' },
  reason: { type: 'string' },
  replace: { type: 'boolean' },
  'delivered-on': { type: 'string' },
  help: { type: 'boolean' },
} as const

export type OptionName = keyof typeof options
/** What every command takes. */
const common: readonly OptionName[] = ['json', 'database', 'lang', 'help']

export function commandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parsed(args)
  const { lang = 'fr' } = values
  if (lang !== 'fr' && lang !== 'en')
    throw new UsageError({ fr: '--lang attend fr ou en.', en: '--lang takes fr or en.' })
  return { words: positionals, options: values, isJson: values.json === true, language: lang }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    const name = /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1] ?? ''
    const isUnknown = error instanceof Error && 'code' in error && error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
    throw new UsageError(
      isUnknown
        ? { fr: `L’option ${name} n’existe pas.`, en: `There is no option ${name}.` }
        : { fr: `L’option ${name} n’a pas la bonne forme.`, en: `The option ${name} does not have the right form.` },
    )
  }
}

/** Refuses words and options that a command would not look at: what is not understood is never passed over. */
export function ensureUnderstood(
  line: CommandLine,
  command: string,
  takes: { readonly words: number; readonly options: readonly OptionName[] },
): void {
  const extra = line.words[command.split(' ').length + takes.words]
  if (extra !== undefined)
    throw new UsageError({
      fr: `« ${extra} » est de trop pour ${command}.`,
      en: `“${extra}” is too much for ${command}.`,
    })
  const known: readonly string[] = [...common, ...takes.options]
  const foreign = Object.keys(line.options).find((name) => !known.includes(name))
  if (foreign !== undefined)
    throw new UsageError({ fr: `${command} ne prend pas --${foreign}.`, en: `${command} does not take --${foreign}.` })
}

/** An option that must be there. */
export function needed(line: CommandLine, name: OptionName): string {
  const value = line.options[name]
  if (typeof value !== 'string' || value === '')
    throw new UsageError({ fr: `Il manque --${name}.`, en: `--${name} is missing.` })
  return value
}

/** A word that must be there. */
export function word(line: CommandLine, position: number, what: Bilingual): string {
  const found = line.words[position]
  if (found === undefined || found === '')
    throw new UsageError({ fr: `Il manque ${what.fr}.`, en: `${what.en} is missing.` })
  return found
}

/** A day given as YYYY-MM-DD; undefined when the option is not there. */
export function dayOption(line: CommandLine, name: OptionName): string | undefined {
  const value = line.options[name]
  if (value === undefined) return undefined
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
  if (!isDay || new Date(value).toISOString().slice(0, 10) !== value)
    throw new UsageError({ fr: `--${name} attend une date AAAA-MM-JJ.`, en: `--${name} takes a date YYYY-MM-DD.` })
  return value
}
