import { vi } from 'vitest'
import { commandLine, UsageError } from '#server/app/cli-arguments.ts'
import { createOutput, tellRefusal } from '#server/app/cli-output.ts'
import { runCommand } from '#server/app/commands.ts'

/** What the command line would do: exit code, and what it writes on each stream. */
export async function runLine(...args: readonly string[]) {
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text)
      return true
    })
  }
  const language = args.includes('en') ? 'en' : 'fr'
  try {
    const line = commandLine(args)
    const code = await runCommand(line, createOutput(line.isJson, line.language), {})
    return { code, usage: '', ...written }
  } catch (error) {
    if (error instanceof UsageError) return { code: 2, usage: error.words[language], ...written }
    const code = tellRefusal(error, { isJson: args.includes('--json'), language, isDebug: false })
    return { code, usage: '', ...written }
  } finally {
    vi.restoreAllMocks()
  }
}
