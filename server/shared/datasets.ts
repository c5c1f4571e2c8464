import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import Papa from 'papaparse'
import * as v from 'valibot'
import { type AllocationRule, allocationRulesSchema } from '#models/allocation/allocation.schemas.ts'
import type { Objective } from '#models/benefits/register-state.ts'
import { carbonData } from '#models/carbon/carbon-data.ts'
import type { IndicatorDefinition } from '#models/barometer/indicator.schemas.ts'
import type { BenefitClass } from '#models/realised/forecast.ts'
import { type KeptAssumptionSet, keptSet, type OverrideSet } from '#models/assumptions/assumption-set.ts'
import type { StatedRate } from '#models/bills/cad-rate.ts'
import type { CostFormulas, CostReference, ExchangeRate } from '#models/cost/cost-inputs.ts'
import type { FormulaSet, LoadedFormulaSet } from '#models/formulas/formula-set.ts'
import { loadedFormulaSet } from '#models/formulas/loading.ts'
import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import { type DataRow, hostingOptions, withCatalogue } from '#models/hosting/hosting-options.ts'
import { type BookContent, priceBook, type PriceChoices } from '#models/prices/price-book.ts'
import { packFromText } from '#models/rules/pack-text.ts'
import type { RulePack } from '#models/rules/rule-pack.ts'
import type { SupportEnd } from '#models/strategies/lifecycle.ts'
import { questionnaireFromText } from '#models/strategies/questionnaire.ts'
import type { Questionnaire } from '#models/strategies/questionnaire.views.ts'
import { strategyRules } from '#models/strategies/strategy-rules.ts'
import type { Technology } from '#models/strategies/workload-facts.ts'
import { asJson, digestOf } from './digest.ts'
import { dataFolder } from './folders.ts'

// The one place that reads data/. Read once for each thread, checked on the way in: a wrong row stops the start.

/** Everything published that a cost rests on; its digest names it for ever. */
export type Reference = CostReference & {
  readonly digest: string
  /** What is stored so that old figures go on opening: rows, choices, assumptions, rate, formulas; gzip then base64. */
  readonly packed: () => string
  readonly content: ReferenceContent
}

export type ReferenceContent = {
  readonly rows: readonly DataRow[]
  readonly choices: PriceChoices
  readonly set: KeptAssumptionSet
  readonly rate: ExchangeRate | undefined
  readonly formulas: Readonly<Record<keyof CostFormulas, FormulaSet>>
}

export type PriceGap = { readonly option: string; readonly fr: string; readonly en: string }
export type LoadedPack = {
  readonly pack: RulePack
  readonly digest: string
  readonly content: string
  readonly cases: string
}

function rowsOf(path: string): DataRow[] {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(join(dataFolder, path), 'utf8').trimEnd(), {
    header: true,
  })
  return data.map((values, i) => ({ file: `data/${path}`, line: i + 2, values }))
}

