import { characterClass, classOf, hashStart, hashStep, letterOf, wordHash } from './characters.ts'
import {
  emailEnd,
  isHealthInsuranceTail,
  isPaymentCard,
  isPhoneNumber,
  isPostalCode,
  isSecretHead,
  isSocialInsuranceNumber,
} from './value-checks.ts'
import { kindBit } from './kind-bits.ts'
import { senseOf, wordSense } from './word-lists.ts'

const mostDigits = 24
const mostRuns = 8
const digits = new Uint8Array(mostDigits)
const runs = new Uint8Array(mostRuns)
const sinWords = new Set(['nas', 'sin', 'sociale'].map(wordHash))

/**
 * The kinds that stand inside a sentence, as bits. One walk from left to right: what starts at a character looks at a bounded number of
 * the next ones, and what was read as a number or an address is not read again.
 */
export function kindsInside(text: string, start: number, end: number): number {
  let found = 0
  let at = start
  let lastWord = 0
  let before = 0
  while (at < end) {
    const code = text.charCodeAt(at)
    const kind = classOf(code)
    if (kind === characterClass.digit) {
      const isFresh = !isWordCode(before)
      const next = digitGroup(text, at, end)
      if (isFresh && !(next < end && isWordCode(text.charCodeAt(next)))) found |= kindsOfGroup(sinWords.has(lastWord))
      before = 48
      at = next
      continue
    }
    let letter = letterOf(code)
    if (letter !== 0) {
      let hash = hashStart
      let stop = at
      do {
        hash = hashStep(hash, letter)
        stop += 1
        letter = stop < end ? letterOf(text.charCodeAt(stop)) : 0
      } while (letter !== 0)
      if (!isWordCode(before)) found |= kindsFromWord(text, at, stop, end)
      const sense = senseOf(hash)
      if ((sense & wordSense.health) !== 0) found |= kindBit.health
      if ((sense & wordSense.secret) !== 0 && isAssignment(text, stop, end)) found |= kindBit.secret
      lastWord = hash
      before = text.charCodeAt(stop - 1)
      at = stop
      continue
    }
    if (code === 64) {
      const stop = emailEnd(text, start, at, end)
      if (stop > 0) {
        found |= kindBit.email
        before = 97
        at = stop
        continue
      }
    }
    if ((code === 36 || code === 45 || code === 123) && isSecretHead(text, at, end)) found |= kindBit.secret
    before = code
    at += 1
  }
  return found
}

function isWordCode(code: number): boolean {
  const kind = classOf(code)
  return kind === characterClass.digit || kind === characterClass.upper || kind === characterClass.lower
}

let digitCount = 0
let runCount = 0

/** Reads digits in runs parted by one space, dash or point, or by `) `; returns where they end. */
function digitGroup(text: string, from: number, end: number): number {
  digitCount = 0
  runCount = 0
  let run = 0
  let at = from
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      if (digitCount < mostDigits) digits[digitCount] = code - 48
      digitCount += 1
      run += 1
      continue
    }
    const next = at + 1 < end ? text.charCodeAt(at + 1) : 0
    const isParted = code === 32 || code === 45 || code === 46 || code === 0xa0 || code === 0x202f
    const isNextDigit = next >= 48 && next <= 57
    if (isParted && isNextDigit) {
      if (runCount < mostRuns) runs[runCount] = Math.min(run, 255)
      runCount += 1
      run = 0
    } else if (code === 41 && next === 32) {
      if (runCount < mostRuns) runs[runCount] = Math.min(run, 255)
      runCount += 1
      run = 0
      at += 1
    } else break
  }
  if (runCount < mostRuns) runs[runCount] = Math.min(run, 255)
  runCount += 1
  return at
}

function kindsOfGroup(isAfterSinWord: boolean): number {
  if (digitCount < 9) return 0
  let found = 0
  let from = 0
  const known = Math.min(runCount, mostRuns)
  for (let run = 0; run < known; run += 1) {
    const [a = 0, b = 0, c = 0, d = 0] = [runs[run], runs[run + 1], runs[run + 2], runs[run + 3]]
    const left = known - run
    if (from + 16 > mostDigits && from + a > mostDigits) break
    if (a >= 13 && a <= 19 && isPaymentCard(digits, a, from)) found |= kindBit['payment-card']
    if (a === 9 && isAfterSinWord && isSocialInsuranceNumber(digits, 9, from)) found |= kindBit.nas
    if (left >= 3 && a === 3 && b === 3 && c === 3 && isSocialInsuranceNumber(digits, 9, from)) found |= kindBit.nas
    if (left >= 3 && a === 3 && b === 3 && c === 4 && isPhoneNumber(digits, 10, from)) found |= kindBit.phone
    if (
      left >= 4 &&
      a === 4 &&
      b === 4 &&
      c === 4 &&
      d === 4 &&
      from + 16 <= mostDigits &&
      isPaymentCard(digits, 16, from)
    )
      found |= kindBit['payment-card']
    from += a
  }
  return found
}

/** A NAM, a postal code, a key: what may begin with the word between `from` and `stop`. */
function kindsFromWord(text: string, from: number, stop: number, end: number): number {
  const length = stop - from
  if (length === 4 && isHealthInsuranceAt(text, stop, end)) return kindBit.nam
  if (length === 1) {
    const gap = stop + 2 < end && (text.charCodeAt(from + 3) === 32 || text.charCodeAt(from + 3) === 45) ? 1 : 0
    const last = from + 6 + gap
    if (last <= end && isPostalCode(text, from, gap) && !(last < end && isWordCode(text.charCodeAt(last))))
      return kindBit['postal-code']
  }
  return isSecretHead(text, from, end) ? kindBit.secret : 0
}

function isHealthInsuranceAt(text: string, stop: number, end: number): boolean {
  let count = 0
  let at = stop
  for (; at < end && count < 8; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      digits[count] = code - 48
      count += 1
    } else if ((code !== 32 && code !== 45) || (count !== 0 && count !== 4)) return false
    if (at - stop > 10) return false
  }
  return count === 8 && !(at < end && isWordCode(text.charCodeAt(at))) && isHealthInsuranceTail(digits)
}

/** `password: …` or `mdp=…`: a secret given in a sentence. */
function isAssignment(text: string, stop: number, end: number): boolean {
  let at = stop
  if (at < end && text.charCodeAt(at) === 32) at += 1
  const code = at < end ? text.charCodeAt(at) : 0
  if (code !== 58 && code !== 61) return false
  const next = at + 1 < end && text.charCodeAt(at + 1) === 32 ? at + 2 : at + 1
  return next < end && classOf(text.charCodeAt(next)) !== characterClass.space
}
