import { characterClass, classOf, hashStart, hashStep, letterOf } from './characters.ts'
import { kindsInside } from './embedded-values.ts'
import { kindBit } from './kind-bits.ts'
import {
  emailEnd,
  isDriversPermitTail,
  isHealthInsuranceTail,
  isIban,
  isInstitution,
  isPaymentCard,
  isPhoneNumber,
  isPostalCode,
  isSecretHead,
  isSocialInsuranceNumber,
  passesLuhn,
  yearOfDate,
} from './value-checks.ts'
import { senseOf, wordSense } from './word-lists.ts'

/** Longest part of a value that is looked at, in characters: its rest is not read. */
export const mostOfValue = 1_024

const mostDigits = 24

// Lengths of the runs of each shape.
const threes = [3, 3, 3] as const
const fours = [4, 4, 4, 4] as const
const amexRuns = [4, 6, 5] as const
const dinersRuns = [4, 6, 4] as const
const healthRuns = [4, 4, 4] as const
const permitRuns = [5, 6, 2] as const
const courtRuns = [3, 2, 6, 3] as const
const mostWordsOfLabel = 8

/** What one value turned out to be. The value itself is not kept; the fields are those of the last value read. */
export type ValueReader = {
  /** Reads the value between start and end of a text; false when it is blank. */
  read(text: string, start: number, end: number): boolean
  /** Kinds the whole value is, as bits. */
  readonly whole: number
  /** Kinds that stand inside a longer text, as bits. */
  readonly inside: number
  /** Digits alone, without a separator. */
  readonly isPlainNumber: boolean
  /** The number that plain digits write, near enough to tell a sequence. */
  readonly number: number
  readonly isAmount: boolean
  /** Letters only, capital first, one to five words. */
  readonly isNameShaped: boolean
  readonly isSentence: boolean
  /** Year of the date that the value is, 0 when it is none. */
  readonly year: number
  /** A number that stands for the shape, the same for values of the same shape. */
  readonly shapeKey: number
  /** The shape of the last value: `999 999 999`, `AAAA 9999 9999`. */
  shape(): string
  /** Whether the value was longer than what is looked at. */
  readonly isCut: boolean
  /** Characters looked at since the reader was made: the measure of its work. */
  readonly charactersRead: number
}

