import type { RegisterBenefit, RegisterState } from '#models/benefits/register-state.ts'
import type { RegisterField } from '#models/benefits/register-columns.ts'
import { fieldHeads, registerSheets, sheetNames } from '#models/benefits/register-workbook.ts'
import type { WorkbookCell, WorkbookSheet } from '#models/papers/workbook.ts'
import type { Language } from '#models/shared/bilingual.ts'

type Row = Partial<Readonly<Record<RegisterField, string | number | null>>>

/**
 * The register as an import reads it again: benefits, measures, values by period. Brought back as it is, it changes nothing; a baseline by
 * model and a curve keep what the register says of them.
 */
export function registerSheetsOf(
  benefits: readonly RegisterBenefit[],
  state: Pick<RegisterState, 'edges' | 'pools'>,
  language: Language,
): readonly WorkbookSheet[] {
  const enablers = Map.groupBy(
    state.edges.filter(({ from }) => from.startsWith('N-')),
    ({ to }) => to,
  )
  const shares = Map.groupBy(
    state.pools.flatMap((pool) =>
      [...pool.shares].map(([benefit, { content }]) => ({ benefit, pool: pool.code, part: content.share })),
    ),
    ({ benefit }) => benefit,
  )
  const sheet = (key: keyof typeof registerSheets, rows: readonly Row[]): WorkbookSheet => ({
    name: sheetNames[key][language],
    widths: registerSheets[key].map(() => 18),
    frozenRows: 1,
    rows: [
      registerSheets[key].map((field): WorkbookCell => ({ value: fieldHeads[field][language], look: 'header' })),
      ...rows.map((row) => registerSheets[key].map((field): WorkbookCell => ({ value: row[field] ?? null }))),
    ],
  })
  return [
    sheet(
      'benefits',
      benefits.flatMap((one) => benefitRows(one, enablers.get(one.code) ?? [], shares.get(one.code) ?? [])),
    ),
    sheet('measures', benefits.flatMap(measureRows)),
    sheet('values', benefits.flatMap(valueRows)),
  ]
}

/** One line of the benefit; one more for each further node that enables it and each further pool it draws on. */
function benefitRows(
  { code, profile }: RegisterBenefit,
  enablers: readonly { readonly from: string }[],
  shares: readonly { readonly pool: string; readonly part: number }[],
): readonly Row[] {
  const said = profile.content
  const links = (place: number): Row => ({
    node: enablers[place]?.from ?? null,
    pool: shares[place]?.pool ?? null,
    share: shares[place] === undefined ? null : Number((shares[place].part * 100).toPrecision(12)),
  })
  const first: Row = {
    code,
    'title-fr': said.title.fr,
    'title-en': said.title.en,
    type: said.type,
    sign: said.sign === 1 ? 'gain' : 'loss',
    category: said.category,
    owner: said.owner?.role ?? null,
    finance: said.financeCounterpart?.role ?? null,
    beneficiary: said.beneficiary,
    'budget-line': said.budgetLine,
    'starts-on': said.startsOn,
    'ends-on': said.endsOn,
    ...links(0),
  }
  const more = Math.max(enablers.length, shares.length)
  return [first, ...Array.from({ length: Math.max(0, more - 1) }, (_, i) => ({ code, ...links(i + 1) }))]
}

function measureRows({ code, measures, baselines, trajectories }: RegisterBenefit): readonly Row[] {
  return [...measures].map(([key, { content }]) => {
    const baseline = baselines.get(key)?.content
    const plateau = trajectories.get(key)?.content.plateau
    const span = trajectories.get(key)?.content
    const held = baseline?.model.kind === 'value' ? baseline : undefined
    return {
      code,
      'measure-key': key,
      measure: content.name.fr,
      'measure-en': content.name.en,
      role: content.role,
      unit: content.unit,
      direction: content.direction,
      frequency: content.frequency,
      source: content.source,
      'measure-starts-on': content.startsOn,
      baseline: held?.model.kind === 'value' ? held.model.value : null,
      'baseline-from': held?.window.from ?? null,
      'baseline-to': held?.window.to ?? null,
      'target-low': plateau?.low ?? null,
      'target-mode': plateau?.mode ?? null,
      'target-high': plateau?.high ?? null,
      'target-from': plateau === null || plateau === undefined ? null : (span?.from ?? null),
      'target-to': plateau === null || plateau === undefined ? null : (span?.to ?? null),
    }
  })
}

/** One line a period: what was promised of it, and what it was. */
function valueRows({ code, measures, trajectories, observations }: RegisterBenefit): readonly Row[] {
  return [...measures.keys()].flatMap((key) => {
    const points = new Map((trajectories.get(key)?.content.points ?? []).map((one) => [one.period, one]))
    const values = new Map((observations.get(key) ?? []).map(({ content }) => [content.period, content]))
    const periods = [...new Set([...points.keys(), ...values.keys()])].toSorted()
    return periods.map((period): Row => {
      const [point, said] = [points.get(period), values.get(period)]
      return {
        code,
        'measure-key': key,
        period,
        'target-low': point?.low ?? null,
        'target-mode': point?.mode ?? null,
        'target-high': point?.high ?? null,
        value: said === undefined ? null : said.value.kind === 'known' ? said.value.value : said.value.reason,
        quality: said?.quality ?? null,
      }
    })
  })
}
