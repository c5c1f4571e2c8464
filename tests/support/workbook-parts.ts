import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'

/** The parts of an XLSX file as text, each checked to be well-formed XML. */
export function workbookParts(bytes: Uint8Array): Map<string, string> {
  const parts = Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)] as const)
  for (const [path, text] of parts) {
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw new Error(`${path}: ${error.message}`)
    })
    parser.write(text).close()
  }
  return new Map(parts)
}
