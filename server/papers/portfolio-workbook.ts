import { unknownMark } from '#models/papers/number-text.ts'
import { type CountedAmount, differenceOf, groupedBy, groupSummary } from '#models/papers/portfolio-summary.ts'
import { assumptionTable } from '#models/papers/source-tables.ts'
import { tableSheet } from '#models/papers/table-workbook.ts'
import { onSheet, type Workbook, type WorkbookCell, type WorkbookSheet } from '#models/papers/workbook.ts'
import { isOpenVerdict } from '#models/rules/ranking.ts'
import { assumptionSources } from './assumption-sources.ts'
import type { PortfolioFacts } from './portfolio-facts.ts'
import { portfolioWords, verdictWords } from './portfolio-words.ts'

/** The portfolio as a workbook that recalculates: every sum and count is a formula over the sheet of workloads. */
export function portfolioWorkbook(facts: PortfolioFacts): Workbook {
  const { language, asOf, reference } = facts
  const w = portfolioWords[language]
  const assumptions = assumptionSources(reference.set.assumptions, language)
  return {
    title: `${w.title} · ${facts.publisher}`,
    language,
    asOf,
    sheets: [
      summarySheet(facts),
      workloadSheet(facts),
      optionSheet(facts),
      tableSheet(w.assumptions, assumptionTable(w.assumptions, assumptions, language)),
    ],
  }
}

const money = (value: number | null): WorkbookCell =>
  value === null ? { value: unknownMark } : { value, format: 'money' }

/** Columns of the sheet of workloads, as the other sheets name them. */
const column = { verdict: 'E', option: 'F', current: 'G', p50: 'I', difference: 'K' } as const

/** A whole column of the sheet of workloads, its header left out. */
function columnOf({ language, workloads }: PortfolioFacts, name: keyof typeof column): string {
  const letters = column[name]
  return onSheet(portfolioWords[language].workloads, `$${letters}$2:$${letters}$${Math.max(2, workloads.length + 1)}`)
}

function workloadSheet({ language, workloads, optionName, gapText }: PortfolioFacts): WorkbookSheet {
  const w = portfolioWords[language]
  const amount = (label: string): string => `${label} (${w.perYear})`
  const header = [
    w.workload,
    w.title,
    w.body,
    w.environment,
    w.verdict,
    w.option,
    amount(w.current),
    amount(w.p10),
    amount(w.p50),
    amount(w.p90),
    amount(w.difference),
    w.missing,
  ].map((value): WorkbookCell => ({ value, look: 'header' }))
  const rows = workloads.map((one, i): WorkbookCell[] => {
    const row = i + 2
    return [
      { value: one.code },
      { value: one.name },
      { value: one.body },
      { value: w.environments[one.environment] ?? one.environment },
      { value: verdictWords[language][one.verdict] },
      { value: one.option === null ? unknownMark : optionName(one.option) },
      money(one.currentCad),
      money(one.p10),
      { ...money(one.p50), ...(one.figure === null ? {} : { note: one.figure }) },
      money(one.p90),
      {
        ...money(differenceOf(one)),
        format: 'money',
        formula: `IF(AND(ISNUMBER(G${row}),ISNUMBER(I${row})),I${row}-G${row},"${unknownMark}")`,
      },
      { value: one.gap === null ? null : gapText(one.gap) },
    ]
  })
  const widths = [12, 40, 10, 14, 24, 36, 18, 18, 18, 18, 18, 50]
  return { name: w.workloads, widths, frozenRows: 1, rows: [header, ...rows] }
}

