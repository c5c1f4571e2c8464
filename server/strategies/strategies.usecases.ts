import { gzipSync } from 'node:zlib'
import type { Environment, Strategy } from '#models/inventory/workload.views.ts'
import { counterExamples } from '#models/strategies/counter-examples.ts'
import { briefRecommendation, confidenceDerivation, recommendation } from '#models/strategies/seven-r.ts'
import type { ChangeTimeSettings, Override } from '#models/strategies/strategies.schemas.ts'
import type {
  StrategyList,
  StrategyListItem,
  StrategyOverride,
  StrategyView,
  TimeView,
} from '#models/strategies/strategies.views.ts'
import { axisDerivation } from '#models/strategies/time-derivation.ts'
import { defaultTimeSettings, quadrants, type TimeSettings } from '#models/strategies/time.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureEtag, etagOfContent } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import type { StrategyOverrideRow } from '#server/database/schema.ts'
import { reachesAllBodies } from '#server/audit/audit.usecases.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { sevenRRules } from '#server/shared/datasets.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { findSetting, setSetting } from '#server/shared/settings.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { axisQuestions, type Portrait, portraits } from './portrait.usecases.ts'
import type { StrategiesDeps } from './questionnaires.usecases.ts'
import { scoresFor } from './scores.usecases.ts'
import { overrideSaysTheSame, settingsNeedAllBodies } from './strategies.problems.ts'
import { insertOverride, overridesOf, strategySubjects, strategySubjectsById } from './strategies.repository.ts'

/** What is computed of a workload's strategy today, what a person said instead, and what would make it otherwise. */
export async function workloadStrategy(deps: StrategiesDeps, reach: Reach, code: string): Promise<StrategyView> {
  const workload = await ensureWorkload(deps, reach, code)
  const today = todayOf(deps.clock)
  const settings = await timeSettings(deps.db)
  const [portrait] = await portraits(deps, reach, [workload], { today, settings })
  if (portrait === undefined) throw new Error('a workload without itself')
  const rules = sevenRRules()
  const computed = recommendation(rules, portrait.facts)
  const override = overrideView((await overridesOf(reach, deps.db, [workload.id])).get(workload.id))
  return {
    workload: code,
    asOf: today,
    strategy: override?.strategy ?? computed.strategy,
    recommendation: computed,
    confidence: confidenceDerivation(rules, portrait.facts),
    counterExamples: counterExamples(rules, portrait.facts),
    override,
    time: timeView(portrait, settings),
    lifecycle: portrait.lifecycle,
    scores: await scoresFor(deps, portrait),
  }
}

function timeView({ position, answered }: Portrait, settings: TimeSettings): TimeView {
  if (position.kind === 'unknown') return { position, settings, derivations: null }
  const all = answered.flatMap((one) => one.answered)
  const of = (axis: 'business-value' | 'technical-fit', label: { fr: string; en: string }) => {
    const score = axis === 'business-value' ? position.value.value : position.value.fit
    return axisDerivation(label, score, axisQuestions(answered, axis), all)
  }
  return {
    position,
    settings,
    derivations: {
      value: of('business-value', { fr: 'Valeur d’affaires', en: 'Business value' }),
      fit: of('technical-fit', { fr: 'Tenue technique', en: 'Technical fit' }),
    },
  }
}

function overrideView(row: StrategyOverrideRow | undefined): StrategyOverride | null {
  if (row === undefined || row.strategy === null) return null
  return {
    strategy: row.strategy as Strategy, // written through the schema
    reason: row.reason,
    computed: row.computed as Strategy, // written by overrideStrategy
    statedBy: row.stated_by,
    recordedAt: row.recorded_at,
  }
}

/** Keeps a person's strategy instead of the computed one, or takes it back; both with a reason, and neither is erased. */
export async function overrideStrategy(
  deps: StrategiesDeps,
  reach: Reach,
  code: string,
  given: Override,
): Promise<StrategyView> {
  const workload = await ensureWorkload(deps, reach, code)
  const before = await workloadStrategy(deps, reach, code)
  if ((before.override?.strategy ?? null) === given.strategy) throw overrideSaysTheSame()
  await changing(deps, reach, async (work) => {
    await insertOverride(work.tx, {
      id: newId(),
      body_id: workload.body_id,
      workload_id: workload.id,
      strategy: given.strategy,
      computed: before.recommendation.strategy,
      reason: given.reason,
      stated_by: reach.actor,
      recorded_at: work.at,
    })
    await work.record({
      bodyId: workload.body_id,
      action: given.strategy === null ? 'strategy.override-withdrawn' : 'strategy.overridden',
      objectType: 'workload',
      objectId: workload.id,
      before: { strategy: before.strategy },
      after: { ...given, computed: before.recommendation.strategy },
    })
  })
  return workloadStrategy(deps, reach, code)
}

