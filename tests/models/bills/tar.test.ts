import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tarBlock, tarEntry, tarHeader, tarPadding, tarPath } from '#models/bills/tar.ts'

const shortName = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((name) => !name.includes('\0') && Buffer.byteLength(name.toWellFormed()) <= 100)

test('a header says the name and the size it was written with, and nothing else passes for one', () => {
  fc.assert(
    fc.property(shortName, fc.nat({ max: 2 ** 31 }), fc.nat({ max: tarBlock - 1 }), (name, bytes, at) => {
      const block = tarHeader(name, bytes)
      expect(tarEntry(block)).toEqual({ name: name.toWellFormed(), bytes, kind: 'file' })
      const changed = block.with(at, (block[at] ?? 0) ^ 1)
      const isWithinChecksum = at >= 148 && at < 156
      if (!isWithinChecksum) expect(tarEntry(changed)).toBeNull()
    }),
  )
})

test('of a name too long for its block, the end is kept', () => {
  const name = `${'prefix/'.repeat(20)}part-00005.csv.gz`
  expect(tarEntry(tarHeader(name, 1))?.name).toBe(name.slice(-100))
})

test('a block of zeros is the end, and files fill whole blocks', () => {
  expect(tarEntry(new Uint8Array(tarBlock))).toBeUndefined()
  expect([0, 1, 511, 512, 513].map(tarPadding)).toEqual([0, 511, 1, 0, 511])
})

test('the path among attributes', () => {
  expect(tarPath(Buffer.from('30 mtime=1700000000.1\n27 path=dossier/février.csv\n'))).toBe('dossier/février.csv')
  expect(tarPath(Buffer.from('30 mtime=1700000000.1\n'))).toBeUndefined()
})
