import { existsSync } from 'node:fs'
import { chromiumPath } from './browser.ts'

/** Makes sure, once, that there is a browser and a built client before any journey starts. */
export default function setup(): void {
  chromiumPath()
  if (!existsSync('dist/client/index.html'))
    throw new Error('the pages are not built: run `npm test`, or `npx vite build`, first')
}
