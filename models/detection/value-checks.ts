// Checks of one value, over the digits or the characters of a range: each looks at a bounded number of them, once.

/** Luhn's check (ISO/IEC 7812-1, annex B) over `count` digits from `from`. */
export function passesLuhn(digits: Uint8Array, count: number, from = 0): boolean {
  let sum = 0
  for (let at = from + count - 1, turn = 0; at >= from; at -= 1, turn += 1) {
    const digit = digits[at] ?? 0
    const weighted = (turn & 1) === 1 ? digit * 2 : digit
    sum += weighted > 9 ? weighted - 9 : weighted
  }
  return sum % 10 === 0
}

/** A social insurance number: nine digits, Luhn, and a first digit that is given to persons (0 and 8 are not). */
export function isSocialInsuranceNumber(digits: Uint8Array, count: number, from = 0): boolean {
  const first = digits[from]
  return count === 9 && first !== 0 && first !== 8 && passesLuhn(digits, 9, from)
}

/** A card number: a length and a first range of a network (public issuer ranges), then Luhn. */
export function isPaymentCard(digits: Uint8Array, count: number, from = 0): boolean {
  return count >= 13 && count <= 19 && isCardRange(digits, count, from) && passesLuhn(digits, count, from)
}

function isCardRange(digits: Uint8Array, count: number, from: number): boolean {
  const head = (size: number) => {
    let value = 0
    for (let at = from; at < from + size; at += 1) value = value * 10 + (digits[at] ?? 0)
    return value
  }
  const four = head(4)
  const two = Math.floor(four / 100)
  if (digits[from] === 4) return count === 13 || count === 16 || count === 19
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return count === 16
  if (two === 34 || two === 37) return count === 15
  if (four === 6011 || two === 65 || (four >= 6440 && four <= 6499)) return count === 16 || count === 19
  if (four >= 3528 && four <= 3589) return count === 16
  if ((four >= 3000 && four <= 3059) || two === 36 || two === 38) return count === 14
  return two === 62 && count >= 16
}

const areaCodes = new Uint8Array(1000)
for (const code of '204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 460 468 474 506 514 519 548 579 581 584 587 600 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942 201 202 203 206 207 212 213 214 215 216 217 301 302 303 305 310 312 313 315 323 347 404 407 408 410 412 415 425 503 508 512 516 518 602 603 607 610 612 615 617 619 626 646 650 651 702 703 704 708 713 714 716 718 720 727 732 754 757 760 770 773 786 800 801 802 805 808 813 818 832 833 844 847 855 858 860 866 877 888 908 910 914 916 917 919 925 929 949 954 971 973'.split(
  ' ',
))
  areaCodes[Number(code)] = 1