/** What stands for each of these workloads, by id: for the parts of the product that cost or plan a strategy. */
export async function strategiesOf(
  deps: StrategiesDeps,
  reach: Reach,
  workloadIds: readonly string[],
): Promise<Map<string, { readonly strategy: Strategy; readonly confidence: number }>> {
  const asked = { today: todayOf(deps.clock), settings: await timeSettings(deps.db) }
  const known = new Map<string, { readonly strategy: Strategy; readonly confidence: number }>()
  for (let start = 0; start < workloadIds.length; start += pageSize) {
    const ids = workloadIds.slice(start, start + pageSize)
    const overrides = await overridesOf(reach, deps.db, ids)
    const subjects = await strategySubjectsById(reach, deps.db, ids)
    for (const { subject, facts } of await portraits(deps, reach, subjects, asked)) {
      const { strategy, confidence } = briefRecommendation(sevenRRules(), facts)
      known.set(subject.id, { strategy: overrideView(overrides.get(subject.id))?.strategy ?? strategy, confidence })
    }
  }
  return known
}

const pageSize = 500

/** Every workload of the reach with its strategy and its place, gzipped JSON ready to send. Made in the report thread. */
export async function strategyList(db: Database, reach: Reach, at: string): Promise<Uint8Array<ArrayBuffer>> {
  const deps: StrategiesDeps = { db, clock: { now: () => new Date(at) } }
  const today = todayOf(deps.clock)
  const settings = await timeSettings(db)
  const items: StrategyListItem[] = []
  for (let after = ''; ;) {
    const page = await strategySubjects(reach, db, after, pageSize)
    const last = page.at(-1)
    if (last === undefined) break
    const overrides = await overridesOf(
      reach,
      db,
      page.map(({ id }) => id),
    )
    for (const portrait of await portraits(deps, reach, page, { today, settings }))
      items.push(listItem(portrait, overrides.get(portrait.subject.id)))
    after = last.code
  }
  const list: StrategyList = { asOf: today, settings, items }
  return new Uint8Array(gzipSync(JSON.stringify(list), { level: 4 })) // a copy of its own, so that it can be transferred
}

function listItem({ subject, facts, position }: Portrait, row: StrategyOverrideRow | undefined): StrategyListItem {
  const computed = briefRecommendation(sevenRRules(), facts)
  const override = overrideView(row)
  const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits
  return {
    workload: subject.code,
    name: subject.name,
    body: subject.body_code,
    environment: subject.environment as Environment, // written through the schema
    strategy: override?.strategy ?? computed.strategy,
    isOverridden: override !== null,
    confidence: round(computed.confidence, 3),
    rule: computed.rule,
    question: computed.question,
    time:
      position.kind === 'unknown'
        ? null
        : {
            value: round(position.value.value.mean, 2),
            valueDeviation: round(position.value.value.deviation, 2),
            fit: round(position.value.fit.mean, 2),
            fitDeviation: round(position.value.fit.deviation, 2),
            quadrant: position.value.quadrant,
            chance: round(position.value.probabilities[quadrants.indexOf(position.value.quadrant)] ?? 0, 3),
            margin: round(position.value.margin, 2),
          },
  }
}

/** Thresholds and label of the chart: those that someone set, or the house's. */
export async function timeSettings(db: Database): Promise<TimeSettings> {
  const stored = await findSetting(db, 'time-settings')
  return stored === undefined ? defaultTimeSettings : (JSON.parse(stored) as TimeSettings) // written below
}

export async function changeTimeSettings(
  deps: StrategiesDeps,
  reach: Reach,
  expected: string,
  { reason, ...settings }: ChangeTimeSettings,
): Promise<TimeSettings> {
  if (!(await reachesAllBodies(deps.db, reach))) throw settingsNeedAllBodies()
  const before = await timeSettings(deps.db)
  ensureEtag(etagOfContent(before), expected)
  await changing(deps, reach, async (work) => {
    await setSetting(work.tx, 'time-settings', canonicalJson(asJson(settings)))
    await work.record({
      bodyId: null,
      action: 'time-settings.changed',
      objectType: 'setting',
      objectId: 'time-settings',
      before,
      after: { ...settings, reason },
    })
  })
  return settings
}
