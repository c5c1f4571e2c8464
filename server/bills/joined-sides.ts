import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { costSideColumn } from '#models/bills/azure-columns.ts'
import { billRefused } from './bills.problems.ts'
import { readyBill, type ReadyBill } from './received-bill.ts'

const quote = 0x22
const newline = 0x0a

/**
 * Lays the two files that Microsoft writes of one month one after the other, each row saying which side it is of: together they make one
 * bill. The header is taken once; both must be of the same version, so that columns stand under their names.
 */
export async function joinedSides(
  files: { readonly actual: string; readonly amortized: string },
  target: string,
): Promise<void> {
  const sides = ['actual', 'amortized'] as const
  const ready: ReadyBill[] = []
  try {
    for (const side of sides) ready.push(await readyBill(files[side], undefined, `${target}.${side}`))
    if (ready.some(({ container }) => container === 'parquet')) throw billRefused('bill-sides-differ')
    const out = createWriteStream(target, { mode: 0o600 })
    const write = async (text: string | Buffer) => {
      if (!out.write(text)) await once(out, 'drain')
    }
    let header: string | undefined
    for (const [i, side] of sides.entries()) {
      let isFirst = true
      for await (const record of records(ready[i]?.path ?? '')) {
        if (isFirst) {
          isFirst = false
          const told = record.toString('utf8').replace(/^\uFEFF/, '')
          if (header !== undefined && header !== told) throw billRefused('bill-sides-differ')
          if (header === undefined) await write(`${told},${costSideColumn}\n`)
          header = told
        } else if (record.length > 0) await write(Buffer.concat([record, Buffer.from(`,${side}\n`)]))
      }
    }
    out.end()
    await finished(out)
  } finally {
    for (const one of ready) await one.dispose()
  }
}

/** Records of a CSV without their ends; a line break between quotes is no end. */
async function* records(path: string): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let isQuoted = false
  for await (const chunk of createReadStream(path)) {
    const part = chunk as Buffer // a binary stream without encoding
    let from = 0
    for (let at = 0; at < part.length; at += 1) {
      if (part[at] === quote) isQuoted = !isQuoted
      else if (part[at] === newline && !isQuoted) {
        yield withoutReturn(Buffer.concat([...held, part.subarray(from, at)]))
        held = []
        from = at + 1
      }
    }
    held.push(Buffer.from(part.subarray(from)))
  }
  const last = withoutReturn(Buffer.concat(held))
  if (last.length > 0) yield last
}

function withoutReturn(record: Buffer): Buffer {
  return record.at(-1) === 0x0d ? record.subarray(0, -1) : record
}
