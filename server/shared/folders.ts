import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the product is installed. */
export const rootFolder = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where the published figures are. */
export const dataFolder = join(rootFolder, 'data')

/** Received files wait beside the database file; with PostgreSQL, in the machine's temporary folder. */
export function filesFolderOf(databaseUrl: string): string {
  if (databaseUrl.startsWith('file:')) return join(dirname(resolve(databaseUrl.slice('file:'.length))), 'files')
  return join(tmpdir(), 'arpent-files')
}
