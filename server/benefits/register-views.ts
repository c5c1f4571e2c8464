import {
  plannedThrough,
  type BenefitDetail,
  type MapView,
  type PoolView,
  type RegisterLine,
  type RegisterPage,
  signOf,
  type Sums,
  yearlyDollars,
} from '#models/benefits/register.views.ts'
import { mapGaps } from '#models/benefits/benefit-map.ts'
import { plannedValues } from '#models/benefits/curve.ts'
import { realisingGaps, statesAfter } from '#models/benefits/invariants.ts'
import type { FrozenPromise, RegisterBenefit, RegisterState } from '#models/benefits/register-state.ts'
import { monthsOf } from '#models/benefits/register.schemas.ts'
import type { RegisterFilter } from '#models/benefits/register.requests.ts'
import { fold } from '#models/shared/fold.ts'
import { centsToDecimal, roundToCents } from '#models/shared/money.ts'

const money = (dollars: number) => centsToDecimal(roundToCents(dollars))

/** Lines already made of a benefit as it was known, by the month they speak of. */
const linesMade = new WeakMap<RegisterBenefit, Map<string | null, RegisterLine>>()

/** One line of the register. */
export function lineOf(benefit: RegisterBenefit, through: string | null = null): RegisterLine {
  const known = linesMade.get(benefit) ?? new Map<string | null, RegisterLine>()
  linesMade.set(benefit, known)
  const line = known.get(through) ?? madeLine(benefit, through)
  known.set(through, line)
  return line
}

function madeLine(benefit: RegisterBenefit, through: string | null): RegisterLine {
  const profile = benefit.profile.content
  const measured = [...benefit.observations.values()].flat()
  const known = measured.filter((one) => one.content.value.kind === 'known').map((one) => one.content.period)
  const [first] = benefit.promises
  const outcome = [...benefit.measures].find(([, { content }]) => content.role === 'outcome')
  const trajectory = outcome === undefined ? undefined : benefit.trajectories.get(outcome[0])?.content
  const yearly = yearlyOf(benefit)
  const toDate = plannedThrough(benefit, through)
  const months = outcome === undefined ? null : monthsOf[outcome[1].content.frequency]
  return {
    code: benefit.code,
    body: benefit.body,
    title: profile.title,
    type: profile.type,
    category: profile.category,
    recurrence: profile.recurrence,
    sign: signOf(benefit) === -1 || (yearly !== null && yearly < 0) ? -1 : 1,
    life: profile.life,
    owner: profile.owner?.role ?? null,
    workloads: profile.workloads.slice(0, 20),
    unit: outcome?.[1].content.unit ?? null,
    plannedCadPerYear: yearly === null ? null : money(yearly),
    plannedToDateCad: toDate === null ? null : money(toDate),
    firstCadPerYear: first === undefined ? null : promiseYear(benefit, first),
    target:
      yearly !== null || trajectory === undefined
        ? null
        : (plannedValues(trajectory, months ?? 12).at(-1)?.mode ?? null),
    lastValue: outcome === undefined ? null : lastValueOf(benefit, outcome[0]),
    promises: benefit.promises.length,
    measures: benefit.measures.size,
    observations: measured.length,
    lastMeasured: known.toSorted().at(-1) ?? null,
    waiting: waitingOf(benefit),
    gaps: realisingGaps(benefit),
  }
}

function lastValueOf(benefit: RegisterBenefit, key: string): number | null {
  const last = benefit.observations.get(key)?.findLast(({ content }) => content.value.kind === 'known')?.content.value
  return last?.kind === 'known' ? last.value : null
}

/** Dollars a year of all its measures in dollars, its sign applied. */
function yearlyOf(benefit: RegisterBenefit): number | null {
  const values = [...benefit.trajectories].flatMap(([key, { content }]) => {
    const measure = benefit.measures.get(key)?.content
    const yearly = measure?.role === 'outcome' ? yearlyDollars(content, measure) : null
    return yearly === null ? [] : [yearly]
  })
  return values.length === 0 ? null : signOf(benefit) * values.reduce((a, b) => a + b, 0)
}

function promiseYear(benefit: RegisterBenefit, promise: FrozenPromise): string | null {
  const measure = benefit.measures.get(promise.measure)?.content
  const yearly = measure === undefined ? null : yearlyDollars(promise.trajectory, measure)
  const sign = promise.proposedBy === null ? 1 : benefit.profile.content.sign
  return yearly === null ? null : money(sign * yearly)
}

/** What waits for a second person. */
export function waitingOf(benefit: RegisterBenefit): number {
  const { handover } = benefit
  const isHandoverOpen =
    handover !== null && (handover.content.ownerAccepted === null || handover.content.financeAccepted === null)
  return (
    benefit.proposedBaselines.size +
    benefit.proposedTrajectories.size +
    benefit.adjustments.filter((one) => one.content.state === 'proposed').length +
    (isHandoverOpen ? 1 : 0)
  )
}

