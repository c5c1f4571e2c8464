import type { EvidenceView } from '#models/claims/evidence.schemas.ts'
import type { KeyFigure, PaperTable, PaperValue } from '#models/papers/document.ts'
import type { AmountView, RealisedBenefit } from '#models/realised/realised.views.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { benefitWords, reasonsText } from './benefit-words.ts'
import { centsCell, dayCell, textCell } from './paper-cells.ts'

// What a benefit sheet says of what was realised: the figures, the months, the bridge from the promise, and the evidence.

const cents = (cad: string) => Math.round(Number(cad) * 100)
const decimalCell = (cad: string | null): PaperValue => centsCell(cad === null ? null : cents(cad))

function amountCell(amount: AmountView, language: Language): PaperValue {
  return amount.kind === 'known'
    ? centsCell(cents(amount.cad))
    : { kind: 'unknown', reason: reasonsText(amount.reasons, language) }
}

/** Realised over closed months, planned over the same ones, forecast, and what a budget lost. */
export function realisedFigures({ status }: RealisedBenefit, language: Language): KeyFigure[] {
  const w = benefitWords[language]
  const { realised, forecast } = status
  const reasons = realised.kind === 'unknown' ? realised.reasons : []
  const isMoney = !reasons.includes('not-in-dollars')
  const unmeasured: PaperValue = { kind: 'unknown', reason: reasonsText(reasons, language) }
  const figure = realised.figure === undefined ? {} : { figure: realised.figure, anchor: 'realised' }
  const estimate = (cad: number): PaperValue => ({ kind: 'money', cad, basis: { kind: 'nominal' } })
  const count = (text: string, name: string, number: number) => text.replace(`{${name}}`, String(number))
  const months = count(
    count(count(w.unknownMonths, 'closed', status.monthsClosed), 'provisional', status.monthsProvisional),
    'unknown',
    status.monthsUnknown,
  )
  return [
    { label: w.realised, value: amountCell(realised, language), ...figure, note: months },
    { label: w.plannedSame, value: status.monthsClosed === 0 ? unmeasured : decimalCell(status.plannedCad) },
    forecast.kind === 'known'
      ? {
          label: w.forecast,
          value: estimate(forecast.p50),
          range: { low: estimate(forecast.p10), high: estimate(forecast.p90), words: w.forecastRange },
        }
      : { label: w.forecast, value: { kind: 'unknown', reason: reasonsText(forecast.reasons, language) } },
    { label: w.cashable, value: isMoney ? decimalCell(status.cashableCad) : unmeasured },
    { label: w.stillPaid, value: isMoney ? decimalCell(status.stillPaidCad) : unmeasured },
    {
      label: w.gradeColour,
      value: textCell(`${status.grade ?? '–'} · ${w.colours[status.colour]}`),
    },
  ]
}

/** Month by month: the terms of what was realised stand beside it, so that each row opens by itself. */
export function monthTable(months: RealisedBenefit['months'], language: Language): PaperTable {
  const w = benefitWords[language]
  return {
    caption: w.months,
    columns: [
      { label: w.month, align: 'start', weight: 0.9 },
      { label: w.state, align: 'start', weight: 1.1 },
      { label: w.planned, align: 'end', weight: 1.1 },
      { label: w.baseline, align: 'end', weight: 1.2 },
      { label: w.measured, align: 'end', weight: 1.2 },
      { label: w.elsewhere, align: 'end' },
      { label: w.realisedMonth, align: 'end', weight: 1.3 },
    ],
    rows: months.map((one) => ({
      kind: 'row',
      cells: [
        textCell(one.month),
        textCell(w.states[one.state]),
        decimalCell(one.plannedCad),
        amountCell(one.baseline, language),
        amountCell(one.actual, language),
        decimalCell(one.elsewhereCad),
        amountCell(one.realised, language),
      ],
    })),
    note: w.monthNote,
  }
}

/** From the first promise to what was realised: each effect in its order, the sum at the end. */
export function bridgeTable(bridge: RealisedBenefit['bridge'] | undefined, language: Language): PaperTable {
  const w = benefitWords[language]
  const row = (kind: 'row' | 'total', label: string, cad: string) => ({
    kind,
    cells: [textCell(label), decimalCell(cad)],
  })
  return {
    caption: w.bridge,
    columns: [
      { label: w.effect, align: 'start', weight: 2 },
      { label: w.amount, align: 'end' },
    ],
    rows:
      bridge === undefined || bridge.months === 0
        ? []
        : [
            row('row', w.bridgeFrom, bridge.fromCad),
            ...bridge.bars.filter(({ cad }) => Number(cad) !== 0).map(({ name, cad }) => row('row', w.bars[name], cad)),
            row('total', w.bridgeTo, bridge.realisedCad),
          ],
  }
}

/** What proves it, by digest; what is hidden from the reader has no title. */
export function evidenceTable(all: readonly EvidenceView[], language: Language): PaperTable {
  const w = benefitWords[language]
  return {
    caption: w.evidence,
    columns: [
      { label: w.of, align: 'start' },
      { label: w.kind, align: 'start', weight: 1.6 },
      { label: w.title, align: 'start', weight: 2.2 },
      { label: w.day, align: 'start' },
      { label: w.digest, align: 'start', weight: 2.6 },
    ],
    rows: all.map((one) => ({
      kind: 'row',
      cells: [
        textCell(one.subject),
        textCell(w.kinds[one.kind]),
        textCell(one.title ?? w.hidden.replace('{level}', one.sensitivity)),
        dayCell(one.recordedAt),
        textCell(one.sha256),
      ],
    })),
  }
}
