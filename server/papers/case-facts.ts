import type { OverrideSet } from '#models/assumptions/assumption-set.ts'
import type { CaseResult, CaseView } from '#models/cases/case.schemas.ts'
import type { PreparedCase } from '#models/cases/case-flows.ts'
import { usedAssumptions } from '#models/papers/case-book.ts'
import { sourcedLeaves } from '#models/papers/case-source-sheet.ts'
import type { Price } from '#models/prices/price-book.ts'
import { boundTo, type Bindings } from '#models/cost/bindings.ts'
import type { LoadedFormulaSet } from '#models/formulas/formula-set.ts'
import type { Bilingual, Language } from '#models/shared/bilingual.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { inputDigestAt, preparedAt } from '#server/cases/case-figures.usecases.ts'
import { caseNotComputed } from '#server/cases/cases.problems.ts'
import { ensureCase, oneCase } from '#server/cases/cases.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { hostingOptionLabels } from '#server/hosting/hosting.usecases.ts'
import { packInForce } from '#server/rules/pack-in-force.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { vendorDefaults } from '#server/shared/datasets.ts'
import { installation } from '#server/shared/settings.ts'
import type { PaperAsked } from './paper.ts'
import { reportSubjectMissing } from './papers.problems.ts'

/** Refuses a case that is not within reach or that was never computed; gives its body. */
export async function ensureComputedCase(db: Database, reach: Reach, { subject }: PaperAsked): Promise<string> {
  if (subject === null) throw reportSubjectMissing()
  const row = await ensureCase({ db }, reach, subject)
  if (row.result_id === null) throw caseNotComputed(subject)
  return row.body_id
}

/** Everything the paper of a business case says, before it is laid out. */
export type CaseFacts = {
  readonly language: Language
  readonly publisher: string
  readonly view: CaseView
  readonly kept: NonNullable<CaseView['result']>
  readonly result: CaseResult
  readonly prepared: PreparedCase
  readonly digest: string
  readonly pack: { readonly id: string; readonly version: string; readonly verified: boolean }
  readonly isDemonstration: boolean
  readonly vendors: readonly OverrideSet[]
  /** Names of the assumptions that some figure hangs on. */
  readonly used: ReadonlySet<string>
  readonly prices: readonly Price[]
  readonly optionName: (option: string) => string
}

/** A business case as it was last computed, with what it rests on. */
export async function caseFacts(db: Database, reach: Reach, asked: PaperAsked): Promise<CaseFacts> {
  await ensureComputedCase(db, reach, asked)
  const { subject, language, at } = asked
  const code = subject ?? ''
  const clock = { now: () => new Date(at) }
  const view = await oneCase({ db, clock }, reach, code)
  const kept = view.result
  const digest = kept === null ? undefined : await inputDigestAt(db, reach, kept.id)
  const prepared = kept === null ? undefined : await preparedAt(db, reach, kept.id)
  if (kept === null || digest === undefined || prepared === undefined) throw caseNotComputed(code)
  const body = (await bodyTree(db, todayOf(clock))).byCode.get(view.body)
  const named: Bilingual = { fr: body?.nameFr ?? view.body, en: body?.nameEn ?? view.body }
  const { isDemonstration } = await installation(db)
  const { pack } = await packInForce(db, todayOf(clock))
  const labels = new Map(hostingOptionLabels().map(({ id, label }) => [id, label]))
  return {
    language,
    publisher: named[language],
    view,
    kept,
    result: kept.value,
    prepared,
    digest,
    pack,
    isDemonstration,
    vendors: vendorDefaults(),
    used: usedAssumptions({ prepared }),
    prices: pricesBehind(prepared),
    optionName: (option) => labels.get(option)?.[language] ?? option,
  }
}

/** Rows of the book that some amount of the case was read from, each once, in the order of their files. */
function pricesBehind({ rows, inputs }: PreparedCase): readonly Price[] {
  const { asIs, annual, move } = inputs.formulas
  const found = new Set<string>()
  const look = (set: LoadedFormulaSet, bindings: Bindings | null) => {
    if (bindings === null) return
    for (const input of set.inputs) {
      const one = boundTo(input, bindings)
      if (one.kind === 'assumption') continue
      for (const { source } of sourcedLeaves(one.derivation(input)))
        if (source.kind === 'price') found.add(`${source.file}:${source.line}`)
    }
  }
  for (const row of rows) {
    look(asIs, row.asIs)
    for (const moved of row.moved) {
      look(annual, moved.annual)
      look(move, moved.move)
    }
  }
  return inputs.book.prices
    .filter(({ file, line }) => found.has(`${file}:${line}`))
    .toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}