function summarySheet(facts: PortfolioFacts): WorkbookSheet {
  const { language, workloads } = facts
  const w = portfolioWords[language]
  const words = verdictWords[language]
  const all = groupSummary(workloads)
  const link = (cell: string) => ({ sheet: w.workloads, cell })
  const sum = (label: string, of: CountedAmount, name: 'current' | 'p50' | 'difference'): WorkbookCell[] => [
    { value: label, link: link(`${column[name]}1`) },
    {
      value: of.counted === 0 ? unknownMark : of.cad,
      format: 'money',
      formula: `IF(COUNT(${columnOf(facts, name)})=0,"${unknownMark}",SUM(${columnOf(facts, name)}))`,
      name: `portfolio_${name}`,
    },
    { value: of.counted, format: 'integer', formula: `COUNT(${columnOf(facts, name)})` },
  ]
  const verdicts = (['allow', 'allow-with-mitigation', 'require', 'undetermined', 'forbid'] as const).map(
    (verdict, i) => {
      const n = workloads.filter((one) => one.verdict === verdict).length
      const row = verdictRow + i
      return [
        { value: words[verdict] },
        { value: n, format: 'integer', formula: `COUNTIF(${columnOf(facts, 'verdict')},A${row})` },
        workloads.length === 0
          ? { value: unknownMark }
          : { value: n / workloads.length, format: 'percent', formula: `B${row}/portfolio_workloads` },
      ] satisfies WorkbookCell[]
    },
  )
  const openRows = (['allow', 'allow-with-mitigation', 'require'] as const).flatMap((verdict, i) =>
    isOpenVerdict(verdict) ? [`B${verdictRow + i}`] : [],
  )
  const rows: WorkbookCell[][] = [
    [{ value: `${w.title} · ${facts.publisher}`, look: 'title' }],
    [{ value: `${facts.asOf} · ${facts.code} · ${facts.digest}`, look: 'small' }],
    [{ value: w.medians, look: 'small' }],
    [],
    [
      { value: w.standing, look: 'header' },
      { value: null, look: 'header' },
      { value: w.known, look: 'header' },
    ],
    [
      { value: w.workloads, link: link('A1') },
      {
        value: all.workloads,
        format: 'integer',
        formula: workloads.length === 0 ? '0' : `ROWS(${columnOf(facts, 'verdict')})`,
        name: 'portfolio_workloads',
      },
    ],
    [
      { value: w.open },
      {
        value: workloads.filter(({ verdict }) => isOpenVerdict(verdict)).length,
        format: 'integer',
        formula: openRows.join('+'),
      },
    ],
    sum(`${w.current} (${w.perYear})`, all.current, 'current'),
    sum(`${w.best} (${w.perYear})`, all.p50, 'p50'),
    sum(`${w.difference} (${w.perYear})`, all.difference, 'difference'),
    [],
    [
      { value: w.verdict, look: 'header' },
      { value: w.count, look: 'header' },
      { value: w.share, look: 'header' },
    ],
    ...verdicts,
  ]
  return {
    name: w.summary,
    widths: [48, 22, 18],
    frozenRows: 0,
    rows,
    charts: [
      {
        kind: 'bar',
        title: w.verdicts,
        categories: { sheet: w.summary, range: `A${verdictRow}:A${verdictRow + 4}` },
        series: [{ title: w.count, values: { sheet: w.summary, range: `B${verdictRow}:B${verdictRow + 4}` } }],
        at: { row: 4, column: 4, rows: 16, columns: 8 },
      },
    ],
  }
}

/** The row of the first verdict on the summary. */
const verdictRow = 13

function optionSheet(facts: PortfolioFacts): WorkbookSheet {
  const { language, workloads, optionName } = facts
  const w = portfolioWords[language]
  const header = [w.option, w.workloads, `${w.best} (${w.perYear})`, w.share].map((value): WorkbookCell => ({
    value,
    look: 'header',
  }))
  const groups = groupedBy(workloads, (one) => (one.option === null ? null : optionName(one.option)))
  const last = groups.length + 1
  const whole = groupSummary(groups.flatMap((group) => group.workloads)).p50
  const rows = groups.map(({ key, workloads: members }, i): WorkbookCell[] => {
    const row = i + 2
    const { cad, counted } = groupSummary(members).p50
    const [option, p50] = [columnOf(facts, 'option'), columnOf(facts, 'p50')]
    const isKnown = counted > 0
    return [
      { value: key },
      { value: members.length, format: 'integer', formula: `COUNTIF(${option},A${row})` },
      {
        value: isKnown ? cad : unknownMark,
        format: 'money',
        formula: `IF(SUMPRODUCT((${option}=A${row})*ISNUMBER(${p50}))=0,"${unknownMark}",SUMIF(${option},A${row},${p50}))`,
      },
      {
        value: isKnown && whole.cad !== 0 ? cad / whole.cad : unknownMark,
        format: 'percent',
        formula: `IF(AND(ISNUMBER(C${row}),C$${last + 1}<>0),C${row}/C$${last + 1},"${unknownMark}")`,
      },
    ]
  })
  const total: WorkbookCell[] = [
    { value: w.total, look: 'total' },
    {
      value: groups.reduce((n, { workloads: members }) => n + members.length, 0),
      format: 'integer',
      look: 'total',
      formula: `SUM(B2:B${last})`,
    },
    { value: whole.cad, format: 'money', look: 'total', formula: `SUM(C2:C${last})` },
  ]
  return {
    name: w.options,
    widths: [44, 12, 26, 12],
    frozenRows: 1,
    rows: groups.length === 0 ? [header] : [header, ...rows, total],
  }
}
