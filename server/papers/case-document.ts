import type { CaseVariant } from '#models/cases/case.schemas.ts'
import { measureText } from '#models/cases/case-measure.ts'
import type { KeyFigure, PaperBlock, PaperDocument } from '#models/papers/document.ts'
import { moneyText, numberText, valueText } from '#models/papers/number-text.ts'
import { caseFigure } from '#server/figures/figure-ids.ts'
import { countOf } from '#server/shared/wording.ts'
import { comparisonTable, headTable } from './case-comparison.ts'
import type { CaseFacts } from './case-facts.ts'
import { perimeterBlocks } from './case-perimeter.ts'
import { formulaBlocks, sourceBlocks } from './case-sources.ts'
import { switchboardBlocks } from './case-switchboard.ts'
import { asTable, count, dollars, outcome, percent } from './case-values.ts'
import { variantBlocks } from './case-variant.ts'
import { assumptionForms, caseWords, gapText, priceForms, workloadForms } from './case-words.ts'

export function caseDocument(facts: CaseFacts): PaperDocument {
  const { language, view, kept, result, digest } = facts
  const w = caseWords[language]
  const on = kept.computedAt.slice(0, 10)
  return {
    language,
    title: `${w.title} ${view.code}`,
    subtitle: view.content.title,
    publisher: facts.publisher,
    asOf: on,
    reference: { code: view.code, digest },
    basis: basis(facts),
    warnings: warnings(facts),
    sections: [
      { title: w.decided, blocks: decision(facts) },
      { title: w.variants, blocks: [asTable(comparisonTable(facts)), asTable(headTable(facts))] },
      { title: w.perimeter, blocks: perimeterBlocks(facts) },
      ...result.variants.map((variant) => ({
        title: w.variantTitle(variant.id, variant.label),
        blocks: variantBlocks(facts, variant),
      })),
      { title: w.switchboard, blocks: switchboardBlocks(facts) },
      { title: w.sources, blocks: sourceBlocks(facts) },
      { title: w.formulas, blocks: formulaBlocks(facts) },
      { title: w.signing, blocks: [signatures(facts, on)] },
    ],
  }
}

function signatures({ language, kept, digest }: CaseFacts, on: string): PaperBlock {
  const w = caseWords[language]
  const toSign = (role: string) => ({ role, who: null, at: null, digest: null })
  return {
    kind: 'signatures',
    lines: [
      { role: w.manager, who: kept.computedBy, at: on, digest: digest.slice(0, 16) },
      toSign(w.finance),
      toSign(w.authority),
    ],
  }
}

function basis({ language, view, kept, pack, prepared, result }: CaseFacts): PaperDocument['basis'] {
  const w = caseWords[language]
  const { book, set, rate, formulas } = prepared.inputs
  const sets = [formulas.asIs, formulas.annual, formulas.move, formulas.year, formulas.caseYear]
  return [
    {
      label: w.basisResult,
      text: w.resultText(kept.id, kept.computedAt.slice(0, 16).replace('T', ' '), kept.computedBy),
    },
    { label: w.basisPack, text: `${pack.id} ${pack.version}${pack.verified ? '' : `, ${w.notSigned}`}` },
    { label: w.basisBook, text: `${book.id}, ${book.asOf}` },
    { label: w.basisSet, text: `${set.id} ${set.version}` },
    {
      label: w.basisRate,
      text: rate === undefined ? w.noRate : w.rateText(numberText(rate.cadPerUsd, 4, language), rate.date, rate.source),
    },
    { label: w.basisFormulas, text: sets.map(({ id, version }) => `${id} ${version}`).join(', ') },
    { label: w.basisDollars, text: result.basis === 'nominal' ? w.nominalText : w.realText(view.content.baseYear) },
  ]
}

/** What must be known before reading; also what the workbook's summary says. */
function warnings(facts: CaseFacts): string[] {
  const { language, pack, isDemonstration, kept, result, prepared, used, prices } = facts
  const w = caseWords[language]
  const assumptions = prepared.inputs.set.assumptions.filter(({ name }) => used.has(name))
  const loose = assumptions.filter(({ status }) => status !== 'verified').length
  const loosePrices = prices.filter(({ status }) => status !== 'verified').length
  const plain = (n: number) => numberText(n, 0, language)
  const forbidden = result.variants.flatMap(({ id, places }) => {
    const n = places.reduce((sum, place) => sum + place.forbidden, 0)
    return n === 0 ? [] : [w.forbidden(id, countOf(n, workloadForms)[language])]
  })
  const unknown = unknownNames(facts)
  return [
    ...(isDemonstration ? [w.fictitious] : []),
    ...(pack.verified ? [] : [w.lawyers]),
    ...(kept.isStale ? [w.stale] : []),
    ...forbidden,
    ...(loose === 0
      ? []
      : [w.unverifiedAssumptions(countOf(loose, assumptionForms)[language], plain(assumptions.length))]),
    ...(loosePrices === 0
      ? []
      : [w.unverifiedPrices(countOf(loosePrices, priceForms)[language], plain(prices.length))]),
    ...(result.leftOut.length === 0 ? [] : [w.leftOutWarning(countOf(result.leftOut.length, workloadForms)[language])]),
    ...(unknown.length === 0 ? [] : [w.unknown(unknown.join(w.separator))]),
  ]
}

