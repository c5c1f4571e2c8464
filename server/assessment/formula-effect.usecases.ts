import { gzipSync } from 'node:zlib'
import type { AssetSize } from '#models/inventory/asset.schemas.ts'
import { annualBindings } from '#models/cost/annual-quantities.ts'
import { asIsBindings } from '#models/cost/as-is-cost.ts'
import type { Bindings } from '#models/cost/bindings.ts'
import type { CostFormulas } from '#models/cost/cost-inputs.ts'
import { createFormulaEffect, type EffectSubject } from '#models/cost/formula-effect.ts'
import type { FormulaSet, LoadedFormulaSet } from '#models/formulas/formula-set.ts'
import type { FormulaEffect } from '#models/formulas/formula.views.ts'
import { loadedFormulaSet } from '#models/formulas/loading.ts'
import { isOpenVerdict } from '#models/rules/ranking.ts'
import { type Outcome, unknownBecause } from '#models/shared/outcome.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import {
  bodiesStandingFor,
  standingFormulas,
  type StandingFormulas,
} from '#server/formulas/formulas-in-force.usecases.ts'
import { costReferencesInForce } from '#server/formulas/references-in-force.usecases.ts'
import { currentCostsOf } from '#server/inventory/inventory.repository.ts'
import type { Reference } from '#server/shared/datasets.ts'
import { type LastAssessed, lastAssessed } from './assessment.repository.ts'
import type { KeptInputs, StoredOption } from './assessment.usecases.ts'

/** A draft that loads, for a body and a day. */
export type EffectRequest = { readonly content: FormulaSet; readonly bodyId: string; readonly day: string }

const pageSize = 2_000

/** Sets whose effect is a yearly cost of each workload; the others are only read with the dates of a business case. */
const priced: Readonly<Record<string, 'annual' | 'asIs'>> = { 'annual-cost': 'annual', 'as-is-cost': 'asIs' }

/**
 * What a draft would change over the workloads in reach for which it would stand: from what the last assessment of each was computed from,
 * at the best option that has a price, under today's prices. Read a page at a time, in the report thread.
 */
export async function formulaEffect(db: Database, reach: Reach, request: EffectRequest): Promise<FormulaEffect> {
  const { content, bodyId, day } = request
  const part = priced[content.id]
  if (part === undefined) return { kind: 'not-shown', reason: 'only-in-cases' }
  const draft = loadedFormulaSet(content)
  if (draft.kind === 'refused') throw new Error('a draft is checked before its effect is asked for')
  const [standing, references] = await Promise.all([standingFormulas(db, day), costReferencesInForce(db, day)])
  const touched = await bodiesTouched(db, { standing, reach, request })
  const effect = createFormulaEffect(draft.set, references.ofBody(bodyId).set)
  const codes = new Map(touched.map(({ id, code }) => [id, code]))
  for await (const page of pagesOf(db, reach, new Set(codes.keys()))) {
    const bindingsOf = part === 'annual' ? annualBindingsOf : await asIsBindingsOf(db, reach, page)
    const bySet = Map.groupBy(page, ({ bodyId: id }) => references.ofBody(id))
    for (const [reference, rows] of bySet) {
      const subjects = rows.map((row) => subjectOf(row, codes.get(row.bodyId) ?? '', bindingsOf(row, reference)))
      effect.add(subjects, formulasOf(reference.formulas, part))
    }
  }
  return { kind: 'shown', day, unit: 'CAD/year', ...effect.result() }
}

function formulasOf(formulas: CostFormulas, part: 'annual' | 'asIs'): LoadedFormulaSet {
  return formulas[part]
}

/** Bodies in reach for which the draft would stand: those whose nearest version is of its body, or would be. */
async function bodiesTouched(
  db: Database,
  {
    standing,
    reach,
    request: { content, bodyId, day },
  }: { readonly standing: StandingFormulas; readonly reach: Reach; readonly request: EffectRequest },
) {
  const tree = await bodyTree(db, day)
  return reach.bodies.flatMap((id) => {
    const chain = bodiesStandingFor(tree, id)
    const place = chain.indexOf(bodyId)
    const nearer = chain.indexOf(standing.versionOf(content.id, id)?.body_id ?? '')
    const node = tree.byId.get(id)
    return node !== undefined && place >= 0 && (nearer < 0 || place <= nearer) ? [node] : []
  })
}

async function* pagesOf(
  db: Database,
  reach: Reach,
  bodies: ReadonlySet<string>,
): AsyncGenerator<readonly LastAssessed[]> {
  let after = ''
  for (;;) {
    const page = await lastAssessed(reach, db, after, pageSize)
    const own = page.filter(({ bodyId }) => bodies.has(bodyId))
    if (own.length > 0) yield own
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    after = last.id
  }
}

function subjectOf(row: LastAssessed, body: string, bindings: Outcome<Bindings>): EffectSubject {
  return { workload: row.code, name: row.name, body, option: comparedOption(row) ?? '', bindings }
}

type BindingsOf = (row: LastAssessed, reference: Reference) => Outcome<Bindings>

/** The best option that has a price; the best without one when none has; undefined when none may be chosen. */
function comparedOption(row: LastAssessed): string | undefined {
  const options = JSON.parse(row.options) as readonly StoredOption[] // written by assessment only
  const open = options.filter((option) => isOpenVerdict(option.s))
  return (open.find(({ c: [first] }) => typeof first === 'number') ?? open[0])?.o
}

const kept = (row: LastAssessed) => JSON.parse(row.inputs) as KeptInputs & { readonly assets: readonly AssetSize[] } // written by assessment, found by its digest

const annualBindingsOf: BindingsOf = (row, reference) => {
  const option = comparedOption(row)
  if (option === undefined) return unknownBecause('no-open-option')
  const { assets, stated, mitigations } = kept(row)
  return annualBindings({
    ...reference,
    workload: row.code,
    assets,
    option,
    stated,
    mitigations: mitigations[option] ?? [],
  })
}

async function asIsBindingsOf(db: Database, reach: Reach, page: readonly LastAssessed[]): Promise<BindingsOf> {
  const ids = page.map(({ id }) => id)
  const costs = await currentCostsOf(reach, db, ids)
  return (row, reference) => {
    const { assets, stated } = kept(row)
    const cost = costs.get(row.id)
    const current =
      cost === undefined
        ? null
        : {
            amountCad: cost.amount_cents / 100,
            source: { kind: 'statement', by: cost.stated_by, at: cost.recorded_at, reference: '' } as const,
          }
    return asIsBindings({ ...reference, workload: row.code, assets, stated, current })
  }
}

/** The effect as gzipped JSON, ready to send. */
export async function packedFormulaEffect(
  db: Database,
  reach: Reach,
  request: EffectRequest,
): Promise<Uint8Array<ArrayBuffer>> {
  const effect = await formulaEffect(db, reach, request)
  return new Uint8Array(gzipSync(JSON.stringify(effect), { level: 4 })) // a copy of its own, so that it can be transferred
}
