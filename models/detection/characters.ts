/** Classes of characters, by code: what a value is made of, without a regular expression. */
export const characterClass = { other: 0, digit: 1, upper: 2, lower: 3, space: 4, mark: 5 } as const

// One entry for each UTF-16 unit: a look-up without a branch is what the speed of the whole rests on.
const tableSize = 0x10000
const latinSize = 0x250
const classTable = new Uint8Array(tableSize).fill(characterClass.lower)
const foldTable = new Uint16Array(tableSize)

for (let code = 0; code < tableSize; code += 1) foldTable[code] = code
for (let code = 0; code < latinSize; code += 1) {
  const char = String.fromCharCode(code)
  const base = char.normalize('NFD').charAt(0).toLowerCase()
  const isLetter = char.toLowerCase() !== char.toUpperCase()
  if (isLetter) foldTable[code] = base.charCodeAt(0)
  if (code >= 48 && code <= 57) classTable[code] = characterClass.digit
  else if (isLetter) classTable[code] = char === char.toLowerCase() ? characterClass.lower : characterClass.upper
  else if (code <= 32 || code === 0xa0) classTable[code] = characterClass.space
  else classTable[code] = " -./():+,'’_".includes(char) ? characterClass.mark : characterClass.other
}
classTable.fill(characterClass.other, 0x2000, 0x2c00)
for (const code of [0x202f, 0x2009, 0x2003]) classTable[code] = characterClass.space
for (const code of [0x2019, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015]) classTable[code] = characterClass.mark

/** The class of a UTF-16 unit; beyond Latin, thin spaces are spaces, dashes and apostrophes marks, the rest lower-case letters. */
export function classOf(code: number): number {
  return classTable[code] ?? 0
}

const letterTable = foldTable.map((folded, code) =>
  classTable[code] === characterClass.lower || classTable[code] === characterClass.upper ? folded : 0,
)

/** The folded letter that a unit writes, 0 when it writes none: class and fold in one look-up. */
export function letterOf(code: number): number {
  return letterTable[code] ?? 0
}

/** A letter without accent nor case, as a UTF-16 unit: `É` → `e`. */
export function foldedCode(code: number): number {
  return foldTable[code] ?? code
}

/** One step of a word's hash, over folded letters (FNV-1a, 32 bits). */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193)
}

export const hashStart = 0x811c9dc5 | 0

/** The hash of a whole word, letters only. */
export function wordHash(word: string): number {
  let hash = hashStart
  for (let at = 0; at < word.length; at += 1) hash = hashStep(hash, foldedCode(word.charCodeAt(at)))
  return hash
}
