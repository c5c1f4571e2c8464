import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type TarEntry, tarBlock, tarEntry, tarPadding, tarPath } from '#models/bills/tar.ts'
import { fileTooLarge } from '#server/imports/readers/received-file.ts'
import type { BillPart } from './bill-parts.ts'
import { billRefused } from './bills.problems.ts'

const longestName = 64 * 1024

/**
 * Writes the files of a received body (tar) to a folder as they come, each hashed on the way: however large they are, a few blocks are
 * held. The sender says how many there are, so that a body cut short is not taken for fewer files.
 */
export async function receivedParts(
  body: ReadableStream<Uint8Array> | null,
  folder: string,
  asked: { readonly files: number; readonly mostBytes: number },
): Promise<BillPart[]> {
  if (body === null) throw billRefused('bill-empty')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const bytes = byteReader(Readable.fromWeb(body as never), asked.mostBytes) // the two ReadableStream types are one at run time
  const parts: BillPart[] = []
  let named: string | undefined
  for (;;) {
    const entry = tarEntry(await bytes.take(tarBlock))
    if (entry === undefined) break
    if (entry === null) throw billRefused('bill-not-tar')
    if (entry.kind === 'file') {
      if (parts.length === asked.files) throw billRefused('bill-parts-count')
      parts.push(await keptPart(bytes, { ...entry, name: named ?? entry.name }, join(folder, String(parts.length))))
      named = undefined
    } else named = await nameAfter(bytes, entry)
    await bytes.take(tarPadding(entry.bytes))
  }
  await bytes.rest()
  if (parts.length !== asked.files) throw billRefused('bill-parts-count')
  return parts
}

type ByteReader = ReturnType<typeof byteReader>

async function keptPart(bytes: ByteReader, entry: TarEntry, path: string): Promise<BillPart> {
  const hash = createHash('sha256')
  const hashed = async function* () {
    for await (const part of bytes.pass(entry.bytes)) {
      hash.update(part)
      yield part
    }
  }
  await pipeline(hashed, createWriteStream(path, { mode: 0o600 }))
  return { name: entry.name.split('/').at(-1) ?? entry.name, path, sha256: hash.digest('hex'), bytes: entry.bytes }
}

/** The name that the next file has, when it is too long for its own block; what else stands between files is passed over. */
async function nameAfter(bytes: ByteReader, { kind, bytes: size }: TarEntry): Promise<string | undefined> {
  if (kind === 'other' || size > longestName) {
    for await (const _ of bytes.pass(size));
    return undefined
  }
  const told = await bytes.take(size)
  return kind === 'attributes' ? tarPath(told) : told.toString('utf8').replace(/\0+$/, '')
}

/** Bytes of a stream, a known number at a time; one that ends before is refused, one too long stopped where it is. */
function byteReader(stream: AsyncIterable<unknown>, mostBytes: number) {
  const chunks = stream[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  let received = 0
  async function more(): Promise<boolean> {
    const next = await chunks.next()
    if (next.done === true) return false
    held = Buffer.from(next.value as Uint8Array) // a stream of bytes
    received += held.length
    if (received > mostBytes) throw fileTooLarge(mostBytes)
    return true
  }
  async function* pass(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0;) {
      if (held.length === 0 && !(await more())) throw billRefused('bill-parts-truncated')
      const part = held.subarray(0, left)
      held = held.subarray(part.length)
      left -= part.length
      yield part
    }
  }
  return {
    pass,
    async take(count: number): Promise<Buffer> {
      const parts: Buffer[] = []
      for await (const part of pass(count)) parts.push(part)
      return Buffer.concat(parts)
    },
    /** What follows the end is read and left. */
    async rest(): Promise<void> {
      while (await more()) continue
    },
  }
}
