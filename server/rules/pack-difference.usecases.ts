import { gzipSync } from 'node:zlib'
import { type ClassificationRecord, storedRecord } from '#models/classification/classification.schemas.ts'
import { currentOptionIn } from '#models/hosting/hosting-options.ts'
import type { Environment } from '#models/inventory/workload.views.ts'
import { canadianQualifiedExists } from '#models/rules/alternatives.ts'
import { createDifferenceTotals } from '#models/rules/difference-totals.ts'
import { packDifference, type PackSide, type WorkloadChange } from '#models/rules/pack-difference.ts'
import { packFromText } from '#models/rules/pack-text.ts'
import type { PackDifferenceReport } from '#models/rules/pack.views.ts'
import { verdictCodes } from '#models/rules/verdict-columns.ts'
import type { Verdict } from '#models/rules/verdict.ts'
import type { Bilingual, Language } from '#models/shared/bilingual.ts'
import type { Reach } from '#server/access/reach.ts'
import {
  approvedRecords,
  type AssessedWorkload,
  storedOptions,
  workloadsToAssess,
} from '#server/assessment/assessment.repository.ts'
import type { Database } from '#server/database/database.ts'
import { livingExemptions } from '#server/exemptions/living-exemptions.usecases.ts'
import { assessmentFigure } from '#server/figures/figure-ids.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { csvText } from '#server/shared/csv.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { modesInForce, packInForce } from './pack-in-force.usecases.ts'
import { bodiesNamed } from './rule-packs.repository.ts'

/** A loaded draft, and the day on which both packs judge. */
export type DifferenceRequest = { readonly content: string; readonly day: string }

const pageSize = 2_000

/**
 * What a draft would change over every workload in reach, compared with the pack in force on that day. Read a page at a time; the cost of
 * an option does not depend on the pack, so it is the one of the last assessment. Made in the report thread.
 */
export async function packDifferenceReport(
  db: Database,
  reach: Reach,
  { content, day }: DifferenceRequest,
): Promise<PackDifferenceReport> {
  const loaded = packFromText(content)
  if (loaded.kind === 'refused') throw new Error('a draft is checked before it is compared')
  const today = await packInForce(db, day)
  const modes = await modesInForce(db, today.pack.id)
  const [before, after]: [PackSide, PackSide] = [
    { pack: today.pack, modes },
    { pack: loaded.value, modes },
  ]
  const options = await optionsInForce(db)
  const difference = packDifference(before, after, {
    options,
    canadianQualifiedExists: canadianQualifiedExists(options, day),
    today: day,
  })
  const current = currentOptionIn(options)
  const bodies = await bodiesNamed(reach, db)
  const codeOf = new Map(bodies.map((body) => [body.id, body.code]))
  const totals = createDifferenceTotals(options.length)
  const optionIndex = new Map(options.map((option, i) => [option.id, i]))
  const lines = createLines(optionIndex)
  for await (const page of pagesOf(db, reach)) {
    const ids = page.map((workload) => workload.id)
    const [records, costs] = [await approvedRecords(reach, db, ids), await storedOptions(reach, db, ids)]
    const exempted = await livingExemptions(db, reach, ids, day)
    for (const workload of page) {
      const body = codeOf.get(workload.body_id) ?? ''
      const cost = costs.get(workload.id)
      const p50 = p50Of(cost?.options_json, optionIndex)
      const change = difference.of({
        record: recordOf(records.get(workload.id)?.record_json),
        environment: workload.environment as Environment, // written through the schema
        currentOption: current(workload.current_hosting),
        p50,
        exempted: exempted.get(workload.id) ?? new Map(),
      })
      totals.add(body, change)
      if (change !== undefined) lines.add({ workload, body, p50, inputs: cost?.input_digest }, change)
    }
  }
  return {
    day,
    before: { version: today.pack.version, digest: today.digest },
    after: { version: loaded.value.version, digest: digestOf(asJson(loaded.value)) },
    rules: difference.rules,
    totals: totals.totals(),
    bodies: bodies.map(({ code, name_fr: nameFr, name_en: nameEn }) => ({ code, nameFr, nameEn })),
    options: options.map(({ id, label }) => ({ id, label })),
    verdicts: verdictCodes,
    ...lines.columns(),
  }
}

async function* pagesOf(db: Database, reach: Reach): AsyncGenerator<readonly AssessedWorkload[]> {
  let after = ''
  for (;;) {
    const page = await workloadsToAssess(reach, db, after, pageSize)
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    after = last.id
  }
}

function recordOf(json: string | undefined): ClassificationRecord | null {
  return json === undefined ? null : storedRecord(json)
}

/** P50 of each option as last assessed; NaN where the cost is unknown, or nothing was assessed yet. */
function p50Of(json: string | undefined, optionIndex: ReadonlyMap<string, number>): Float64Array {
  const p50 = new Float64Array(optionIndex.size).fill(Number.NaN)
  if (json === undefined) return p50
  const stored = JSON.parse(json) as readonly { readonly o: string; readonly c: readonly unknown[] }[] // written by assessment only
  for (const { o, c } of stored) {
    const index = optionIndex.get(o)
    const likely = c[1]
    if (index !== undefined && typeof likely === 'number') p50[index] = likely
  }
  return p50
}

type BestCost = PackDifferenceReport['costs'][number][number]
type Judged = {
  readonly workload: AssessedWorkload
  readonly body: string
  readonly p50: Float64Array
  readonly inputs: string | undefined
}

