import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ProblemError } from '#models/shared/problem.ts'
import { fileRefused } from './reader.problems.ts'

const usualMostBytes = 200 * 1024 * 1024

export const fileTooLarge = (mostBytes: number): ProblemError => {
  const megabytes = Math.floor(mostBytes / 1024 / 1024)
  return new ProblemError({
    code: 'file-too-large',
    status: 413,
    title: { fr: 'Fichier trop volumineux', en: 'File too large' },
    detail: {
      fr: `La limite est de ${megabytes} Mo par envoi. Le séparer, ou le compresser.`,
      en: `The limit is ${megabytes} MB at a time. Split it, or compress it.`,
    },
  })
}

/** Writes a received body to disk while counting and hashing it, for us alone to read; an empty or too large one leaves nothing behind. */
export async function receivedFile(
  body: ReadableStream<Uint8Array> | null,
  path: string,
  mostBytes = usualMostBytes,
): Promise<{ sha256: string; bytes: number }> {
  if (body === null) throw fileRefused('file-empty')
  const hash = createHash('sha256')
  let bytes = 0
  const counter = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      hash.update(chunk)
      done(bytes > mostBytes ? fileTooLarge(mostBytes) : null, chunk)
    },
  })
  try {
    await pipeline(Readable.fromWeb(body as never), counter, createWriteStream(path, { mode: 0o600 })) // the two ReadableStream types are one at run time
    if (bytes === 0) throw fileRefused('file-empty')
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { sha256: hash.digest('hex'), bytes }
}
