import type { KeyFigure, PaperBlock, PaperDocument, PaperTable, PaperValue } from '#models/papers/document.ts'
import { numberText } from '#models/papers/number-text.ts'
import {
  type CountedAmount,
  differenceOf,
  groupedBy,
  groupSummary,
  type SummarisedWorkload,
} from '#models/papers/portfolio-summary.ts'
import { isOpenVerdict } from '#models/rules/ranking.ts'
import type { Verdict } from '#models/rules/verdict.ts'
import { countOf } from '#server/shared/wording.ts'
import { assumptionSources } from './assumption-sources.ts'
import { statusText } from './case-words.ts'
import { type PortfolioFacts, priceSummary } from './portfolio-facts.ts'
import { portfolioWords, verdictWords } from './portfolio-words.ts'

const most = 15
const nominal = { kind: 'nominal' } as const
const text = (value: string): PaperValue => ({ kind: 'text', text: value })
const count = (value: number): PaperValue => ({ kind: 'count', count: value })
const money = (cad: number | null): PaperValue =>
  cad === null ? { kind: 'unknown', reason: '' } : { kind: 'money', cad, basis: nominal }
const sum = ({ cad, counted }: CountedAmount): PaperValue => money(counted === 0 ? null : cad)
const workloadForms = { fr: ['charge', 'charges'], en: ['workload', 'workloads'] } as const

export function portfolioDocument(facts: PortfolioFacts): PaperDocument {
  const { language, workloads } = facts
  const w = portfolioWords[language]
  const without = workloads.filter((one) => one.p50 === null).length
  return {
    language,
    title: w.title,
    subtitle: w.subtitle(countOf(workloads.length, workloadForms)[language]),
    publisher: facts.publisher,
    asOf: facts.asOf,
    reference: { code: facts.code, digest: facts.digest },
    basis: basis(facts),
    warnings: [
      ...(facts.isDemonstration ? [w.fictitious] : []),
      ...(facts.pack.verified ? [] : [w.notSigned]),
      ...(without === 0 ? [] : [w.notCounted(countOf(without, workloadForms)[language])]),
      w.medians,
    ],
    sections: [
      { title: w.standing, blocks: [{ kind: 'figures', figures: keyFigures(facts) }] },
      { title: w.verdicts, blocks: [verdictChart(facts)] },
      { title: w.options, blocks: [{ kind: 'table', table: optionTable(facts) }] },
      { title: w.costliest, blocks: costliest(facts) },
      { title: w.missing, blocks: missing(facts) },
      { title: w.sources, blocks: sources(facts) },
      {
        title: w.signing,
        blocks: [
          {
            kind: 'signatures',
            lines: [
              { role: w.manager, who: facts.preparedBy, at: facts.preparedOn, digest: facts.digest.slice(0, 16) },
              { role: w.finance, who: null, at: null, digest: null },
            ],
          },
        ],
      },
    ],
  }
}

function basis({ language, pack, reference }: PortfolioFacts): PaperDocument['basis'] {
  const w = portfolioWords[language]
  const { book, set, rate } = reference
  return [
    { label: w.pack, text: `${pack.id} ${pack.version}${pack.verified ? '' : `, ${w.unsigned}`}` },
    { label: w.book, text: `${book.id}, ${book.asOf}` },
    { label: w.set, text: `${set.id} ${set.version}` },
    {
      label: w.rate,
      text: rate === undefined ? w.noRate : w.rateText(numberText(rate.cadPerUsd, 4, language), rate.date, rate.source),
    },
  ]
}

function keyFigures({ language, workloads }: PortfolioFacts): KeyFigure[] {
  const w = portfolioWords[language]
  const all = groupSummary(workloads)
  const number = (value: number) => numberText(value, 0, language)
  const amount = (label: string, of: CountedAmount): KeyFigure => ({
    label,
    value: sum(of),
    note: w.counted(number(of.counted), number(of.of)),
  })
  return [
    { label: w.workloads, value: count(all.workloads) },
    { label: w.open, value: count(workloads.filter(({ verdict }) => isOpenVerdict(verdict)).length) },
    amount(w.current, all.current),
    amount(w.best, all.p50),
    amount(w.difference, all.difference),
  ]
}

const order: readonly Verdict[] = ['allow', 'allow-with-mitigation', 'require', 'undetermined', 'forbid']

function verdictChart({ language, workloads }: PortfolioFacts): PaperBlock {
  const w = portfolioWords[language]
  const words = verdictWords[language]
  const counts = order.map((verdict) => ({ verdict, n: workloads.filter((one) => one.verdict === verdict).length }))
  const [first] = counts.toSorted((a, b) => b.n - a.n)
  const table: PaperTable = {
    caption: w.asTable(w.verdicts),
    columns: [
      { label: w.verdict, align: 'start', weight: 2 },
      { label: w.count, align: 'end' },
      { label: w.share, align: 'end' },
    ],
    rows: [
      ...counts.map(({ verdict, n }) => ({
        kind: 'row' as const,
        cells: [
          text(words[verdict]),
          count(n),
          workloads.length === 0
            ? ({ kind: 'unknown', reason: '' } as const)
            : ({ kind: 'percent', ratio: n / workloads.length } as const),
        ],
      })),
      { kind: 'total', cells: [text(w.total), count(workloads.length)] },
    ],
  }
  const answer =
    first === undefined ? '' : w.verdictAnswer(words[first.verdict], countOf(first.n, workloadForms)[language])
  return {
    kind: 'chart',
    chart: {
      kind: 'bars',
      title: w.verdicts,
      answer,
      scale: 'count',
      series: [w.count],
      bars: counts.map(({ verdict, n }) => ({
        label: words[verdict],
        parts: [n],
        isHatched: verdict === 'forbid' || verdict === 'undetermined',
      })),
    },
    table,
  }
}