function json<T>(path: string): T {
  return JSON.parse(readFileSync(join(dataFolder, path), 'utf8')) as T // our own file; tests/data checks its shape
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const currentContent = once((): ReferenceContent => {
  const files = readdirSync(join(dataFolder, 'prices'))
    .filter((file) => file.endsWith('.csv'))
    .toSorted()
  const rows = files.flatMap((file) => rowsOf(`prices/${file}`))
  const [latest] = rowsOf('exchange-rates/values.csv').toSorted((a, b) =>
    (b.values['date'] ?? '').localeCompare(a.values['date'] ?? ''),
  )
  const rate = latest === undefined ? undefined : exchangeRate(latest)
  return {
    rows,
    choices: json('prices/choices.json'),
    set: json('assumptions/arpent.json'),
    rate,
    formulas: shippedFormulas(),
  }
})

/** The reference in force: today's offline price book, assumptions, exchange rate, and the formulas shipped. */
export const currentReference = once((): Reference => referenceOf(currentContent()))

/** The formula sets that the product ships; a wrong one stops the start with every reason. */
export const shippedFormulas = once((): ReferenceContent['formulas'] => ({
  annual: json('formulas/annual-cost.json'),
  asIs: json('formulas/as-is-cost.json'),
  move: json('formulas/move-cost.json'),
  year: json('formulas/fiscal-year.json'),
  caseYear: json('formulas/case-year.json'),
}))

/** The same, read and checked: asked for at the start, which a wrong set stops. */
export const loadedShippedFormulas = once((): CostFormulas => loadedFormulas(shippedFormulas()))

/** Vendors' documented defaults, to be laid over ours. */
export const vendorDefaults = once((): readonly OverrideSet[] => [
  json('assumptions/azure-migrate.json'),
  json('assumptions/aws.json'),
])

/** Sets of formulas as costs take them; throws when one does not load. */
export function loadedFormulas(given: ReferenceContent['formulas']): CostFormulas {
  const { annual, asIs, move, year, caseYear } = given
  return {
    annual: loaded(annual),
    asIs: loaded(asIs),
    move: loaded(move),
    year: loaded(year),
    caseYear: loaded(caseYear),
  }
}

function loaded(set: FormulaSet): LoadedFormulaSet {
  const read = loadedFormulaSet(set)
  if (read.kind === 'refused') throw new Error(`formulas refused: ${set.id} ${JSON.stringify(read.problems)}`)
  return read.set
}

function exchangeRate({ file, line, values }: DataRow): ExchangeRate {
  return { cadPerUsd: Number(values['rate']), date: values['date'] ?? '', source: values['source'] ?? '', file, line }
}

/** How far from every body what the product ships stands: what anybody stated goes before it. */
const shippedDistance = Number.MAX_SAFE_INTEGER

/** Dated rates that the product ships: days as published, means of years that nobody checked, and say so. */
export const shippedRates = once((): readonly StatedRate[] => [
  ...rowsOf('exchange-rates/values.csv').map(({ values }): StatedRate => ({
    currency: values['base'] ?? '',
    kind: 'day',
    validOn: values['date'] ?? '',
    cadPerUnit: values['rate'] ?? '',
    source: values['source'] ?? '',
    status: 'verified',
    distance: shippedDistance,
  })),
  ...rowsOf('exchange-rates/annual-averages.csv').map(({ values }): StatedRate => ({
    currency: values['base'] ?? '',
    kind: 'year',
    validOn: values['year'] ?? '',
    cadPerUnit: values['rate'] ?? '',
    source: values['source'] ?? '',
    status: 'unverified',
    distance: shippedDistance,
  })),
])

function referenceOf(content: ReferenceContent): Reference {
  const packed = once(() => gzipSync(JSON.stringify(content)).toString('base64'))
  const { set, rate, formulas } = content
  return {
    digest: digestOf(asJson(content)),
    book: priceBook(bookContent(content)),
    set: keptSet(set),
    rate,
    formulas: loadedFormulas(formulas),
    packed,
    content,
  }
}

/** What a book is made of; what is listed in Canadian dollars is compared at the rate that stands beside the rows. */
export function bookContent({ rows, choices, rate }: ReferenceContent): BookContent {
  return { id: 'canada', rows, choices, cadPerUsd: rate?.cadPerUsd }
}

/** A reference as it was stored. */
export function unpackedReference(packed: string): Reference {
  return referenceOf(JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')) as ReferenceContent) // written by packed() above
}

/** The offers; with the demonstration's fictitious catalogue when the installation is a demonstration. */
export const plainOptions = once((): readonly HostingOption[] => hostingOptions(rowsOf('hosting-options/values.csv')))
export const demonstrationOptions = once((): readonly HostingOption[] =>
  withCatalogue(plainOptions(), rowsOf('hosting-options/demo-catalogue.csv'), true),
)

export const indicatorDefinitions = once(
  () => json<{ readonly indicators: readonly IndicatorDefinition[] }>('indicators/indicators.json').indicators,
)

const benefitColumns = [
  'code',
  'title',
  'type',
  'owner',
  'unit',
  'starts',
  'promisedFirst',
  'promised',
  'low',
  'high',
  'frozen',
  'plannedToDate',
  'validated',
  'gap',
  'versions',
] as const
/** A column that tables of benefits may have. */
export type BenefitColumn = (typeof benefitColumns)[number]
type BenefitTables = {
  readonly templates: readonly {
    readonly id: string
    readonly version: string
    readonly fr: string
    readonly en: string
    readonly columns: readonly BenefitColumn[]
  }[]
  readonly columns: Readonly<
    Record<
      BenefitColumn,
      { readonly fr: string; readonly en: string; readonly align: 'start' | 'end'; readonly weight: number }
    >
  >
}
/** Tables of benefits of the papers, by template; a column that nothing fills stops the start. */
export const benefitTables = once((): BenefitTables => {
  const tables = json<BenefitTables>('papers/benefit-tables.json')
  const unknown = [...Object.keys(tables.columns), ...tables.templates.flatMap(({ columns }) => columns)].find(
    (name) => !benefitColumns.some((one) => one === name),
  )
  if (unknown !== undefined) throw new Error(`no such column of benefits: ${unknown}`)
  return tables
})
/** The sixteen targets of the strategy: objectives of every benefit map. */
export const strategyObjectives = once(
  () => json<{ readonly objectives: readonly Objective[] }>('objectives/objectives.json').objectives,
)

/** Realised / planned of benefits that others published, for a body without a record of its own. */
export const benefitClasses = once(
  () => json<{ readonly classes: readonly BenefitClass[] }>('reference-classes/benefits.json').classes,
)

export const priceGaps = once(() => json<readonly PriceGap[]>('prices/gaps.json'))

/** The rule pack that the product ships with its golden cases, refused at start with every reason when it does not load. */
export const shippedPack = once((): LoadedPack => {
  const content = readFileSync(join(dataFolder, 'rules/qc-infonuagique.yaml'), 'utf8')
  const loaded = packFromText(content)
  if (loaded.kind === 'refused') throw new Error(`rule pack refused: ${JSON.stringify(loaded.problems)}`)
  const cases = readFileSync(join(dataFolder, 'rules/golden-cases.json'), 'utf8')
  return { pack: loaded.value, digest: digestOf(asJson(loaded.value)), content, cases }
})

/** The rules of the seven strategies, refused at start when they do not load. */
export const sevenRRules = once(() => strategyRules(json<unknown>('strategies/seven-r.json')))

export const supportEnds = once(() =>
  rowsOf('strategies/support-ends.csv').map(({ values }): SupportEnd => ({
    words: values['words'] ?? '',
    product: values['product'] ?? '',
    endsOn: values['ends_on'] ?? '',
    status: values['status'] ?? '',
    source: values['source'] ?? '',
  })),
)

export const technologies = once(() => {
  const yesNo = (cell: string | undefined) => (cell === 'yes' ? true : cell === 'no' ? false : null)
  return rowsOf('strategies/technologies.csv').map(({ values }): Technology => ({
    words: values['words'] ?? '',
    packaged: yesNo(values['packaged']),
    legacyPlatform: yesNo(values['legacy_platform']),
    managedEquivalent: yesNo(values['managed_equivalent']),
  }))
})

export type ShippedQuestionnaire = {
  readonly code: string
  readonly content: string
  readonly questionnaire: Questionnaire
}

/** The questionnaires that the product ships, by the names of their files; refused at start when one does not load. */
export const shippedQuestionnaires = once(() =>
  readdirSync(join(dataFolder, 'questionnaires'))
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .toReversed()
    .map((file): ShippedQuestionnaire => {
      const content = readFileSync(join(dataFolder, 'questionnaires', file), 'utf8')
      const read = questionnaireFromText(content)
      if (read.kind === 'refused') throw new Error(`questionnaire ${file} refused: ${JSON.stringify(read.problems)}`)
      return { code: file.replace(/\.yaml$/, ''), content, questionnaire: read.value }
    }),
)

export type ShippedAllocation = { readonly id: string; readonly rules: readonly AllocationRule[] }

/** The allocation rules of a body that has none of its own. */
export const shippedAllocation = once((): ShippedAllocation => {
  const { id, rules } = json<{ readonly id: string; readonly rules: unknown }>('allocation/default-rules.json')
  return { id, rules: v.parse(allocationRulesSchema, rules) }
})

export const carbonFactors = once(() =>
  carbonData({
    grid: rowsOf('carbon/grid-factors.csv'),
    providers: rowsOf('carbon/provider-factors.csv'),
    coefficients: rowsOf('carbon/energy-coefficients.csv'),
  }),
)
