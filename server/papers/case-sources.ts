import type { AssumptionSource, PaperBlock, PriceSource } from '#models/papers/document.ts'
import { assumptionSources } from './assumption-sources.ts'
import type { CaseFacts } from './case-facts.ts'
import { asTable, row, start, text } from './case-values.ts'
import { caseWords, statusText } from './case-words.ts'

/** The assumptions and the prices that the case rests on, each with its source. */
export function sourceBlocks(facts: CaseFacts): PaperBlock[] {
  const { language } = facts
  const w = caseWords[language]
  const prices = usedPrices(facts)
  return [
    { kind: 'assumptions', caption: w.assumptions, assumptions: usedSources(facts) },
    prices.length === 0 ? { kind: 'paragraph', text: w.noPrices } : { kind: 'prices', caption: w.prices, prices },
  ]
}

function usedSources({ language, prepared, used }: CaseFacts): AssumptionSource[] {
  return assumptionSources(
    prepared.drawn.assumptions.filter(({ name }) => used.has(name)),
    language,
  )
}

/** Prices as the lists give them, with the row of the file each was read from. */
export function usedPrices({ language, prices }: CaseFacts): PriceSource[] {
  const w = caseWords[language]
  return prices.map((price) => ({
    sku: price.sku,
    what: [
      `${price.provider} ${price.region}`,
      ...(price.vcpu === null || price.memoryGib === null ? [] : [w.vcpuText(price.vcpu, price.memoryGib)]),
    ].join(', '),
    amount: price.published?.amountText ?? price.amountText,
    currency: price.published?.currency ?? price.currency,
    unit: price.unit,
    asOf: price.asOf,
    status: statusText(price.status, language),
    source: `${price.source} (${price.file}:${price.line})`,
  }))
}

/** Every formula of the case as it is written, set by set with its version. */
export function formulaBlocks({ language, prepared }: CaseFacts): PaperBlock[] {
  const w = caseWords[language]
  const { asIs, annual, move, year, caseYear } = prepared.inputs.formulas
  return [asIs, annual, move, year, caseYear].map((set) =>
    asTable({
      caption: `${set.label[language]} · ${w.formulasOf(set.id, set.version)}`,
      columns: [start(w.formula, 1.6), start(w.unit, 0.9), start(w.expression, 4)],
      rows: set.formulas.map((formula) =>
        row(text(formula.label[language]), text(formula.unit), text(`${formula.name} = ${formula.expression}`)),
      ),
    }),
  )
}