/** Indicators that cannot be given, each with its reason. */
function unknownNames({ language, result }: CaseFacts): string[] {
  const w = caseWords[language]
  return result.variants.flatMap(({ id, indicators }) =>
    (
      [
        [w.irr, indicators.rateOfReturn],
        [w.mirr, indicators.modifiedRate],
        [w.payback, indicators.payback],
        [w.discounted, indicators.discountedPayback],
        [w.ratio, indicators.benefitCostRatio],
        [w.equivalent, indicators.equivalentAnnual],
      ] as const
    ).flatMap(([name, of]) => (of.kind === 'known' ? [] : [`${name}, ${id} (${gapText(of.reasons[0], language)})`])),
  )
}

/** The variant that the case proposes; when it proposes to stay, the one worth most of those that no rule forbids, else of all. */
function foremost({ result }: CaseFacts): CaseVariant | undefined {
  const open = result.variants.filter(({ places }) => places.every(({ forbidden }) => forbidden === 0))
  const [best] = (open.length > 0 ? open : result.variants).toSorted((a, b) => b.indicators.npv - a.indicators.npv)
  return result.variants.find(({ id }) => id === result.decision) ?? best
}

/** The decision in one sentence, with its probability; the workbook's summary says it too. */
export function decisionSentence(facts: CaseFacts): string {
  const { language, result } = facts
  const w = caseWords[language]
  const best = foremost(facts)
  if (best === undefined) return ''
  const { npv, probabilityPositive } = best.indicators
  const said = [
    moneyText(npv, 0, language),
    `${best.id} (${best.label})`,
    valueText(percent(probabilityPositive), language),
    w.horizon(String(result.years.length), result.years[0]?.label ?? '', result.years.at(-1)?.label ?? ''),
  ] as const
  return result.decision === 'stay' ? w.stay(...said) : w.go(...said)
}

function decision(facts: CaseFacts): PaperBlock[] {
  const { language, result } = facts
  const w = caseWords[language]
  const best = foremost(facts)
  const beats = result.beats.map(({ first, second, probability, isTie }) =>
    isTie ? w.ties(first, second) : w.beats(first, second, valueText(percent(probability), language)),
  )
  return [
    { kind: 'note', tone: 'info', text: decisionSentence(facts) },
    { kind: 'figures', figures: result.variants.map((variant) => npvFigure(facts, variant)) },
    ...(best === undefined ? [] : [{ kind: 'figures' as const, figures: bestFigures(facts, best) }]),
    { kind: 'paragraph', text: [...beats, w.draws(numberText(result.draws, 0, language))].join(' ') },
  ]
}

function npvFigure(facts: CaseFacts, { id, label, indicators }: CaseVariant): KeyFigure {
  const { language, kept } = facts
  const w = caseWords[language]
  const { round } = dollars(facts)
  const { p10, p90 } = indicators.npvSpread
  return {
    label: `${w.npvShort}, ${w.variant(id, label)}`,
    value: round(indicators.npv),
    range: { low: round(p10.value), high: round(p90.value), words: w.between },
    figure: caseFigure(measureText(id, { kind: 'npv' }), kept.id),
    note: `${w.chance}${w.colon} ${valueText(percent(indicators.probabilityPositive), language)}`,
  }
}

function bestFigures(facts: CaseFacts, { id, indicators }: CaseVariant): KeyFigure[] {
  const { language, kept } = facts
  const w = caseWords[language]
  const { round } = dollars(facts)
  const years = (value: number) => ({ kind: 'years', years: value }) as const
  const sum = (heads: object) => Object.values(heads).reduce<number>((all, one) => all + Number(one), 0)
  return [
    {
      label: `${w.oneTime}, ${id}`,
      value: round(indicators.oneTime),
      figure: caseFigure(measureText(id, { kind: 'one-time' }), kept.id),
    },
    { label: `${w.discounted}, ${id}`, value: outcome(indicators.discountedPayback, years, language) },
    { label: `${w.irr}, ${id}`, value: outcome(indicators.rateOfReturn, percent, language) },
    { label: w.asIs, value: round(sum(indicators.asIsAnnual)) },
    { label: `${w.target}, ${id}`, value: round(sum(indicators.targetAnnual)) },
    { label: w.workloads, value: count(facts.result.workloads) },
  ]
}
