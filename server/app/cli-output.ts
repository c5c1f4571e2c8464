import { ProblemError } from '#models/shared/problem.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { newId } from '#server/shared/ids.ts'
import { problemJson } from './problems.ts'

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

/** Tells a refusal on standard error (problem details with `--json`, a sentence otherwise); returns the exit code. */
export function tellRefusal(error: unknown, output: Pick<Output, 'isJson' | 'language'>): 1 {
  const { language } = output
  if (!(error instanceof ProblemError)) {
    const unexpected = { fr: 'Une erreur est survenue de notre côté', en: 'Something failed on our side' }
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(
      output.isJson
        ? `${JSON.stringify({ code: 'unexpected', title: unexpected[language], detail })}\n`
        : `${unexpected[language]}.\n${detail}\n`,
    )
    return 1
  }
  const problem = problemJson(error, language, newId())
  const lines = [
    `${problem.title}. ${problem.detail}`,
    ...problem.errors.slice(0, 20).map((item) => `  ${item.row ?? item.pointer ?? ''} ${item.detail}`),
  ]
  process.stderr.write(output.isJson ? `${JSON.stringify(problem)}\n` : `${lines.join('\n')} (${problem.code})\n`)
  return 1
}
