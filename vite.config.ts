import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

// The client is served by our own server under a strict policy: nothing inline, no base64 assets, no style attributes in templates.
export default defineConfig({
  root: 'client',
  publicDir: false,
  plugins: [solid({ solid: { inlineStyles: false } as never })], // the option exists in the compiler; the plugin's types lag behind
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    manifest: true,
  },
  worker: { format: 'es' },
})
