import type { ClassificationView } from '#models/classification/classification.schemas.ts'
import type {
  CurrentCostView,
  DecisionView,
  DependencyView,
  Environment,
  Strategy,
  WorkloadView,
} from '#models/inventory/workload.views.ts'
import { cadCents, centsToDecimal } from '#models/shared/money.ts'
import type { WaveOfWorkload } from '#models/waves/wave.views.ts'
import type { Reach } from '#server/access/reach.ts'
import { etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import type { AssetRow, CurrentCostRow } from '#server/database/schema.ts'
import { currentCostFigure } from '#server/figures/figure-ids.ts'
import { sizingFacts } from '#server/usage/usage-of-assets.usecases.ts'
import { isCopyKind } from './dependencies.usecases.ts'
import { assetsOf, currentCostsOf, dependenciesOf, type DependencyWithNames } from './inventory.repository.ts'
import { ensureWorkload } from './inventory.usecases.ts'
import { assetSize, type RowSource, rowSource } from './sourced-values.ts'

export type WorkloadViewDeps = {
  readonly db: Database
  readonly classificationsOf: (reach: Reach, code: string) => Promise<readonly ClassificationView[]>
  readonly decisionOf: (reach: Reach, code: string) => Promise<DecisionView | null>
  readonly waveOf: (reach: Reach, workloadId: string) => Promise<WaveOfWorkload | null>
}

/** Everything the workload's page shows, but its assessment and history. */
export async function workloadView(deps: WorkloadViewDeps, reach: Reach, code: string): Promise<WorkloadView> {
  const row = await ensureWorkload(deps, reach, code)
  const [assets, costs, dependencies, classifications, decision, wave, sizing] = await Promise.all([
    assetsOf(reach, deps.db, [row.id]),
    currentCostsOf(reach, deps.db, [row.id]),
    dependenciesOf(reach, deps.db, row.id),
    deps.classificationsOf(reach, code),
    deps.decisionOf(reach, code),
    deps.waveOf(reach, row.id),
    sizingFacts(reach, deps.db, [row.id]),
  ])
  const cost = costs.get(row.id)
  const [newest = null] = classifications
  return {
    code,
    name: row.name,
    application: { code: row.application_code, name: row.application_name, mission: row.mission, owner: row.owner },
    body: { code: row.body_code, nameFr: row.body_name_fr, nameEn: row.body_name_en },
    environment: row.environment as Environment, // written through the schema
    technology: row.technology,
    currentHosting: row.current_hosting,
    proposedStrategy: row.proposed_strategy as Strategy | null, // written through the schema
    assets: assets.map((asset) => assetSize(asset, sizing)),
    classification: newest,
    approvedClassification: classifications.find((one) => one.state === 'approved') ?? null,
    currentCost: cost === undefined ? null : currentCostView(cost),
    dependencies: dependencies.map(dependencyView),
    decision,
    wave,
    extraFacts: [
      ...extraFacts(row.name, rowSource(row.source_json).extra ?? [], row.source_json),
      ...assets.flatMap((asset) => extraFacts(asset.name, assetExtra(asset), asset.source_json)),
    ],
    etag: etagOf(row.row_version),
  }
}

export function currentCostView(row: CurrentCostRow): CurrentCostView {
  return {
    amountCad: centsToDecimal(cadCents(row.amount_cents)),
    period: row.period,
    kind: row.kind as CurrentCostView['kind'], // written by inventory and imports only
    reference: row.reference,
    statedBy: row.stated_by,
    statedAt: row.recorded_at,
    figure: currentCostFigure(row.id),
  }
}

function dependencyView(row: DependencyWithNames): DependencyView {
  const { row: origin } = rowSource(row.source_json)
  return {
    id: row.id,
    direction: row.direction,
    workload: row.code,
    name: row.name,
    body: row.body_code,
    latencyNeedMs: row.latency_need_ms,
    isCopy: isCopyKind(row.kind),
    personalInformation: row.personal_information === null ? null : row.personal_information === 1,
    source: origin === undefined ? '' : `${origin.file}:${origin.line}`,
  }
}

/** Unknown columns of the file, kept as facts. */
function extraFacts(
  of: string,
  extra: NonNullable<RowSource['extra']>,
  sourceJson: string,
): WorkloadView['extraFacts'] {
  const { row: origin } = rowSource(sourceJson)
  const source = origin === undefined ? '' : `${origin.file}:${origin.line}`
  return extra.map(({ name, value }) => ({ name, value, asset: of, source }))
}

const assetExtra = (asset: AssetRow) => JSON.parse(asset.extra_json) as NonNullable<RowSource['extra']> // written by imports
