import type { Reach } from '#server/access/reach.ts'
import type { OpenDatabase } from '#server/database/database.ts'
import type { CommandLine } from './cli-arguments.ts'
import type { Output } from './cli-output.ts'
import type { Environment } from './environment.ts'

/** What a command runs with: an open database, and a reach over every body as the command line itself. */
export type CommandContext = {
  readonly line: CommandLine
  readonly output: Output
  readonly database: OpenDatabase
  readonly environment: Environment
  readonly reach: Reach
}
