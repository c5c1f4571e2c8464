import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { fileRefused } from './reader.problems.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** The encoding of a file: by its mark, by its zero bytes, strict UTF-8 if the whole reads so, else Windows-1252. */
export async function encodingOf(open: () => Readable): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let first: Buffer | undefined
  try {
    for await (const chunk of open()) {
      const bytes = chunk as Buffer // a binary stream without encoding
      if (first === undefined) {
        first = bytes
        if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
        if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
        const head = bytes.subarray(0, 2_000)
        const zeros = (parity: number) => head.filter((byte, i) => byte === 0 && i % 2 === parity).length
        if (zeros(1) > head.length / 4) return 'utf-16le'
        if (zeros(0) > head.length / 4) return 'utf-16be'
        if (head.includes(0)) throw fileRefused('file-not-supported')
      }
      decoder.decode(bytes, { stream: true })
    }
    decoder.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252'
    throw error
  }
}

/** Text of a binary stream, chunk by chunk, without its mark. */
export async function* decoded(stream: Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: encoding !== 'windows-1252' })
  try {
    for await (const chunk of stream) yield decoder.decode(chunk as Buffer, { stream: true }) // a binary stream without encoding
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) throw fileRefused('file-wrong-encoding')
    throw error
  }
}

export const fileStream = (path: string) => createReadStream(path, { highWaterMark: 256 * 1024 })
