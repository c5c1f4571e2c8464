// Several files as one body: the ustar form (POSIX.1-1988), which every `tar` writes and a page can lay out without reading its files.

export const tarBlock = 512
const [nameRoom, sizeAt, sizeRoom, checksumAt, checksumRoom, kindAt, magicAt, prefixAt, prefixRoom] = [
  100, 124, 12, 148, 8, 156, 257, 345, 155,
]

/** UTF-8 of a text, and back; bytes that are not UTF-8 are taken one by one. */
const bytesOf = (text: string) =>
  Uint8Array.from(
    encodeURIComponent(text.toWellFormed()).replaceAll(/%([0-9A-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    (byte) => byte.charCodeAt(0),
  )
function textOf(bytes: Uint8Array): string {
  const plain = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  try {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  } catch {
    return plain
  }
}

/** What fills the last block of a file. */
export const tarPadding = (bytes: number): number => (tarBlock - (bytes % tarBlock)) % tarBlock

/** Nothing follows: two blocks of zeros. */
export const tarEnd = (): Uint8Array<ArrayBuffer> => new Uint8Array(2 * tarBlock)

/** The block before a file. Of a name too long for it, the end is kept, which is what tells parts apart. */
export function tarHeader(name: string, bytes: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(tarBlock)
  const write = (value: string, at: number) => block.set(bytesOf(value), at)
  block.set(bytesOf(name).subarray(-nameRoom))
  write('0000600\u00000000000\u00000000000\u0000', nameRoom)
  write(octal(bytes, sizeRoom), sizeAt)
  write(octal(0, sizeRoom), sizeAt + sizeRoom)
  write('0', kindAt)
  write('ustar\u000000', magicAt)
  write(`${checksumOf(block).toString(8).padStart(6, '0')}\u0000 `, checksumAt)
  return block
}

const octal = (value: number, room: number) => `${value.toString(8).padStart(room - 1, '0')}\u0000`

/** `long-name` and `attributes` speak of the file that follows them; `other` is a folder or a link. */
export type TarEntry = {
  readonly name: string
  readonly bytes: number
  readonly kind: 'file' | 'long-name' | 'attributes' | 'other'
}

const kinds: Readonly<Record<string, TarEntry['kind']>> = {
  '0': 'file',
  '\u0000': 'file',
  L: 'long-name',
  x: 'attributes',
}

/** What a block announces; undefined when it is the end, null when it is no such block. */
export function tarEntry(block: Uint8Array): TarEntry | null | undefined {
  if (block.every((byte) => byte === 0)) return undefined
  const told = (at: number, room: number) => {
    const part = block.subarray(at, at + room)
    const end = part.indexOf(0)
    return textOf(end < 0 ? part : part.subarray(0, end))
  }
  if (Number.parseInt(told(checksumAt, checksumRoom), 8) !== checksumOf(block)) return null
  const prefix = told(magicAt, 5) === 'ustar' ? told(prefixAt, prefixRoom) : ''
  const bytes = sizeOf(block.subarray(sizeAt, sizeAt + sizeRoom))
  if (bytes === undefined) return null
  return {
    name: `${prefix === '' ? '' : `${prefix}/`}${told(0, nameRoom)}`,
    bytes,
    kind: kinds[String.fromCharCode(block[kindAt] ?? 0)] ?? 'other',
  }
}

/** The path among the attributes of a file (pax: `length key=value` lines). */
export function tarPath(attributes: Uint8Array): string | undefined {
  return /^\d+ path=(.*)$/m.exec(textOf(attributes))?.[1]
}

/** Octal digits; above 8 GiB the number itself, its first bit set. */
function sizeOf(field: Uint8Array): number | undefined {
  const isBinary = ((field[0] ?? 0) & 0x80) !== 0
  const size = isBinary
    ? field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0)
    : Number.parseInt(textOf(field).replaceAll('\u0000', ' ').trim() || '0', 8)
  return Number.isSafeInteger(size) ? size : undefined
}

/** Sum of the bytes of a block, its own place counted as spaces. */
function checksumOf(block: Uint8Array): number {
  return block.reduce((sum, byte, at) => sum + (at >= checksumAt && at < checksumAt + checksumRoom ? 0x20 : byte), 0)
}
