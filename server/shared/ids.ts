import { randomBytes } from 'node:crypto'

let lastMs = 0
let sequence = 0

/** UUIDv7 (RFC 9562): sorts by time of creation, also within one millisecond. */
export function newId(now: number = Date.now()): string {
  if (now > lastMs) {
    lastMs = now
    sequence = randomBytes(2).readUInt16BE() & 0x07ff
  } else {
    sequence += 1
    if (sequence > 0x0fff) {
      lastMs += 1
      sequence = 0
    }
  }
  const bytes = randomBytes(16)
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** 256 random bits, base64url: sessions, links, tokens. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
