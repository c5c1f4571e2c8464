import type { Bilingual } from '../shared/bilingual.ts'
import { nameReading, type NameReading } from './column-names.ts'
import { canHold, type TypeFamily, typeFamily } from './declared-types.ts'
import { reasonOf } from './detection-reasons.ts'
import { kindBit } from './kind-bits.ts'
import { type ConfidentialityLevel, kindDefinitions, sensitiveKinds, type SensitiveKind } from './kinds.ts'
import type { ValueReader } from './value-reader.ts'

/** A column as its schema or header declares it; what is not known is null. */
export type ColumnDeclaration = {
  readonly name: string
  readonly table?: string | null
  readonly type?: string | null
  /** What the schema says of it, read as a second name. */
  readonly comment?: string | null
}

export type DetectedKind = {
  readonly kind: SensitiveKind
  /** 0 to 1; kinds under `leastConfidence` are not told. */
  readonly confidence: number
  /** Values that are, or hold, the kind. */
  readonly matched: number
  /** Values read that were not blank. */
  readonly checked: number
  /** The commonest shape of what matched (`999 999 999`); null when only the name speaks or the shape says nothing. */
  readonly shape: string | null
  readonly reason: Bilingual
}

/** What is told of a column: its name, counts and shapes; never a value. */
export type ColumnFinding = {
  readonly name: string
  readonly table: string | null
  readonly type: string | null
  readonly kinds: readonly DetectedKind[]
  /** The confidentiality suggested by its kinds, the highest; null when nothing suggests one. */
  readonly suggested: { readonly c: ConfidentialityLevel | null }
}

export const leastConfidence = 0.5

const kindCount = sensitiveKinds.length
const mostShapes = 64

/** Counts of what a column holds; the only thing kept of its values. */
export type ColumnTally = {
  /** Adds the value the reader has just read. */
  add(value: ValueReader): void
  finding(): ColumnFinding
}

/**
 * Starts the count of a column. Only sums, a least and a most are kept, so the order of rows changes nothing and memory does not grow
 * with them. `year` is the current one: births of the last eighteen years are those of minors.
 */
export function createColumnTally(declaration: ColumnDeclaration, year: number): ColumnTally {
  const whole = new Uint32Array(kindCount)
  const inside = new Uint32Array(kindCount)
  const shapes = new Map<number, { shape: string; count: number }>()
  let checked = 0
  let plainNumbers = 0
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  let amounts = 0
  let nameShaped = 0
  let dates = 0
  let recentDates = 0
  let sentences = 0

  return {
    add(value) {
      checked += 1
      if (value.isPlainNumber) {
        plainNumbers += 1
        if (value.number < least) least = value.number
        if (value.number > most) most = value.number
      }
      if (value.isAmount) amounts += 1
      if (value.isNameShaped) nameShaped += 1
      if (value.isSentence) sentences += 1
      if (value.year > 0) {
        dates += 1
        if (value.year > year - 18 && value.year <= year) recentDates += 1
      }
      if (value.whole !== 0) count(whole, value.whole)
      if (value.inside !== 0) count(inside, value.inside)
      if (((value.whole & shapedKinds) !== 0 || value.year > 0) && shapes.size < mostShapes) {
        const known = shapes.get(value.shapeKey)
        if (known === undefined) shapes.set(value.shapeKey, { shape: value.shape(), count: 1 })
        else known.count += 1
      }
    },
    finding() {
      const { name, table = null, type = null, comment = null } = declaration
      const evidence: Evidence = {
        name: readNames(name, table, comment),
        family: typeFamily(type),
        checked,
        whole,
        inside,
        amounts,
        nameShaped,
        sentences,
        dates,
        recentDates,
        plainShare: checked === 0 ? 0 : plainNumbers / checked,
        density: plainNumbers < 2 ? 0 : plainNumbers / (most - least + 1),
      }
      const kinds = sensitiveKinds.flatMap((kind) => {
        const confidence = confidenceOf(kind, evidence)
        if (confidence < leastConfidence) return []
        const matched = matchedOf(kind, evidence)
        return [
          {
            kind,
            confidence: Math.round(confidence * 100) / 100,
            matched,
            checked,
            shape: shapeOf(kind, matched, shapes),
            reason: reasonOf(kind, {
              isNamed: evidence.name.scores.has(kind),
              matched,
              checked,
              isInside: (inside[sensitiveKinds.indexOf(kind)] ?? 0) > (whole[sensitiveKinds.indexOf(kind)] ?? 0),
            }),
          },
        ]
      })
      const levels = kinds.map(({ kind }) => kindDefinitions[kind].c)
      const c = levels.length === 0 ? null : levels.reduce((high, level) => (level > high ? level : high))
      return { name, table, type, kinds, suggested: { c } }
    },
  }
}

