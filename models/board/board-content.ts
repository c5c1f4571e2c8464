import { plannedCents } from '../barometer/slices.ts'
import type { Bilingual } from '../shared/bilingual.ts'

// The board page as data: a pure function of dated facts and of the instant they are known at, so that the page of last quarter is found again.
// Amounts are whole cents of CAD.

export type BoardBenefit = {
  readonly id: string
  readonly code: string
  readonly fr: string
  readonly en: string
  readonly createdAt: string
}
export type BoardPromise = {
  readonly benefit: string
  readonly version: number
  /** A year; null for a promise that is no cost plan. */
  readonly cents: number | null
  readonly validFrom: string
  readonly recordedAt: string
  readonly reason: string
  readonly by: string
}
export type BoardClaim = {
  readonly id: string
  readonly code: string
  readonly benefit: string
  readonly nature: string
  readonly grade: string
  readonly netCents: number
  readonly submittedAt: string | null
  readonly supersededAt: string | null
}
/** What finance decided, with the claim as it stood then: what is written of a claim later never changes what was signed. */
export type BoardDecision = {
  readonly claim: string
  readonly acceptedCents: number | null
  readonly decidedAt: string
  readonly signed: { readonly netCents: number; readonly grade: string; readonly submittedAt: string }
}
/** What the register says of a benefit, as it was believed from one instant to another: its title, the role that owns it. */
export type BoardProfile = {
  readonly benefit: string
  readonly title: Bilingual
  readonly role: string | null
  readonly recordedAt: string
  readonly recordedTo: string | null
}
export type BoardFacts = {
  readonly benefits: readonly BoardBenefit[]
  readonly promises: readonly BoardPromise[]
  readonly claims: readonly BoardClaim[]
  readonly decisions: readonly BoardDecision[]
  readonly profiles: readonly BoardProfile[]
  readonly vintages: readonly { readonly what: string; readonly version: string }[]
}

export type BoardTotals = {
  readonly benefits: number
  readonly promisedCents: number
  readonly firstPromisedCents: number
  readonly claimedCents: number
  readonly acceptedCents: number
  /** Accepted with grade A or B. */
  readonly validatedCents: number
  /** The part of the validated that a budget lost. */
  readonly cashableCents: number
  readonly waiting: number
  readonly waitingCents: number
}
export type BoardVariance = {
  readonly benefit: string
  readonly fr: string
  readonly en: string
  readonly owner: string | null
  readonly plannedCents: number
  readonly validatedCents: number
}
export type BoardRebaseline = {
  readonly benefit: string
  readonly version: number
  readonly day: string
  readonly beforeCents: number | null
  readonly afterCents: number | null
  readonly reason: string
  readonly by: string
}
export const boardUnknowns = ['no-promise', 'no-claim', 'no-owner', 'not-yet-decided'] as const
export type BoardUnknown = { readonly reason: (typeof boardUnknowns)[number]; readonly benefits: readonly string[] }
export type BoardAsk = {
  readonly claim: string
  readonly benefit: string
  readonly netCents: number
  readonly since: string
}
export type BoardChanges = {
  readonly since: string
  readonly validatedCents: number
  readonly claimedCents: number
  readonly promisedCents: number
  readonly newRebaselines: number
  readonly newBenefits: number
}
export type BoardContent = {
  readonly format: 1
  /** Code of the body; null for all that is within reach. */
  readonly body: string | null
  /** Codes of the bodies counted: that body and those under it then, in the order of their codes. */
  readonly bodies: readonly string[]
  readonly asKnownAt: string
  readonly totals: BoardTotals
  readonly grades: readonly { readonly grade: string; readonly cents: number; readonly claims: number }[]
  readonly variances: readonly BoardVariance[]
  readonly rebaselines: readonly BoardRebaseline[]
  readonly unknowns: readonly BoardUnknown[]
  readonly asks: readonly BoardAsk[]
  readonly changes: BoardChanges | null
  readonly vintages: BoardFacts['vintages']
}