/** A North American number: an area code in use, an exchange that starts with 2 to 9 and is not a service code (N11). */
export function isPhoneNumber(digits: Uint8Array, count: number, from = 0): boolean {
  const start = count === 11 && digits[from] === 1 ? from + 1 : from
  if (count - (start - from) !== 10) return false
  const area = (digits[start] ?? 0) * 100 + (digits[start + 1] ?? 0) * 10 + (digits[start + 2] ?? 0)
  const exchange = digits[start + 3] ?? 0
  const isService = digits[start + 4] === 1 && digits[start + 5] === 1
  return areaCodes[area] === 1 && exchange >= 2 && !isService
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether a day can be: months 1 to 12, days by month (29 February always allowed). */
export function isDay(month: number, day: number): boolean {
  return day >= 1 && day <= (monthDays[month - 1] ?? 0)
}

const two = (digits: Uint8Array, at: number) => (digits[at] ?? 0) * 10 + (digits[at + 1] ?? 0)

/**
 * The eight digits of a NAM (RAMQ): year, month (plus 50 for a woman), day, then two of sequence and check. The check's rule is not
 * public: shape and date are what is verified.
 */
export function isHealthInsuranceTail(digits: Uint8Array, from = 0): boolean {
  const month = two(digits, from + 2)
  return isDay(month > 50 ? month - 50 : month, two(digits, from + 4))
}

/** The twelve digits of a Québec driver's licence: four of the name, then day, month and year of birth, then two. */
export function isDriversPermitTail(digits: Uint8Array): boolean {
  const month = two(digits, 6)
  return isDay(month > 50 ? month - 50 : month, two(digits, 4))
}

/** Year, month and day of a date whose digits are given year first or day (or month) first; 0 when it is not a date of 1900 to 2099. */
export function yearOfDate(digits: Uint8Array, isYearFirst: boolean): number {
  const year = isYearFirst ? two(digits, 0) * 100 + two(digits, 2) : two(digits, 4) * 100 + two(digits, 6)
  const a = two(digits, isYearFirst ? 4 : 0)
  const b = two(digits, isYearFirst ? 6 : 2)
  const isReal = isYearFirst ? isDay(a, b) : isDay(b, a) || isDay(a, b)
  return isReal && year >= 1900 && year <= 2099 ? year : 0
}

const institutions = new Set(
  '001 002 003 004 006 010 016 030 039 117 127 177 219 241 245 260 265 269 270 309 310 315 320 326 328 332 338 340 352 361 374 378 509 540 608 614 621 623 809 815 819 828 829 837 839 845 849 853 865 879 889 890 899'
    .split(' ')
    .map(Number),
)

/** Whether three digits from `from` are the number of an institution that keeps accounts in Canada. */
export function isInstitution(digits: Uint8Array, from: number): boolean {
  return institutions.has((digits[from] ?? 0) * 100 + two(digits, from + 1))
}

/** An IBAN of 15 to 34 characters without spaces: two letters, two digits, then letters and digits; remainder 97 is 1 (ISO 13616). */
export function isIban(text: string, start: number, end: number): boolean {
  const length = end - start
  if (length < 15 || length > 34) return false
  let remainder = 0
  for (let turn = 0; turn < length; turn += 1) {
    const code = text.charCodeAt(start + ((turn + 4) % length))
    const isDigit = code >= 48 && code <= 57
    if (!isDigit && !(code >= 65 && code <= 90)) return false
    const place = (turn + 4) % length
    if (place < 2 ? isDigit : place < 4 && !isDigit) return false
    remainder = (isDigit ? remainder * 10 + code - 48 : remainder * 100 + code - 55) % 97
  }
  return remainder === 1
}

const unusedFirsts = new Uint8Array(128)
for (const unused of 'DFIOQUWZ') unusedFirsts[unused.charCodeAt(0)] = 1

/** A Canadian postal code at `start`, with its first letter in use; `gap` is 1 when a space or a dash stands in its middle. */
export function isPostalCode(text: string, start: number, gap: number): boolean {
  const letter = (at: number) => text.charCodeAt(at) & 0xdf
  const isDigit = (at: number) => text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57
  const isLetter = (at: number) => letter(at) >= 65 && letter(at) <= 90 && !isDigit(at)
  const last = start + 3 + gap
  return (
    isLetter(start) &&
    unusedFirsts[letter(start)] === 0 &&
    isDigit(start + 1) &&
    isLetter(start + 2) &&
    isDigit(last) &&
    isLetter(last + 1) &&
    isDigit(last + 2)
  )
}

/**
 * Whether an address of e-mail stands around the `@` at `at`, inside start and end: a local part of 1 to 64 characters, a domain with a
 * point and a last part of two letters or more. Returns where it ends, 0 when there is none. Looks at 320 characters at most.
 */
export function emailEnd(text: string, start: number, at: number, end: number): number {
  const isLocal = (code: number) => isAlphanumeric(code) || code === 46 || code === 45 || code === 95 || code === 43
  if (at <= start || !isLocal(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === 46) return 0
  const most = Math.min(end, at + 255)
  let point = -1
  let place = at + 1
  for (; place < most; place += 1) {
    const code = text.charCodeAt(place)
    if (code === 46) {
      if (place === at + 1 || point === place - 1) return 0
      if (!isAlphanumeric(text.charCodeAt(place + 1))) break
      point = place
    } else if (!isAlphanumeric(code) && code !== 45) break
  }
  if (point < 0 || place - point < 3) return 0
  for (let tail = point + 1; tail < place; tail += 1) {
    const code = text.charCodeAt(tail) | 0x20
    if (code < 97 || code > 122) return 0
  }
  return place
}

export function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

const secretHeads = [
  'AKIA',
  'ASIA',
  'AIza',
  'eyJ',
  'ghp_',
  'gho_',
  'ghs_',
  'github_pat_',
  'glpat-',
  'xoxb-',
  'xoxp-',
  'sk_live_',
  'sk-',
  'rk_live_',
  '$2a$',
  '$2b$',
  '$2y$',
  '$argon2',
  '$5$',
  '$6$',
  '$1$',
  '{SSHA}',
  'pbkdf2',
  '-----BEGIN',
] as const

const secretFirsts = new Uint8Array(0x10000)
for (const head of secretHeads) secretFirsts[head.charCodeAt(0)] = 1

/** Whether a password hash, a signed token or a provider's key starts at `start`, by its published first characters. */
export function isSecretHead(text: string, start: number, end: number): boolean {
  if (end - start < 20) return false
  // First characters of the heads: most values are settled here.
  return secretFirsts[text.charCodeAt(start)] === 1 && secretHeads.some((head) => text.startsWith(head, start))
}
