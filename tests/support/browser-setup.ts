import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { chromiumPath } from './browser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    demonstrationFolder: string
  }
}

/** Makes sure, once, that there is a browser and a built client before any journey starts; and makes room for the demonstration they share. */
export default function setup(project: TestProject): () => void {
  chromiumPath()
  if (!existsSync('dist/client/index.html'))
    throw new Error('the pages are not built: run `npm test`, or `npx vite build`, first')
  const folder = mkdtempSync(join(tmpdir(), 'arpent-demonstration-'))
  project.provide('demonstrationFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