const grades = ['A', 'B', 'C', 'D', 'E']
const most = 5
const otherUnit = 'other-unit'
const firstDay = '1900-01-01'
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The facts believed at an instant: recorded by then, and not yet replaced then. */
export function knownAt(facts: BoardFacts, at: string) {
  const before = (moment: string) => moment <= at
  const profileOf = (benefit: string) =>
    facts.profiles.find(
      (one) =>
        one.benefit === benefit && before(one.recordedAt) && (one.recordedTo === null || !before(one.recordedTo)),
    )
  const benefits = facts.benefits
    .filter((one) => before(one.createdAt))
    .map((one) => ({ ...one, ...profileOf(one.id)?.title }))
    .toSorted((a, b) => byText(a.code, b.code))
  const ids = new Set(benefits.map(({ id }) => id))
  const decisionsOf = Map.groupBy(
    facts.decisions.toSorted((a, b) => byText(a.decidedAt, b.decidedAt)),
    ({ claim }) => claim,
  )
  const claims = facts.claims.flatMap((claim) => {
    if (claim.nature === otherUnit || (claim.supersededAt !== null && before(claim.supersededAt))) return []
    return claimAt(claim, decisionsOf.get(claim.id) ?? [], at)
  })
  return {
    benefits,
    promises: facts.promises
      .filter((one) => ids.has(one.benefit) && before(one.recordedAt))
      .toSorted((a, b) => byText(a.benefit, b.benefit) || a.version - b.version),
    claims,
    ownerOf: (benefit: string) => profileOf(benefit)?.role ?? null,
  }
}

type Known = ReturnType<typeof knownAt>
type KnownClaim = Pick<BoardClaim, 'id' | 'code' | 'benefit' | 'nature' | 'grade' | 'netCents'> & {
  readonly submittedAt: string
  /** Cents accepted; null when finance accepted nothing, undefined while it waits. */
  readonly accepted: number | null | undefined
}

/**
 * A claim as it stood at an instant, none when it was not submitted yet: as signed in the decision before it, or, submitted again since or
 * not decided yet, as it waited. One decided later waited as it was signed then.
 */
function claimAt(claim: BoardClaim, decisions: readonly BoardDecision[], at: string): KnownClaim[] {
  const { id, code, benefit, nature, grade, netCents, submittedAt } = claim
  const told = { id, code, benefit, nature }
  const last = decisions.findLast((one) => one.decidedAt <= at)
  const isAfterLast = (moment: string) => moment <= at && (last === undefined || moment > last.decidedAt)
  const next = decisions.find((one) => one.decidedAt > at && isAfterLast(one.signed.submittedAt))
  if (next !== undefined) return [{ ...told, ...next.signed, accepted: undefined }]
  if (submittedAt !== null && isAfterLast(submittedAt))
    return [{ ...told, grade, netCents, submittedAt, accepted: undefined }]
  return last === undefined ? [] : [{ ...told, ...last.signed, accepted: last.acceptedCents }]
}

const sum = <T>(of: readonly T[], cents: (one: T) => number) => of.reduce((all, one) => all + cents(one), 0)
export const accepted = (claim: KnownClaim) => claim.accepted ?? 0
export const isAccepted = (claim: KnownClaim) => typeof claim.accepted === 'number'
export const isHeadline = ({ grade }: KnownClaim) => grade === 'A' || grade === 'B'
const isWaiting = (claim: KnownClaim) => claim.accepted === undefined

/** The board page as known at an instant. */
export function boardContent(
  facts: BoardFacts,
  given: {
    readonly body: string | null
    readonly bodies: readonly string[]
    readonly asKnownAt: string
    /** The page shown last before it. */
    readonly previous: BoardContent | undefined
  },
): BoardContent {
  const { body, bodies, asKnownAt, previous } = given
  const known = knownAt(facts, asKnownAt)
  const totals = totalsOf(known)
  const rebaselines = rebaselinesOf(known)
  return {
    format: 1,
    body,
    bodies,
    asKnownAt,
    totals,
    grades: grades.map((grade) => {
      const own = known.claims.filter((claim) => claim.grade === grade && isAccepted(claim))
      return { grade, cents: sum(own, accepted), claims: own.length }
    }),
    variances: variancesOf(known, asKnownAt.slice(0, 10)),
    rebaselines,
    unknowns: unknownsOf(known),
    asks: known.claims
      .filter(isWaiting)
      .map((claim) => ({
        claim: claim.code,
        benefit: known.benefits.find(({ id }) => id === claim.benefit)?.code ?? '',
        netCents: claim.netCents,
        since: claim.submittedAt.slice(0, 10),
      }))
      .toSorted((a, b) => Math.abs(b.netCents) - Math.abs(a.netCents) || byText(a.claim, b.claim)),
    changes:
      previous === undefined
        ? null
        : {
            since: previous.asKnownAt,
            validatedCents: totals.validatedCents - previous.totals.validatedCents,
            claimedCents: totals.claimedCents - previous.totals.claimedCents,
            promisedCents: totals.promisedCents - previous.totals.promisedCents,
            newRebaselines: rebaselines.length - previous.rebaselines.length,
            newBenefits: totals.benefits - previous.totals.benefits,
          },
    vintages: facts.vintages,
  }
}

