import { openDatabase } from '#server/database/database.ts'
import type { CommandLine } from './cli-arguments.ts'
import type { Output } from './cli-output.ts'
import type { Environment } from './environment.ts'
import { serve } from './serve.ts'

/** Serves until SIGINT or SIGTERM; says its address first, then the one-time links. Returns -1: the process goes on. */
export async function serveCommand(line: CommandLine, output: Output, environment: Environment): Promise<number> {
  const database = await openDatabase(environment.databaseUrl)
  const running = await serve(database, environment)
  const { language } = line
  output.document({ url: running.url }, `Arpent : ${running.url}`)
  if (running.firstLink !== undefined) {
    const words = { fr: 'Premier compte, lien à usage unique', en: 'First account, one-time link' }
    process.stderr.write(`${words[language]} : ${running.firstLink}\n`)
  }
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      void running.stop().then(() => process.exit(0))
    })
  }
  return -1
}
