import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where a program of the machine is; undefined when it is not installed. A check that needs it is then not run, and says what to install. */
export function installedTool(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

/** The name of a check that needs a program: as it is, or saying why it is not run. */
export function neededTool(check: string, tool: string | undefined, debianPackage: string): string {
  return tool === undefined ? `${check} (not run: install ${debianPackage})` : check
}
