import * as v from 'valibot'
import { ProblemError } from '#models/shared/problem.ts'

export type Environment = {
  readonly databaseUrl: string
  readonly host: string
  readonly port: number
  readonly baseUrl: string
  readonly logLevel: string
}

const schema = v.object({
  ARPENT_DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^(file:.+|postgres(ql)?:\/\/.+)/)), 'file:var/arpent.db'),
  ARPENT_HOST: v.optional(v.pipe(v.string(), v.minLength(1)), '127.0.0.1'),
  ARPENT_PORT: v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535)), '8787'),
  ARPENT_BASE_URL: v.optional(v.pipe(v.string(), v.url(), v.regex(/^https?:/))),
  ARPENT_LOG_LEVEL: v.optional(v.picklist(['debug', 'info', 'warn', 'error', 'silent']), 'warn'),
})

const expected: Readonly<Record<string, string>> = {
  ARPENT_DATABASE_URL: 'file:chemin | postgres://serveur/base',
  ARPENT_HOST: '127.0.0.1',
  ARPENT_PORT: '0–65535',
  ARPENT_BASE_URL: 'https://arpent.exemple',
  ARPENT_LOG_LEVEL: 'debug | info | warn | error | silent',
}

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
        fr: `La variable ${name} n’a pas une valeur acceptée. Forme attendue : ${expected[name] ?? ''}.`,
        en: `The variable ${name} does not have an accepted value. Expected form: ${expected[name] ?? ''}.`,
      },
    })
  }
  const { output } = result
  const shownHost = output.ARPENT_HOST === '0.0.0.0' ? 'localhost' : output.ARPENT_HOST
  return {
    databaseUrl: output.ARPENT_DATABASE_URL,
    host: output.ARPENT_HOST,
    port: output.ARPENT_PORT,
    baseUrl: (output.ARPENT_BASE_URL ?? `http://${shownHost}:${output.ARPENT_PORT}`).replace(/\/$/, ''),
    logLevel: output.ARPENT_LOG_LEVEL,
  }
}
