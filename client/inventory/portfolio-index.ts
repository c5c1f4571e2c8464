import type { PortfolioColumns } from '#models/inventory/workload.views.ts'
import { environments, strategies } from '#models/inventory/workload.views.ts'
import { fold } from '#models/shared/fold.ts'

export const facetIds = [
  'verdict',
  'c',
  'strategy',
  'body',
  'privacy',
  'environment',
  'classification',
  'wave',
] as const
export type FacetId = (typeof facetIds)[number]

/** A column of few values: each row holds the place of its value in `values`. */
export type FacetColumn = { readonly values: readonly string[]; readonly codes: Uint16Array }

/** What filtering needs of the portfolio, laid out once for reading from end to end. */
export type PortfolioIndex = {
  readonly columns: PortfolioColumns
  readonly count: number
  /** Folded name, code, application, technology and body of each row. */
  readonly text: readonly string[]
  readonly facets: Readonly<Record<FacetId, FacetColumn>>
  /** Today's cost (cents a year) and the median of the best option (CAD a year); NaN where unknown. */
  readonly currentCents: Float64Array
  readonly p50: Float64Array
}

/** Personal information and its assessment as one state; `unknown` when either was never declared. */
export type Privacy = 'required' | 'started' | 'done' | 'none' | 'unknown'
const privacyStates: readonly Privacy[] = ['required', 'started', 'done', 'none', 'unknown']

export function privacyOf(
  personalInformation: boolean | null,
  efvp: 'not-started' | 'started' | 'done' | null,
): Privacy {
  if (personalInformation === false) return 'none'
  if (personalInformation === null || efvp === null) return 'unknown'
  return efvp === 'not-started' ? 'required' : efvp
}

/** A row's value in a column that is as long as the portfolio. */
export function at<T>(column: readonly T[], row: number): T {
  // Every column has `count` entries and rows are below it: the server writes them together.
  return column[row] as T
}

function facetColumn(values: readonly string[], valueOf: (row: number) => string, count: number): FacetColumn {
  const places = new Map(values.map((value, place) => [value, place]))
  const codes = new Uint16Array(count)
  for (let row = 0; row < count; row += 1) {
    const place = places.get(valueOf(row))
    if (place === undefined) throw new Error(`unforeseen value in the portfolio: ${valueOf(row)}`)
    codes[row] = place
  }
  return { values, codes }
}

const verdictOrder = ['allow', 'allow-with-mitigation', 'require', 'forbid', 'undetermined'] as const
const classificationOrder = ['none', 'proposed', 'returned', 'approved'] as const

/** The values of a facet, in the order in which they are shown and counted. */
export function facetValues(id: FacetId, columns: Pick<PortfolioColumns, 'bodies' | 'waves'>): readonly string[] {
  switch (id) {
    case 'verdict':
      return verdictOrder
    case 'c':
      return ['4', '3', '2', '1', 'none']
    case 'strategy':
      return [...strategies, 'none']
    case 'body':
      return columns.bodies.map((body) => body.code)
    case 'privacy':
      return privacyStates
    case 'environment':
      return environments
    case 'classification':
      return classificationOrder
    case 'wave':
      return [...columns.waves.map((wave) => wave.code), 'none']
  }
}

export function portfolioIndex(columns: PortfolioColumns): PortfolioIndex {
  const { count } = columns
  const bodyCodes = columns.bodies.map((body) => body.code)
  const bodyTexts = columns.bodies.map((body) => `${body.code} ${body.nameFr} ${body.nameEn}`)
  const text = Array.from({ length: count }, (_, row) =>
    fold(
      [
        at(columns.name, row),
        at(columns.code, row),
        at(columns.application, row),
        at(columns.technology, row) ?? '',
        at(bodyTexts, at(columns.body, row)),
      ].join(' | '),
    ),
  )
  const waveCodes = columns.waves.map((wave) => wave.code)
  const facet = (id: FacetId, valueOf: (row: number) => string) => facetColumn(facetValues(id, columns), valueOf, count)
  return {
    columns,
    count,
    text,
    currentCents: Float64Array.from(columns.currentCostCents, (cents) => cents ?? Number.NaN),
    p50: Float64Array.from(columns.p50, (target) => target ?? Number.NaN),
    facets: {
      verdict: facet('verdict', (row) => at(columns.verdict, row)),
      c: facet('c', (row) => String(at(columns.c, row) ?? 'none')),
      strategy: facet('strategy', (row) => at(columns.strategy, row) ?? 'none'),
      body: facet('body', (row) => at(bodyCodes, at(columns.body, row))),
      privacy: facet('privacy', (row) => privacyOf(at(columns.personalInformation, row), at(columns.efvp, row))),
      environment: facet('environment', (row) => at(columns.environment, row)),
      classification: facet('classification', (row) => at(columns.classification, row)),
      wave: facet('wave', (row) => waveCodes[at(columns.wave, row) ?? -1] ?? 'none'),
    },
  }
}
