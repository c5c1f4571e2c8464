import { cleanText, codePointName } from '#models/papers/clean-text.ts'

/**
 * What the font of the PDF draws in regular and in bold: Libertinus Serif, which the typesetter carries. A character without a drawing
 * would make the file fail PDF/UA-1, so it is written by its number. A test typesets every character of these ranges.
 */
export const drawableRanges: readonly (readonly [number, number])[] = [
  [0x0a, 0x0a],
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x386, 0x386],
  [0x388, 0x38a],
  [0x38c, 0x38c],
  [0x38e, 0x3a1],
  [0x3a3, 0x3ce],
  [0x400, 0x45f],
  [0x5d0, 0x5ea],
  [0x1e80, 0x1e85],
  [0x2009, 0x200d],
  [0x2010, 0x2015],
  [0x2018, 0x201e],
  [0x2020, 0x2022],
  [0x2026, 0x2026],
  [0x202f, 0x2030],
  [0x2032, 0x2033],
  [0x2039, 0x203a],
  [0x20ac, 0x20ac],
  [0x2116, 0x2116],
  [0x2122, 0x2122],
  [0x2190, 0x2195],
  [0x2212, 0x2212],
  [0x2248, 0x2248],
  [0x2260, 0x2260],
  [0x2264, 0x2265],
  [0xfe0f, 0xfe0f],
]

const drawable = new RegExp(
  `^[${drawableRanges.map(([from, to]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`).join('')}]$`,
  'u',
)
const longWord = /[^\s\u00ad\u200b]{25,}/gu

/** A text that the PDF can draw, whose long words may break; `undrawn` is told when a character had to be written by its number. */
export function drawableText(text: string, undrawn: () => void): string {
  const whole = Array.from(cleanText(text.normalize('NFC').replaceAll('\t', ' ')))
    .map((character) => {
      if (drawable.test(character)) return character
      undrawn()
      return codePointName(character)
    })
    .join('')
  return whole.replace(longWord, (word) => word.match(/.{1,12}/gsu)?.join('\u200b') ?? word)
}