/** A line per workload that changes, by columns; lists of deciding rules are kept once. */
function createLines(optionIndex: ReadonlyMap<string, number>) {
  const code: string[] = []
  const name: string[] = []
  const body: string[] = []
  const bestBefore: number[] = []
  const bestAfter: number[] = []
  const verdictBefore: number[] = []
  const verdictAfter: number[] = []
  const costChangeCad: PackDifferenceReport['costChangeCad'][number][] = []
  const changes: number[][] = []
  const deciding: (readonly string[])[] = []
  const listIndex = new Map<readonly string[], number>()
  const indexOf = (list: readonly string[]) => {
    const known = listIndex.get(list)
    if (known !== undefined) return known
    listIndex.set(list, deciding.length)
    return deciding.push(list) - 1
  }
  const costs: PackDifferenceReport['costs'][number][] = []
  const bestCost = ({ p50, inputs }: Judged, option: string | null): BestCost => {
    const value = p50[option === null ? -1 : (optionIndex.get(option) ?? -1)]
    if (option === null || inputs === undefined || value === undefined || Number.isNaN(value)) return null
    return { p50: value, figure: assessmentFigure(option, inputs) }
  }
  const optionAt = (id: string | null) => (id === null ? -1 : (optionIndex.get(id) ?? -1))
  const verdictAt = (verdict: Verdict) => verdictCodes.indexOf(verdict)
  return {
    add(of: Judged, change: WorkloadChange): void {
      code.push(of.workload.code)
      name.push(of.workload.name)
      body.push(of.body)
      costs.push([bestCost(of, change.bestBefore.option), bestCost(of, change.bestAfter.option)])
      bestBefore.push(optionAt(change.bestBefore.option))
      bestAfter.push(optionAt(change.bestAfter.option))
      verdictBefore.push(verdictAt(change.bestBefore.verdict))
      verdictAfter.push(verdictAt(change.bestAfter.verdict))
      const cost = change.costChangeCad
      costChangeCad.push(cost.kind === 'known' ? cost.value : (cost.reasons[0] ?? 'no-price'))
      changes.push(
        change.placements.flatMap((one) => [
          optionAt(one.option),
          verdictAt(one.before),
          verdictAt(one.after),
          indexOf(one.decidingBefore),
          indexOf(one.decidingAfter),
        ]),
      )
    },
    columns: () => ({
      code,
      name,
      body,
      bestBefore,
      bestAfter,
      verdictBefore,
      verdictAfter,
      costChangeCad,
      costs,
      changes,
      deciding,
    }),
  }
}

/** The report as gzipped JSON, ready to send. */
export async function packedDifference(
  db: Database,
  reach: Reach,
  request: DifferenceRequest,
): Promise<Uint8Array<ArrayBuffer>> {
  const report = await packDifferenceReport(db, reach, request)
  return new Uint8Array(gzipSync(JSON.stringify(report), { level: 4 })) // a copy of its own, so that it can be transferred
}

const heads: Readonly<Record<Language, readonly string[]>> = {
  fr: [
    'Numéro',
    'Charge',
    'Organisme',
    'Option',
    'Verdict avant',
    'Verdict après',
    'Règles avant',
    'Règles après',
    'Meilleure option avant',
    'Meilleure option après',
    'Écart P50 ($/an)',
  ],
  en: [
    'Number',
    'Workload',
    'Body',
    'Option',
    'Verdict before',
    'Verdict after',
    'Rules before',
    'Rules after',
    'Best option before',
    'Best option after',
    'P50 change ($/year)',
  ],
}
const verdictWords: Readonly<Record<Verdict, Bilingual>> = {
  allow: { fr: 'permis', en: 'permitted' },
  'allow-with-mitigation': { fr: 'avec mesures', en: 'with measures' },
  require: { fr: 'avec exigence', en: 'with requirement' },
  forbid: { fr: 'interdit', en: 'prohibited' },
  undetermined: { fr: 'indéterminé', en: 'undetermined' },
}
const gapWords: Readonly<Record<Exclude<PackDifferenceReport['costChangeCad'][number], number>, Bilingual>> = {
  'no-open-option': { fr: 'inconnu : plus aucune option', en: 'unknown: no option left' },
  'no-open-option-before': { fr: 'inconnu : aucune option avant', en: 'unknown: no option before' },
  'no-price': { fr: 'inconnu : prix manquant', en: 'unknown: price missing' },
}

/** The same, a line per option that changes, as a file for a spreadsheet. */
export async function differenceCsv(
  db: Database,
  reach: Reach,
  request: DifferenceRequest,
): Promise<Uint8Array<ArrayBuffer>> {
  const report = await packDifferenceReport(db, reach, request)
  const { language } = reach
  const option = (index: number | undefined) => report.options[index ?? -1]?.id ?? ''
  const verdict = (index: number | undefined) => {
    const named = report.verdicts[index ?? -1]
    return named === undefined ? '' : verdictWords[named][language]
  }
  const amount = (value: number) => value.toFixed(2).replace('.', language === 'fr' ? ',' : '.')
  const lines = report.code.flatMap((code, i) => {
    const change = report.changes[i] ?? []
    const cost = report.costChangeCad[i] ?? 'no-price'
    return Array.from({ length: change.length / 5 }, (_, n) => {
      const [of, before, after, rulesBefore, rulesAfter] = change.slice(n * 5, n * 5 + 5)
      return [
        code,
        report.name[i] ?? '',
        report.body[i] ?? '',
        option(of),
        verdict(before),
        verdict(after),
        (report.deciding[rulesBefore ?? -1] ?? []).join(' '),
        (report.deciding[rulesAfter ?? -1] ?? []).join(' '),
        option(report.bestBefore[i]),
        option(report.bestAfter[i]),
        typeof cost === 'number' ? amount(cost) : gapWords[cost][language],
      ]
    })
  })
  return new TextEncoder().encode(csvText([heads[language], ...lines], language === 'fr' ? ';' : ','))
}
