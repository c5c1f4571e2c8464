// What people typed reaches a paper as they typed it, except what no file can carry or what would make it read otherwise than it is.

/** Characters that XML 1.0 cannot carry, halves of surrogate pairs, and marks that turn the direction of reading over. */
const unwritable = /(?![\t\n\r])\p{Cc}|\p{Noncharacter_Code_Point}|\p{Surrogate}|[\u202a-\u202e\u2066-\u2069]/gu

/**
 * A text that every kind of paper can carry. A character that none can, or that would turn the reading over (U+202A to U+202E, U+2066 to
 * U+2069), is written by its number, `[U+202E]`: nothing disappears in silence.
 */
export function cleanText(text: string): string {
  return text.replace(unwritable, (character) => codePointName(character))
}

/** `[U+202E]`. */
export function codePointName(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
}

/** Text inside XML or HTML, in an element or a quoted attribute. */
export function escapedXml(text: string): string {
  return cleanText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
