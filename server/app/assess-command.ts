import type { AnnualCostCadJson } from '#models/cost/cost.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import { type AssessmentDeps, workloadAssessment } from '#server/assessment/assessment.usecases.ts'
import { bodyNotFound } from '#server/access/access.problems.ts'
import { workloadPage } from '#server/inventory/inventory.repository.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'

type Line = { readonly json: unknown; readonly readable: string }

/** A line per workload and option (CONTRACT `assess`): verdict, every rule, yearly cost or why not, figure. */
export async function* assessmentLines(
  deps: AssessmentDeps,
  reach: Reach,
  filter: { readonly body: string | undefined; readonly workload: string | undefined },
): AsyncGenerator<Line> {
  if (filter.workload !== undefined) {
    await ensureWorkload(deps, reach, filter.workload)
    yield* linesOf(deps, reach, filter.workload)
    return
  }
  if (filter.body !== undefined) {
    const known = await deps.db.selectFrom('body').select('id').where('code', '=', filter.body).executeTakeFirst()
    if (known === undefined || !reach.bodies.includes(known.id)) throw bodyNotFound(filter.body)
  }
  for (let after: string | null = null; ;) {
    const page = await workloadPage(reach, deps.db, { after, limit: 200, bodyCode: filter.body ?? null, search: null })
    for (const workload of page) yield* linesOf(deps, reach, workload.code)
    after = page.at(-1)?.code ?? null
    if (page.length < 200) return
  }
}

async function* linesOf(deps: AssessmentDeps, reach: Reach, code: string): AsyncGenerator<Line> {
  const assessment = await workloadAssessment(deps, reach, code)
  for (const option of assessment.options) {
    const cost = option.annualCostCad
    const annualCostCad: AnnualCostCadJson =
      cost.kind === 'known'
        ? { p10: cost.value.p10, p50: cost.value.p50, p90: cost.value.p90 }
        : { unknown: cost.reasons }
    const rules = option.verdict.rules.map(({ id, result, force }) => ({ id, result, force }))
    const json = {
      workload: code,
      option: option.option,
      verdict: option.verdict.verdict,
      rules,
      annualCostCad,
      figure: option.figure,
    }
    yield {
      json,
      readable: `${code}  ${option.option}  ${option.verdict.verdict}  ${cost.kind === 'known' ? `${cost.value.p50.toFixed(2)} $` : cost.reasons.join(' ')}`,
    }
  }
}