export function createValueReader(): ValueReader {
  const digits = new Uint8Array(mostDigits)
  let source = ''
  let from = 0
  let to = 0

  const reader = {
    whole: 0,
    inside: 0,
    isPlainNumber: false,
    number: 0,
    isAmount: false,
    isNameShaped: false,
    isSentence: false,
    year: 0,
    shapeKey: 0,
    isCut: false,
    charactersRead: 0,
    read,
    shape,
  }
  return reader

  function read(text: string, start: number, end: number): boolean {
    let first = start
    let last = end
    const most = start + mostOfValue
    reader.isCut = end > most
    if (reader.isCut) last = most
    while (first < last && classOf(text.charCodeAt(first)) === characterClass.space) first += 1
    while (last > first && classOf(text.charCodeAt(last - 1)) === characterClass.space) last -= 1
    reader.charactersRead += last - start
    reader.whole = 0
    reader.inside = 0
    reader.year = 0
    reader.isPlainNumber = false
    reader.isAmount = false
    reader.isNameShaped = false
    reader.isSentence = false
    if (first === last || isNullWord(text, first, last)) return false
    source = text
    from = first
    to = last
    readCharacters(text, first, last)
    return true
  }

  function readCharacters(text: string, start: number, end: number): void {
    let digitCount = 0
    let letters = 0
    let marks = 0
    let others = 0
    let spaces = 0
    let points = 0
    let at = -1
    let words = 0
    let nameWords = 0
    let thingWords = 0
    let senses = 0
    let key = 0
    let place = start
    while (place < end) {
      const code = text.charCodeAt(place)
      let letter = letterOf(code)
      if (letter !== 0) {
        const wordStart = place
        let hash = hashStart
        do {
          hash = hashStep(hash, letter)
          place += 1
          letter = place < end ? letterOf(text.charCodeAt(place)) : 0
        } while (letter !== 0)
        const wordLength = place - wordStart
        letters += wordLength
        words += 1
        key = (Math.imul(key, 31) + 2 * wordLength) | 0
        if (wordLength === 1) continue
        const sense = senseOf(hash)
        if (sense === 0) continue
        senses |= sense
        if ((sense & (wordSense.firstName | wordSense.surname)) !== 0) nameWords += 1
        else if ((sense & (wordSense.notPerson | wordSense.street)) !== 0) thingWords += 1
        continue
      }
      place += 1
      if (code >= 48 && code <= 57) {
        if (digitCount < mostDigits) digits[digitCount] = code - 48
        digitCount += 1
        key = (Math.imul(key, 31) + 1) | 0
        continue
      }
      const kind = classOf(code)
      key = (Math.imul(key, 31) + code) | 0
      if (kind === characterClass.space) spaces += 1
      else if (kind === characterClass.mark) {
        marks += 1
        if (code === 46 || code === 44) points += 1
      } else {
        others += 1
        if (code === 64 && at < 0) at = place - 1
      }
    }
    const length = end - start
    reader.shapeKey = key & 0x3fffffff
    reader.isSentence = spaces >= 4 && letters > length / 2 && words >= 5
    if (letters === 0) {
      if (others === 0 && digitCount > 0) readNumber(text, start, end, digitCount, length)
      reader.isAmount =
        others <= 1 && digitCount > 0 && digitCount <= 12 && marks <= 2 && points <= 1 + (spaces > 0 ? 0 : 1)
      return
    }
    if (at >= 0 && spaces === 0 && isWholeEmail(text, start, at, end)) reader.whole |= kindBit.email
    else if (digitCount > 0 && length <= 40 && others === 0)
      readMixed(text, start, end, digitCount, letters, marks + spaces)
    if (spaces === 0 && isSecretHead(text, start, end)) reader.whole |= kindBit.secret
    if ((senses & wordSense.street) !== 0 && words >= 2 && length <= 120 && !reader.isSentence) {
      const code = text.charCodeAt(start)
      if ((code >= 48 && code <= 57) || (digitCount > 0 && nameWords + thingWords > 0)) reader.whole |= kindBit.address
      else if (thingWords > 0 && words <= 6) reader.whole |= kindBit.address
    }
    if (words <= mostWordsOfLabel && !reader.isSentence) {
      if ((senses & wordSense.health) !== 0) reader.whole |= kindBit.health
      if ((senses & wordSense.justice) !== 0) reader.whole |= kindBit.justice
    }
    if (digitCount === 0 && others === 0 && words >= 1 && words <= 5 && length <= 60) {
      reader.isNameShaped = classOf(text.charCodeAt(start)) === characterClass.upper
      if (reader.isNameShaped && nameWords > 0 && thingWords === 0 && nameWords * 2 >= words)
        reader.whole |= kindBit['person-name']
    }
    if (length > 24 && spaces >= 2 && reader.whole === 0) {
      reader.inside = kindsInside(text, start, end)
      reader.charactersRead += length
    }
  }

  /** Digits, spaces, dashes, points, slashes, colons and brackets only. */
  function readNumber(text: string, start: number, end: number, count: number, length: number): void {
    const isPlain = count === length
    reader.isPlainNumber = isPlain
    if (isPlain && count <= mostDigits) {
      let value = 0
      for (let at = 0; at < count; at += 1) value = value * 10 + (digits[at] ?? 0)
      reader.number = value
    }
    if (count >= 8 && count <= 17) readDate(text, start, length, count)
    if (count === 9 && (isPlain || isParted(text, start, length, threes)) && isSocialInsuranceNumber(digits, 9))
      reader.whole |= kindBit.nas
    if ((count === 10 || count === 11) && length <= 20 && reader.year === 0 && isPhoneNumber(digits, count))
      reader.whole |= kindBit.phone
    if (count >= 13 && count <= 19 && isPaymentCard(digits, count) && (isPlain || isCardParted(text, start, end)))
      reader.whole |= kindBit['payment-card']
    if (!isPlain && count >= 13 && count <= 20 && isAccountParted(text, start, end) && isInstitution(digits, 5))
      reader.whole |= kindBit['bank-account']
    if (count === 14 && isParted(text, start, length, courtRuns)) reader.whole |= kindBit.justice
  }

  function readDate(text: string, start: number, length: number, count: number): void {
    const mark = (place: number) => {
      const code = text.charCodeAt(start + place)
      return code === 45 || code === 47 || code === 46
    }
    if (count === 8 && length === 8) reader.year = yearOfDate(digits, true)
    else if (length >= 10 && mark(4) && mark(7)) reader.year = yearOfDate(digits, true)
    else if (length >= 10 && mark(2) && mark(5)) reader.year = yearOfDate(digits, false)
    if (count > 8 && length < 16) reader.year = 0
  }

  /** Letters and digits together, forty characters at most. */
  function readMixed(
    text: string,
    start: number,
    end: number,
    digitCount: number,
    letters: number,
    gaps: number,
  ): void {
    const length = end - start
    if (letters === 3 && digitCount === 3 && (length === 6 || (length === 7 && gaps === 1))) {
      if (isPostalCode(text, start, length - 6)) reader.whole |= kindBit['postal-code']
      return
    }
    if (letters === 4 && digitCount === 8 && length <= 14 && lettersFirst(text, start, 4)) {
      if ((length === 12 || isParted(text, start, length, healthRuns)) && isHealthInsuranceTail(digits))
        reader.whole |= kindBit.nam
      return
    }
    if (letters === 1 && digitCount === 12 && lettersFirst(text, start, 1)) {
      const isDashed = isParted(text, start, length, permitRuns)
      if (isDashed || (length === 13 && isDriversPermitTail(digits))) reader.whole |= kindBit['drivers-permit']
      return
    }
    if (letters === 2 && (digitCount === 13 || digitCount === 14) && isTaxAccount(text, start, end, digitCount))
      reader.whole |= kindBit['tax-id']
    if (letters === 1 && digitCount >= 3 && digitCount <= 4 && lettersFirst(text, start, 1)) {
      // ICD-10 (CIM-10): a capital, two digits, a point, one or two digits.
      if (text.charCodeAt(start + 3) === 46 && text.charCodeAt(start) < 91) reader.whole |= kindBit.health
    }
    if (letters === 1 && digitCount >= 14 && text.charCodeAt(start + 10) === 84)
      readDate(text, start, length, digitCount)
    if (letters >= 2 && gaps === 0 && isIban(text, start, end)) reader.whole |= kindBit['bank-account']
  }

  function shape(): string {
    let built = ''
    for (let at = from; at < to && built.length < 40; at += 1) {
      const kind = classOf(source.charCodeAt(at))
      if (kind === characterClass.digit) built += '9'
      else if (kind === characterClass.upper || kind === characterClass.lower) built += 'A'
      else built += kind === characterClass.space ? ' ' : source.charAt(at)
    }
    return built
  }

  /** A tax account: the nine digits of the business number (Luhn) and a program of the CRA, or ten and TQ, then four digits. */
  function isTaxAccount(text: string, start: number, end: number, count: number): boolean {
    let at = start
    while (at < end && classOf(text.charCodeAt(at)) !== characterClass.upper) at += 1
    const program = text.slice(at, at + 2)
    return count === 13 ? /^R[CMPRTZ]$/.test(program) && passesLuhn(digits, 9) : program === 'TQ'
  }
}

