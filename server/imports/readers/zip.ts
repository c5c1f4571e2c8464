import { Transform, type Readable } from 'node:stream'
import yauzl from 'yauzl'
import { fileRefused } from './reader.problems.ts'

/** Limits of an archive, decided on its directory before anything is unfolded (anchor: Apache POI's defaults, tightened). */
export const zipLimits = { ratio: 100, entries: 1_000, bytes: 200 * 1024 * 1024 } as const

export type ZipEntry = { readonly name: string; open(): Promise<Readable> }
export type OpenZip = { readonly entries: readonly ZipEntry[]; close(): void }

/** Opens an archive from its directory: sizes, ratios, count, paths and encryption are checked before a byte is unfolded. */
export async function openZip(path: string): Promise<OpenZip> {
  const zip = await yauzl
    .openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
    .catch((error: unknown) => {
      throw asRefusal(error)
    })
  const entries: ZipEntry[] = []
  let unfolded = 0
  try {
    if (zip.entryCount > zipLimits.entries) throw fileRefused('file-too-large-inside')
    for await (const entry of zip.eachEntry()) {
      if ((entry.generalPurposeBitFlag & 1) === 1) throw fileRefused('file-encrypted')
      unfolded += entry.uncompressedSize
      const isBomb =
        entry.uncompressedSize > 1024 * 1024 && entry.uncompressedSize > entry.compressedSize * zipLimits.ratio
      if (unfolded > zipLimits.bytes || isBomb) throw fileRefused('file-too-large-inside')
      if (!entry.fileName.endsWith('/'))
        entries.push({
          name: entry.fileName,
          open: async () => bounded(await zip.openReadStreamPromise(entry), entry.uncompressedSize),
        })
    }
  } catch (error) {
    zip.close()
    throw asRefusal(error)
  }
  return { entries, close: () => zip.close() }
}

/** Stops a stream that gives more than its directory said: a header may lie. */
function bounded(stream: Readable, most: number): Readable {
  let given = 0
  const counter = new Transform({
    transform(chunk: Buffer, _, done) {
      given += chunk.length
      if (given > most) done(fileRefused('file-too-large-inside'))
      else done(null, chunk)
    },
  })
  stream.on('error', (error) => counter.destroy(asRefusal(error)))
  return stream.pipe(counter)
}

function asRefusal(error: unknown): Error {
  if (error instanceof Error && error.name === 'ProblemError') return error
  const text = error instanceof Error ? error.message : ''
  if (/too many bytes|uncompressed size/i.test(text)) return fileRefused('file-too-large-inside')
  return fileRefused('file-damaged')
}