/** The benefits a filter keeps, in the order of their codes. */
export function filtered(benefits: readonly RegisterBenefit[], filter: RegisterFilter): readonly RegisterBenefit[] {
  const words = fold(filter.q ?? '')
    .split(' ')
    .filter(Boolean)
  return benefits.filter((benefit) => {
    const profile = benefit.profile.content
    if (filter.body !== undefined && benefit.body !== filter.body) return false
    if (filter.type !== undefined && profile.type !== filter.type) return false
    if (filter.category !== undefined && profile.category !== filter.category) return false
    if (filter.life !== undefined && profile.life !== filter.life) return false
    if (filter.sign !== undefined && (filter.sign === 'dis-benefit') !== profile.sign < 0) return false
    if (words.length === 0) return true
    const all = fold(
      [benefit.code, profile.title.fr, profile.title.en, benefit.body, ...profile.workloads.slice(0, 20)].join(' '),
    )
    return words.every((word) => all.includes(word))
  })
}

export function pageOf(
  state: RegisterState,
  asked: {
    readonly filter: RegisterFilter
    readonly cursor: string | undefined
    readonly limit: number
    readonly asKnown: string | null
    readonly through: string
  },
): RegisterPage {
  const kept = filtered(state.benefits, asked.filter)
  const after = kept.filter((one) => asked.cursor === undefined || one.code > asked.cursor)
  const shown = after.slice(0, asked.limit)
  const lines = kept.map((benefit) => lineOf(benefit, asked.through))
  const first = kept.length - after.length
  const items = lines.slice(first, first + shown.length)
  return {
    items,
    next: after.length > shown.length ? (shown.at(-1)?.code ?? null) : null,
    total: kept.length,
    asKnown: asked.asKnown,
    validOn: state.validOn,
    counts: {
      all: lines.length,
      waiting: lines.filter((line) => line.waiting > 0).length,
      unmeasured: lines.filter((line) => line.lastMeasured === null).length,
      disBenefits: lines.filter((line) => line.sign < 0).length,
    },
    planned: {
      through: asked.through,
      toDate: sumsOf(kept, asked.through),
      whole: sumsOf(kept, null),
    },
  }
}

/** Each benefit is rounded to the cent, then summed: lines add up to their total. */
function sumsOf(benefits: readonly RegisterBenefit[], through: string | null): Sums {
  const cents = benefits.flatMap((benefit) => {
    const planned = lineOf(benefit, through).plannedToDateCad
    return planned === null ? [] : [roundToCents(Number(planned))]
  })
  const sum = (those: readonly number[]) => money(those.reduce((a, b) => a + b, 0) / 100)
  return {
    gains: sum(cents.filter((one) => one > 0)),
    losses: sum(cents.filter((one) => one < 0)),
    net: sum(cents),
  }
}

/** `dic` is inherited from its workloads: never typed. */
export function detailOf(
  benefit: RegisterBenefit,
  { etag, ...beside }: Pick<BenefitDetail, 'etag' | 'dic' | 'support' | 'chainBreak'>,
): BenefitDetail {
  return {
    code: benefit.code,
    body: benefit.body,
    origin: benefit.origin,
    etag,
    profile: benefit.profile,
    measures: [...benefit.measures].map(([key, measure]) => ({
      ...measure,
      key,
      baseline: benefit.baselines.get(key) ?? null,
      proposedBaseline: benefit.proposedBaselines.get(key) ?? null,
      trajectory: benefit.trajectories.get(key) ?? null,
      proposedTrajectory: benefit.proposedTrajectories.get(key) ?? null,
      observations: benefit.observations.get(key) ?? [],
    })),
    adjustments: benefit.adjustments,
    gates: benefit.gates,
    handover: benefit.handover,
    promises: benefit.promises,
    ...beside,
    gaps: realisingGaps(benefit),
    mayPassTo: statesAfter(benefit.profile.content.life),
  }
}

/** The map: nodes kept, benefits in their layer, objectives of the strategy; what nothing enables or leads nowhere. */
export function mapOf(state: RegisterState, etags: ReadonlyMap<string, number>): MapView {
  const nodes: MapView['nodes'] = [
    ...state.nodes.map(({ code, body, content }) => ({
      code,
      layer: content.layer,
      title: content.title,
      body,
      life: null,
      sign: 1 as const,
      dueOn: content.dueOn,
      agreed: content.agreed,
      plannedCadPerYear: null,
      etag: `"${etags.get(code) ?? 0}"`,
      content,
    })),
    ...state.benefits.map((benefit) => {
      const line = lineOf(benefit)
      const { layer, endsOn } = benefit.profile.content
      return {
        code: benefit.code,
        layer,
        title: line.title,
        body: benefit.body,
        life: line.life,
        sign: line.sign,
        dueOn: endsOn,
        agreed: true,
        plannedCadPerYear: line.plannedCadPerYear,
        etag: null,
        content: null,
      }
    }),
    ...state.objectives.map(({ code, title }) => ({
      code,
      layer: 'objective' as const,
      title,
      body: null,
      life: null,
      sign: 1 as const,
      dueOn: null,
      agreed: true,
      plannedCadPerYear: null,
      etag: null,
      content: null,
    })),
  ]
  const edges = state.edges.map(({ from, to, content }) => ({ from, to, ...content }))
  return { nodes, edges, gaps: mapGaps(nodes, edges) }
}

export function poolViews(state: RegisterState): readonly PoolView[] {
  return state.pools.map((pool) => {
    const shares = [...pool.shares].map(([benefit, { content }]) => ({ benefit, ...content }))
    return {
      code: pool.code,
      body: pool.body,
      ...pool.content,
      shares,
      allotted: shares.reduce((sum, one) => sum + one.share, 0),
    }
  })
}