function isNullWord(text: string, start: number, end: number): boolean {
  const length = end - start
  if (length === 2) return text.charCodeAt(start) === 92 && text.charCodeAt(start + 1) === 78
  return length === 4 && (text.startsWith('NULL', start) || text.startsWith('null', start))
}

function isWholeEmail(text: string, start: number, at: number, end: number): boolean {
  if (at - start > 64) return false
  for (let place = start; place < at; place += 1) {
    const code = text.charCodeAt(place)
    if (code <= 32 || code === 44 || code === 59 || code === 58 || code === 47) return false
  }
  return emailEnd(text, start, at, end) === end
}

function lettersFirst(text: string, start: number, count: number): boolean {
  for (let at = start; at < start + count; at += 1) {
    const kind = classOf(text.charCodeAt(at))
    if (kind !== characterClass.upper && kind !== characterClass.lower) return false
  }
  return true
}

/** Runs of the given lengths, parted everywhere by the same space, dash or point. */
function isParted(text: string, start: number, length: number, runs: readonly number[]): boolean {
  let at = start
  let mark = 0
  for (let turn = 0; turn < runs.length; turn += 1) {
    const run = runs[turn] ?? 0
    if (turn > 0) {
      const code = text.charCodeAt(at)
      const kind = classOf(code)
      if (kind === characterClass.digit || (mark !== 0 && code !== mark)) return false
      if (kind !== characterClass.space && code !== 45 && code !== 46) return false
      mark = code
      at += 1
    }
    for (const stop = at + run; at < stop; at += 1) {
      const kind = classOf(text.charCodeAt(at))
      if (kind !== characterClass.digit && kind !== characterClass.upper && kind !== characterClass.lower) return false
    }
  }
  return at === start + length
}

function isCardParted(text: string, start: number, end: number): boolean {
  const length = end - start
  return (
    isParted(text, start, length, fours) ||
    isParted(text, start, length, amexRuns) ||
    isParted(text, start, length, dinersRuns)
  )
}

/** Transit, institution, account: five digits, three, then five to twelve. */
function isAccountParted(text: string, start: number, end: number): boolean {
  const tail = end - start - 10
  return tail >= 5 && tail <= 12 && isParted(text, start, end - start, [5, 3, tail])
}