function optionTable({ language, workloads, optionName }: PortfolioFacts): PaperTable {
  const w = portfolioWords[language]
  const groups = groupedBy(workloads, (one) => one.option)
  return {
    caption: w.options,
    columns: [
      { label: w.option, align: 'start', weight: 2.4 },
      { label: w.workloads, align: 'end', weight: 0.8 },
      { label: w.best, unit: w.perYear, align: 'end', weight: 1.4 },
      { label: w.known, align: 'end', weight: 0.8 },
      { label: w.difference, unit: w.perYear, align: 'end', weight: 1.4 },
    ],
    rows: groups.map(({ key, workloads: members }) => {
      const group = groupSummary(members)
      return {
        kind: 'row',
        cells: [
          text(optionName(key)),
          count(group.workloads),
          sum(group.p50),
          count(group.p50.counted),
          sum(group.difference),
        ],
      }
    }),
    note: w.medians,
  }
}

function costliest({ language, workloads, optionName }: PortfolioFacts): PaperBlock[] {
  const w = portfolioWords[language]
  const ranked = workloads.filter(hasCost).toSorted((a, b) => b.p50 - a.p50 || (a.code < b.code ? -1 : 1))
  const shown = ranked.slice(0, most)
  const [first] = shown
  if (first === undefined) return []
  const name = (one: SummarisedWorkload) => `${one.code} ${one.name}`
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'bars',
        title: w.costliest,
        answer: w.costliestAnswer(name(first)),
        scale: 'money',
        series: [w.p50],
        bars: shown.map((one) => ({ label: name(one), parts: [one.p50], low: one.p10, high: one.p90 })),
      },
      table: {
        caption: w.asTable(w.costliest),
        columns: [
          { label: w.workload, align: 'start', weight: 2.2 },
          { label: w.option, align: 'start', weight: 1.6 },
          { label: w.current, unit: w.perYear, align: 'end', weight: 1.2 },
          { label: w.p10, unit: w.perYear, align: 'end', weight: 1.2 },
          { label: w.p50, unit: w.perYear, align: 'end', weight: 1.2 },
          { label: w.p90, unit: w.perYear, align: 'end', weight: 1.2 },
          { label: w.difference, unit: w.perYear, align: 'end', weight: 1.2 },
        ],
        rows: shown.map((one) => ({
          kind: 'row',
          cells: [
            text(name(one)),
            text(one.option === null ? '' : optionName(one.option)),
            money(one.currentCad),
            money(one.p10),
            money(one.p50),
            money(one.p90),
            money(differenceOf(one)),
          ],
          ...(one.figure === null ? {} : { figure: one.figure }),
        })),
      },
    },
  ]
}

type WithCost = SummarisedWorkload & { readonly p10: number; readonly p50: number; readonly p90: number }
const hasCost = (one: SummarisedWorkload): one is WithCost => one.p10 !== null && one.p50 !== null && one.p90 !== null

function missing({ language, workloads, gapText }: PortfolioFacts): PaperBlock[] {
  const w = portfolioWords[language]
  const groups = groupedBy(workloads, (one) => (one.gap === null ? null : gapText(one.gap)))
  if (groups.length === 0) return [{ kind: 'paragraph', text: w.nothingMissing }]
  const table: PaperTable = {
    caption: w.missing,
    columns: [
      { label: w.reason, align: 'start', weight: 4 },
      { label: w.workloads, align: 'end' },
    ],
    rows: groups.map(({ key, workloads: members }) => ({ kind: 'row', cells: [text(key), count(members.length)] })),
  }
  return [{ kind: 'table', table }]
}

function sources({ language, reference }: PortfolioFacts): PaperBlock[] {
  const w = portfolioWords[language]
  const prices: PaperTable = {
    caption: w.prices,
    columns: [
      { label: w.provider, align: 'start' },
      { label: w.status, align: 'start' },
      { label: w.rows, align: 'end' },
      { label: w.oldest, align: 'start' },
      { label: w.newest, align: 'start' },
    ],
    rows: priceSummary(reference.book.prices).map((one) => ({
      kind: 'row',
      cells: [
        text(one.provider),
        text(statusText(one.status, language)),
        count(one.rows),
        { kind: 'day', day: one.oldest },
        { kind: 'day', day: one.newest },
      ],
    })),
  }
  return [
    { kind: 'table', table: prices },
    {
      kind: 'assumptions',
      caption: w.assumptions,
      assumptions: assumptionSources(reference.set.assumptions, language),
    },
  ]
}
