import type { CaseVariant } from '#models/cases/case.schemas.ts'
import { measureText } from '#models/cases/case-measure.ts'
import type { PaperBlock, PaperTable } from '#models/papers/document.ts'
import { moneyText, valueText } from '#models/papers/number-text.ts'
import { caseFigure } from '#server/figures/figure-ids.ts'
import type { CaseFacts } from './case-facts.ts'
import { asTable, dollars, end, outcome, row, start, stated, text, total, unitText } from './case-values.ts'
import { caseWords } from './case-words.ts'

/** A variant by itself: its running total, its flows on both sides, what moves it. */
export function variantBlocks(facts: CaseFacts, variant: CaseVariant): PaperBlock[] {
  return [curve(facts, variant), ...flowTables(facts, variant).map(asTable), tornado(facts, variant)]
}

function curve(facts: CaseFacts, { cumulative }: CaseVariant): PaperBlock {
  const { language, result } = facts
  const w = caseWords[language]
  const { round } = dollars(facts)
  const year = (t: number) => result.years[t]?.label ?? ''
  const last = cumulative.at(-1)
  return {
    kind: 'chart',
    chart: {
      kind: 'curve',
      title: w.curve,
      answer: last === undefined ? '' : w.curveAnswer(year(cumulative.length - 1), moneyText(last.p50, 0, language)),
      scale: 'money',
      points: cumulative.map(({ p10, p50, p90 }, t) => ({ label: year(t), p10, p50, p90 })),
    },
    table: {
      caption: w.curve,
      columns: [start(w.year), end(w.mean), end('P10'), end('P25'), end('P50'), end('P75'), end('P90')],
      rows: cumulative.map((one, t) =>
        row(text(year(t)), ...([one.likely, one.p10, one.p25, one.p50, one.p75, one.p90] as const).map(round)),
      ),
    },
  }
}

function flowTables(facts: CaseFacts, { id, flows, cumulative }: CaseVariant): PaperTable[] {
  const { language, result, kept } = facts
  const w = caseWords[language]
  const { flow, round } = dollars(facts)
  const moved = [
    ['kept', w.kept],
    ['hosted', w.hosted],
    ['doubleRunning', w.doubleRunning],
    ['migration', w.migration],
    ['refresh', w.refresh],
    ['stranded', w.stranded],
    ['residual', w.residual],
    ['exit', w.exit],
  ] as const
  const at = (series: readonly number[], t: number) => series[t] ?? Number.NaN
  const shown = moved.filter(([name]) => flows[name].some((value) => value !== 0))
  const nil = moved.filter(([name]) => flows[name].every((value) => value === 0)).map(([, label]) => label)
  const sumOf = (series: readonly number[]) => series.reduce((all, one) => all + one, 0)
  const before = result.years.map((_, t) => at(flows.statusQuo, t) + at(flows.statusQuoRefresh, t))
  const after = result.years.map((_, t) => moved.reduce((sum, [name]) => sum + at(flows[name], t), 0))
  const present = cumulative.map(({ likely }, t) => likely - (t === 0 ? 0 : (cumulative[t - 1]?.likely ?? Number.NaN)))
  const beforeTable: PaperTable = {
    caption: `${w.flows} · ${w.before} / ${w.net}`,
    columns: [
      start(w.year, 1.1),
      end(w.running),
      end(w.renewals),
      end(w.before),
      end(w.after),
      end(w.net),
      end(w.presentValue),
      end(w.cumulative),
    ],
    rows: [
      ...result.years.map(({ label }, t) => ({
        ...row(
          // Named with its variant: the list of the figures that open shows it alone.
          text(`${label} · ${id}`),
          flow(at(flows.statusQuo, t)),
          flow(at(flows.statusQuoRefresh, t)),
          flow(at(before, t)),
          flow(at(after, t)),
          flow(at(flows.net, t)),
          round(at(present, t)),
          round(cumulative[t]?.likely ?? Number.NaN),
        ),
        figure: caseFigure(measureText(id, { kind: 'year', index: t }), kept.id),
      })),
      total(
        text(w.total),
        ...[flows.statusQuo, flows.statusQuoRefresh, before, after, flows.net].map((series) => flow(sumOf(series))),
        round(sumOf(present)),
        text(''),
      ),
    ],
  }
  const afterTable: PaperTable = {
    caption: `${w.flows} · ${w.after}`,
    columns: [start(w.year, 1.1), ...shown.map(([, label]) => end(label)), end(w.total)],
    rows: [
      ...result.years.map(({ label }, t) =>
        row(text(label), ...shown.map(([name]) => flow(at(flows[name], t))), flow(at(after, t))),
      ),
      total(text(w.total), ...shown.map(([name]) => flow(sumOf(flows[name]))), flow(sumOf(after))),
    ],
    note: nil.length === 0 ? w.sidesNote : `${w.sidesNote} ${w.nilFlows(nil.join(', '))}`,
  }
  return [beforeTable, afterTable]
}

function tornado(facts: CaseFacts, { tornado: bars, indicators }: CaseVariant): PaperBlock {
  const { language } = facts
  const w = caseWords[language]
  const { round } = dollars(facts)
  const [first] = bars
  if (first === undefined) return { kind: 'paragraph', text: w.nothingMoves }
  const said = (value: number) => valueText(stated(value), language)
  return {
    kind: 'chart',
    chart: {
      kind: 'tornado',
      title: w.tornado,
      answer: w.tornadoAnswer(first.label[language]),
      scale: 'money',
      centre: indicators.npv,
      bars: bars.map(({ label, low, high, npvAtLow, npvAtHigh }) => ({
        label: label[language],
        low: { at: said(low), value: npvAtLow },
        high: { at: said(high), value: npvAtHigh },
      })),
    },
    table: {
      caption: w.tornado,
      columns: [
        start(w.assumption, 2),
        start(w.unit, 1.1),
        end(w.low, 0.8),
        end(w.mean, 0.8),
        end(w.high, 0.8),
        end(w.npvAtLow, 1.1),
        end(w.npvAtHigh, 1.1),
        end(w.switching, 0.9),
      ],
      rows: bars.map(({ label, unit, low, likely, high, npvAtLow, npvAtHigh, switchingValue }) =>
        row(
          text(label[language]),
          text(unitText(unit)),
          stated(low),
          stated(likely),
          stated(high),
          round(npvAtLow),
          round(npvAtHigh),
          switchingValue.kind === 'known'
            ? { kind: 'number', number: switchingValue.value, digits: Math.abs(switchingValue.value) >= 100 ? 0 : 3 }
            : outcome({ kind: 'unknown', reasons: [] }, text, language),
        ),
      ),
      note: w.switchingNote,
    },
  }
}
