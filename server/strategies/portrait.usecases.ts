import { storedRecord } from '#models/classification/classification.schemas.ts'
import { currentOptionIn } from '#models/hosting/hosting-options.ts'
import type { Environment } from '#models/inventory/workload.views.ts'
import { factsGiven } from '#models/strategies/answers.ts'
import { type Lifecycle, lifecycle } from '#models/strategies/lifecycle.ts'
import { questionsOn } from '#models/strategies/questions.ts'
import type { Axis, Question } from '#models/strategies/questionnaire.views.ts'
import { knownFacts, type KnownFacts, type StatedFact } from '#models/strategies/strategy-facts.ts'
import {
  axisParts,
  type AxisPart,
  axisScore,
  timePosition,
  type TimeGap,
  type TimePosition,
  type TimeSettings,
} from '#models/strategies/time.ts'
import { workloadFacts } from '#models/strategies/workload-facts.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import type { Reach } from '#server/access/reach.ts'
import { approvedRecords, storedOptions } from '#server/assessment/assessment.repository.ts'
import type { StoredOption } from '#server/assessment/assessment.usecases.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { assetsOf } from '#server/inventory/inventory.repository.ts'
import { assetSize } from '#server/inventory/sourced-values.ts'
import { supportEnds, technologies } from '#server/shared/datasets.ts'
import { type AnsweredQuestionnaire, answeredFor } from './answers.usecases.ts'
import type { StrategiesDeps } from './questionnaires.usecases.ts'
import { linksTouching, type StrategySubject } from './strategies.repository.ts'

/** Everything known of a workload that its strategy is computed from. */
export type Portrait = {
  readonly subject: StrategySubject
  readonly facts: KnownFacts
  readonly answered: readonly AnsweredQuestionnaire[]
  readonly lifecycle: Lifecycle
  readonly parts: { readonly value: readonly AxisPart[]; readonly fit: readonly AxisPart[] }
  readonly position: Outcome<TimePosition, TimeGap>
}

/** Portraits of workloads of the reach on a day, from what the other parts of the product hold. */
export async function portraits(
  deps: StrategiesDeps,
  reach: Reach,
  subjects: readonly StrategySubject[],
  { today, settings }: { readonly today: string; readonly settings: TimeSettings },
): Promise<Portrait[]> {
  const ids = subjects.map(({ id }) => id)
  const [assets, links, records, assessed, answered, options] = await Promise.all([
    assetsOf(reach, deps.db, ids),
    linksTouching(deps.db, ids),
    approvedRecords(reach, deps.db, ids),
    storedOptions(reach, deps.db, ids),
    answeredFor(deps, reach, subjects, today),
    optionsInForce(deps.db),
  ])
  const assetsBy = Map.groupBy(assets, (asset) => asset.workload_id)
  const consumes = Map.groupBy(links, (link) => link.from_workload_id)
  const serves = Map.groupBy(links, (link) => link.to_workload_id)
  const current = currentOptionIn(options)
  return subjects.map((subject): Portrait => {
    const own = (assetsBy.get(subject.id) ?? []).map((row) => assetSize(row))
    const support = lifecycle(own, supportEnds(), today)
    const stored = assessed.get(subject.id)?.options_json
    const standings = stored === undefined ? [] : (JSON.parse(stored) as readonly StoredOption[]) // written by assessment only
    const record = records.get(subject.id)?.record_json
    const here = current(subject.current_hosting)
    const side = (direction: 'consumes' | 'serves') =>
      ((direction === 'consumes' ? consumes : serves).get(subject.id) ?? []).map((link) => ({
        direction,
        latencyNeedMs: link.latency_need_ms,
      }))
    const known = workloadFacts(
      {
        environment: subject.environment as Environment, // written through the schema
        technology: subject.technology,
        assets: own,
        links: [...side('consumes'), ...side('serves')],
        standings: standings.filter(({ o }) => o !== here).map(({ s }) => s),
        record: record === undefined ? null : storedRecord(record),
        lifecycle: support,
      },
      technologies(),
    )
    const questionnaires = answered(subject)
    const parts = { value: partsOn(questionnaires, 'business-value'), fit: partsOn(questionnaires, 'technical-fit') }
    const stated = [
      ...known,
      ...questionnaires.flatMap((one) => factsGiven(one.questionnaire, one.answered)),
      ...scoreFacts(parts),
    ]
    return {
      subject,
      facts: knownFacts(stated),
      answered: questionnaires,
      lifecycle: support,
      parts,
      position: timePosition(parts, settings),
    }
  })
}

/** The questions of every questionnaire in use that place a workload on an axis. */
export function axisQuestions(answered: readonly AnsweredQuestionnaire[], axis: Axis): readonly Question[] {
  return answered.flatMap(({ questionnaire }) => questionsOn(questionnaire, axis))
}

function partsOn(answered: readonly AnsweredQuestionnaire[], axis: Axis): AxisPart[] {
  return answered.flatMap((one) => axisParts(questionsOn(one.questionnaire, axis), one.answered))
}

/** The two axes as facts: as sure as the share of their weight that holds an answer. */
function scoreFacts(parts: Portrait['parts']): StatedFact[] {
  const source = { fr: 'questionnaires', en: 'questionnaires' }
  return (['value', 'fit'] as const).flatMap((axis) => {
    const score = axisScore(parts[axis])
    if (score.kind === 'unknown') return []
    const name = axis === 'value' ? 'businessValue' : 'technicalFit'
    return [{ name, value: score.value.mean, confidence: score.value.answered, source }]
  })
}
