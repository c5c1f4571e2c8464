import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the product is installed. */
export const rootFolder = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where the published figures are. */
export const dataFolder = join(rootFolder, 'data')

/** Where received files and the rows of bills are kept unless told: beside the database file; with PostgreSQL, under the working directory. */
export function usualFilesFolder(databaseUrl: string): string {
  if (databaseUrl.startsWith('file:')) return join(dirname(resolve(databaseUrl.slice('file:'.length))), 'files')
  return resolve('var/files')
}
