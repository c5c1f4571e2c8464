import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, preview } from 'vite'
import { contentPolicy } from '#server/app/security.ts'

export type ServedGallery = { readonly url: string; readonly stop: () => Promise<void> }

/** The gallery of the client's parts, built as the product is and served under the product's own content policy. */
export async function serveGallery(): Promise<ServedGallery> {
  const outDir = mkdtempSync(join(tmpdir(), 'arpent-gallery-'))
  await build({
    configFile: 'vite.config.ts',
    logLevel: 'error',
    build: { outDir, rollupOptions: { input: 'client/gallery/index.html' } },
  })
  const server = await preview({
    configFile: 'vite.config.ts',
    logLevel: 'error',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1', headers: { 'content-security-policy': contentPolicy } },
  })
  const address = server.resolvedUrls?.local[0]
  if (address === undefined) throw new Error('the gallery has no address')
  return {
    url: `${address}gallery/index.html`,
    stop: async () => {
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}