const shapedKinds =
  kindBit.nas |
  kindBit.nam |
  kindBit['drivers-permit'] |
  kindBit['tax-id'] |
  kindBit['payment-card'] |
  kindBit['bank-account'] |
  kindBit.phone |
  kindBit['postal-code'] |
  kindBit.justice

function count(counts: Uint32Array, bits: number): void {
  let left = bits
  while (left !== 0) {
    const at = 31 - Math.clz32(left & -left)
    counts[at] = (counts[at] ?? 0) + 1
    left &= left - 1
  }
}

function readNames(name: string, table: string | null, comment: string | null): NameReading {
  const own = nameReading(name, table)
  if (comment === null || comment === '' || own.isFlag) return own
  const said = nameReading(comment, table)
  const scores = new Map(own.scores)
  // A sentence about a column names other things too: it weighs less than the name.
  for (const [kind, score] of said.scores) if (!scores.has(kind)) scores.set(kind, score * 0.85)
  return { ...own, scores }
}

type Evidence = {
  readonly name: NameReading
  readonly family: TypeFamily | null
  readonly checked: number
  readonly whole: Uint32Array
  readonly inside: Uint32Array
  readonly amounts: number
  readonly nameShaped: number
  readonly sentences: number
  readonly dates: number
  readonly recentDates: number
  readonly plainShare: number
  /** Plain numbers per place between the least and the most of them: near 1 for a sequence, near 0 for numbers drawn widely. */
  readonly density: number
}

const positionOf = new Map(sensitiveKinds.map((kind, at) => [kind, at]))
const countOf = (counts: Uint32Array, kind: SensitiveKind) => counts[positionOf.get(kind) ?? 0] ?? 0

function matchedOf(kind: SensitiveKind, evidence: Evidence): number {
  if (kind === 'birth-date') return evidence.dates
  if (kind === 'minor') return evidence.name.scores.has('birth-date') ? evidence.recentDates : 0
  if (kind === 'income') return evidence.amounts
  return countOf(evidence.whole, kind) + countOf(evidence.inside, kind)
}

/**
 * How sure we are of a kind, 0 to 1, from three witnesses: the name, the declared type and the values. A type that cannot hold the kind
 * denies it. Values that can be verified outweigh the name both ways; where they cannot be, the name leads and the values must not contradict.
 */
function confidenceOf(kind: SensitiveKind, evidence: Evidence): number {
  if (!canHold(kind, evidence.family)) return 0
  const named = evidence.name.scores.get(kind) ?? 0
  if (evidence.checked === 0) return named
  const share = matchedOf(kind, evidence) / evidence.checked
  const alone = Math.max(valuesAlone(kind, evidence), insideAlone(kind, evidence))
  const births = kind === 'minor' ? minorsBorn(evidence, share) : 0
  if (named === 0) return Math.max(alone, births)
  const support = named * supportOf(kind, evidence, share)
  return Math.max(1 - (1 - support) * (1 - alone), births)
}

/** Births of the last eighteen years are those of minors, in a column named for births. */
function minorsBorn(evidence: Evidence, share: number): number {
  if (!evidence.name.scores.has('birth-date') || evidence.dates < evidence.checked / 2) return 0
  return share >= 0.5 ? 0.85 : 0
}

