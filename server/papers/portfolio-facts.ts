import type { CostGapCode } from '#models/cost/cost.schemas.ts'
import type { SummarisedWorkload } from '#models/papers/portfolio-summary.ts'
import type { Price } from '#models/prices/price-book.ts'
import type { Verdict } from '#models/rules/verdict.ts'
import type { Bilingual, Language } from '#models/shared/bilingual.ts'
import { bodyNotFound } from '#server/access/access.problems.ts'
import { type BodyTree, bodyTree, withDescendants } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { costReferencesInForce } from '#server/formulas/references-in-force.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { assessmentFigure } from '#server/figures/figure-ids.ts'
import { missingForCost } from '#server/home/alerts.usecases.ts'
import { hostingOptionLabels } from '#server/hosting/hosting.usecases.ts'
import { portfolioRows } from '#server/inventory/portfolio.repository.ts'
import { packInForce } from '#server/rules/pack-in-force.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import type { Reference } from '#server/shared/datasets.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { installation } from '#server/shared/settings.ts'
import type { PaperAsked } from './paper.ts'
import { portfolioWords } from './portfolio-words.ts'

const dayOf = (at: string) => todayOf({ now: () => new Date(at) })

/** Refuses a body that is not within reach; gives the body. */
export async function ensureBodyOf(db: Database, reach: Reach, { subject, at }: PaperAsked): Promise<string | null> {
  return subject === null ? null : bodyOf(await bodyTree(db, dayOf(at)), reach, subject).id
}

function bodyOf(tree: BodyTree, reach: Reach, code: string) {
  const body = tree.byCode.get(code)
  if (body === undefined || !reach.bodies.includes(body.id)) throw bodyNotFound(code)
  return body
}

/** Everything the portfolio report says, before it is laid out. */
export type PortfolioFacts = {
  readonly language: Language
  readonly publisher: string
  readonly code: string
  readonly asOf: string
  readonly digest: string
  readonly isDemonstration: boolean
  readonly preparedBy: string
  readonly preparedOn: string
  readonly pack: { readonly id: string; readonly version: string; readonly verified: boolean }
  readonly reference: Reference
  readonly workloads: readonly SummarisedWorkload[]
  readonly optionName: (option: string) => string
  readonly gapText: (gap: string) => string
}

/** The portfolio of a body and of those under it, as it stands. */
export async function portfolioFacts(
  db: Database,
  reach: Reach,
  { subject, language, at }: PaperAsked,
): Promise<PortfolioFacts> {
  const today = dayOf(at)
  const tree = await bodyTree(db, today)
  const body = subject === null ? undefined : bodyOf(tree, reach, subject)
  const kept = body === undefined ? undefined : new Set(withDescendants(tree, body.id))
  const rows = (await portfolioRows(reach, db)).filter((row) => kept?.has(row.body) ?? true)
  const { isDemonstration, dataAsOf } = await installation(db)
  const { pack, digest: packDigest } = await packInForce(db, today)
  const references = await costReferencesInForce(db, today)
  const reference = body === undefined ? references.common : references.ofBody(body.id)
  const labels = new Map(hostingOptionLabels().map(({ id, label }) => [id, label]))
  const workloads = rows.map((row): SummarisedWorkload => ({
    code: row.code,
    name: row.name,
    body: tree.byId.get(row.body)?.code ?? '',
    environment: row.environment,
    verdict: (row.best_verdict ?? 'undetermined') as Verdict, // written by assessment only
    option: row.best_option,
    currentCad: row.current_cents === null ? null : row.current_cents / 100,
    p10: row.p10,
    p50: row.p50,
    p90: row.p90,
    figure:
      row.p50 === null || row.best_option === null || row.input_digest === null
        ? null
        : assessmentFigure(row.best_option, row.input_digest),
    gap: row.gap,
  }))
  const named: Bilingual = body === undefined ? sameWords : { fr: body.nameFr, en: body.nameEn }
  return {
    language,
    publisher: named[language],
    code: subject ?? 'ARPENT',
    asOf: dataAsOf?.slice(0, 10) ?? today,
    digest: digestOf(asJson({ workloads, pack: packDigest, reference: reference.digest })),
    isDemonstration,
    preparedBy: reach.actor,
    preparedOn: today,
    pack,
    reference,
    workloads,
    optionName: (option) => labels.get(option)?.[language] ?? option,
    gapText: (gap) => gapText(gap, language),
  }
}

const sameWords: Bilingual = { fr: portfolioWords.fr.all, en: portfolioWords.en.all }

function gapText(gap: string, language: Language): string {
  const [code = '', subject] = gap.split(':')
  const known = code in missingForCost ? missingForCost[code as CostGapCode] : undefined // checked on this line
  if (known === undefined) return portfolioWords[language].ruleGap(gap)
  return subject === undefined ? known.reason[language] : `${known.reason[language]} (${subject})`
}

/** The prices of the book in a few lines: how many of each provider and status, and how old. */
export function priceSummary(prices: readonly Price[]) {
  return [...Map.groupBy(prices, ({ provider, status }) => `${provider}|${status}`)]
    .map(([key, rows]) => {
      const days = rows.map(({ asOf }) => asOf).toSorted()
      const [provider = '', status = ''] = key.split('|')
      return { provider, status, rows: rows.length, oldest: days[0] ?? '', newest: days.at(-1) ?? '' }
    })
    .toSorted((a, b) => (`${a.provider} ${a.status}` < `${b.provider} ${b.status}` ? -1 : 1))
}
