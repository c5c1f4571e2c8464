import * as v from 'valibot'
import type { Bilingual } from '../shared/bilingual.ts'

export const ladderAxes = ['d', 'i', 'c'] as const
export type LadderAxis = (typeof ladderAxes)[number]
export const ladderLevels = [1, 2, 3, 4] as const
export type LadderLevel = (typeof ladderLevels)[number]

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))
const label = v.strictObject({ fr: name, en: name })
const names = v.strictTuple([label, label, label, label])

/** The names a body gives to the four levels of availability, integrity and confidentiality, and where they come from. */
export const ladderSchema = v.strictObject({
  d: names,
  i: names,
  c: names,
  source: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(400)),
  /** `verified` when the source was read by whoever typed it; `unverified` else. */
  status: v.picklist(['verified', 'unverified']),
})
export type Ladder = v.InferOutput<typeof ladderSchema>

export const changeLadderSchema = v.strictObject({
  ladder: ladderSchema,
  reason: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(2000)),
})
export type ChangeLadder = v.InferOutput<typeof changeLadderSchema>

const placeholder = (level: LadderLevel): Bilingual => ({ fr: `Niveau ${level}`, en: `Level ${level}` })
const placeholders: Ladder['d'] = [placeholder(1), placeholder(2), placeholder(3), placeholder(4)]

/** What stands where no body has named its levels: the official names are not public, and are never invented. */
export const defaultLadder: Ladder = {
  d: placeholders,
  i: placeholders,
  c: placeholders,
  source: 'Noms provisoires : les noms officiels ne sont pas publics.',
  status: 'unverified',
}

/** The ladder that holds for a body, with where it was set. */
export type LadderView = {
  readonly body: string
  readonly ladder: Ladder
  /** The body that set it: this one or the nearest above; null for the placeholders. */
  readonly setBy: string | null
  readonly reason: string | null
  readonly statedBy: string | null
  readonly recordedAt: string | null
  /** Of what this very body has set so far: what a change names. */
  readonly etag: string
}

export function levelLabel(ladder: Ladder, axis: LadderAxis, level: LadderLevel): Bilingual {
  return ladder[axis][level - 1] ?? placeholder(level)
}

/**
 * The body whose ladder holds for another: itself or the nearest above that has one; undefined when none does. A tree that turns on itself
 * ends the search.
 */
export function ladderHolder(
  body: string,
  parentOf: (body: string) => string | null | undefined,
  hasLadder: (body: string) => boolean,
): string | undefined {
  const seen = new Set<string>()
  for (let at: string | null | undefined = body; at !== null && at !== undefined && !seen.has(at); at = parentOf(at)) {
    if (hasLadder(at)) return at
    seen.add(at)
  }
  return undefined
}

/** The name that every ladder gives to a level, or undefined when they differ: for what counts several bodies together. */
export function sharedLabel(ladders: readonly Ladder[], axis: LadderAxis, level: LadderLevel): Bilingual | undefined {
  const [first, ...others] = ladders.map((ladder) => levelLabel(ladder, axis, level))
  return others.every((one) => one.fr === first?.fr && one.en === first.en) ? first : undefined
}
