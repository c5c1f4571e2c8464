import { commandLine, UsageError } from './cli-arguments.ts'
import { createOutput, tellRefusal } from './cli-output.ts'
import { runCommand, usage } from './commands.ts'

// The command line. Exit: 0 done, 1 refused (why, on standard error), 2 wrong usage.

async function main(): Promise<number> {
  const args = process.argv.slice(2)
  const isJson = args.includes('--json')
  const language = args.some((arg, i) => arg === '--lang=en' || (arg === '--lang' && args[i + 1] === 'en'))
    ? 'en'
    : 'fr'
  try {
    const line = commandLine(args)
    return await runCommand(line, createOutput(line.isJson, line.language), process.env)
  } catch (error) {
    if (!(error instanceof UsageError)) {
      const isDebug = process.env['ARPENT_LOG_LEVEL'] === 'debug'
      return tellRefusal(error, { isJson, language, isDebug })
    }
    process.stderr.write(`${error.words[language]}\n\n${usage[language]}\n`)
    return 2
  }
}

// Whoever reads our lines may stop early (`| head`): that is an end, not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const code = await main()
if (code >= 0) process.exitCode = code
