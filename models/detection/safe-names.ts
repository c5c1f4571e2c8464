import { kindsInside } from './embedded-values.ts'
import { kindBit } from './kind-bits.ts'
import type { ValueReader } from './value-reader.ts'

const longestName = 128

/** Kinds that words alone give: a header may be such a word (`Diagnostic`, `Rue`) without being a value. */
export const wordKinds = kindBit['person-name'] | kindBit.health | kindBit.justice | kindBit.address

/** Words past which a text that tells of health or justice is not taken for a name. */
const mostWordsOfName = 2

/** Digits past which a header looks like a number of something. */
const mostDigits = 5

/**
 * A name that may be shown, or null when it could itself be a value: a file without a header row, or a damaged schema, gives values
 * where names should stand.
 */
export function safeName(text: string, reader: ValueReader): string | null {
  const name = text.replace(/^\ufeff/, '').trim()
  if (name === '' || name.length > longestName || !reader.read(name, 0, name.length)) return null
  return isLikeValue(name, reader) ? null : name
}

/**
 * Whether the text just read could be a value rather than a name. A word that tells of a kind makes a name (`diagnostic_medical`,
 * « Dossier médical »); among several, as in a diagnosis written out, it may be one.
 */
export function isLikeValue(text: string, reader: ValueReader): boolean {
  const telling = text.trim().split(/\s+/).length <= mostWordsOfName ? ~wordKinds : ~0
  if ((reader.whole & ~wordKinds) !== 0 || (reader.inside & telling) !== 0 || reader.year > 0) return true
  let digits = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) digits += 1
    if (code === 64 && at > 0) return true
  }
  return digits > mostDigits || (kindsInside(text, 0, text.length) & telling) !== 0
}

/** A declared type that may be shown: without its brackets when they hold more than a size. */
export function safeType(text: string | null, reader: ValueReader): string | null {
  if (text === null || !reader.read(text, 0, text.length) || !isLikeValue(text, reader)) return text
  const bare = text.slice(0, text.indexOf('(')).trim()
  return text.includes('(') && reader.read(bare, 0, bare.length) && !isLikeValue(bare, reader) ? bare : null
}

/** Kinds that a file's own name could hold without being about them: a number or an address of a person. */
const valueKinds = kindBit.nas | kindBit.nam | kindBit['payment-card'] | kindBit.email

/** The name of a file that may be kept: its extension alone when the name holds a value. */
export function safeFileName(name: string): string {
  const words = name.replaceAll('_', ' ')
  if ((kindsInside(words, 0, words.length) & valueKinds) === 0) return name
  return `#${/\.\w{1,5}$/.exec(name)?.[0] ?? ''}`
}
