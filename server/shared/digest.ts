import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '#models/shared/canonical-json.ts'

/** SHA-256 of a text, hexadecimal. */
export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

/** SHA-256 of the canonical JSON of a value: the same for the same content, whatever the order of keys. */
export function digestOf(value: Json): string {
  return sha256(canonicalJson(value))
}

/** A typed shape as JSON, by way of its text: what cannot be carried is refused rather than silently dropped. */
export function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json // what JSON.parse returns is Json by construction
}
