import { resolve } from 'node:path'
import * as v from 'valibot'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'
import { usualFilesFolder } from '#server/shared/folders.ts'

export type Environment = {
  readonly databaseUrl: string
  /** Where received files, the rows of bills and evidence are kept: part of what must last, and of a backup. */
  readonly filesFolder: string
  readonly host: string
  readonly port: number
  readonly baseUrl: string
  readonly logLevel: string
  /** What reading a bill may take of the memory, in MiB, and of the cores; all of them when not said. */
  readonly billsMemoryMib: number
  readonly billsThreads: number | undefined
  /** The largest delivery of bills that is received, in MiB. */
  readonly billsLargestMib: number
}

const wholeBetween = (least: number, most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,7}$/), v.transform(Number), v.minValue(least), v.maxValue(most))

const schema = v.object({
  ARPENT_DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^(file:.+|postgres(ql)?:\/\/.+)/)), 'file:var/arpent.db'),
  ARPENT_FILES_FOLDER: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1_000))),
  ARPENT_HOST: v.optional(v.pipe(v.string(), v.minLength(1)), '127.0.0.1'),
  ARPENT_PORT: v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535)), '8787'),
  ARPENT_BASE_URL: v.optional(v.pipe(v.string(), v.url(), v.regex(/^https?:\/\/[^/?#@]+\/?$/))),
  ARPENT_LOG_LEVEL: v.optional(v.picklist(['debug', 'info', 'warn', 'error', 'silent']), 'warn'),
  ARPENT_BILLS_MEMORY_MIB: v.optional(wholeBetween(128, 1_048_576), '1024'),
  ARPENT_BILLS_THREADS: v.optional(wholeBetween(1, 256)),
  ARPENT_BILLS_LARGEST_MIB: v.optional(wholeBetween(1, 1_048_576), '4096'),
})

const expected: Readonly<Record<string, Bilingual>> = {
  ARPENT_DATABASE_URL: {
    fr: 'file:chemin ou postgres://serveur/base (aussi par --database)',
    en: 'file:path or postgres://server/database (also as --database)',
  },
  ARPENT_FILES_FOLDER: { fr: 'le chemin d’un dossier qui dure', en: 'the path of a folder that lasts' },
  ARPENT_HOST: { fr: 'une adresse, comme 127.0.0.1', en: 'an address, such as 127.0.0.1' },
  ARPENT_PORT: { fr: 'un nombre de 0 à 65535', en: 'a number from 0 to 65535' },
  ARPENT_BASE_URL: {
    fr: 'une origine sans chemin, comme https://arpent.exemple',
    en: 'an origin without a path, such as https://arpent.example',
  },
  ARPENT_LOG_LEVEL: {
    fr: 'debug, info, warn, error ou silent',
    en: 'debug, info, warn, error or silent',
  },
  ARPENT_BILLS_MEMORY_MIB: {
    fr: 'un nombre de mébioctets, de 128 à 1048576',
    en: 'a number of mebibytes, from 128 to 1048576',
  },
  ARPENT_BILLS_THREADS: { fr: 'un nombre de 1 à 256', en: 'a number from 1 to 256' },
  ARPENT_BILLS_LARGEST_MIB: {
    fr: 'un nombre de mébioctets, de 1 à 1048576',
    en: 'a number of mebibytes, from 1 to 1048576',
  },
}

/** Listening everywhere is not an address that a browser can visit. */
const shownHosts: Readonly<Record<string, string>> = { '0.0.0.0': 'localhost', '::': 'localhost' }

/** Reads the environment once; a wrong variable stops the start with a sentence that names it. */
export function environmentOf(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const result = v.safeParse(schema, given)
  if (!result.success) {
    const name = v.getDotPath(result.issues[0]) ?? ''
    throw new ProblemError({
      code: 'environment-refused',
      status: 500,
      title: { fr: 'Le réglage est à corriger', en: 'A setting needs correcting' },
      detail: {
        fr: `La variable ${name} n’a pas une valeur acceptée. Forme attendue : ${expected[name]?.fr ?? ''}.`,
        en: `The variable ${name} does not have an accepted value. Expected form: ${expected[name]?.en ?? ''}.`,
      },
    })
  }
  const { output } = result
  const shownHost = shownHosts[output.ARPENT_HOST] ?? output.ARPENT_HOST
  const authority = shownHost.includes(':') ? `[${shownHost}]` : shownHost // an IPv6 address stands in brackets
  return {
    databaseUrl: output.ARPENT_DATABASE_URL,
    filesFolder:
      output.ARPENT_FILES_FOLDER === undefined
        ? usualFilesFolder(output.ARPENT_DATABASE_URL)
        : resolve(output.ARPENT_FILES_FOLDER),
    host: output.ARPENT_HOST,
    port: output.ARPENT_PORT,
    baseUrl: (output.ARPENT_BASE_URL ?? `http://${authority}:${output.ARPENT_PORT}`).replace(/\/$/, ''),
    logLevel: output.ARPENT_LOG_LEVEL,
    billsMemoryMib: output.ARPENT_BILLS_MEMORY_MIB,
    billsThreads: output.ARPENT_BILLS_THREADS,
    billsLargestMib: output.ARPENT_BILLS_LARGEST_MIB,
  }
}
