import type { PaperBlock, PaperTable } from '#models/papers/document.ts'
import { numberText } from '#models/papers/number-text.ts'
import { countOf } from '#server/shared/wording.ts'
import type { CaseFacts } from './case-facts.ts'
import { asTable, count, end, row, start, text } from './case-values.ts'
import { caseWords, leftOutTexts, strategyText, workloadForms } from './case-words.ts'

/** Past so many, the document leaves the rest to the workbook. */
const mostNamed = 30

/** What is counted, where it goes and when; what is left out, why, and what to do about it. */
export function perimeterBlocks(facts: CaseFacts): PaperBlock[] {
  const { language, result, view } = facts
  const w = caseWords[language]
  const { selection } = view.content
  const all = result.workloads + result.leftOut.length
  const chosen = selection.kind === 'wave' ? w.selection.wave(selection.wave) : w.selection[selection.kind]
  const counted = w.counted(countOf(result.workloads, workloadForms)[language], numberText(all, 0, language))
  const more = result.leftOut.length - mostNamed
  return [
    { kind: 'paragraph', text: `${chosen} ${counted}` },
    asTable(placeTable(facts)),
    asTable(waveTable(facts)),
    asTable(strategyTable(facts)),
    ...(result.leftOut.length === 0
      ? [{ kind: 'paragraph' as const, text: w.nothingLeftOut }]
      : [asTable(causeTable(facts)), asTable(leftOutTable(facts, mostNamed))]),
    ...(more > 0 ? [{ kind: 'paragraph' as const, text: w.andMore(countOf(more, workloadForms)[language]) }] : []),
  ]
}

function placeTable({ language, result, optionName }: CaseFacts): PaperTable {
  const w = caseWords[language]
  return {
    caption: w.places,
    columns: [start(w.option, 3), end(w.workloads), end(w.ofWhichForbidden)],
    rows: result.variants.flatMap(({ id, label, places }) => [
      { kind: 'group' as const, cells: [text(w.variant(id, label))] },
      ...places.map((place) => row(text(optionName(place.option)), count(place.workloads), count(place.forbidden))),
    ]),
  }
}

function waveTable({ language, prepared }: CaseFacts): PaperTable {
  const w = caseWords[language]
  const { groups, groupOf, rows } = prepared
  const day = (value: string | undefined) => (value === undefined ? text('–') : ({ kind: 'day', day: value } as const))
  return {
    caption: w.waves,
    columns: [
      start(w.group, 1.4),
      start(w.startsOn),
      start(w.cutsOverOn),
      start(w.decommissionsOn),
      end(w.workloads, 0.8),
    ],
    rows: groups.map(({ dates }, g) => {
      const members = rows.filter((_, i) => groupOf[i] === g)
      const waves = [...new Set(members.map(({ workload }) => workload.wave ?? w.noWave))].toSorted()
      return row(
        text(dates === null ? w.staying : waves.join(', ')),
        day(dates?.startsOn),
        day(dates?.cutsOverOn),
        day(dates?.decommissionsOn),
        count(members.length),
      )
    }),
  }
}

function strategyTable({ language, prepared }: CaseFacts): PaperTable {
  const w = caseWords[language]
  const groups = [...Map.groupBy(prepared.rows, ({ workload }) => workload.strategy)]
  return {
    caption: w.strategies,
    columns: [start(w.strategy, 3), end(w.workloads)],
    rows: groups
      .toSorted(([, a], [, b]) => b.length - a.length)
      .map(([strategy, members]) => row(text(strategyText(strategy, language)), count(members.length))),
  }
}

/** How many workloads each reason leaves out, the most frequent first, and what to do about it. */
function causeTable({ language, result, optionName }: CaseFacts): PaperTable {
  const w = caseWords[language]
  const causes = result.leftOut.flatMap(({ reasons }) => leftOutTexts(reasons, language, optionName))
  const groups = [...Map.groupBy(causes, ({ code }) => code).values()].toSorted((a, b) => b.length - a.length)
  return {
    caption: w.causes,
    columns: [start(w.why, 2), end(w.workloads, 0.7), start(w.whatToDo, 2.4)],
    rows: groups.map((group) => row(text(group[0]?.reason ?? ''), count(group.length), text(group[0]?.step ?? ''))),
    note: w.causesNote,
  }
}

/** The workloads left out, by name, with every reason and what to do; all of them when `most` is absent. */
export function leftOutTable({ language, result, optionName }: CaseFacts, most = result.leftOut.length): PaperTable {
  const w = caseWords[language]
  return {
    caption: w.leftOut,
    columns: [start(w.workload, 1.6), start(w.why, 2.6), start(w.whatToDo, 1.6)],
    rows: result.leftOut.slice(0, most).map(({ code, name, reasons }) => {
      const told = leftOutTexts(reasons, language, optionName)
      const steps = [...new Set(told.map(({ step }) => step))].filter((step) => step !== '')
      const why = told.map(({ reason, subjects }) => (subjects === '' ? reason : `${reason} (${subjects})`))
      return row(text(`${code} ${name}`), text(why.join(w.separator)), text(steps.join(w.separator)))
    }),
  }
}
