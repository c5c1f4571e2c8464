import type { CaseIndicators, CaseVariant, Percentile } from '#models/cases/case.schemas.ts'
import { costHeads } from '#models/cost/heads.ts'
import type { PaperRow, PaperTable, PaperValue } from '#models/papers/document.ts'
import { valueText } from '#models/papers/number-text.ts'
import type { CaseFacts } from './case-facts.ts'
import { count, dollars, end, noValue, outcome, percent, row, start, text, total } from './case-values.ts'
import { caseWords } from './case-words.ts'

/** The variants side by side: what each is, what it is worth and how surely, what it asks for. */
export function comparisonTable(facts: CaseFacts): PaperTable {
  const { language, result, view } = facts
  const w = caseWords[language]
  const { variants } = result
  const { base } = dollars(facts)
  const line = (label: string, of: (variant: CaseVariant, at: number) => PaperValue): PaperRow =>
    row(text(label), ...variants.map(of))
  const figure = (label: string, of: (indicators: CaseIndicators) => PaperValue) =>
    line(label, ({ indicators }) => of(indicators))
  const years = (value: number): PaperValue => ({ kind: 'years', years: value })
  const spread = (label: string, at: 'p10' | 'p50' | 'p90') => [
    figure(label, ({ npvSpread }) => base(npvSpread[at].value)),
    figure(w.error(label), ({ npvSpread }) => error(npvSpread[at], base)),
  ]
  return {
    caption: w.variants,
    columns: [start(w.measure, 1.8), ...variants.map(({ id, label }) => end(w.variant(id, label), 1.2))],
    rows: [
      line(w.place, (_, at) => {
        const place = view.content.variants[at]?.place
        return text(place?.kind === 'option' ? facts.optionName(place.option) : w.chosen)
      }),
      line(w.term, (_, at) => text(w.terms[view.content.variants[at]?.term ?? 'on-demand'])),
      figure(w.npv, ({ npv }) => base(npv)),
      ...spread(w.p10, 'p10'),
      ...spread(w.p50, 'p50'),
      ...spread(w.p90, 'p90'),
      figure(w.chance, ({ probabilityPositive }) => percent(probabilityPositive)),
      figure(w.irr, ({ rateOfReturn }) => outcome(rateOfReturn, percent, language)),
      figure(w.roots, ({ allRates }) =>
        allRates.length === 0
          ? noValue
          : text(allRates.map((rate) => valueText(percent(rate), language)).join(w.separator)),
      ),
      figure(w.mirr, ({ modifiedRate }) => outcome(modifiedRate, percent, language)),
      figure(w.payback, ({ payback }) => outcome(payback, years, language)),
      figure(w.discounted, ({ discountedPayback }) => outcome(discountedPayback, years, language)),
      figure(w.lastPayback, ({ lastPayback }) => outcome(lastPayback, years, language)),
      figure(w.ratio, ({ benefitCostRatio }) =>
        outcome(benefitCostRatio, (value) => ({ kind: 'number', number: value, digits: 2 }), language),
      ),
      figure(w.equivalent, ({ equivalentAnnual }) => outcome(equivalentAnnual, base, language)),
      figure(w.oneTime, ({ oneTime }) => base(oneTime)),
      figure(w.effort, ({ effortDays }) => ({ kind: 'days', days: effortDays })),
      figure(w.bookValue, ({ bookValue }) => base(bookValue)),
      line(w.forbiddenThere, ({ places }) => count(places.reduce((sum, { forbidden }) => sum + forbidden, 0))),
    ],
  }
}

function error({ standardError }: Percentile, base: (cad: number | null) => PaperValue): PaperValue {
  return base(standardError)
}

/** The yearly cost by head, today and where each variant goes. */
export function headTable(facts: CaseFacts): PaperTable {
  const { language, result, prepared, view } = facts
  const w = caseWords[language]
  const { round } = dollars(facts)
  const { variants } = result
  const first = variants[0]?.indicators.asIsAnnual
  const label = (head: string) =>
    prepared.inputs.formulas.annual.formulas.find(({ name }) => name === head)?.label[language] ?? head
  const sum = (of: Readonly<Record<string, number>> | undefined) =>
    of === undefined ? null : costHeads.reduce((all, head) => all + (of[head] ?? 0), 0)
  const unit = language === 'fr' ? `$ de ${view.content.baseYear}/an` : `${view.content.baseYear} $/year`
  const amount = (name: string) => ({ ...end(name, 1.2), unit })
  return {
    caption: w.byHead,
    columns: [start(w.head, 1.8), amount(w.today), ...variants.map(({ id }) => amount(w.targetOf(id)))],
    rows: [
      ...costHeads.map((head) =>
        row(
          text(label(head)),
          round(first?.[head] ?? null),
          ...variants.map(({ indicators }) => round(indicators.targetAnnual[head])),
        ),
      ),
      total(text(w.total), round(sum(first)), ...variants.map(({ indicators }) => round(sum(indicators.targetAnnual)))),
    ],
    note: w.headsNote,
  }
}
