import { ProblemError } from '#models/shared/problem.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { newId } from '#server/shared/ids.ts'
import { foreseen, problemJson } from './problems.ts'

/** What a command prints: with `--json` one document (or JSON lines) on standard output and nothing else there; else readable lines. */
export type Output = {
  readonly isJson: boolean
  readonly language: Language
  document(value: unknown, readable: string): void
}

export function createOutput(isJson: boolean, language: Language): Output {
  return {
    isJson,
    language,
    document: (value, readable) => process.stdout.write(`${isJson ? JSON.stringify(value) : readable}\n`),
  }
}

/**
 * Tells a refusal on standard error (problem details with `--json`, a sentence otherwise); returns the exit code. What was not foreseen is
 * told in one line too; its stack only to who asks for it with ARPENT_LOG_LEVEL=debug.
 */
export function tellRefusal(
  error: unknown,
  output: Pick<Output, 'isJson' | 'language'> & { readonly isDebug: boolean },
): 1 {
  const { language } = output
  if (output.isDebug && error instanceof Error) process.stderr.write(`${error.stack ?? error.message}\n`)
  const problem = problemJson(refusalOf(error), language, newId())
  const lines = [
    `${problem.title}. ${problem.detail}`,
    ...problem.errors.slice(0, 20).map((item) => `  ${item.row ?? item.pointer ?? ''} ${item.detail}`),
  ]
  process.stderr.write(output.isJson ? `${JSON.stringify(problem)}\n` : `${lines.join('\n')} (${problem.code})\n`)
  return 1
}

function refusalOf(error: unknown): ProblemError {
  const known = error instanceof Error ? foreseen(error) : undefined
  if (known !== undefined) return known
  const [said = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  return new ProblemError({
    code: 'unexpected',
    status: 500,
    title: { fr: 'Une erreur est survenue de notre côté', en: 'Something failed on our side' },
    detail: {
      fr: `${said}. Relancer avec ARPENT_LOG_LEVEL=debug pour transmettre le détail.`,
      en: `${said}. Run again with ARPENT_LOG_LEVEL=debug to pass on the details.`,
    },
  })
}