export function currentPromises({ promises }: Known): BoardPromise[] {
  return [...Map.groupBy(promises, ({ benefit }) => benefit).values()].flatMap((own) => own.at(-1) ?? [])
}

function totalsOf(known: Known): BoardTotals {
  const { claims, promises, benefits } = known
  const decided = claims.filter(isAccepted)
  const validated = decided.filter(isHeadline)
  const waiting = claims.filter(isWaiting)
  return {
    benefits: benefits.length,
    promisedCents: sum(currentPromises(known), ({ cents }) => cents ?? 0),
    firstPromisedCents: sum(
      promises.filter(({ version }) => version === 1),
      ({ cents }) => cents ?? 0,
    ),
    claimedCents: sum(claims, ({ netCents }) => netCents),
    acceptedCents: sum(decided, accepted),
    validatedCents: sum(validated, accepted),
    cashableCents: sum(
      validated.filter(({ nature }) => nature === 'cashable'),
      accepted,
    ),
    waiting: waiting.length,
    waitingCents: sum(waiting, ({ netCents }) => netCents),
  }
}

/** The benefits that are furthest from their plan to date, the shortfalls first. */
function variancesOf(known: Known, day: string): BoardVariance[] {
  const rows = currentPromises(known).flatMap(({ benefit, cents }): BoardVariance[] => {
    const one = known.benefits.find(({ id }) => id === benefit)
    const first = known.promises.find((promise) => promise.benefit === benefit)
    if (one === undefined || first === undefined || cents === null) return []
    const own = known.claims.filter((claim) => claim.benefit === benefit && isHeadline(claim))
    return [
      {
        benefit: one.code,
        fr: one.fr,
        en: one.en,
        owner: known.ownerOf(benefit),
        plannedCents: plannedCents([{ body: '', validFrom: first.validFrom, cents }], firstDay, day),
        validatedCents: sum(own, accepted),
      },
    ]
  })
  const gap = (one: BoardVariance) => one.validatedCents - one.plannedCents
  return rows
    .filter((one) => gap(one) !== 0)
    .toSorted((a, b) => gap(a) - gap(b) || byText(a.benefit, b.benefit))
    .slice(0, most)
}

/** Every version after the first: the first never leaves the page. */
function rebaselinesOf({ promises, benefits }: Known): BoardRebaseline[] {
  return promises
    .filter(({ version }) => version > 1)
    .map((one) => ({
      benefit: benefits.find(({ id }) => id === one.benefit)?.code ?? '',
      version: one.version,
      day: one.recordedAt.slice(0, 10),
      beforeCents:
        promises.find(({ benefit, version }) => benefit === one.benefit && version === one.version - 1)?.cents ?? null,
      afterCents: one.cents,
      reason: one.reason,
      by: one.by,
    }))
    .toSorted((a, b) => byText(b.day, a.day) || byText(a.benefit, b.benefit) || a.version - b.version)
}

function unknownsOf(known: Known): BoardUnknown[] {
  const { benefits, promises, claims } = known
  const promised = new Set(promises.map(({ benefit }) => benefit))
  const claimed = new Set(claims.map(({ benefit }) => benefit))
  const waiting = new Set(claims.filter(isWaiting).map(({ benefit }) => benefit))
  const holds: Readonly<Record<BoardUnknown['reason'], (id: string) => boolean>> = {
    'no-promise': (id) => !promised.has(id),
    'no-claim': (id) => !claimed.has(id),
    'no-owner': (id) => known.ownerOf(id) === null,
    'not-yet-decided': (id) => waiting.has(id),
  }
  return boardUnknowns
    .map((reason) => ({ reason, benefits: benefits.filter(({ id }) => holds[reason](id)).map(({ code }) => code) }))
    .filter(({ benefits: found }) => found.length > 0)
}
