import { parseArgs } from 'node:util'
import type { Language } from '#models/shared/bilingual.ts'

export type CommandLine = {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly isJson: boolean
  readonly language: Language
}

/** Wrong usage of the command line: exit code 2, with the usage. */
export class UsageError extends Error {}

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
  'as-known': { type: 'string' },
  help: { type: 'boolean' },
} as const

export function commandLine(args: readonly string[]): CommandLine {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const { lang = 'fr' } = values
    if (lang !== 'fr' && lang !== 'en') throw new UsageError(`--lang ${lang} : fr | en`)
    return { words: positionals, options: values, isJson: values.json === true, language: lang }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** An option that must be there. */
export function needed(line: CommandLine, name: string): string {
  const value = line.options[name]
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} ?`)
  return value
}

/** A word that must be there. */
export function word(line: CommandLine, position: number, what: string): string {
  const found = line.words[position]
  if (found === undefined) throw new UsageError(`<${what}> ?`)
  return found
}