/** Share of matching values from which they speak alone, and how sure they make us. */
const alone: Readonly<Partial<Record<SensitiveKind, readonly [share: number, confidence: number, plain: number]>>> = {
  nas: [0.6, 0.92, 0.8],
  nam: [0.5, 0.95, 0.95],
  'drivers-permit': [0.5, 0.9, 0.75],
  'tax-id': [0.5, 0.95, 0.95],
  'payment-card': [0.5, 0.95, 0.9],
  'bank-account': [0.5, 0.9, 0.9],
  email: [0.3, 0.97, 0.97],
  phone: [0.5, 0.88, 0.6],
  'postal-code': [0.5, 0.95, 0.95],
  address: [0.4, 0.85, 0.85],
  'person-name': [0.4, 0.75, 0.75],
  health: [0.3, 0.8, 0.8],
  justice: [0.4, 0.8, 0.8],
  secret: [0.3, 0.9, 0.9],
}
/** Kinds made of digits only: a sequence, or a name of another number, makes their check worthless. */
const digitKinds: readonly SensitiveKind[] = ['nas', 'payment-card', 'phone']
/** Kinds with a shape of their own, which another number may have by accident. */
const numberKinds: readonly SensitiveKind[] = ['nam', 'drivers-permit', 'tax-id', 'bank-account']

function valuesAlone(kind: SensitiveKind, evidence: Evidence): number {
  const rule = alone[kind]
  if (rule === undefined) return 0
  const [least, parted, plain] = rule
  const share = countOf(evidence.whole, kind) / evidence.checked
  if (share < least) return 0
  // A pupil's permanent code has the letters and digits of a NAM, with the day first: the name tells them apart.
  if (kind === 'nam' && evidence.name.scores.has('minor')) return 0
  if (!digitKinds.includes(kind))
    return evidence.name.isOtherNumber && numberKinds.includes(kind) ? parted * 0.6 : parted
  if (evidence.plainShare < 0.5) return evidence.name.isOtherNumber ? parted * 0.6 : parted
  // One number in ten passes Luhn by chance: plain digits need nearly all of them, spread widely, under a name that says nothing else.
  if (share < 0.8 || evidence.density > 0.005 || evidence.name.isOtherNumber) return 0
  return plain
}

const leastInside: Readonly<Partial<Record<SensitiveKind, number>>> = {
  nas: 1,
  nam: 1,
  'payment-card': 1,
  secret: 1,
  email: 2,
  phone: 2,
  health: 3,
}

/** A kind that stands inside sentences: a few are enough, since each is a leak. */
function insideAlone(kind: SensitiveKind, evidence: Evidence): number {
  const found = countOf(evidence.inside, kind)
  const least = leastInside[kind]
  if (least === undefined || found < least) return 0
  const share = found / evidence.checked
  if (kind === 'health') return share >= 0.15 ? 0.6 : 0
  return Math.min(0.9, 0.6 + share * 0.5)
}

/** How far the values let the name stand: 1 when they agree, 0 when they say something else. */
function supportOf(kind: SensitiveKind, evidence: Evidence, share: number): number {
  const { checked, amounts, nameShaped, dates, sentences, plainShare } = evidence
  const fewValues = checked < 3
  const isText = 1 - amounts / checked
  switch (kind) {
    case 'nas':
    case 'nam':
    case 'drivers-permit':
    case 'payment-card':
    case 'email':
    case 'phone':
    case 'postal-code':
      return share >= 0.4 ? 1 : share >= 0.1 ? 0.85 : fewValues ? 0.7 : 0
    case 'birth-date':
      return share >= 0.5 ? 1 : share >= 0.1 ? 0.7 : fewValues ? 0.7 : 0
    case 'tax-id':
    case 'bank-account':
      return share >= 0.3 || plainShare >= 0.5 ? 1 : 0.5
    case 'address':
      return share >= 0.2 ? 1 : isText >= 0.5 && dates === 0 ? 0.8 : 0
    case 'person-name':
      return share >= 0.15 ? 1 : nameShaped / checked >= 0.5 && sentences === 0 ? 0.75 : fewValues ? 0.7 : 0
    case 'income':
      return share >= 0.5 ? 1 : 0.5
    case 'secret':
      return dates / checked >= 0.5 || sentences / checked >= 0.5 ? 0 : 1
    default:
      return dates / checked >= 0.9 && kind === 'biometric' ? 0 : 1
  }
}

function shapeOf(
  kind: SensitiveKind,
  matched: number,
  shapes: ReadonlyMap<number, { readonly shape: string; readonly count: number }>,
): string | null {
  if (kind === 'email' && matched > 0) return 'a@a.aa'
  if (matched === 0 || ((kindBit[kind] & shapedKinds) === 0 && kind !== 'birth-date')) return null
  const ranked = [...shapes.values()].toSorted((a, b) => b.count - a.count || (a.shape < b.shape ? -1 : 1))
  return ranked[0]?.shape ?? null
}
